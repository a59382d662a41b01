"""What was published about the children in care of one authority and year, and fits with it.

A cell that was suppressed takes a value that fits: small where England's share is small, and
near the whole where it is large.
"""

from collections.abc import Mapping
from functools import cached_property

from lscp.demo.targets import Targets

HIDDEN = 3
"""What a small suppressed count is taken to be, where there is room for it."""

IN_CARE = "Children looked after on 31 March each year"
STARTING = "Children starting to be looked after each year"
CEASING = "Children ceasing to be looked after each year"
BOTH = "CLA 2 years on 31 March"
LONG = "Children looked after continuously for at least 2.5 years on 31 March aged under 16 years"
LOCATION = "Location of new placements during the year"
LOCATIONS = {
    "UNKNOWN": "Distance not known or not recorded",
    "IN_UNDER": "Placed inside LA boundary less than 20 miles from home",
    "IN_OVER": "Placed inside LA boundary more than 20 miles from home",
    "OUT_UNDER": "Placed outside LA boundary less than 20 miles from home",
    "OUT_OVER": "Placed outside LA boundary more than 20 miles from home",
}
CHANGE = "Reason for placement change during the year"
CHANGES = {
    "CARPL": "Change to/implementation of care plan",
    "CLOSE": "Resignation or closure of provision",
    "ALLEG": "Allegation (s47)",
    "STAND": "Standards of care concern",
    "APPRR": "Approval removed",
    "CREQB": "Carer requests placement ends due to child's behaviour",
    "CREQO": "Carer requests placement end other than due to child's behaviour",
    "CHILD": "Child requests placement to end",
    "LAREQ": "Responsible/area authority requests placement ends",
    "PLACE": "Change in the status of a placement only",
    "CUSTOD": "Custody arrangement",
    "OTHER": "Other",
}
HEALTH = "Health assessments: Children looked after all ages"
SUBSTANCE = "Substance misuse: Children looked after all ages"
CONVICTIONS = "Convictions: Children looked after Ages 10 to 17 years"
DEVELOPMENT = "Development assessments: Children looked after ages 0 to 4 years"
SDQ = "Ages 5 to 16 years with SDQ score"


class Published:
    """The figures of one authority and year that its children in care add up to."""

    def __init__(self, authority: str, year: int) -> None:
        self.authority, self.year = authority, year
        self.targets = Targets(authority, year)

    def count(self, table: str, group: str, name: str = "", column: str = "children_count") -> int:
        """Return a count as published. Raises LookupError where there is none."""
        return self.targets.number(table, _key(group, name, column))

    def fitting(self, group: str, name: str, total: int) -> int:
        """Return a count of children looked after for a year; a suppressed one, as fits."""
        found = self.targets.known("cla_outcomes", _key(group, name))
        if found is not None:
            return found
        small = min(HIDDEN, total // 2)
        share = self.targets.england("cla_outcomes", [_key(group, name, "children_percent")])[0]
        return total - small if share > 50 else small  # noqa: PLR2004 - more than half

    def shared(
        self, table: str, names: Mapping[str, str], total: int, column: str = "children_count"
    ) -> dict[str, int]:
        """Return a row's counts by code, which sum to `total`: what England has none of, left out.

        A column is `names` with the group before it, as the table is keyed.
        """
        keys = {code: f"{name}|{column}" for code, name in names.items()}
        figures = self.targets.england(table, list(keys.values()))
        asked = [code for code, figure in zip(keys, figures, strict=True) if figure]
        counts = self.targets.split(table, [keys[code] for code in asked], total)
        return dict(zip(asked, counts, strict=True))

    @cached_property
    def at_end(self) -> int:
        """Return how many were looked after on 31 March."""
        return self.count("cla", IN_CARE)

    @cached_property
    def started(self) -> int:
        """Return how many started, each counted once."""
        return self.count("cla", STARTING)

    @cached_property
    def ceased(self) -> int:
        """Return how many ceased, each counted once."""
        return self.count("cla", CEASING)

    @cached_property
    def both(self) -> int:
        """Return how many were looked after on this 31 March and on the last one."""
        return self.count("cla_stability", BOTH, "Total children")

    @cached_property
    def moved(self) -> int:
        """Return how many of them all had three placements or more in the year."""
        name = "CLA on 31 March: With 3 or more placements during the year|children_count"
        found = self.targets.known("cla_stability", name)
        return HIDDEN if found is None else found

    @cached_property
    def moved_in_two(self) -> int:
        """Return how many of `both` had three placements or more in two years."""
        name = "With 3 or more placements during the previous 2 years"
        return self.count("cla_stability", BOTH, name)

    @cached_property
    def long(self) -> int:
        """Return how many under 16 have been looked after for two and a half years or more."""
        return self.count("cla_stability", LONG, "Total children")

    @cached_property
    def settled(self) -> int:
        """Return how many of `long` have been with the same carer for two years or more."""
        name = "Living with the same carer for at least 2 years"
        return self.count("cla_stability", LONG, name)

    @cached_property
    def locations(self) -> dict[str, int]:
        """Return the placements begun in the year by where they are."""
        return self._of_placements(LOCATION, LOCATIONS, "Total new placements")

    @cached_property
    def changes(self) -> dict[str, int]:
        """Return the placements that ended for another by why."""
        return self._of_placements(CHANGE, CHANGES, "Total placements changing")

    def _of_placements(self, group: str, names: Mapping[str, str], total: str) -> dict[str, int]:
        keyed = {code: f"{group}: {name}" for code, name in names.items()}
        return self.shared("cla_placements", keyed, self.count("cla_placements", group, total))

    @cached_property
    def for_a_year(self) -> int:
        """Return how many had been looked after for twelve months on 31 March."""
        return self.count("cla_outcomes", HEALTH, "Total all ages")

    @cached_property
    def ages(self) -> tuple[int, int, int, int]:
        """Return `for_a_year` by age: under 5, 5 to 9, 10 to 16, and 17."""
        from_10 = self.count("cla_outcomes", CONVICTIONS, "Total ages 10 to 17 years")
        of_sdq = self.count("cla_outcomes", SDQ, "Total ages 5 to 16 years")
        under_10 = self.for_a_year - from_10
        under_5 = self.targets.known("cla_outcomes", _key(DEVELOPMENT, "Total ages 0 to 4 years"))
        if under_5 is None:
            under_5 = min(HIDDEN, max(under_10 // 2, 1))
        to_9 = under_10 - under_5
        to_16 = of_sdq - to_9
        return under_5, to_9, to_16, from_10 - to_16


def _key(group: str, name: str, column: str = "children_count") -> str:
    return f"{group}: {name}|{column}" if name else f"{group}|{column}"
