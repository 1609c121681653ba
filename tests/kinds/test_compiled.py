"""The lists that load quickly say what the YAML says, and an edited YAML counts at once."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from dateline.kinds import files
from dateline.kinds.entries import SectorEntry
from dateline.kinds.yaml12 import parse

KINDS = Path(files.__file__).parent
COMPILED = sorted((KINDS / "compiled").glob("*.json"))
# Names of one place, an entry each, are put together by the gazetteer's build; "night" is a unit and a part of the day,
# of which the unit is lost.
REPEATING = {"place_aliases", "time"}


def test_the_build_made_them() -> None:
    assert {"persons", "states", "events"} <= {p.stem for p in COMPILED}


@pytest.mark.parametrize("path", COMPILED, ids=lambda p: p.stem)
def test_they_say_what_the_yaml_says(path: Path) -> None:
    found = json.loads(path.read_text(encoding="utf-8"))
    text = (KINDS / f"{path.stem}.yaml").read_text(encoding="utf-8")
    if found["digest"] != hashlib.sha256(text.encode()).hexdigest():
        pytest.skip("edited since the build; `python build_hooks/kinds_compile.py` makes it anew")
    assert found["entries"] == parse(text)


@pytest.mark.parametrize("path", [p for p in COMPILED if p.stem not in REPEATING], ids=lambda p: p.stem)
def test_no_entry_silently_replaces_another_of_its_id(path: Path) -> None:
    entries = parse((KINDS / f"{path.stem}.yaml").read_text(encoding="utf-8"))
    # A body has its own `key`, for several may be one actor.
    ids = [entry.get("key", entry["id"]) for entry in entries if "id" in entry]
    assert sorted(ids) == sorted(set(ids))


def test_an_edited_yaml_counts_and_an_unedited_one_need_not_be_parsed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "- {id: NEW, kind: government, label: new}\n"
    (tmp_path / "compiled").mkdir()
    (tmp_path / "sectors.yaml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(files.resources, "files", lambda _: tmp_path)
    old = {"digest": "of another text", "entries": [{"id": "OLD", "kind": "government", "label": "old"}]}
    (tmp_path / "compiled" / "sectors.json").write_text(json.dumps(old), encoding="utf-8")
    assert [s.id for s in files.load("sectors", SectorEntry)] == ["NEW"]
    fresh = old | {"digest": hashlib.sha256(text.encode()).hexdigest()}
    (tmp_path / "compiled" / "sectors.json").write_text(json.dumps(fresh), encoding="utf-8")
    assert [s.id for s in files.load("sectors", SectorEntry)] == ["OLD"]
