"""Builds the annual report of a year from what is stored: PDF, web page, Word and figures.csv."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings

from lscp.measures import queries
from lscp.report.compile import report
from lscp.report.document import Document
from lscp.report.sources import Loaded, Material
from lscp.submissions import queries as submissions


class NothingToReport(ValueError):
    """A year that there are no figures of."""


class NotRight(ValueError):
    """A report in which the proof-reader found something wrong: it is not published."""


def build(year: int, out: Path) -> dict[str, Path]:
    """Write the report of a year into a folder, and return what was written by its kind.

    It shows the published view alone. Raises NothingToReport, NarrativeError, and NotRight, where
    its own figures contradict each other or what is published: then nothing is written.
    """
    from lscp.report import data, html, pdf, word

    document = compiled(year)
    proof_read(document, year)
    out.mkdir(parents=True, exist_ok=True)
    written = {kind: out / f"annual-report-{year}.{kind}" for kind in ("pdf", "html", "docx")}
    written["figures"] = out / "figures.csv"
    pdf.write(document, written["pdf"])
    html.write(document, written["html"])
    word.write(document, written["docx"])
    data.write(document, written["figures"])
    return written


def proof_read(document: Document, year: int) -> None:
    """Proof-read a report as it would be published. Raises NotRight, which says what is wrong."""
    from lscp.report import html
    from lscp.report.proof import Verdict, proof
    from lscp.report.system_figures import known

    with TemporaryDirectory() as folder:
        page = Path(folder, f"annual-report-{year}.html")
        html.write(document, page)
        (read,) = proof([page], known(year))
    wrong = [each for each in read.findings if each.verdict is Verdict.WRONG]
    if wrong:
        said = "; ".join(
            f"“{each.text}”: {each.claim}, where {each.expected} was expected ({each.how})"
            for each in wrong
        )
        raise NotRight(f"The report of {year} was not written. It has wrong figures: {said}")


def compiled(year: int) -> Document:
    """Return the document of a year, from the stored figures. Raises NothingToReport."""
    return report(_material(year))


def _material(year: int) -> Material:
    stored, known = queries.current_set(year), queries.years()
    if stored is None or year not in known:
        raise NothingToReport(
            f"There are no figures of {year} to report on (years with published figures: "
            f"{', '.join(map(str, known)) or 'none'}). Load the returns of {year} first: "
            "lscp returns load FILE"
        )
    years = [each for each in known if year - 3 <= each <= year]
    return Material(
        year=year,
        day=stored.computed_at.date(),
        members=tuple(settings.LSCP_MEMBERS),
        figures=tuple(queries.figures(years)),
        official=queries.official_beside(*range(year - 3, year + 1)),
        loads=tuple(_loaded()),
    )


def _loaded() -> list[Loaded]:
    """Return the loads, the newest last, so that a snapshot is that of its latest file."""
    found = {
        load.snapshot: Loaded(
            load.snapshot, load.authority, load.year, load.file_name, load.loaded_at.date(),
            "Made-up records" if load.made_up else load.get_collection_display(),
        )
        for load in submissions.loads().order_by("loaded_at")
    }  # fmt: skip
    return sorted(found.values(), key=lambda each: (each.year, each.authority, each.snapshot))
