"""Fills the fact tables from live records, as a return fills them: referrals, assessments, people.

What no return holds stands in tables of ours: contacts, and what partners were asked. The facts
of a year hold the 12 months before it too, since indicators look back. Restricted records count;
nobody's name is read.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Min, OuterRef, Q, QuerySet, Subquery

from lscp.core import home, periods, policy, scope
from lscp.core.facts import LIVE, OF_EVERY_ROW, Facts, Source, from_frames
from lscp.core.facts.live import AT_ONCE, filled
from lscp.core.models import RunningClock
from lscp.core.periods import Period
from lscp.core.time import today
from lscp.people import facts as people
from lscp.people.policy import VIEW_PERSON

from . import repeats
from .models import Assessment, Check, Contact, ContactChild, Referral
from .policy import VIEW_ASSESSMENT, VIEW_CHECK, VIEW_CONTACT_ROWS, VIEW_REFERRAL_ROWS
from .workflow import CheckState, ReferralState

COUNTING = policy.system(
    "Facts from live records", VIEW_CONTACT_ROWS, VIEW_CHECK, VIEW_REFERRAL_ROWS, VIEW_ASSESSMENT,
    VIEW_PERSON, counts=True,
)  # fmt: skip
COLUMNS = people.COLUMNS | {
    "ssd_cin_episodes": (
        "cine_referral_id", "cine_person_id", "cine_referral_date", "cine_referral_source_code",
        "cine_cin_primary_need_code", "cine_referral_nfa", "cine_close_date", "cine_close_reason",
    ),
    "ssd_cin_assessments": (
        "cina_assessment_id", "cina_referral_id", "cina_person_id", "cina_assessment_start_date",
        "lscp_internal_review_date", "cina_assessment_auth_date", "cina_assessment_child_seen",
    ),
    "ssd_assessment_factors": (
        "cinf_table_id", "cinf_assessment_id", "cinf_assessment_factors_json",
    ),
    "lscp_assessment_factors": ("lscp_assessment_id", "lscp_factor"),
    "ssd_contacts": (
        "cont_contact_id", "lscp_contact_id", "cont_person_id", "cont_contact_date",
        "cont_contact_source_code",
    ),
    "lscp_contacts": (
        "lscp_contact_id", "lscp_received_date", "lscp_decision_due_date", "lscp_decided_date",
        "lscp_told_due_date", "lscp_told_date", "lscp_decision_overdue", "lscp_told_overdue",
        "lscp_outcome", "lscp_source_code", "lscp_agency", "lscp_identity",
    ),
    "lscp_checks": (
        "lscp_check_id", "lscp_contact_id", "lscp_agency", "lscp_asked_date", "lscp_due_date",
        "lscp_answered_date", "lscp_overdue", "lscp_withdrawn",
    ),
}  # fmt: skip
YES_NO: dict[bool | None, str | None] = {True: "Y", False: "N", None: None}
Rows = Iterator[tuple[Any, ...]]


def live(authority: str, year: int) -> Facts:
    """Return the facts of one authority and reporting year, as the records stand now."""
    with scope.acting(COUNTING):
        return _Reading(authority, periods.year(year)).facts()


def begun(year: int) -> tuple[str, ...]:
    """Return the authorities with a contact or a referral in a reporting year."""
    days = periods.year(year)
    within = {"received_on__range": (days.start, days.end)}
    with scope.acting(COUNTING):
        found = {
            each for kind in (Contact, Referral)
            for each in kind.objects.filter(**within).values_list("authority", flat=True).distinct()
        }  # fmt: skip
    return tuple(sorted(found))


class _Reading:
    """One reading of an authority's records, in one transaction."""

    def __init__(self, authority: str, period: Period) -> None:
        self.authority, self.period, self.today = authority, period, today()
        self.back_to = period.start - relativedelta(months=12)
        within = {"authority": authority, "received_on__lte": period.end}
        recent = Q(received_on__gte=self.back_to) | Q(closed_on__gte=self.back_to)
        still_open = Q(state__in=(ReferralState.RECEIVED, ReferralState.OPEN))
        self.referrals = Referral.objects.filter(recent | still_open, **within)
        self.contacts = Contact.objects.filter(received_on__gte=self.back_to, **within)
        self.children = ContactChild.objects.filter(contact__in=self.contacts.values("pk"))
        self.assessments = Assessment.objects.filter(referral__in=self.referrals.values("pk"))
        self.ids: people.Ids = {}

    def facts(self) -> Facts:
        found = people.people(self._concerned(), authority=self.authority, period=self.period)
        self.ids = found.ids
        readers = {
            "ssd_cin_episodes": self._episodes,
            "ssd_cin_assessments": self._assessments,
            "ssd_assessment_factors": self._lists_of_factors,
            "lscp_assessment_factors": self._factors,
            "ssd_contacts": self._told_of,
            "lscp_contacts": self._contacts,
            "lscp_checks": self._checks,
        }
        frames = dict(found.tables)
        for name, rows in readers.items():
            frames[name] = filled(
                name, COLUMNS[name], rows(), authority=self.authority, year=self.period.year
            )
        since = self._since(Contact)
        frames["ssd_contacts"] = repeats.marked(frames["ssd_contacts"], since)
        return from_frames(frames, [self._source()])

    def _source(self) -> Source:
        since = self._since(Referral)
        columns = {**COLUMNS, "ssd_contacts": (*COLUMNS["ssd_contacts"], "lscp_repeat")}
        supplies = {
            f"{name}.{column}" for name, own in columns.items() for column in (*own, *OF_EVERY_ROW)
        }
        return Source(
            self.authority, self.period.year, LIVE, frozenset(supplies),
            demonstration=home.is_demonstration(), history=True,
            looks_back=since is not None and since <= self.back_to,
        )  # fmt: skip

    def _since(self, kind: type[Contact] | type[Referral]) -> date | None:
        """Return the day since when there are records of a kind."""
        rows = kind.objects.filter(authority=self.authority)
        first: date | None = rows.aggregate(first=Min("received_on"))["first"]
        return first

    def _concerned(self) -> Iterator[UUID]:
        referred = self.referrals.values_list("child", flat=True)
        known = self.children.exclude(person=None).values_list("person", flat=True)
        for each in (referred, known):
            yield from each.distinct().iterator(chunk_size=AT_ONCE)

    def _episodes(self) -> Rows:
        for pk, child, on, source, need, nfa, closed_on, reason in _rows(
            self.referrals, "pk", "child", "received_on", "source", "primary_need",
            "no_further_action", "closed_on", "closure_reason",
        ):  # fmt: skip
            yield (
                str(pk), self.ids[child], on, source or None, need or None, YES_NO[nfa], closed_on,
                reason or None,
            )  # fmt: skip

    def _assessments(self) -> Rows:
        for pk, referral, child, started_on, review_on, authorised_on, seen_on in _rows(
            self.assessments, "pk", "referral", "child", "started_on", "review_on",
            "authorised_on", "seen_on",
        ):  # fmt: skip
            seen = YES_NO[seen_on is not None]
            yield (
                str(pk), str(referral), self.ids[child], started_on, review_on, authorised_on, seen,
            )  # fmt: skip

    def _found(self) -> Iterator[tuple[str, list[str]]]:
        """Give what assessments found that are complete: before, it is a draft."""
        done = self.assessments.exclude(authorised_on=None)
        for pk, factors in _rows(done, "pk", "factors"):
            if factors:
                yield str(pk), sorted(set(factors))

    def _lists_of_factors(self) -> Rows:
        return ((f"{pk}-F", pk, json.dumps(factors)) for pk, factors in self._found())

    def _factors(self) -> Rows:
        return ((pk, each) for pk, factors in self._found() for each in factors)

    def _told_of(self) -> Rows:
        for pk, contact, person, on, source in _rows(
            self.children, "pk", "contact", "person", "contact__received_on", "contact__source"
        ):
            who = self.ids[person] if person else None
            yield str(pk), str(contact), who, on, source or None

    def _contacts(self) -> Rows:
        rows = self.contacts.annotate(
            decide_by=_due("contact_decision"), tell_by=_due("referrer_told")
        )
        for pk, on, decide_by, decided_on, tell_by, told_on, outcome, *who in _rows(
            rows, "pk", "received_on", "decide_by", "decided_on", "tell_by", "told_on", "outcome",
            "source", "referrer_organisation__kind", "identity",
        ):  # fmt: skip
            late = self._overdue(decide_by, decided_on), self._overdue(tell_by, told_on)
            dates = on, decide_by, decided_on, tell_by, told_on
            yield str(pk), *dates, *late, outcome or None, *who

    def _checks(self) -> Rows:
        asked = Check.objects.filter(contact__in=self.contacts.values("pk"))
        for pk, contact, agency, asked_on, due_on, ended_on, state in _rows(
            asked.annotate(due_on=_due("mash_check")), "pk", "contact", "agency", "asked_on",
            "due_on", "ended_on", "state",
        ):  # fmt: skip
            answered_on = ended_on if state == CheckState.ANSWERED else None
            yield (
                str(pk), str(contact), agency, asked_on, due_on, answered_on,
                self._overdue(due_on, ended_on), YES_NO[state == CheckState.WITHDRAWN],
            )  # fmt: skip

    def _overdue(self, due_on: date | None, done_on: date | None) -> str | None:
        return YES_NO[done_on is None and due_on is not None and due_on < self.today]


def _rows(found: QuerySet[Any], *fields: str) -> Rows:
    return found.order_by("pk").values_list(*fields).iterator(chunk_size=AT_ONCE)


def _due(clock: str) -> Subquery:
    """Return the day that a clock was wound to: read, and never worked out again."""
    running = RunningClock.objects.filter(subject=OuterRef("pk"), clock=clock)
    return Subquery(running.values("due_on")[:1])
