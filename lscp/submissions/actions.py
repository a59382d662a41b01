"""Loading a return or an extract, all or nothing; and computing the figures that follow."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from lscp.core import digests, policy, vocab
from lscp.core.facts import extract
from lscp.core.policy import Actor
from lscp.measures.policy import authorities
from lscp.submissions import loads
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD

PACKAGE = Path(__file__).resolve().parents[1]
Progress = Callable[[int], object]


class NotLoaded(ValueError):
    """A load that was refused: a sentence that says why, and what to do."""


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
        _refuse_other_than_said(path.name, same.authority, same.year, authority, year)
        return Outcome(same, changed=False)
    read = reading.read(path, progress=progress)
    _refuse_stranger(path.name, read.authority, by)
    _refuse_other_than_said(path.name, read.authority, read.year, authority, year)
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


def load_extract(folder: Path, *, by: Actor, authority: str, year: int) -> Outcome:
    """Load an authority's own extract of the standard dataset: a CSV file for each table.

    Raises NotAnExtract and NotLoaded; then nothing has changed.
    """
    policy.require(by, LOAD)
    _refuse_stranger(folder.name, authority, by)
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


def _digest(path: Path) -> str:
    try:
        return digests.of_file(path)
    except OSError as error:
        raise NotLoaded(f"{path} cannot be opened: {error.strerror}") from None


@cache
def _reader(*parts: str) -> str:
    """Return a digest of what reads: when that is changed, the same file is read again."""
    return digests.of_folders(*(PACKAGE / part for part in parts))


def _refuse_stranger(name: str, authority: str, by: Actor) -> None:
    if authority not in settings.LSCP_MEMBERS:
        members = " and ".join(map(_named, settings.LSCP_MEMBERS))
        raise NotLoaded(
            f"{name} is of {_named(authority)}, which is not a member of this partnership "
            f"({members}). `lscp indicators` computes any authority's figures without loading."
        )
    own = authorities(by, LOAD)
    if authority not in own:
        raise NotLoaded(
            f"{name} is of {_named(authority)}, and you may load returns of "
            f"{' and '.join(map(_named, own)) or 'no authority'} alone."
        )


def _refuse_other_than_said(
    name: str, authority: str, year: int, said: str | None, said_year: int | None
) -> None:
    if said not in (None, authority):
        raise NotLoaded(
            f"{name} is of {_named(authority)}, and {_named(str(said))} was said. "
            "Check that it is the right file."
        )
    if said_year not in (None, year):
        raise NotLoaded(
            f"{name} is of the year {year}, and {said_year} was said. "
            "Check that it is the right file."
        )


def _named(authority: str) -> str:
    label = vocab.codes("dfe/local_authority").get(authority)
    return f"{label} ({authority})" if label else authority
