"""Indicators: what one is, the registry of them all, and how they are computed.

An indicator is a function from facts to rows, one row for each thing counted. It says nothing
of periods, groups, rates or storage: those are here, once. It knows no Django and no engine.

A row has `lscp_authority`, and either `on`, the day that it counts on, or `opened_on` and
`closed_on`, between which it is open (closed on the day itself). It may have `person` and
`referral`, which the breakdowns join on; `numerator` (true, false), where the value is a
percentage; `days`, where it is a median; `left_out`, a reason for not counting it; and any
column named as a breakdown.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

import narwhals as nw
import polars as pl

from lscp.core import engines
from lscp.core.breakdowns import BREAKDOWNS, UNKNOWN, Breakdown
from lscp.core.facts import Facts, Source
from lscp.core.figures import (
    PARTNERSHIP,
    PLACES,
    Figure,
    Origin,
    Status,
    name_of,
    percentage,
    rate,
    rounded,
)
from lscp.core.periods import Period

Rows = nw.LazyFrame
Function = Callable[[Facts, Period], Rows]

UNITS = ("count", "percentage", "rate", "share", "days")
WHEN = ("during", "at_end", "at_any_point")
BETTER = ("higher", "lower", "context")


@dataclass(frozen=True)
class Indicator:
    """One indicator. The definition, what is counted and what is not, is its docstring.

    `unit`: count; percentage (of the rows, those with `numerator`); rate (per 10,000 children of
    the mid-year population of the year before); share (each category of `by[0]`, of all); days
    (`at`, a quantile of `days`). `when`: rows whose `on` is during the period, that are open at
    its end, or at any point in it. `each`: what one is counted of, a row or a person once.
    `needs`: columns of the facts, as "table.column", without which there is no figure.
    `look_back`: the return of the year before is needed too. `history`: so is what ended before
    the year, which a return does not hold.
    """

    id: str
    title: str
    theme: str
    function: Function
    unit: str
    when: str
    each: str
    better: str
    owner: str
    source: str
    review_on: date
    version: str
    by: tuple[str, ...]
    sets: Mapping[str, str] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    look_back: bool = False
    history: bool = False
    at: Fraction = Fraction(1, 2)
    caveats: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def definition(self) -> str:
        """Return what is counted and what is not."""
        return " ".join((self.function.__doc__ or "").split())

    def breakdown(self, name: str) -> Breakdown:
        """Return one of the indicator's breakdowns, with the set it uses. Raises KeyError."""
        if name not in self.by:
            raise KeyError(
                f"{self.id} has no breakdown {name!r}; it has {', '.join(self.by) or 'none'}"
            )
        if name in self.sets:
            return replace(BREAKDOWNS[name], set=self.sets[name], extra=())
        return BREAKDOWNS[name]


REGISTRY: dict[str, Indicator] = {}


def indicator(
    identifier: str,
    *,
    title: str,
    theme: str,
    unit: str = "count",
    when: str = "during",
    each: str = "row",
    better: str = "context",
    owner: str = "Performance analyst",
    source: str,
    review_on: date = date(2027, 4, 1),
    version: str = "1",
    by: Sequence[str] = (),
    sets: Mapping[str, str] | None = None,
    needs: Sequence[str] = (),
    look_back: bool = False,
    history: bool = False,
    at: Fraction = Fraction(1, 2),
    caveats: Sequence[str] = (),
    questions: Sequence[str] = (),
) -> Callable[[Function], Indicator]:
    """Declare an indicator; the function below becomes it, and is entered in the registry."""

    def declare(function: Function) -> Indicator:
        if identifier in REGISTRY:
            raise ValueError(f"The indicator {identifier} is declared twice")
        if unit not in UNITS or when not in WHEN or better not in BETTER:
            raise ValueError(
                f"{identifier}: unit {unit!r}, when {when!r} or better {better!r} is not known"
            )
        REGISTRY[identifier] = Indicator(
            id=identifier, title=title, theme=theme, function=function, unit=unit, when=when,
            each=each, better=better, owner=owner, source=source, review_on=review_on,
            version=version, by=tuple(by), sets=dict(sets or {}), needs=tuple(needs),
            look_back=look_back, history=history, at=at, caveats=tuple(caveats),
            questions=tuple(questions),
        )  # fmt: skip
        return REGISTRY[identifier]

    return declare


def evaluate(
    indicators: Indicator | Iterable[Indicator],
    facts: Facts,
    period: Period,
    *,
    by: Iterable[str] = (),
    members: Iterable[str] = (),
) -> list[Figure]:
    """Compute indicators for each authority that the facts hold the period's year of.

    `by` names breakdowns; an indicator without one of them gives its total alone. With two or
    more `members` (the authorities of the partnership) each indicator is given for the
    partnership too: sums, with no matching of children across authorities, and only where every
    member's figure is there. A figure that a source cannot answer is not available, with the
    reason: never zero, never low.
    """
    chosen = [indicators] if isinstance(indicators, Indicator) else list(indicators)
    by, members = tuple(by), tuple(members)
    of_year = facts.of(period.year)
    found: list[Figure] = []
    for each in chosen:
        found += _Evaluation(each, of_year, period, by, members).figures()
    return found


@dataclass
class _Evaluation:
    """One indicator over one period: counts rows, then makes figures of the counts."""

    indicator: Indicator
    facts: Facts
    period: Period
    by: tuple[str, ...]
    members: tuple[str, ...]

    def figures(self) -> list[Figure]:
        missing = {source.authority: self._missing(source) for source in self.facts.sources}
        missing |= {
            member: f"No return of {member} for the year {self.period.year} is loaded"
            for member in self.members
            if member not in missing
        }
        answerable = [who for who, why in missing.items() if not why]
        counts = self._count(answerable) if answerable else _Counts()
        found: list[Figure] = []
        for who in sorted(missing):
            found += self._of_authority(who, missing[who], counts)
        if len(self.members) > 1:
            reasons = [why for who in self.members if (why := missing[who])]
            found += self._of_authority(
                PARTNERSHIP, "; ".join(reasons), counts.summed(self.members)
            )
        return found

    def _missing(self, source: Source) -> str:
        absent = [need for need in self.indicator.needs if need not in source.supplies]
        if absent:
            return f"The {source.collection} source does not give {', '.join(absent)}"
        if self.indicator.history and not source.history:
            return f"The {source.collection} source holds only what was open in its year"
        before = {s.authority for s in self.facts.before.sources} if self.facts.before else set()
        if self.indicator.look_back and source.authority not in before:
            last_year = self.period.year - 1
            return f"The return of the year before, {last_year}, is needed and is not loaded"
        return ""

    # Counting: on whichever engine the facts are.

    def _count(self, authorities: list[str]) -> "_Counts":
        counts = _Counts()
        rows = self.indicator.function(self.facts, self.period)
        rows = self._in_period(rows.filter(nw.col("lscp_authority").is_in(authorities)))
        rows = engines.held(self._left_out(rows, counts))
        queries = [self._grouped(rows, "", None)]
        for name in self.by:
            if name in self.indicator.by:
                queries.append(self._grouped(*self._with(rows, name)))
        counts.add(engines.collect(nw.concat(queries)))
        return counts

    def _in_period(self, rows: Rows) -> Rows:
        start, end = self.period.start, self.period.end
        if self.indicator.when == "during":
            return rows.filter(nw.col("on").is_between(start, end))
        last_day = end if self.indicator.when == "at_end" else start
        still = nw.col("closed_on").is_null() | (
            (nw.col("closed_on") > last_day)
            if self.indicator.when == "at_end"
            else (nw.col("closed_on") >= last_day)
        )
        return rows.filter((nw.col("opened_on") <= end) & still)

    def _left_out(self, rows: Rows, counts: "_Counts") -> Rows:
        if "left_out" not in rows.collect_schema().names():
            return rows
        out = rows.filter(~nw.col("left_out").is_null())
        reasons = out.group_by("lscp_authority", "left_out").agg(nw.len().alias("rows"))
        for row in engines.collect(reasons).iter_rows(named=True):
            counts.left_out[row["lscp_authority"]][row["left_out"]] += row["rows"]
        return rows.filter(nw.col("left_out").is_null()).drop("left_out")

    def _with(self, rows: Rows, name: str) -> tuple[Rows, str, Breakdown]:
        breakdown = self.indicator.breakdown(name)
        if name not in rows.collect_schema().names():
            assert breakdown.add is not None, f"{self.indicator.id} must give the column {name}"
            rows = breakdown.add(rows, self.facts, self.period)
        return rows, name, breakdown

    def _grouped(self, rows: Rows, name: str, breakdown: Breakdown | None) -> nw.LazyFrame:
        """Count by authority and category: rows, how many have the numerator, and by days."""
        has = set(rows.collect_schema().names())
        category = nw.col(name) if name else nw.lit("")
        numerator = (
            nw.col("numerator").cast(nw.Int64) if "numerator" in has else nw.lit(1, nw.Int64)
        )
        days = nw.col("days") if "days" in has else nw.lit(None, nw.Int64)
        rows = rows.select(
            "lscp_authority",
            *(["person"] if self.indicator.each == "person" else []),
            category.cast(nw.String).fill_null(UNKNOWN).alias("category"),
            numerator.fill_null(0).alias("numerator"),
            days.cast(nw.Int64).alias("days"),
        )
        if self.indicator.each == "person":
            rows = rows.group_by("lscp_authority", "person", "category").agg(
                nw.col("numerator").max(), nw.col("days").max()
            )
        # Days are grouped by only where they are asked for: null is not a group on every engine.
        grouped = (
            rows.with_columns(nw.col("days").fill_null(-1))
            .group_by("lscp_authority", "category", "days")
            .agg(
                nw.len().cast(nw.Int64).alias("rows"), nw.col("numerator").sum().alias("numerator")
            )
        )
        return grouped.with_columns(nw.lit(name).alias("breakdown")).select(*_COLUMNS)

    # Figures: of the counts, in Python.

    def _of_authority(self, who: str, missing: str, counts: "_Counts") -> list[Figure]:
        blank = self._blank(who)
        if missing:
            return [replace(blank, status=Status.NOT_AVAILABLE, reason=missing)]
        left_out = tuple(sorted(counts.left_out[who].items()))
        found = (
            []
            if self.indicator.unit == "share"
            else [self._figure(blank, "", "", counts, left_out)]
        )
        for name in self.by:
            if name in self.indicator.by and self.indicator.unit != "rate":
                for category in self._categories(name, who, counts):
                    found.append(self._figure(blank, name, category, counts, left_out))
        return found

    def _categories(self, name: str, who: str, counts: "_Counts") -> list[str]:
        breakdown = self.indicator.breakdown(name)
        listed = list(breakdown.categories(self.period))
        counts.fold(who, name, lambda category: breakdown.shown_as(category, listed))
        seen = {category for by, category in counts.cells[who] if by == name}
        return listed + [UNKNOWN] * (UNKNOWN in seen - set(listed))

    def _blank(self, who: str) -> Figure:
        sources = self._sources(who)
        demonstration = any(source.demonstration for source in sources)
        period = self.period.name
        unit = "percentage" if self.indicator.unit == "share" else self.indicator.unit
        return Figure(
            figure=name_of(self.indicator.id, who, period),
            indicator=self.indicator.id,
            title=self.indicator.title,
            authority=who,
            year=period,
            unit=unit,
            source=Origin.DEMONSTRATION if demonstration else Origin.RETURN,
            definition_version=self.indicator.version,
            snapshot="+".join(source.snapshot for source in sources if source.snapshot),
        )

    def _sources(self, who: str) -> list[Source]:
        wanted = self.members if who == PARTNERSHIP else (who,)
        years = [self.facts.before] if self.indicator.look_back and self.facts.before else []
        return [s for part in [self.facts, *years] for s in part.sources if s.authority in wanted]

    def _figure(
        self, blank: Figure, name: str, category: str, counts: "_Counts",
        left_out: tuple[tuple[str, int], ...],
    ) -> Figure:  # fmt: skip
        who = blank.authority
        cell = counts.cells[who].get((name, category), _Cell())
        total = counts.cells[who].get(("", ""), _Cell())
        numerator, denominator, value, reason = self._value(who, cell, total)
        status = Status.NOT_AVAILABLE if reason else Status.OK
        return replace(
            blank,
            figure=name_of(blank.indicator, who, blank.year, name, category),
            breakdown=name, category=category, value=value, numerator=numerator,
            denominator=denominator, status=status, reason=reason, counted=cell.rows,
            left_out=left_out,
        )  # fmt: skip

    def _value(
        self, who: str, cell: "_Cell", total: "_Cell"
    ) -> tuple[int | None, int | None, float | None, str]:
        match self.indicator.unit:
            case "count":
                return cell.rows, None, float(cell.rows), ""
            case "percentage":
                value = percentage(cell.numerator, cell.rows)
                return cell.numerator, cell.rows, value, "" if cell.rows else "Nothing to count"
            case "share":
                value = percentage(cell.rows, total.rows)
                return cell.rows, total.rows, value, "" if total.rows else "Nothing to count"
            case "days":
                value = quantile(cell.days, self.indicator.at)
                return None, cell.rows, value, "" if cell.rows else "Nothing to count"
        population = self._population(who)
        if population is None:
            return cell.rows, None, None, f"No population of mid-{self.period.year - 1} is loaded"
        return cell.rows, population, rate(cell.rows, population), ""

    def _population(self, who: str) -> int | None:
        """Return the mid-year estimate of the calendar year before the reporting year's last."""
        wanted = self.members if who == PARTNERSHIP else (who,)
        known = engines.collect(
            self.facts.lscp_population.filter(nw.col("lscp_mid_year") == self.period.year - 1)
        )
        found = dict(zip(known["lscp_authority"], known["lscp_children"], strict=True))
        return sum(found[member] for member in wanted) if set(wanted) <= set(found) else None


@dataclass
class _Cell:
    """What was counted for one authority and category. `days` is how many rows took how long."""

    rows: int = 0
    numerator: int = 0
    days: Counter[int] = field(default_factory=Counter)

    def __add__(self, other: "_Cell") -> "_Cell":
        return _Cell(
            self.rows + other.rows, self.numerator + other.numerator, self.days + other.days
        )


_COLUMNS = ("lscp_authority", "breakdown", "category", "days", "rows", "numerator")


class _Counts:
    """All that was counted for one indicator."""

    def __init__(self) -> None:
        self.cells: dict[str, dict[tuple[str, str], _Cell]] = defaultdict(dict)
        self.left_out: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, grouped: pl.DataFrame) -> None:
        for who, name, category, days, rows, numerator in grouped.select(_COLUMNS).iter_rows():
            cell = _Cell(rows, numerator, Counter({days: rows}) if days >= 0 else Counter())
            self._put(who, (name, category), cell)

    def fold(self, who: str, name: str, shown_as: Callable[[str], str | None]) -> None:
        """Put each category into the one that it is shown in; drop those shown in none."""
        for by, category in list(self.cells[who]):
            if by == name and (shown := shown_as(category)) != category:
                cell = self.cells[who].pop((name, category))
                if shown is not None:
                    self._put(who, (name, shown), cell)

    def summed(self, members: Iterable[str]) -> "_Counts":
        both = _Counts()
        for member in members:
            for key, cell in self.cells[member].items():
                both._put(PARTNERSHIP, key, cell)
            both.left_out[PARTNERSHIP] += self.left_out[member]
        return both

    def _put(self, who: str, key: tuple[str, str], cell: _Cell) -> None:
        self.cells[who][key] = self.cells[who].get(key, _Cell()) + cell


def quantile(days: Mapping[int, int], at: Fraction) -> float | None:
    """Return the value below which the share `at` of all lies.

    Where it falls exactly between two, their mean (the empirical distribution with averaging).
    None of nothing.
    """
    total = sum(days.values())
    if not total:
        return None
    place, ordered, seen = at * total, sorted(days), 0
    for index, value in enumerate(ordered):
        seen += days[value]
        if seen == place and index + 1 < len(ordered):
            return rounded(Fraction(value + ordered[index + 1], 2), PLACES["days"])
        if seen >= place:
            return float(value)
    return float(ordered[-1])
