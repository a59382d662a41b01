"""Writes, loads and checks the returns of the demonstration; nothing is done twice."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lscp.core.policy import Actor

LOADED_BY, OFFICER = "demonstration", "returns-officer"
BEFORE_THE_RETURNS = "1002"
"""The rule that asks about care leavers who are in neither of two returns."""


def load() -> None:
    """Load every made-up return and register, by the way that anybody's are loaded."""
    from lscp.core.policy import system
    from lscp.submissions.policy import LOAD

    by = system(LOADED_BY, LOAD)
    _load_censuses(by)
    _load_care(by)
    _load_registers(by)


def _load_censuses(by: "Actor") -> None:
    from lscp.cli import output
    from lscp.submissions import actions

    for file in written():
        with output.reading(file) as progress:
            outcome = actions.load_return(file, by=by, progress=progress)
        _say(file.name, outcome.changed)


def _load_care(by: "Actor") -> None:
    """Load the returns of children in care, each a folder of files."""
    from lscp.cli import output
    from lscp.submissions import actions

    for authority, year, folder in _of_care():
        files = sorted(folder.iterdir())
        with output.reading(*files) as progress:
            outcome = actions.load_set(
                files, by=by, authority=authority, year=year, progress=progress
            )
        _say(folder.name, outcome.changed)


def _load_registers(by: "Actor") -> None:
    """Load what the two LADOs kept before this system."""
    from lscp.submissions import actions

    for file in sorted(written()[0].parent.glob("register-*.csv")):
        _, authority, year = file.stem.split("-")
        outcome = actions.load_register(file, by=by, authority=authority, year=int(year))
        _say(file.name, outcome.changed)


def _say(name: str, loaded: bool) -> None:
    from lscp.cli import output

    output.step(f"{name}: {'loaded' if loaded else 'loaded already'}")


def written() -> list[Path]:
    """Return the made-up censuses, beside which all else is.

    They are written again only when what makes them up has changed.
    """
    from lscp.cli import output
    from lscp.core import digests, home
    from lscp.demo.lado import write_registers
    from lscp.demo.write import write_care, write_returns

    package = Path(__file__).resolve().parents[1]
    stated = package / "report" / "stated.csv"
    made_by = (package / "demo", package / "returns", package / "measures", stated)
    folder = home.private("demo") / digests.of_folders(*made_by)
    if not folder.is_dir():
        output.step("Making up returns that add up to the official statistics")
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        write_returns(beside)
        write_care(beside)
        write_registers(beside)
        for earlier in folder.parent.iterdir():
            if earlier != beside:
                shutil.rmtree(earlier)
        beside.rename(folder)
    return sorted(folder.glob("*.xml"))


def _of_care() -> Iterator[tuple[str, int, Path]]:
    """Yield the folder of each return of children in care, with whose and which year's it is."""
    from lscp.demo import write
    from lscp.demo.care.years import YEARS

    beside = written()[0].parent
    for authority in write.AUTHORITIES:
        for year in YEARS:
            folder = beside / write.care_name(authority, year)
            if folder.is_dir():
                yield authority, year, folder


def check(year: int) -> None:
    """Check the returns of a year, once: the first with mistakes, of which some are put right."""
    from lscp.cli import output
    from lscp.core.policy import system
    from lscp.submissions.models import Check, Load
    from lscp.submissions.policy import CHECK

    by, of_care = system(LOADED_BY, CHECK), Load.Collection.SSDA903
    if not Check.objects.exclude(collection=of_care).exists():
        output.step("Checking censuses, one of them with mistakes put in")
        _check_censuses(year, by)
    if any(_of_care()) and not Check.objects.filter(collection=of_care).exists():
        output.step("Checking returns of children in care, one of them with mistakes put in")
        _check_care(year, by)


def _check_censuses(year: int, by: "Actor") -> None:
    from lscp.demo.cast import accounts
    from lscp.demo.mistakes import broken
    from lscp.submissions import checks, findings

    first, *others = (file for file in written() if file.stem.endswith(f"-{year}"))
    before = checks.check_now(first.name, broken(first.read_bytes()), by=by)
    query = before.findings.filter(kind="query", table="Assessments").order_by("place").last()
    if query:
        findings.note(
            query, "Agreed with the team: the assessment found none.", by=accounts.actor(OFFICER)
        )
    checks.check_now(first.name, broken(first.read_bytes(), later=True), by=by)
    for file in others:
        checks.check_now(file.name, file.read_bytes(), by=by)


def _check_care(year: int, by: "Actor") -> None:
    from lscp.demo.care.mistakes import broken
    from lscp.demo.cast import accounts
    from lscp.submissions import checks, findings

    sets = {(who, when): _contents(folder) for who, when, folder in _of_care()}
    first, *others = (who for who, when in sets if when == year)
    before = None
    for later in (False, True):
        files = broken(sets[first, year], later=later)
        found = checks.check_set_now(
            "ssda903", files, by=by, authority=first, year=year, last=sets[first, year - 1]
        )
        before = before or found
    query = before and before.findings.filter(rule=BEFORE_THE_RETURNS).order_by("place").first()
    if query:
        said = "Left care before last year’s return: the episodes are in earlier ones."
        findings.note(query, said, by=accounts.actor(OFFICER))
    for who in others:
        checks.check_set_now(
            "ssda903", sets[who, year], by=by, authority=who, year=year, last=sets[who, year - 1]
        )


def _contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in sorted(folder.iterdir())}
