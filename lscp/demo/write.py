"""Writes the made-up returns as their files, and a large census to measure speed with."""

import re
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from lscp.core.facts import Facts
from lscp.demo import years
from lscp.demo.care import years as care
from lscp.demo.days import Year
from lscp.demo.facts import child_id, facts_of, upn
from lscp.returns.cin import facts as cin_facts
from lscp.returns.cin import produce, read
from lscp.returns.ssda903 import produce as ssda903

AUTHORITIES = ("E09000020", "E09000033")
TYPICAL_SIZE = 1600  # bytes, of a child in an authority's file
OPENING, CLOSING = b"<Child>", b"</Child>"
_ID, _UPN = re.compile(rb"(?<=<LAchildID>)[^<]+"), re.compile(rb"(?<=<UPN>)[^<]+")


def census(authority: str, year: int) -> bytes:
    """Return a made-up return as the bytes of its file: the moment in it is always the same."""
    target = BytesIO()
    facts = facts_of(years.made(authority)[year])
    moment = datetime(year, 7, 29, 12)  # noqa: DTZ001 - a made-up moment, of the day it was due
    produce.produce(facts, authority=authority, year=year, to=target, made_up=True, at=moment)
    return target.getvalue()


def generate(authority: str, year: int) -> Facts:
    """Return the facts of one made-up return, as they are read from its file."""
    return cin_facts.facts(read.read(BytesIO(census(authority, year))))


def write_returns(folder: Path) -> list[Path]:
    """Write every made-up return, `cin-207-2018.xml` and so on, and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for authority in AUTHORITIES:
        for year in range(years.FIRST, years.LAST + 1):
            lea = produce.number_of(authority, Year(year).end)
            path = folder / f"cin-{lea}-{year}.xml"
            path.write_bytes(census(authority, year))
            written.append(path)
    return written


def care_name(authority: str, year: int) -> str:
    """Return what the folder of a made-up return of children in care is called."""
    return f"ssda903-{produce.number_of(authority, Year(year).end)}-{year}"


def write_care(folder: Path) -> list[Path]:
    """Write every made-up SSDA903 return, a folder of files each, and return the folders."""
    written = []
    for authority in AUTHORITIES:
        for year, facts in care.made(authority).items():
            path = folder / care_name(authority, year)
            ssda903.produce(facts, authority=authority, year=year, folder=path)
            written.append(path)
    return written


def write_large(path: Path, children: int, *, authority: str = AUTHORITIES[0]) -> None:
    """Write a census of so many made-up children, to measure speed with.

    They are those of the last return of whom most is on record, repeated, each with an id and a
    unique pupil number of its own. The file adds up to nothing.
    """
    data = census(authority, years.LAST)
    begin, finish = data.index(OPENING), data.rindex(CLOSING) + len(CLOSING)
    blocks = [_Block.of(block) for block in _full(data[begin:finish])]
    lea = produce.number_of(authority, Year(years.LAST).end)
    with path.open("wb") as target:
        target.write(data[:begin])
        for number in range(children):
            target.write(blocks[number % len(blocks)].named(lea, number + 1))
        target.write(data[finish:])


def _full(children: bytes) -> list[bytes]:
    """Return the parts of a file that are about one child each, those that say most of one."""
    blocks = sorted((OPENING + rest for rest in children.split(OPENING)[1:]), key=len)
    size, first = sum(map(len, blocks)), 0
    while size < TYPICAL_SIZE * (len(blocks) - first):
        size -= len(blocks[first])
        first += 1
    return blocks[first:]


@dataclass(frozen=True)
class _Block:
    """A child's part of a file, cut where its names stand."""

    before: bytes
    between: bytes
    after: bytes | None

    @classmethod
    def of(cls, block: bytes) -> "_Block":
        """Cut a child's part at its id and, where it has one, its unique pupil number."""
        before, rest = _ID.split(block, maxsplit=1)
        between, *after = _UPN.split(rest, maxsplit=1)
        return cls(before, between, after[0] if after else None)

    def named(self, lea: str, number: int) -> bytes:
        """Return the part with another child's names."""
        start = self.before + child_id(lea, number).encode() + self.between
        return start if self.after is None else start + upn(lea, number).encode() + self.after
