"""`make docs`: write docs/generated/ from the registries, so that what is written is what runs.

A sweep compares what is committed with what this makes.
"""

import csv
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from docs import kernel
from lscp.core import clocks, vocab
from lscp.core.facts import tables
from lscp.core.indicators import Indicator
from lscp.measures import indicators
from lscp.returns import cautions
from lscp.returns.cin import mapping
from lscp.returns.cin import tables as census
from lscp.returns.cin.rules import load
from lscp.returns.rules import Rule

HERE = Path(__file__).parent / "generated"
WHEN = {
    "during": "during the period",
    "at_end": "open at the end of the period",
    "at_any_point": "open at any point in the period",
}
BETTER = {"higher": "Higher is better", "lower": "Lower is better", "context": "Neither is better"}


def table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table in Markdown."""
    headings = list(headings)
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join(f"| {' | '.join(_cell(cell) for cell in line)} |" for line in lines)


def _cell(value: object) -> str:
    return str(value if value is not None else "").replace("|", "\\|")


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


def census_pages() -> str:
    """Return the census's tables, where each value goes, and what may be odd about a file."""
    parts = [
        "# The children in need census",
        (
            "The tables that a census is read into. Beside a date, flag or count stands a column "
            "with the value parsed; every row also has `child`, `line` and `row`. The last column "
            "says where the facts have it."
        ),
    ]
    for name in census.KEYS:
        rows = [_census_value(name, column) for column in census.columns(name)]
        parts += [f"## {name}", table(("Column", "Parsed", "Years", "Facts"), rows)]
    parts += ["## What may be odd", table(("Code", "What to do"), cautions.REMEDIES.items())]
    return "\n\n".join(parts)


def _census_value(name: str, column: str) -> tuple[str, str, str, str]:
    leaf = next((leaf for leaf in census.values(name) if leaf.name == column), None)
    parsed = leaf.parsed if leaf and leaf.parsed else ""
    years = [year for year in census.YEARS if census.in_year(name, column, year)]
    facts = [
        f"`{fact}.{kept}`"
        for fact, (of, values) in mapping.COLUMNS.items()
        for kept, value in values.items()
        if value in (column, parsed) and name in (of, *mapping.ALSO.get(of, ()))
    ]
    return f"`{column}`", f"`{parsed}`" * bool(parsed), f"{years[0]}–{years[-1]}", ", ".join(facts)


def rule_pages() -> str:
    """Return every rule of the census: its message, what it is about, and its years."""
    headings = ("Number", "Kind", "Module", "What it says", "Fields", "Years")
    return "\n\n".join(
        (
            "# The rules of the children in need census",
            (
                "The numbers are the DfE's, the words ours. An error has to be put right; a query "
                "may be true, and then is explained. A rule about the whole return names no row."
            ),
            table(headings, (_rule(rule) for rule in load().values())),
        )
    )


def _rule(rule: Rule) -> tuple[str, ...]:
    fields = [f"`{name}`: {', '.join(of)}" for name, of in rule.fields.items()]
    whole = f"the whole return: {', '.join(rule.needs)}"
    years = [year for year in census.YEARS if rule.applies(year)]
    between = f"{years[0]}–{years[-1]}"
    return rule.code, rule.kind, rule.module, rule.message, "; ".join(fields) or whole, between


PAGES: dict[str, Callable[[], str]] = {
    **kernel.PAGES,
    "indicators.md": indicator_pages,
    "clocks.md": clock_pages,
    "code-sets.md": code_set_pages,
    "fact-tables.md": fact_pages,
    "official-map.md": official_map_pages,
    "census.md": census_pages,
    "cin-rules.md": rule_pages,
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
