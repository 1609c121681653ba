# Two commands do everything on a fresh machine: `make run` shows the record of the bundled example, `make test` passes
# the tests. Nothing but python3 (3.11 to 3.13) and make is needed; all else comes from requirements.lock.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
STORE ?= dateline.store
PORT ?= 8765

.PHONY: help run test serve check bench lock clean

help:
	@grep -E '^[a-z]+:.*#' Makefile | sed -E 's/:.*# /\t/'

$(VENV)/.ready: requirements.lock pyproject.toml hatch_build.py $(wildcard build_hooks/*.py) $(wildcard src/dateline/kinds/place_*.yaml)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=24.0'
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

run: $(VENV)/.ready # add the bundled example to a new store and print its record
	@rm -f $(STORE) $(STORE)-wal $(STORE)-shm
	$(BIN)/dateline example --store $(STORE)

test: $(VENV)/.ready # the tests
	$(BIN)/python -m pytest

serve: $(VENV)/.ready # open the workspace on http://127.0.0.1:$(PORT)
	$(BIN)/dateline serve --store $(STORE) --port $(PORT)

check: $(VENV)/.ready # everything that CI checks besides the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python docs/generate_cli.py --check
	$(BIN)/python -m benchmarks gate

bench: $(VENV)/.ready # the benchmarks whose data is there: seed and speed
	$(BIN)/python -m benchmarks seed
	$(BIN)/python -m benchmarks speed

lock: # write requirements.lock anew (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
		--custom-compile-command 'make lock' --output-file requirements.lock

clean: # remove what the commands above made
	rm -rf $(VENV) $(STORE) $(STORE)-wal $(STORE)-shm build dist out src/dateline/kinds/gazetteer.sqlite src/dateline/kinds/compiled
