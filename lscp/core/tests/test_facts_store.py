"""Snapshots: named by what they hold, read back the same, and damage is found."""

from dataclasses import replace
from datetime import date

import pytest
from polars.testing import assert_frame_equal

from lscp.core import engines
from lscp.core.facts import from_rows, store

ROWS = [
    {"cine_referral_id": f"{n}-1", "cine_person_id": str(n), "cine_referral_date": date(2021, 5, n)}
    for n in (3, 1, 2)
]


def some_facts(rows=ROWS):
    return from_rows(ssd_cin_episodes=rows, ssd_person=[{"pers_person_id": "1"}], ssd_cp_plans=[])


def test_the_same_facts_have_the_same_name_in_whatever_order(tmp_path):
    name = store.write(some_facts(), tmp_path)
    assert store.write(some_facts(ROWS[::-1]), tmp_path) == name
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_other_facts_or_another_source_have_another_name(tmp_path):
    facts = some_facts()
    made_up = replace(facts, sources=(replace(facts.sources[0], demonstration=True),))
    names = {store.write(each, tmp_path) for each in (facts, some_facts(ROWS[:2]), made_up)}
    assert len(names) == 3


def test_facts_are_read_back_as_they_were_and_know_their_snapshot(tmp_path):
    facts = some_facts()
    name = store.write(facts, tmp_path)
    again = store.read(name, tmp_path)
    for table in ("ssd_cin_episodes", "ssd_person", "ssd_cp_plans"):
        was, now = (engines.collect(getattr(each, table)) for each in (facts, again))
        assert_frame_equal(was, now, check_row_order=False)
    assert again.sources == (replace(facts.sources[0], snapshot=name),)


@pytest.mark.parametrize("file", ["ssd_person.parquet", "source.json"])
def test_damage_is_found(tmp_path, file):
    name = store.write(some_facts(), tmp_path)
    store.verify(name, tmp_path)
    with (tmp_path / name / file).open("ab") as damaged:
        damaged.write(b" ")
    with pytest.raises(store.Damaged, match=name):
        store.verify(name, tmp_path)


def test_a_file_that_is_gone_is_found(tmp_path):
    name = store.write(some_facts(), tmp_path)
    (tmp_path / name / "ssd_person.parquet").unlink()
    with pytest.raises(store.Damaged):
        store.verify(name, tmp_path)


def test_a_snapshot_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        store.read("0" * 16, tmp_path)


def test_a_write_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    def fail(folder):
        raise OSError("The disk is full")

    monkeypatch.setattr(store, "_name", fail)
    with pytest.raises(OSError, match="full"):
        store.write(some_facts(), tmp_path)
    assert not list(tmp_path.iterdir())
