"""A backup holds everything but the keys; restored into an empty place, all is as it was."""

import os
import subprocess
import sys
import tarfile

import psycopg
import pytest
from psycopg import sql

from lscp.core import database

pytestmark = pytest.mark.slow


def lscp(home, *arguments):
    given = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    command = [sys.executable, "-c", "from lscp.cli import main; main()", *map(str, arguments)]
    return subprocess.run(
        command, env={**given, "LSCP_HOME": str(home)}, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """One installation for all: to make its tables takes longer than to back them up."""
    return tmp_path_factory.mktemp("backup") / "home"


@pytest.fixture(scope="module")
def backup(home):
    """A backup as it was written."""
    file = home.parent / "all.lscp"
    assert lscp(home, "backup", file).returncode == 0
    return file.read_bytes()


def everything(home, monkeypatch):
    """Return every row of every table, and every file, of the installation in a folder."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setenv("LSCP_HOME", str(home))
    place, rows = database.place(), {}
    with place.running(), psycopg.connect(place.conninfo(place.app)) as connection:
        tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        for (name,) in connection.execute(tables).fetchall():
            every = sql.SQL("SELECT t::text FROM {} t ORDER BY 1").format(sql.Identifier(name))
            if not name.startswith(("core_entry", "core_seal")):  # a restore adds to the trail
                rows[name] = connection.execute(every).fetchall()
    files = {
        str(path.relative_to(home)): path.read_bytes()
        for folder in ("snapshots", "kept")
        for path in (home / folder).rglob("*")
        if path.is_file()
    }
    return rows, files


def test_what_was_backed_up_is_there_again_after_restoring_into_an_empty_place(
    tmp_path, home, census, monkeypatch
):
    here, there, file = home, tmp_path / "there", tmp_path / "all.lscp"
    assert lscp(here, "returns", "load", census(6)).returncode == 0
    assert lscp(here, "backup", file).returncode == 0
    assert file.stat().st_mode & 0o077 == 0
    with tarfile.open(file) as archive:
        assert {name.split("/")[0] for name in archive.getnames()} == {
            "manifest.json", "database.dump", "snapshots", "kept",
        }  # fmt: skip

    restored = lscp(there, "restore", file)
    assert restored.returncode == 0, restored.stderr
    before, after = everything(here, monkeypatch), everything(there, monkeypatch)
    assert before == after
    assert len(before[0]["submissions_load"]) == 1
    assert {name.split("/")[0] for name in before[1]} == {"snapshots", "kept"}

    again = lscp(there, "restore", file)
    assert again.returncode == 2
    assert "--force" in again.stderr
    place = database.place()
    with place.running(), psycopg.connect(place.conninfo(place.app)) as connection:
        connection.execute("DELETE FROM submissions_load")
    assert lscp(there, "restore", file, "--force").returncode == 0
    assert everything(there, monkeypatch)[0] == before[0]


@pytest.mark.parametrize("how", ["cut", "changed", "other"])
def test_a_backup_that_is_damaged_changes_nothing(tmp_path, backup, census, how):
    file = tmp_path / "all.lscp"
    content = bytearray(backup)
    if how == "cut":
        del content[content.index(b"PGDMP") + 200 :]
    elif how == "changed":
        content[content.index(b"PGDMP") + 200] ^= 1
    else:
        content = bytearray(census().read_bytes())
    file.write_bytes(content)
    said = lscp(tmp_path / "empty", "restore", file)
    assert said.returncode == 1, said.stderr
    assert "all.lscp is" in said.stderr
    assert "Traceback" not in said.stderr
