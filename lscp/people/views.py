"""One line a page."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from lscp.core import policy, scope, trail
from lscp.core.chronology import chronology as told_of
from lscp.core.fields import ActionForm
from lscp.core.pages import (
    Check,
    Column,
    Filter,
    PageKind,
    Search,
    action_page,
    list_page,
    navigation,
    page,
    record_page,
    steps_page,
)
from lscp.core.pages.kinds import View, guarded
from lscp.core.pages.records import found_row
from lscp.core.policy import Actor
from lscp.people import actions, forms, naming, queries, search, sheet, told
from lscp.people.finding_form import FindForm
from lscp.people.models import (
    FACTS,
    ChronologyEntry,
    Fact,
    HiddenMatch,
    Person,
    Professional,
)
from lscp.people.policy import (
    VIEW_CHRONOLOGY,
    VIEW_ENTRY,
    VIEW_MATCH,
    VIEW_PERSON,
    VIEW_PROFESSIONAL,
    VIEW_RESTRICTED,
    VIEW_SUMMARY,
)

navigation("people:mine", "People", permission=VIEW_SUMMARY)

COLUMNS: dict[str, Column | str | Callable[[Any], Any]] = {
    "Name": "shown_name",
    "Born": Column("date_of_birth", sort="date_of_birth"),
    "State": "get_state_display",
    "Team": "team.name",
}
Known = Mapping[str, Any]


def _of_age(rows: Any, age: str) -> Any:
    return rows.filter(adult_on__isnull=age == "child")


AGES = {"Age": Filter("age", [("child", "Children"), ("adult", "Adults")], _of_age)}

mine = list_page(
    Person, permission=VIEW_SUMMARY, title="People you or your team work with",
    columns=COLUMNS, ordering="sort_name", rows=queries.worked_with, filters=AGES,
    offers=[actions.record_person, actions.record_unborn], template="people/mine.html",
    empty="Nobody is allocated to you or your team. Find a person by name, date of birth, "
    "identifier or address.",
)  # fmt: skip
people = list_page(
    Person, permission=VIEW_SUMMARY, title="Find a person", ordering="sort_name",
    columns={
        "Name": "shown_name",
        "Born": Column(queries.born, reads=("date_of_birth", "expected_on")),
        "Authority": Column(queries.place, reads=("authority",)),
        "Found because": "found_by",
    },
    search=Search(
        search.find, FindForm,
        first="The trail keeps that you searched, and by which kinds of fact. It does not keep "
        "what you searched for.",
    ),
    empty="Nobody whom you may see matches.",
)  # fmt: skip
matches = list_page(
    HiddenMatch, permission=VIEW_MATCH, title="Possible matches", ordering="-found_on",
    columns={"Found on": "found_on", "Recorded by": "asked_by.name", "State": "get_state_display"},
    filters={"State": "state"},
    empty="No record that was made elsewhere seems to be of a person whom you hold.",
)  # fmt: skip
hidden_match = record_page(
    HiddenMatch, "people/hidden_match.html", permission=VIEW_MATCH,
    offers=[actions.accept_match, actions.reject_match], 
    context=lambda record, actor: {
        "existing": queries.seen([record.existing_id], actor).get(record.existing_id)
    },
    rows=lambda actor: HiddenMatch.objects.select_related("asked_by"),
)  # fmt: skip
accept_match = action_page(actions.accept_match)
reject_match = action_page(actions.reject_match)
restricted = list_page(
    Person, permission=VIEW_RESTRICTED, title="Restricted records", columns=COLUMNS,
    ordering="sort_name", rows=queries.restricted,
    empty="No restricted record is open to you. A record is restricted from its own page.",
)  # fmt: skip
turning = list_page(
    Person, permission=actions.turn_18.name, title="Children who turned 18", columns=COLUMNS,
    ordering="date_of_birth", rows=queries.turning,
    empty="Nobody turned 18 whose record is still held as a child’s.",
)  # fmt: skip
professionals = list_page(
    Professional, permission=VIEW_PROFESSIONAL, title="Professionals", ordering="sort_name",
    columns={"Name": "name", "Job": "job", "Organisation": "works_for.name",
             "Telephone": "telephone", "State": "get_state_display"},
    search=lambda rows, text: queries.named_like(rows, text),
    offers=[actions.record_professional],
    empty="Record a professional, or record who works with a person on that person’s page.",
)  # fmt: skip

person = record_page(
    Person, "people/person.html", permission=VIEW_SUMMARY, fully=VIEW_PERSON,
    offers=[
        actions.record_birth, actions.allocate, actions.transfer_person, actions.move_person,
        actions.turn_18, actions.record_death, actions.merge_person, actions.take_back_merge,
        actions.take_back_unborn_merge, actions.restrict_person, actions.lift_restriction,
    ],
    context=sheet.around,
    rows=lambda actor: Person.objects.select_related("team", "organisation"),
)  # fmt: skip


def _chronology(request: HttpRequest, actor: Actor, pk: Any) -> HttpResponse:
    """Show what is told of a person, to this reader, in one line of time."""
    with scope.acting(actor):
        record = found_row(Person, VIEW_CHRONOLOGY, pk, actor)
        trail.write(trail.Kind.VIEWED, actor, VIEW_CHRONOLOGY, subject=record)
        shown = told.narrowed(told_of(naming.together(record), actor), request.GET)
        return page(
            request, "people/chronology.html", record=record, told=shown, actor=actor,
            back=record.get_absolute_url(),
            may_add=policy.may(actor, actions.record_entry.name), errors=shown.errors,
        )  # fmt: skip


chronology = guarded(PageKind("record", VIEW_CHRONOLOGY, Person, about="pk"), _chronology)
entry = record_page(
    ChronologyEntry, "people/entry.html", permission=VIEW_ENTRY,
    offers=[actions.share_entry, actions.withdraw_entry],
    context=lambda record, actor: {"whose": queries.names_of([record.organisation_id])},
)  # fmt: skip
professional = record_page(
    Professional, "people/professional.html", permission=VIEW_PROFESSIONAL,
    offers=[actions.correct_professional, actions.record_leaving],
    rows=lambda actor: Professional.objects.select_related("works_for"),
)  # fmt: skip


def _recent(action: Any, field: str) -> Any:
    """Return the choices of another person: those whose records were opened last."""

    def choices(record: Person, actor: Actor) -> Known:
        people = queries.recent(actor, action.name, naming.together(record))
        return {field: [(str(each.pk), queries.called(each)) for each in people]}

    return choices


def _to_merge_into(record: Person, actor: Actor) -> Known:
    """Return whom a person may be merged into: who they may be already, then who was opened."""
    name = actions.merge_person.name
    people = [
        *queries.perhaps_same(actor, name, record),
        *queries.recent(actor, name, naming.together(record)),
    ]
    return {"into": list({str(each.pk): queries.called(each) for each in people}.items())}


def _to_involve(record: Person, actor: Actor) -> Known:
    return {"organisation": queries.organisations(), "team": queries.teams()}


def _to_stay(record: Person, actor: Actor) -> Known:
    facts = queries.facts_of([record.pk], actor, ["involvement"])["involvement"]
    on = [each for each in facts if each.stands]
    return {"stay": [(str(each.pk), f"{each.get_capacity_display()}: {each.who}") for each in on]}


def _to_share(record: Any, actor: Actor) -> Known:
    about = record.person if isinstance(record, ChronologyEntry) else record
    return {"organisations": queries.places_that_work_with(naming.together(about), actor)}


record_person = steps_page(
    actions.record_person, [forms.WhoForm, forms.MoreForm],
    check=Check("people/check_person.html", queries.known_already),
)  # fmt: skip
record_unborn = action_page(actions.record_unborn, forms.RecordUnbornForm)
add_name = action_page(actions.add_name, forms.NameForm)
add_address = action_page(actions.add_address, forms.AddressForm)
add_identifier = action_page(actions.add_identifier, forms.IdentifierForm)
add_relationship = action_page(
    actions.add_relationship, forms.AddRelationshipForm, template="people/choose_person.html",
    choices=_recent(actions.add_relationship, "other"),
)  # fmt: skip
join_household = action_page(
    actions.join_household, forms.JoinHouseholdForm, template="people/choose_person.html",
    choices=_recent(actions.join_household, "other"),
)  # fmt: skip
add_need = action_page(actions.add_need, forms.NeedForm)
add_disability = action_page(actions.add_disability, forms.DisabilityForm)
record_characteristics = action_page(actions.record_characteristics, forms.CharacteristicsForm)
add_birth = action_page(actions.add_birth, forms.BirthForm)
involve = action_page(actions.involve, forms.InvolveForm, choices=_to_involve)
allocate = action_page(
    actions.allocate, forms.AllocateForm,
    choices=lambda record, actor: {"user": queries.colleagues(actor)},
)  # fmt: skip
record_birth = action_page(actions.record_birth, forms.RecordBirthForm)
record_death = action_page(actions.record_death, forms.DeathForm)
turn_18 = action_page(actions.turn_18, forms.Turn18Form, choices=_to_stay)
transfer_person = action_page(
    actions.transfer_person, forms.MovePersonForm,
    choices=lambda record, actor: {"team": queries.teams(of_authority=record.authority)},
)  # fmt: skip
move_person = action_page(
    actions.move_person, forms.MovePersonForm,
    choices=lambda record, actor: {"team": queries.teams(besides_authority=record.authority)},
)  # fmt: skip
restrict_person = action_page(
    actions.restrict_person, forms.RestrictForm,
    choices=lambda record, actor: {"stays": queries.who_may_stay(record)},
)  # fmt: skip
lift_restriction = action_page(actions.lift_restriction, forms.ReasonForm)
merge_person = action_page(
    actions.merge_person, forms.MergeForm, template="people/choose_person.html",
    choices=_to_merge_into,
)  # fmt: skip
take_back_merge = action_page(actions.take_back_merge, forms.ReasonForm)
take_back_unborn_merge = action_page(actions.take_back_unborn_merge, forms.ReasonForm)

record_entry = action_page(
    actions.record_entry, forms.EntryForm, within={"person": (Person, VIEW_CHRONOLOGY)},
    choices=_to_share,
    to=lambda made, **_: reverse("people:chronology", args=[made.person_id]),
)  # fmt: skip
share_entry = action_page(actions.share_entry, forms.ShareForm, choices=_to_share)
withdraw_entry = action_page(actions.withdraw_entry, forms.WithdrawForm)

record_professional = action_page(
    actions.record_professional, forms.RecordProfessionalForm,
    choices=lambda record, actor: {"works_for": queries.organisations()},
)  # fmt: skip
correct_professional = action_page(
    actions.correct_professional, forms.ProfessionalForm,
    initial=lambda record, actor: {
        name: getattr(record, name) for name in ("name", "job", "telephone", "email")
    },
)  # fmt: skip
record_leaving = action_page(actions.record_leaving)

# Each kind of fact is corrected by the questions that add it; all end and are withdrawn alike.
ASKED: dict[str, tuple[type[Fact], type[ActionForm]]] = {
    "name": (FACTS["name"], forms.NameForm),
    "birth": (FACTS["birth"], forms.BirthForm),
    "expected": (FACTS["birth"], forms.ExpectedForm),
    "death": (FACTS["death"], forms.DeathForm),
    "characteristics": (FACTS["characteristics"], forms.CharacteristicsForm),
    "address": (FACTS["address"], forms.AddressForm),
    "identifier": (FACTS["identifier"], forms.IdentifierForm),
    "relationship": (FACTS["relationship"], forms.RelationshipForm),
    "household": (FACTS["household"], forms.HouseholdForm),
    "need": (FACTS["need"], forms.NeedForm),
    "disability": (FACTS["disability"], forms.DisabilityForm),
    "involvement": (FACTS["involvement"], forms.CorrectInvolvementForm),
}


def _as_recorded(record: Person, actor: Actor, fact: Fact) -> Known:
    return {name: getattr(fact, name, None) for name in vars(fact)}


def _of_fact(action: Any, kind: str, form: type[ActionForm], **more: Any) -> View:
    within = {"fact": (ASKED[kind][0], VIEW_PERSON)}
    return action_page(action, form, within=within, template="people/fact.html", **more)


correct = {
    kind: _of_fact(actions.correct_fact, kind, forms.correcting(form), initial=_as_recorded)
    for kind, (_, form) in ASKED.items()
}
withdraw = {kind: _of_fact(actions.withdraw_fact, kind, forms.WithdrawForm) for kind in FACTS}
end = {
    kind: _of_fact(
        actions.end_involvement if kind == "involvement" else actions.end_fact, kind, forms.EndForm
    )
    for kind in FACTS
    if kind not in sheet.ONCE
}
