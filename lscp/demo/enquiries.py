"""Section 47 enquiries, with and without a conference, so that table c4 comes out."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from lscp.demo.conferences import Conference
from lscp.demo.days import Year, some_day
from lscp.demo.records import Enquiry, Episode, Kind, Record
from lscp.demo.shares import with_quantiles
from lscp.demo.targets import Targets

BANDS = ("Duration_0-10_days", "Duration_11-15_days", "Duration_16-20_days", "Duration_21+_days")
LIMITS = ((1, 10), (11, 15), (16, 20), (21, 40))
QUANTILES = {
    "Duration_25th_Percentile": Fraction(1, 4),
    "Duration_median": Fraction(1, 2),
    "Duration_75th_Percentile": Fraction(3, 4),
}
BETWEEN_PLANS = timedelta(days=20)
BETWEEN_ENQUIRIES = timedelta(days=25)
# Of the enquiries without a conference, so many are of children still in need on 31 March, as
# far as the year's count of children in need for abuse or neglect leaves room.
STILL_OPEN, OF_ROOM = 0.45, 0.8
CARRIED, FIRST_DAYS = 0.06, 30


def lengths(targets: Targets, rng: Random) -> list[int]:
    """Return the working days from each conference's enquiry to the conference."""
    counts = targets.split("c4", BANDS, targets.number("c4", "ICPC"))
    return with_quantiles(counts, LIMITS, targets.quantiles("c4", QUANTILES), rng)


def hold(
    held: Sequence[Conference], records: Sequence[Record], targets: Targets, rng: Random
) -> None:
    """Place each conference, with its enquiry and its plan, in a child's open episode."""
    extra = targets.number("d1", "CPP_anypoint") - targets.number("d1", "CPP_child_anypoint")
    ended_too = targets.number("d1", "CPP_end") - targets.number("d1", "CPP_child_end")
    twice = len(held) - targets.number("c4", "ICPC_child")
    left = sorted(held, key=lambda conference: conference.enquiry)
    for place in range(extra):
        _again(left, records, place < ended_too)
    free = [e for r in records for e in r.episodes if e.kind is Kind.OPEN and not e.protections]
    with_plan = [c for c in left if c.plan]
    without = [c for c in left if not c.plan]
    placed = [(c, _place(c, free, rng)) for c in with_plan]
    for _ in range(twice):
        _before_plan(without, placed)
    for conference in without:
        _place(conference, free, rng)


def _put(conference: Conference, episode: Episode) -> None:
    episode.enquiries.append(Enquiry(conference.enquiry, conference.held))
    episode.enquiries.sort(key=lambda enquiry: enquiry.started)
    if conference.plan:
        episode.protections.append(conference.plan)


def _place(conference: Conference, free: list[Episode], rng: Random) -> Episode:
    """Put a conference in an episode that had begun; rather one of the year's own.

    Conferences come in the order of their enquiries, so what is able now is able later too.
    """
    able = [e for e in free if e.referral <= conference.enquiry]
    own = [e for e in able if not e.carried]
    episode = rng.choice(own if own and rng.random() < 0.7 else able)
    free.remove(episode)
    _put(conference, episode)
    return episode


def _again(left: list[Conference], records: Sequence[Record], ended: bool) -> None:
    """Let a child whose plan ended in the year come under another one, its last so far."""
    plans = sorted(
        (
            (plan.ended, plan.previous, place, e, plan)
            for place, r in enumerate(records)
            for e in r.episodes
            for plan in e.protections
            if plan.ended and e.protections[-1] is plan and e.kind is Kind.OPEN
        ),
        key=lambda found: found[:3],
    )
    for finished, _, _, episode, plan in plans:
        for conference in left:
            able = conference.plan and bool(conference.plan.ended) == ended
            if able and conference.plan and conference.enquiry >= finished + BETWEEN_PLANS:
                conference.plan.previous = plan.previous + 1
                left.remove(conference)
                _put(conference, episode)
                return
    raise ValueError("No child can come under a second plan in the year")


def _before_plan(without: list[Conference], placed: Sequence[tuple[Conference, Episode]]) -> None:
    """Let a child have had a conference that began no plan, before the one that did."""
    for conference in without:
        for other, episode in placed:
            early = episode.referral <= conference.enquiry
            if early and len(episode.enquiries) == 1 and conference.held < other.enquiry:
                without.remove(conference)
                _put(conference, episode)
                return
    raise ValueError("No child can have a second conference in the year")


def without_conference(
    records: Sequence[Record], targets: Targets, year: Year, rng: Random
) -> None:
    """Add the enquiries that led to no conference, of as many children as table c4 counts."""
    done = sum(len(e.enquiries) for r in records for e in r.episodes)
    children = [r for r in records if any(e.enquiries for e in r.episodes)]
    new = targets.number("c4", "Section47_child") - len(children)
    more = targets.number("c4", "Section47") - done - new
    in_need = targets.number("b3", "N1_Abuse_or_neglect")
    under_plan = sum(
        e.kind is Kind.OPEN and bool(e.enquiries or e.protections)
        for r in records
        for e in r.episodes
    )
    still_open = min(round(new * STILL_OPEN), int(max(0, in_need - under_plan) * OF_ROOM))
    asked = set(map(id, children))
    free = [r for r in records if id(r) not in asked]
    hosts = _hosts(free, new, still_open, year, rng)
    for episode in hosts:
        episode.enquiries.append(Enquiry(_early(episode, year, rng)))
    _second(hosts, more, year, rng)


def _hosts(
    free: Sequence[Record], new: int, still_open: int, year: Year, rng: Random
) -> list[Episode]:
    """Draw one episode of each of so many children.

    Some carried ones, so that April is no emptier than other months, and some that stay open. Of
    those referred in the last weeks none, since an enquiry goes with an assessment.
    """
    mixed = list(free)
    rng.shuffle(mixed)
    ranked: dict[str, list[Episode]] = {"open": [], "ended": [], "carried": []}
    for record in mixed:
        last = [e for e in record.episodes if e.of_need][-1:]
        for episode in last:
            name = "open" if episode.kind is Kind.OPEN else "ended"
            late = (year.end - episode.referral).days < FIRST_DAYS
            if not late and (not episode.carried or episode.kind is Kind.ENDED):
                ranked["carried" if episode.carried else name].append(episode)
    carried = ranked["carried"][: round(new * CARRIED)]
    chosen = ranked["open"][:still_open] + carried
    rest = [*ranked["ended"], *ranked["carried"][len(carried) :], *ranked["open"][still_open:]]
    return chosen + rest[: new - len(chosen)]


def _early(episode: Episode, year: Year, rng: Random) -> date:
    """Draw a day for an enquiry: in the first weeks of an episode, or of the year."""
    first = max(episode.referral, year.start)
    last = episode.closure or year.end
    return some_day(rng, first, min(last, first + timedelta(days=FIRST_DAYS)))


def _second(hosts: Sequence[Episode], count: int, year: Year, rng: Random) -> None:
    """Give so many of the episodes a second enquiry, weeks after the first."""
    room = sorted(
        hosts, key=lambda e: ((e.closure or year.end) - e.enquiries[0].started, e.referral)
    )
    for episode in room[len(room) - count :] if count else []:
        first = episode.enquiries[0].started + BETWEEN_ENQUIRIES
        last = (episode.closure or year.end) - timedelta(days=2)
        if last < first:
            raise ValueError("No episode is long enough for a second enquiry")
        episode.enquiries.append(Enquiry(some_day(rng, first, last)))
