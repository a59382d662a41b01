"""The command line as a person calls it, on the tests' own database."""

import sys
from contextlib import nullcontext
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from lscp import cli
from lscp.core import database


@dataclass
class Said:
    """What a command said, and its exit status."""

    status: int
    out: str
    err: str


@pytest.fixture
def lscp(installation, monkeypatch, capsys):
    """Run `lscp` with some arguments and return what it said. The database runs already."""
    monkeypatch.setattr(database, "place", lambda: SimpleNamespace(running=nullcontext))

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["lscp", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        return Said(ended.value.code, said.out, said.err)

    return run
