"""Pages of the statutory returns: their tables, which facts have each value, and their rules."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from docs.tables import table
from lscp.returns import cautions
from lscp.returns.cin import mapping as census_mapping
from lscp.returns.cin import tables as census
from lscp.returns.collection import collection
from lscp.returns.leaf import Leaf
from lscp.returns.rules import Rule
from lscp.returns.ssda903 import mapping as ssda903_mapping
from lscp.returns.ssda903 import tables as ssda903

Facts = Mapping[str, tuple[str, Mapping[str, str]]]
HEADINGS = ("Column", "Parsed", "Years", "Facts")
INTRODUCTION = (
    "The tables that {} is read into. Beside a date, flag or count stands a column with the value "
    "parsed; every row also has {}. The last column says where the facts have it."
)


def census_pages() -> str:
    """Return the census's tables, where each value goes, and what may be odd about a file."""
    parts = [
        "# The children in need census",
        INTRODUCTION.format("a census", "`child`, `line` and `row`"),
    ]
    for name in census.KEYS:
        known = {leaf.name: leaf for leaf in census.values(name)}
        rows = []
        for column in census.columns(name):
            years = [year for year in census.YEARS if census.in_year(name, column, year)]
            leaf = known.get(column)
            facts = _facts(name, column, leaf, census_mapping.COLUMNS, census_mapping.ALSO)
            rows.append(_row(column, leaf, years, facts))
        parts += [f"## {name}", table(HEADINGS, rows)]
    parts += ["## What may be odd", table(("Code", "What to do"), cautions.REMEDIES.items())]
    return "\n\n".join(parts)


def ssda903_pages() -> str:
    """Return the tables of the SSDA903 return, where each value goes, and the lists beside it."""
    parts = [
        "# The SSDA903 return", INTRODUCTION.format("a return", "`line`"),
        "Last year's return has the same tables, called `Episodes_last` and so on.",
    ]  # fmt: skip
    for name in ssda903.TABLES:
        years = [year for year in ssda903.YEARS if ssda903.in_year(name, year)]
        rows = [
            _row(leaf.name, leaf, years, _facts(name, leaf.name, leaf, ssda903_mapping.COLUMNS, {}))
            for leaf in ssda903.values(name)
        ]
        parts += [f"## {name}", table(HEADINGS, rows)]
    for name, leaves in ssda903.REFERENCE.items():
        listed = ((f"`{leaf.name}`", f"`{leaf.parsed}`" * bool(leaf.parsed)) for leaf in leaves)
        parts += [f"## {name}, a list beside the return", table(HEADINGS[:2], listed)]
    return "\n\n".join(parts)


def rule_pages(of: str, called: str) -> str:
    """Return every rule of a return: its message, what it is about, and its years."""
    headings = ("Number", "Kind", "Module", "What it says", "Fields", "Years")
    known = collection(of)
    return "\n\n".join(
        (
            f"# The rules of the {called}",
            (
                "The numbers are the DfE's, the words ours. An error has to be put right; a query "
                "may be true, and then is explained. A rule about the whole return names no row."
            ),
            table(headings, (_rule(rule, known.years) for rule in known.rules().values())),
        )
    )


def _facts(
    name: str, column: str, leaf: Leaf | None, facts: Facts, also: Mapping[str, Iterable[str]]
) -> str:
    """Return which columns of the facts have a value; `also` says what else a table is made of."""
    wanted = (column, leaf.parsed if leaf else None)
    kept = [
        f"`{fact}.{each}`"
        for fact, (of, values) in facts.items()
        for each, value in values.items()
        if value in wanted and name in (of, *also.get(of, ()))
    ]
    return ", ".join(kept)


def _row(column: str, leaf: Leaf | None, years: Sequence[int], facts: str) -> tuple[str, ...]:
    parsed = f"`{leaf.parsed}`" if leaf and leaf.parsed else ""
    return f"`{column}`", parsed, f"{years[0]}–{years[-1]}", facts


def _rule(rule: Rule, known: Iterable[int]) -> tuple[str, ...]:
    fields = [f"`{name}`: {', '.join(of)}" for name, of in rule.fields.items()]
    whole = f"the whole return: {', '.join(rule.needs)}"
    years = [year for year in known if rule.applies(year)]
    between = f"{years[0]}–{years[-1]}"
    return rule.code, rule.kind, rule.module, rule.message, "; ".join(fields) or whole, between


PAGES: dict[str, Callable[[], str]] = {
    "census.md": census_pages,
    "cin-rules.md": partial(rule_pages, "cin", "children in need census"),
    "ssda903.md": ssda903_pages,
    "ssda903-rules.md": partial(rule_pages, "ssda903", "SSDA903 return"),
}
