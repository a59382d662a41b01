"""Indicators: what one is, the registry of them all, and how they are computed.

An indicator is a function from facts to rows, one row for each thing counted. It says nothing
of periods, groups, rates or storage: those are here, once. It knows no Django and no engine.

A row has `lscp_authority`, and either `on`, the day that it counts on, or `opened_on` and
`closed_on`, between which it is open (closed on the day itself). It may have `person` and
`referral`, which the breakdowns join on; `numerator` (true, false), where the value is a
percentage; `days`, where it is a median or an average (of days, or of a score); `left_out`, a
reason for not counting it; and any column named as a breakdown.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import partial

import narwhals as nw

from lscp.core import characteristics, engines
from lscp.core.breakdowns import BREAKDOWNS, UNKNOWN, Breakdown
from lscp.core.counting import Cell, Counts, average, count, quantile
from lscp.core.facts import LIVE, REGISTER, Facts, Source
from lscp.core.figures import (
    PARTNERSHIP,
    Figure,
    Origin,
    Status,
    change,
    name_of,
    percentage,
    rate,
)
from lscp.core.periods import Period

Rows = nw.LazyFrame
Function = Callable[[Facts, Period], Rows]

UNITS = ("count", "percentage", "change", "rate", "share", "days", "months", "score")
WHEN = ("during", "at_end", "at_any_point")
BETTER = ("higher", "lower", "context")


@dataclass(frozen=True)
class Indicator:
    """One indicator. The definition, what is counted and what is not, is its docstring.

    `unit`: count; percentage (of the rows, those with `numerator`); change (from the rows without
    `numerator`, which are the year before's, to those with it, in per cent); rate (per 10,000
    children of the mid-year population of the year before); share (each category of `by[0]`, of
    all); days (`at`, a quantile of `days`); months, score (the average of `days`). `when`: rows
    whose `on` is during the period, that are open at its end, or at any point in it. `each`: what
    one is counted of, a row or a person once.
    `needs`: columns of the facts, as "table.column", without which there is no figure.
    `look_back`: the return of the year before is needed too. `history`: so is what ended before
    the year, which a return does not hold. `live`: only live records answer it, no return ever.
    `apart`: its full values are as confidential as the records, and are for those who see these.
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
    live: bool = False
    apart: bool = False
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
    live: bool = False,
    apart: bool = False,
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
            look_back=look_back, history=history, live=live, apart=apart, at=at,
            caveats=tuple(caveats), questions=tuple(questions),
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
    if by:
        of_year = characteristics.beside(of_year, period.year)
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
        missing = {who: self._missing(own) for who, own in self._own(self.facts).items()}
        missing |= {
            member: f"No return of {member} for the year {self.period.year} is loaded"
            for member in self.members
            if member not in missing
        }
        answerable = [who for who, why in missing.items() if not why]
        counts = self._count(answerable) if answerable else Counts()
        found: list[Figure] = []
        for who in sorted(missing):
            found += self._of_authority(who, missing[who], counts)
        if len(self.members) > 1:
            reasons = "; ".join(why for who in self.members if (why := missing[who]))
            found += self._of_authority(PARTNERSHIP, reasons, counts.summed(self.members))
        return found

    # Which sources answer, and what they cannot answer.

    def _own(self, facts: Facts) -> dict[str, list[Source]]:
        """Return the sources of each authority that give the indicator's tables.

        Where none does, any stands for the authority, and says what it does not give.
        """
        found: dict[str, list[Source]] = {}
        for source in facts.sources:
            of_it = found.setdefault(source.authority, [source])
            if source not in of_it and self._gives(source):
                found[source.authority] = [*filter(self._gives, of_it), source]
        return found

    def _gives(self, source: Source) -> bool:
        """Say whether a source gives a table asked for; every return gives that of the children."""
        return not self._asked_of() or bool(source.tables & self._asked_of())

    def _asked_of(self) -> set[str]:
        return {need.partition(".")[0] for need in self.indicator.needs} - {"ssd_person"}

    def _missing(self, sources: list[Source]) -> str:
        if absent := self._absent(sources, self.indicator.needs):
            return absent
        return next(filter(None, map(self._lacks, sources)), "")

    def _lacks(self, source: Source) -> str:
        """Say which years a source does not hold that are needed, if any."""
        if self.indicator.history and not source.history:
            return f"The {source.collection} source holds only what was open in its year"
        if not self.indicator.look_back or source.looks_back:
            return ""
        if source.collection == LIVE:
            return "The live records do not reach back to 12 months before the year"
        before = self.facts.before.sources if self.facts.before else ()
        tables = source.tables & (self._asked_of() or source.tables)
        if not any(s.authority == source.authority and s.tables & tables for s in before):
            last_year = self.period.year - 1
            what = "register" if source.collection == REGISTER else "return"
            return f"The {what} of the year before, {last_year}, is needed and is not loaded"
        return ""

    def _missing_for(self, who: str, name: str) -> str:
        needs = self.indicator.breakdown(name).needs
        wanted = self.members if who == PARTNERSHIP else (who,)
        own = self._own(self.facts)
        reasons = {self._absent(own[each], needs): None for each in wanted if each in own}
        return "; ".join(filter(None, reasons))

    def _absent(self, sources: list[Source], needs: Sequence[str]) -> str:
        """Say what none of an authority's sources gives, if anything."""
        supplied = frozenset[str]().union(*(source.supplies for source in sources))
        absent = [need for need in needs if supplied.isdisjoint(need.split(" or "))]
        if not absent:
            return ""
        what, many = " and ".join(source.collection for source in sources), len(sources) > 1
        return f"The {what} {'sources do' if many else 'source does'} not give {', '.join(absent)}"

    # Counting.

    def _count(self, authorities: list[str]) -> Counts:
        rows = self.indicator.function(self.facts, self.period)
        rows = self._in_period(rows.filter(nw.col("lscp_authority").is_in(authorities)))
        asked = {name: self.indicator.breakdown(name) for name in self._asked()}
        plain = [name for name, breakdown in asked.items() if not breakdown.many]
        for name in plain:
            rows = self._with(rows, name, asked[name])
        many = {
            name: partial(self._with, name=name, breakdown=breakdown)
            for name, breakdown in asked.items()
            if breakdown.many
        }
        return count(rows, each=self.indicator.each, plain=plain, many=many)

    def _asked(self) -> list[str]:
        return [name for name in self.by if name in self.indicator.by]

    def _in_period(self, rows: Rows) -> Rows:
        start, end = self.period.start, self.period.end
        if self.indicator.when == "during":
            return rows.filter(nw.col("on").is_between(start, end))
        closed = nw.col("closed_on")
        later = closed > end if self.indicator.when == "at_end" else closed >= start
        return rows.filter(nw.col("opened_on") <= end, closed.is_null() | later)

    def _with(self, rows: Rows, name: str, breakdown: Breakdown) -> Rows:
        if name in rows.collect_schema().names():
            return rows
        assert breakdown.add is not None, f"{self.indicator.id} must give the column {name}"
        return breakdown.add(rows, self.facts, self.period)

    # Figures: of the counts, in Python.

    def _of_authority(self, who: str, missing: str, counts: Counts) -> list[Figure]:
        blank = self._blank(who)
        if missing:
            return [self._not_available(blank, missing)]
        blank = replace(blank, left_out=tuple(sorted(counts.left_out[who].items())))
        found = [] if self.indicator.unit == "share" else [self._figure(blank, "", "", counts)]
        for name in self._asked() if self.indicator.unit != "rate" else ():
            if lacking := self._missing_for(who, name):
                found.append(self._not_available(blank, lacking, name))
                continue
            for category in self._categories(name, who, counts):
                found.append(self._figure(blank, name, category, counts))
        return found

    def _not_available(self, blank: Figure, reason: str, name: str = "") -> Figure:
        named = name_of(blank.indicator, blank.authority, blank.year, name)
        return replace(
            blank, figure=named, breakdown=name, status=Status.NOT_AVAILABLE, reason=reason
        )

    def _categories(self, name: str, who: str, counts: Counts) -> list[str]:
        breakdown = self.indicator.breakdown(name)
        listed = list(breakdown.categories(self.period))
        counts.fold(who, name, lambda category: breakdown.shown_as(category, listed))
        return listed + [UNKNOWN] * (UNKNOWN in counts.seen(who, name) - set(listed))

    def _blank(self, who: str) -> Figure:
        sources = self._sources(who)
        live = any(source.collection == LIVE for source in sources)
        demonstration = any(source.demonstration for source in sources)
        kept = any(source.collection == REGISTER for source in sources)
        origin = Origin.LIVE if live else Origin.REGISTER if kept else Origin.RETURN
        period = self.period.name
        unit = "percentage" if self.indicator.unit == "share" else self.indicator.unit
        return Figure(
            figure=name_of(self.indicator.id, who, period),
            indicator=self.indicator.id,
            title=self.indicator.title,
            authority=who,
            year=period,
            unit=unit,
            source=Origin.DEMONSTRATION if demonstration else origin,
            definition_version=self.indicator.version,
            snapshot="+".join(source.snapshot for source in sources if source.snapshot),
        )

    def _sources(self, who: str) -> list[Source]:
        wanted = self.members if who == PARTNERSHIP else (who,)
        back = self.indicator.look_back and self.facts.before
        parts = [self.facts, *([back] if back else [])]
        own = [s for part in parts for of_it in self._own(part).values() for s in of_it]
        return [source for source in own if source.authority in wanted]

    def _figure(self, blank: Figure, name: str, category: str, counts: Counts) -> Figure:
        who = blank.authority
        cell, total = counts.cell(who, name, category), counts.cell(who)
        numerator, denominator, value, reason = self._value(who, cell, total)
        return replace(
            blank,
            figure=name_of(blank.indicator, who, blank.year, name, category),
            breakdown=name,
            category=category,
            value=value,
            numerator=numerator,
            denominator=denominator,
            status=Status.NOT_AVAILABLE if reason else Status.OK,
            reason=reason,
            counted=cell.rows,
        )

    def _value(
        self, who: str, cell: Cell, total: Cell
    ) -> tuple[int | None, int | None, float | None, str]:
        match self.indicator.unit:
            case "count":
                return cell.rows, None, float(cell.rows), ""
            case "percentage":
                value = percentage(cell.numerator, cell.rows)
                return cell.numerator, cell.rows, value, "" if cell.rows else "Nothing to count"
            case "change":
                now, earlier = cell.numerator, cell.rows - cell.numerator
                return now, earlier, change(now, earlier), "" if earlier else "None before"
            case "share":
                value = percentage(cell.rows, total.rows)
                return cell.rows, total.rows, value, "" if total.rows else "Nothing to count"
            case "days":
                value = quantile(cell.days, self.indicator.at)
                return None, cell.rows, value, "" if cell.rows else "Nothing to count"
            case "months" | "score" as unit:
                value = average(cell.days, unit)
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
