"""What tables d1 to d7 ask of the child protection plans of one year."""

from dataclasses import dataclass

from lscp.demo import carried
from lscp.demo.carried import Demand
from lscp.demo.episodes import DURATIONS
from lscp.demo.targets import Targets, categories

PLAN_DURATIONS = (*DURATIONS[:4], "2_years_or_more")


@dataclass
class Wanted:
    """The counts of plans that one year's tables ask for."""

    open_bands: list[int]
    ended_bands: list[int]
    carried: int
    started_by: tuple[dict[str, int], dict[str, int]]
    open_by: tuple[dict[str, int], dict[str, int]]

    @property
    def carried_open(self) -> int:
        """Return how many carried plans stay open: those open for a year or more."""
        return sum(self.open_bands[3:])

    def demands(self) -> list[Demand]:
        """Return what the carried plans must come to, those that stay open first."""
        found = carried.demands(self.open_bands, self.ended_bands, self.carried)
        return [found[0], found[-1], *found[1:-1]]


def wanted(targets: Targets) -> Wanted:
    """Return what the tables of child protection plans ask for."""
    started, still = targets.number("d1", "CPP_start"), targets.number("d1", "CPP_At31")
    reviewable = targets.known("d6", "CPP_At31_3Months")
    new = {} if reviewable is None else {PLAN_DURATIONS[0]: still - reviewable}
    return Wanted(
        open_bands=targets.split("d5", PLAN_DURATIONS, still, given=new),
        ended_bands=targets.split("d7", PLAN_DURATIONS, targets.number("d1", "CPP_end")),
        carried=targets.number("d1", "CPP_anypoint") - started,
        started_by=categories(targets, "d2", started),
        open_by=categories(targets, "d4", still),
    )
