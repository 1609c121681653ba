"""The store: opening, adding, and what stays when something goes wrong."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import create_engine

import factory
import sample_record
from dateline.errors import ModelError, StoreError
from dateline.model import to_json
from dateline.store import Store, dialect, schema, writer


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "some.store"


def dump(path: Path) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def filled(path: Path) -> Store:
    store = Store.open(path, create=True)
    store.add(sample_record.first())
    store.add(sample_record.second())
    store.replace_merged(sample_record.merged())
    return store


def test_a_missing_store_is_made_only_when_asked_for(path: Path) -> None:
    with pytest.raises(StoreError, match="no store is there; make one with `dateline add"):
        Store.open(path)
    assert not path.exists()
    with Store.open(path, create=True) as store:
        assert store.counts()["readings"] == 0
    with Store.open(path) as store:
        assert list(store.readings()) == []


@pytest.mark.parametrize("content", [b"just some words\n" * 200, b""], ids=["text", "empty"])
def test_a_file_that_is_no_store_is_refused_and_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(StoreError, match="not a Dateline store"):
        Store.open(path)
    assert path.read_bytes() == content


def test_an_empty_file_becomes_a_store_when_asked_for(path: Path) -> None:
    path.touch()
    with Store.open(path, create=True) as store:
        assert store.add(sample_record.first())


@pytest.mark.parametrize("create", [False, True])
def test_another_programs_database_is_refused(path: Path, create: bool) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
    other.close()
    before = dump(path)
    with pytest.raises(StoreError, match="not a Dateline store"):
        Store.open(path, create=create)
    assert dump(path) == before


def test_a_newer_store_is_refused_with_what_to_do(path: Path) -> None:
    filled(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
    connection.close()
    with pytest.raises(StoreError, match=r"newer Dateline .*0999.*pip install --upgrade dateline"):
        Store.open(path)


def test_a_folder_and_a_missing_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="this is a folder"):
        Store.open(tmp_path)
    with pytest.raises(StoreError, match="does not exist; make it first"):
        Store.open(tmp_path / "nowhere" / "some.store", create=True)


def test_migrations_make_the_declared_tables(path: Path) -> None:
    Store.open(path, create=True).close()
    made = sqlite3.connect(path)
    declared = sqlite3.connect(":memory:")
    engine = create_engine("sqlite://", creator=lambda: declared)
    schema.metadata.create_all(engine)
    for table in schema.metadata.tables:
        columns = f"SELECT name, type, \"notnull\", pk FROM pragma_table_info('{table}')"
        assert made.execute(columns).fetchall() == declared.execute(columns).fetchall(), table
        keys = f'SELECT "from", "table", on_delete FROM pragma_foreign_key_list(\'{table}\') ORDER BY 1'
        assert made.execute(keys).fetchall() == declared.execute(keys).fetchall(), table
        indexes = f"SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = '{table}' ORDER BY 1"
        assert made.execute(indexes).fetchall() == declared.execute(indexes).fetchall(), table
    made.close()
    engine.dispose()
    declared.close()


def test_what_is_added_comes_back_in_order_of_publication(path: Path) -> None:
    undated = factory.reading("Nobody knows when.", published=None, id="r-0")
    readings = [undated, sample_record.second(), sample_record.first()]
    with Store.open(path, create=True) as store:
        assert [store.add(r) for r in readings] == [True, True, True]
        assert list(store.readings()) == [readings[2], readings[1], undated]
        assert store.reading("r-first") == readings[2]
        assert store.report("r-first") == readings[2].report
        assert store.reading("r-none") is None
        assert store.report("r-none") is None


def test_adding_twice_changes_nothing(path: Path) -> None:
    filled(path).close()
    before = dump(path)
    with Store.open(path) as store:
        assert not store.add(sample_record.first())
        assert not store.replace_merged(sample_record.merged())
    assert dump(path) == before


def test_a_failure_inside_add_leaves_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(path, create=True) as store:
        store.add(sample_record.second())
        before = dump(path)

        def fail(*_: object) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as patch:
            patch.setattr(writer, "index_words", fail)
            with pytest.raises(KeyboardInterrupt):
                store.add(sample_record.first())
        assert dump(path) == before
        assert store.add(sample_record.first())
        assert store.counts()["readings"] == 2


def test_a_failure_inside_merging_keeps_the_old_record(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with filled(path) as store:
        before = dump(path)

        def fail(*_: object) -> None:
            raise RuntimeError("power cut")

        monkeypatch.setattr(writer, "drop_words", fail)
        with pytest.raises(RuntimeError, match="power cut"):
            store.replace_merged(type(sample_record.merged())())
        assert dump(path) == before


def test_a_failure_while_making_the_tables_leaves_no_store(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "HEAD", "0001")
    monkeypatch.setattr("dateline.store.upgrade.HEAD", "0002")
    with pytest.raises(Exception, match="0002"):
        Store.open(path, create=True)
    assert not path.exists()


def test_a_reading_whose_spans_do_not_fit_is_refused_on_loading(path: Path) -> None:
    filled(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE reading SET json = replace(json, 'share flood data.', '') WHERE report = 'r-first'")
    connection.close()
    with Store.open(path) as store, pytest.raises(ModelError, match="r-first"):
        store.reading("r-first")


def test_merged_comes_back_as_it_went_in(path: Path) -> None:
    with filled(path) as store:
        assert store.merged() == sample_record.merged()
        assert to_json(store.merged()) == to_json(sample_record.merged())
        assert store.counts() == {
            "readings": 2, "reports": 2, "agreements": 1, "events": 3, "claims": 3, "estimates": 2, "actors": 4,
        }  # fmt: skip


def test_a_smaller_record_takes_the_place_of_a_larger(path: Path) -> None:
    whole = sample_record.merged()
    part = type(whole)(reports=whole.reports[1:], events=tuple(reversed(whole.events[:2])), actors=whole.actors)
    with filled(path) as store:
        assert store.replace_merged(part)
        assert store.merged() == part
        assert store.search("foreign ministry", "event") == []
        assert store.search("engineers", "claim") == []
        # The reports' own words stay: they are those of the Readings.
        assert [h.id for h in store.search("engineers")] == ["r-second", "r-first"]
        assert store.replace_merged(whole)
        assert store.merged() == whole


def test_the_order_of_adding_does_not_show(tmp_path: Path) -> None:
    one, two = tmp_path / "one.store", tmp_path / "two.store"
    for path, readings in (
        (one, (sample_record.first(), sample_record.second())),
        (two, (sample_record.second(), sample_record.first())),
    ):
        with Store.open(path, create=True) as store:
            for reading in readings:
                store.add(reading)
            store.replace_merged(sample_record.merged())
    with Store.open(one) as a, Store.open(two) as b:
        assert list(a.readings()) == list(b.readings())
        assert a.merged() == b.merged()
        assert a.search("engineers") == b.search("engineers")


def test_unmerged_counts_what_the_record_does_not_know(path: Path) -> None:
    with Store.open(path, create=True) as store:
        store.add(sample_record.first())
        store.add(sample_record.second())
        assert store.unmerged() == 2
        store.replace_merged(sample_record.merged())
        assert store.unmerged() == 0


def test_a_reader_is_not_stopped_by_a_writer(path: Path) -> None:
    with filled(path) as reader, Store.open(path) as other:
        with dialect.writing_to(other._engine) as connection:
            connection.exec_driver_sql("DELETE FROM entry")
            assert reader.counts()["events"] == 3
        assert reader.counts()["events"] == 0


def test_a_locked_store_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(path).close()
    monkeypatch.setattr(dialect, "_BUSY_SECONDS", 0.05)
    with (
        Store.open(path) as one,
        Store.open(path) as two,
        dialect.writing_to(one._engine),
        pytest.raises(StoreError, match="another program is writing to it"),
    ):
        two.add(factory.reading("Something else.", id="r-other"))
