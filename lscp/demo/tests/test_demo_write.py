"""The files: read by the ordinary reader without a warning, marked, and the same on every run."""

import subprocess
import sys
from hashlib import sha256

import pytest

from lscp.demo import write, years
from lscp.demo.facts import upn
from lscp.returns.cin import read

NAMES = [
    f"cin-{lea}-{year}.xml" for lea in ("207", "213") for year in range(years.FIRST, 1 + years.LAST)
]
DIGEST = """
import hashlib
from lscp.demo import write
print(hashlib.sha256(write.census("E09000033", 2022)).hexdigest())
"""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return write.write_returns(tmp_path_factory.mktemp("returns") / "new")


def test_there_is_one_file_for_each_authority_and_year(files):
    assert [path.name for path in files] == NAMES


def test_the_files_enter_by_the_ordinary_reader_without_a_warning(files):
    for path in files:
        found = read.read(path)
        assert path.name == NAMES[files.index(path)]
        assert found.cautions == ()
        assert found.made_up
        assert str(found.year) in path.name


def test_every_child_is_obviously_made_up(files):
    for path in files:
        ids = read.read(path).tables["ChildIdentifiers"]["LAchildID"]
        assert ids.str.starts_with("MADEUP").all()


def test_the_same_bytes_come_on_every_run_and_in_every_process(files):
    (path,) = [path for path in files if path.name == "cin-213-2022.xml"]
    other = subprocess.run(
        [sys.executable, "-c", DIGEST],
        capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert other.stdout.strip() == sha256(path.read_bytes()).hexdigest()


def test_a_large_file_has_as_many_children_as_asked_each_with_names_of_its_own(tmp_path):
    write.write_large(tmp_path / "large.xml", 3000)
    found = read.read(tmp_path / "large.xml")
    people = found.tables["ChildIdentifiers"]
    assert people.height == 3000
    assert people["LAchildID"].n_unique() == 3000
    assert people["UPN"].drop_nulls().is_unique().all()
    assert found.cautions == ()
    assert (tmp_path / "large.xml").stat().st_size / 3000 == pytest.approx(1600, rel=0.02)


def test_a_unique_pupil_number_has_its_check_letter():
    # 2×2 + 3×0 + 4×7 + 13×1 = 45, which is 22 more than 23: the last of the 23 letters.
    assert upn("207", 1) == "Z207000000001"
