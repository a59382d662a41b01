"""`make docs`: write docs/generated/ from the registries, so that what is written is what runs.

A sweep compares what is committed with what this makes.
"""

import csv
import sys
from collections.abc import Callable
from pathlib import Path

from docs import kernel, returns
from docs.tables import table
from lscp.core import clocks, vocab
from lscp.core.facts import tables
from lscp.core.indicators import Indicator
from lscp.measures import indicators

HERE = Path(__file__).parent / "generated"
WHEN = {
    "during": "during the period",
    "at_end": "open at the end of the period",
    "at_any_point": "open at any point in the period",
}
BETTER = {"higher": "Higher is better", "lower": "Lower is better", "context": "Neither is better"}


def indicator_pages() -> str:
    """Return every indicator with its definition, by theme."""
    known = indicators.load().values()
    parts = [
        "# Indicators",
        "What each figure counts and what it does not. Written by `make docs`.",
    ]
    for theme in dict.fromkeys(each.theme for each in known):
        parts.append(f"## {theme}")
        parts += [_indicator(each) for each in known if each.theme == theme]
    return "\n\n".join(parts)


def _indicator(each: Indicator) -> str:
    facts = [
        f"{each.unit}, {WHEN[each.when]}" + (", each child once" if each.each == "person" else ""),
        BETTER[each.better],
        f"owner: {each.owner}",
        f"source: {each.source}",
        f"version {each.version}, to be reviewed by {each.review_on}",
    ]
    if each.by:
        facts.append(f"by {', '.join(each.by)}")
    if each.look_back:
        facts.append("needs the return of the year before too")
    lines = [
        f"### {each.id} {each.title}",
        each.definition,
        "\n".join(f"- {fact}" for fact in facts),
    ]
    lines += [f"Take care: {caveat}" for caveat in each.caveats]
    if each.questions:
        lines.append("Questions to ask:\n\n" + "\n".join(f"- {asked}" for asked in each.questions))
    return "\n\n".join(lines)


def clock_pages() -> str:
    """Return the statutory clocks with their editions and how sure we are of each."""
    rows = [
        (
            each.name,
            f"{each.length} {each.unit}",
            each.starts,
            each.stops,
            f"{each.authority} {each.edition}, {each.paragraph}",
            each.valid_from,
            each.valid_to or "",
            each.verified,
        )
        for each in clocks.all_clocks()
    ]
    headings = (
        "Clock",
        "Within",
        "Starts with",
        "Stops with",
        "Authority",
        "From",
        "To",
        "Verified",
    )
    return "# Statutory clocks\n\n" + table(headings, rows)


def code_set_pages() -> str:
    """Return every code set."""
    parts = ["# Code sets"]
    for name in vocab.names():
        rows = [
            (c.code, c.label, c.valid_from or "", c.valid_to or "") for c in vocab.code_set(name)
        ]
        sources = "; ".join(dict.fromkeys(c.source for c in vocab.code_set(name)))
        parts += [f"## {name}", f"Source: {sources}", table(("Code", "Label", "From", "To"), rows)]
    return "\n\n".join(parts)


def fact_pages() -> str:
    """Return every fact table with its columns, the SSD's and ours."""
    parts = [
        "# Fact tables",
        "The tables of the Standard Safeguarding Dataset. Columns of ours begin with `lscp_`.",
        "Every table also has `lscp_authority` and `lscp_year`.",
        (
            "The dataset has no table for the work of a LADO: `lscp_allegations`, "
            "`lscp_allegation_criteria`, `lscp_consultations` and `lscp_lado_reports` are ours."
        ),
    ]
    for one in tables().values():
        rows = [
            (f"`{name}`", kind, "key" if name in one.key else "")
            for name, kind in one.columns.items()
            if name not in ("lscp_authority", "lscp_year")
        ]
        parts += [f"## {one.name}", table(("Column", "Type", ""), rows)]
    return "\n\n".join(parts)


def official_map_pages() -> str:
    """Return what each column of the official tables is compared with, or why it is not."""
    path = Path(indicators.__file__).parent.parent / "official_map.csv"
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = [list(row.values()) for row in reader]
    return "# Official tables and our indicators\n\n" + table(reader.fieldnames or (), rows)


PAGES: dict[str, Callable[[], str]] = {
    **kernel.PAGES,
    "indicators.md": indicator_pages,
    "clocks.md": clock_pages,
    "code-sets.md": code_set_pages,
    "fact-tables.md": fact_pages,
    "official-map.md": official_map_pages,
    **returns.PAGES,
}


def main() -> int:
    """Write every page; with `--check`, write nothing and return 1 where one is out of date."""
    stale = []
    for name, page in PAGES.items():
        path, text = HERE / name, page() + "\n"
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if "--check" in sys.argv and stale:
        print(f"Out of date: {', '.join(stale)}. Run `make docs`.")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
