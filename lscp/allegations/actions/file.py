"""All that belongs to one file: it is held as the allegation is, and open to whom that is open to.

Where there is a conflict, the file is restricted: the allegation with its meetings, what they
agreed, the report and consultation it came of, and the adult. It opens to people one by one, and
never to whom it keeps out.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet

from lscp.allegations.models import (
    Adult,
    AgreedAction,
    Allegation,
    Consultation,
    Employer,
    KeptOut,
    Meeting,
    Post,
    Report,
)
from lscp.allegations.policy import (
    VIEW_ACTION,
    VIEW_ADULT,
    VIEW_ALLEGATION,
    VIEW_CONSULTATION,
    VIEW_EMPLOYER,
    VIEW_MEETING,
    VIEW_REPORT,
)
from lscp.allegations.workflow import AllegationState, ConsultationState, KnownState
from lscp.core import notify
from lscp.core.actions import ACTIONS, also
from lscp.core.models import Named
from lscp.core.named import name_on, unname
from lscp.core.pages.records import page_of
from lscp.core.policy import Actor
from lscp.core.records import Record
from lscp.core.scope import acting
from lscp.core.time import now, today

Kind = TypeVar("Kind", bound=Record)


@dataclass(frozen=True)
class Held:
    """Who holds a file; where it is restricted, to whom it opens, and to whom it is shut.

    `source` is the allegation, because of which people are named. `lead` takes over what is to be
    done by somebody to whom it is shut.
    """

    team: UUID | None
    organisation: UUID | None
    authority: str
    restricted: bool
    source: UUID
    open_to: frozenset[UUID] = frozenset()
    shut_to: frozenset[UUID] = frozenset()
    lead: UUID | None = None
    before: UUID | None = None  # the team that held it, where it goes to another service


def held(allegation: Allegation, **more: Any) -> Held:
    """Return how a file is held at this moment."""
    return Held(
        **{
            "team": allegation.team_id, "organisation": allegation.organisation_id,
            "authority": allegation.authority, "restricted": allegation.restricted,
            "source": allegation.pk, "open_to": open_to(allegation),
            "shut_to": kept_out(allegation), **more,
        }
    )  # fmt: skip


def go_with(record: Record, file: Held) -> None:
    """Hold a record as its file is held, and let in to it those who are let in to the file."""
    if file.before:
        unname(source=file.source, subject=record.pk)
    if file.before and record.team_id == file.before:
        record.team_id, record.organisation_id = file.team, file.organisation
        record.authority = file.authority
    record.restricted = record.restricted or file.restricted
    for user in file.shut_to:
        unname(subject=record.pk, party=user)
    if file.restricted:
        for user in file.open_to:
            unname(source=file.source, subject=record.pk, party=user)
            let_in_by(record, user, source=file.source, team=file.team)


def let_in_by(record: Record, user: UUID, *, source: UUID, team: UUID | None) -> None:
    """Open a restricted record to somebody of a service, for as long as they work there.

    It opens the restriction alone; that they reach the record is a matter of their team. What
    another service holds, nothing but their name reaches.
    """
    kind = Named.Kind.OPENED if record.team_id == team else Named.Kind.NAMED
    name_on(record, user, source=source, kind=kind, opens_restricted=True)


def name_again(record: Record, users: Iterable[UUID], *, source: UUID, file: Held) -> None:
    """Let those go on seeing a record who are named on it for reasons of its own."""
    for user in set(users) - file.shut_to:
        unname(source=source, subject=record.pk, party=user)
        name_on(record, user, source=source, opens_restricted=record.restricted)


def open_to(allegation: Allegation) -> frozenset[UUID]:
    """Return who is let in to a restricted file."""
    named = let_in_to(allegation).filter(source=allegation.pk)
    return frozenset(named.values_list("party", flat=True))


def let_in_to(record: Record) -> QuerySet[Named]:
    """Return as whom a restricted record is open at this moment."""
    still = Q(until=None) | Q(until__gt=now())
    return Named.objects.filter(still, subject=record.pk, opens_restricted=True)


def kept_out(allegation: Allegation) -> frozenset[UUID]:
    """Return who is kept out of a file."""
    rows = KeptOut.objects.filter(allegation=allegation.pk).exclude(user=None)
    return frozenset(rows.values_list("user", flat=True))


def whole(by: Actor, permission: str) -> Actor:
    """Return the same person, who reaches all of a file by one permission, and has no other.

    What belongs to a file goes with it, also what they could not see a moment later.
    """
    return replace(by.reaching_all(permission), counts=True)


def everything(rows: QuerySet[Kind], by: Actor, permission: str) -> list[Kind]:
    """Return all rows, also those that are not open to whoever acts."""
    with acting(whole(by, permission)):
        return list(rows.order_by("pk"))


def meetings(allegation: Allegation, by: Actor) -> list[Meeting]:
    """Return the meetings of a file."""
    return everything(Meeting.objects.filter(allegation=allegation.pk), by, VIEW_MEETING)


def agreed(allegation: Allegation, by: Actor) -> list[AgreedAction]:
    """Return what the meetings of a file agreed."""
    return everything(AgreedAction.objects.filter(allegation=allegation.pk), by, VIEW_ACTION)


def adults(about: Allegation | Consultation, by: Actor) -> list[Adult]:
    """Return the adult, and the records that were merged into theirs."""
    one = about.adult_id
    rows = Adult.objects.filter(Q(pk=one) | Q(merged_into=one)) if one else Adult.objects.none()
    return everything(rows.exclude(state=KnownState.DESTROYED), by, VIEW_ADULT)


def others_of(
    allegation: Allegation, by: Actor, *, without: UUID | None = None
) -> list[Allegation]:
    """Return the other files on the same adult, wherever held; those that keep somebody out not."""
    rows = Allegation.objects.filter(adult=allegation.adult_id).exclude(pk=allegation.pk)
    rows = rows.exclude(adult=None).exclude(state=AllegationState.DESTROYED)
    if without:
        rows = rows.exclude(pk__in=KeptOut.objects.filter(user=without).values("allegation"))
    return everything(rows, by, VIEW_ALLEGATION)


def consultations(allegation: Allegation, by: Actor) -> list[Consultation]:
    """Return the consultation that became a file; of a restricted one, all about the adult."""
    which = Q(pk=allegation.consultation_id)
    if allegation.restricted and allegation.adult_id:
        which |= Q(adult=allegation.adult_id)
    return everything(Consultation.objects.filter(which), by, VIEW_CONSULTATION)


def consultation_of(allegation: Allegation, by: Actor) -> list[Consultation]:
    """Return the consultation that became a file, if one did."""
    of = allegation.consultation_id
    rows = Consultation.objects.filter(pk=of) if of else Consultation.objects.none()
    return everything(rows, by, VIEW_CONSULTATION)


def others_concern(known: list[Adult], by: Actor, *, besides: Iterable[Record]) -> bool:
    """Say whether anything else is held on an adult than some records."""
    ids, left_out = [each.pk for each in known], [each.pk for each in besides]
    files = Allegation.objects.filter(adult__in=ids).exclude(pk__in=left_out)
    asked = Consultation.objects.filter(adult__in=ids).exclude(pk__in=left_out)
    return bool(
        everything(files.exclude(state=AllegationState.DESTROYED), by, VIEW_ALLEGATION)
        or everything(asked.exclude(state=ConsultationState.DESTROYED), by, VIEW_CONSULTATION)
    )


def reports(allegation: Allegation | None, came_of: list[Consultation], by: Actor) -> list[Report]:
    """Return the reports that a file, and consultations, came of."""
    ids = {each.report_id for each in [allegation, *came_of] if each and each.report_id}
    return everything(Report.objects.filter(pk__in=ids), by, VIEW_REPORT)


def employers(allegation: Allegation, known: list[Adult], by: Actor) -> list[Employer]:
    """Return the employers that a file and the posts of its adult speak of."""
    with acting(whole(by, VIEW_ADULT)):
        posts = Post.objects.filter(adult__in=[each.pk for each in known])
        named = [allegation.employer_id, *posts.values_list("employer", flat=True)]
        ids = {each for each in named if each}
    return everything(Employer.objects.filter(pk__in=ids), by, VIEW_EMPLOYER)


def show_employers(those: Iterable[Employer], file: Held) -> None:
    """Let those see an employer, held by another service, who see the file that speaks of it."""
    parties = file.open_to if file.restricted else frozenset({file.team} - {None})
    for employer in those:
        unname(source=file.source, subject=employer.pk)
        for party in parties:
            if party and employer.team_id != file.team:
                name_on(employer, party, source=file.source)


def held_like(record: Allegation | Consultation, adult: Adult | None, by: Actor) -> None:
    """Restrict what is newly recorded about an adult whose record is restricted.

    It opens to those let in to the adult, and keeps out whom their other files keep out.
    """
    if adult is None or not adult.restricted:
        return
    record.restricted = True
    for party in set(let_in_to(adult).values_list("party", flat=True)):
        let_in_by(record, party, source=record.pk, team=record.team_id)
    if isinstance(record, Allegation):
        for user in kept_out_of(adult, by):
            also(KeptOut(allegation=record, user_id=user, because=SAME_ADULT, on=today()))


def shut_adult(allegation: Allegation, by: Actor) -> None:
    """Restrict the adult too, where a file on them is restricted from the start."""
    hand_over = ACTIONS["allegations.hand_over_adult"]
    for each in adults(allegation, by):
        hand_over(each, by=whole(by, hand_over.name), file=held(allegation))


def kept_out_of(adult: Adult, by: Actor) -> set[UUID]:
    """Return who is kept out of the files on an adult."""
    rows = KeptOut.objects.filter(allegation__adult=adult.pk).exclude(user=None)
    with acting(whole(by, VIEW_ALLEGATION)):
        return {each for each in rows.values_list("user", flat=True) if each}


SAME_ADULT = "They are kept out of another file on the same adult"


def tell_service(record: Record, about: str, holding: str, link: str = "") -> None:
    """Tell whoever holds a record; of a restricted one, those who are let in, and nobody else."""
    parties = [record.team_id] if record.team_id else []
    if record.restricted:
        parties = list(let_in_to(record).values_list("party", flat=True))
    notify.tell(parties, about=about, link=link or page_of(record), holding=holding)
