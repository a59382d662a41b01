"""What came in at the front door: the most urgent first, with the day by which it is decided."""

from datetime import timedelta

from django.db.models import (
    Case,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from lscp.core import references
from lscp.core.models import RunningClock
from lscp.core.policy import Actor, Reach, near
from lscp.core.time import today
from lscp.front_door.models import Contact, ContactChild
from lscp.front_door.models.contact import Risk
from lscp.front_door.policy import VIEW_CONTACT

DECISION = "contact_decision"
# What nobody has rated yet is looked at before what somebody found not to be urgent.
URGENCY = Case(
    When(immediate_danger=True, then=Value(0)),
    When(risk=Risk.RED, then=Value(1)),
    When(risk=Risk.AMBER, then=Value(2)),
    When(risk="", then=Value(3)),
    default=Value(4),
    output_field=IntegerField(),
)


def open_contacts(actor: Actor) -> QuerySet[Contact]:
    """Return the contacts that wait for a decision, by how urgent they are, then by age."""
    return _shown(actor).filter(decided_on=None).order_by(URGENCY, "received_at", "pk")


def all_contacts(actor: Actor) -> QuerySet[Contact]:
    """Return all contacts, the decided too, the latest first."""
    return _shown(actor).order_by("-received_at", "pk")


def read_in_full(actor: Actor) -> QuerySet[Contact]:
    """Return the contacts that one may read in full: not those that one is named on as referrer.

    Whoever made a contact sees what became of it (`submitted`), and no more; unless it was then
    passed to their own organisation.
    """
    rows = Contact.objects.filter(near(Contact, actor, VIEW_CONTACT))
    if actor.grants.get(VIEW_CONTACT, frozenset()) != {Reach.NAMED}:
        return rows
    return rows.exclude(
        Q(referrer_organisation=actor.organisation) & ~Q(passed_to=actor.organisation)
    )


def by_clock(rows: QuerySet[Contact], when: str) -> QuerySet[Contact]:
    """Return those that are late, due today, or due later."""
    day = today()
    due = {
        "late": Q(due_on__lt=day), "today": Q(due_on=day), "coming": Q(due_on__gt=day),
    }  # fmt: skip
    running = RunningClock.objects.filter(due[when], clock=DECISION, stopped_on=None)
    return rows.filter(pk__in=running.values("subject"))


def referenced(rows: QuerySet[Contact], text: str) -> QuerySet[Contact]:
    """Return the contact that bears a reference, however it was typed."""
    return rows.filter(reference=references.as_written(text, "FD"))


def from_last(rows: QuerySet[Contact], days: str) -> QuerySet[Contact]:
    """Return those that came in within so many days."""
    return rows.filter(received_on__gte=today() - timedelta(days=int(days)))


def _shown(actor: Actor) -> QuerySet[Contact]:
    clock = RunningClock.objects.filter(subject=OuterRef("pk"), clock=DECISION)
    rows = read_in_full(actor).annotate(due_on=Subquery(clock.values("due_on")[:1]))
    children = ContactChild.objects.order_by("family", "given", "pk")
    return rows.prefetch_related(Prefetch("children", children))
