"""Loading a return, an extract, a register or what is recorded here, all or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction

from lscp.core import digests, home, periods, policy, trail
from lscp.core.facts import Facts, extract
from lscp.core.policy import Actor
from lscp.core.time import today
from lscp.submissions import loads, refusals
from lscp.submissions.loads import NotLoaded
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD, WRITE

PACKAGE = Path(__file__).resolve().parents[1]
LIVE_RECORDS, LIVE_REGISTER = "Live records", "Register of the LADO, live records"
Progress = Callable[[int], object]


@dataclass(frozen=True)
class Outcome:
    """What came of a load. `changed` is False where the very same was loaded before."""

    load: Load
    changed: bool


def load_return(
    path: Path,
    *,
    by: Actor,
    authority: str | None = None,
    year: int | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Load a CIN census, and replace what was loaded of that authority and year before.

    `progress` gets the bytes of each piece that was read. Raises NotAReturn (of what is no
    return) and NotLoaded (of one that does not belong here); then nothing has changed.
    """
    from lscp.returns.cin import facts as to_facts
    from lscp.returns.cin import read as reading

    policy.require(by, LOAD)
    sha256, reader = _digest(path), _reader("returns", "core/facts")
    same = loads.same(Load.Collection.CIN, sha256, reader)
    if same:
        refusals.other_than_said(path.name, same.authority, same.year, authority, year)
        return Outcome(same, changed=False)
    read = reading.read(path, progress=progress)
    refusals.stranger(path.name, read.authority, by)
    refusals.other_than_said(path.name, read.authority, read.year, authority, year)
    arrived = loads.Arrived(
        collection=Load.Collection.CIN,
        name=path.name,
        files=(path,),
        sha256=sha256,
        reader=reader,
        facts=to_facts.facts(read),
        made_up=read.made_up,
        warnings=tuple(vars(caution) for caution in read.cautions),
    )
    return Outcome(loads.put(arrived, by), changed=True)


def load_set(
    paths: Sequence[Path],
    *,
    by: Actor,
    authority: str,
    year: int,
    postcodes: Path | None = None,
    progress: Progress | None = None,
) -> Outcome:
    """Load the files of an SSDA903 return, beside the census of its authority and year.

    They do not say whose they are; their order and their names mean nothing. A list of postcodes
    tells where placements are, and is not kept. Raises NotAReturn and NotLoaded; then nothing has
    changed.
    """
    from lscp.returns.ssda903 import facts as to_facts
    from lscp.returns.ssda903 import read as reading

    policy.require(by, LOAD)
    refusals.stranger("The SSDA903 return", authority, by)
    paths = sorted(paths, key=lambda path: path.name)
    every = [*paths, *([postcodes] if postcodes else [])]
    sha256 = digests.of_text(authority, str(year), *sorted(map(_digest, every)))
    reader = _reader("returns", "core/facts")
    same = loads.same(Load.Collection.SSDA903, sha256, reader)
    if same:
        return Outcome(same, changed=False)
    read = reading.read(every, progress=progress)
    refusals.other_year(read, year)
    made_up = home.is_demonstration()
    arrived = loads.Arrived(
        collection=Load.Collection.SSDA903,
        name=", ".join(path.name for path in paths),
        files=tuple(paths),
        sha256=sha256,
        reader=reader,
        facts=to_facts.facts(read, authority=authority, year=year, demonstration=made_up),
        made_up=made_up,
        warnings=tuple(vars(caution) for caution in read.cautions),
    )
    return Outcome(loads.put(arrived, by), changed=True)


def load_extract(folder: Path, *, by: Actor, authority: str, year: int) -> Outcome:
    """Load an authority's own extract of the standard dataset: a CSV file for each table.

    Raises NotAnExtract and NotLoaded; then nothing has changed.
    """
    policy.require(by, LOAD)
    refusals.stranger(folder.name, authority, by)
    files = extract.files_of(folder)
    named = [f"{file.name} {digests.of_file(file)}" for file in files]
    sha256 = digests.of_text(authority, str(year), *named)
    reader = _reader("core/facts")
    same = loads.same(Load.Collection.SSD, sha256, reader)
    if same:
        return Outcome(same, changed=False)
    read = extract.read(folder, authority=authority, year=year)
    arrived = loads.Arrived(
        collection=Load.Collection.SSD,
        name=folder.resolve().name,
        files=tuple(files),
        sha256=sha256,
        reader=reader,
        facts=read.facts,
        warnings=tuple({"message": each} for each in read.passed_over),
    )
    return Outcome(loads.put(arrived, by), changed=True)


def load_live(*, by: Actor, authority: str, year: int) -> Outcome:
    """Load what is recorded here of an authority's year, as it stands now.

    Raises NotLoaded, as where a return of that year is loaded; then nothing has changed.
    """
    from lscp.front_door import facts as to_facts

    policy.require(by, LOAD)
    refusals.stranger(LIVE_RECORDS, authority, by)
    facts = to_facts.live(authority, year)
    reader = _reader("core/facts", "people/facts.py", "front_door/facts.py")
    return _live(Load.Collection.LIVE, facts, reader, by)


def load_register(path: Path, *, by: Actor, authority: str, year: int) -> Outcome:
    """Load a register that the LADO of an authority kept elsewhere, beside the return of the year.

    Raises NotARegister and NotLoaded; then nothing has changed.
    """
    from lscp.allegations import register

    policy.require(by, LOAD)
    refusals.stranger(path.name, authority, by)
    sha256 = digests.of_text(authority, str(year), _digest(path))
    reader = _reader("core/facts", "allegations/register.py", "allegations/register_file.py")
    same = loads.same(Load.Collection.REGISTER, sha256, reader)
    if same:
        return Outcome(same, changed=False)
    made_up = home.is_demonstration()
    arrived = loads.Arrived(
        collection=Load.Collection.REGISTER,
        name=path.name,
        files=(path,),
        sha256=sha256,
        reader=reader,
        facts=register.read(path, authority=authority, year=year, demonstration=made_up),
        made_up=made_up,
    )
    return Outcome(loads.put(arrived, by), changed=True)


def load_live_register(*, by: Actor, authority: str, year: int) -> Outcome:
    """Load what the LADO's register here holds of an authority's year that is over.

    A year that is running is counted for the LADO alone, on the page, and kept nowhere: a number
    that grows tells that a file was opened. Raises NotLoaded; then nothing has changed.
    """
    from lscp.allegations import facts as to_facts

    policy.require(by, LOAD)
    refusals.stranger(LIVE_RECORDS, authority, by)
    if periods.year(year).end >= today():
        raise NotLoaded(
            f"The year {year} is not over: its figures of the LADO's register are on the page "
            "of the LADO service, and are loaded when it is."
        )
    reader = _reader("core/facts", "allegations/facts.py", "allegations/register.py")
    return _live(Load.Collection.LIVE_REGISTER, to_facts.live(authority, year), reader, by)


def _live(collection: str, facts: Facts, reader: str, by: Actor) -> Outcome:
    """Put live records in their place."""
    [source] = facts.sources
    before = Load.standing(collection, source.authority, source.year).first()
    arrived = loads.Arrived(
        collection=collection,
        name=LIVE_RECORDS,
        files=(),
        sha256="",
        reader=reader,
        facts=facts,
        made_up=source.demonstration,
    )
    load = loads.put(arrived, by)
    return Outcome(load, changed=load != before)


def write_census(*, by: Actor, authority: str, year: int, to: Path) -> int:
    """Write the census of what is recorded here, and return how many children are in it.

    Raises NotLoaded of an authority that is not the actor's, and ValueError of a year that has no
    census.
    """
    from lscp.front_door import facts as to_facts
    from lscp.returns.cin import cut, produce

    policy.require(by, WRITE)
    refusals.stranger(LIVE_RECORDS, authority, by, WRITE)
    facts = cut.of_year(to_facts.live(authority, year), authority, year)
    [source] = facts.sources
    part = to.with_name(f"{to.name}.part")
    children = produce.produce(
        facts, authority=authority, year=year, to=part, made_up=source.demonstration
    )
    try:
        with transaction.atomic():  # what cannot be recorded is not taken away
            trail.write(
                trail.Kind.EXPORTED, by, WRITE, authority=authority, year=year, rows=children
            )
            part.replace(to)
    finally:
        part.unlink(missing_ok=True)
    return children


def _digest(path: Path) -> str:
    try:
        return digests.of_file(path)
    except OSError as error:
        raise NotLoaded(f"{path} cannot be opened: {error.strerror}") from None


@cache
def _reader(*parts: str) -> str:
    """Return a digest of what reads: when that is changed, the same file is read again."""
    return digests.of_folders(*(PACKAGE / part for part in parts))
