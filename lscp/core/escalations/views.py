"""Pages of escalations."""

from typing import Any

from django.apps import apps
from django.db.models import QuerySet
from django.urls import reverse

from lscp.core import attachments, policy
from lscp.core.attachments.downloads import download_page
from lscp.core.models import Escalation, EscalationDocument, RunningClock
from lscp.core.pages import (
    Column,
    action_page,
    list_page,
    navigation,
    pages_by_name,
    record_page,
)
from lscp.core.pages.records import named
from lscp.core.policy import Actor

from . import actions, forms
from .policy import VIEW
from .stages import stages

PERSON, SUMMARY = apps.get_model("people.Person"), "people.view_summary"
OFFERS = (
    actions.answer_escalation, actions.move_escalation, actions.resolve_escalation,
    actions.attach_to_escalation, actions.withdraw_escalation,
)  # fmt: skip

navigation("core:escalations", "Escalations", permission=VIEW)


def _organisations(_: Any, actor: Actor) -> dict[str, list[tuple[Any, str]]]:
    known = apps.get_model("access.Organisation")._default_manager.filter(state="open")
    others = known.exclude(pk__in=[actor.organisation]).order_by("name")
    return {"answering": [(each.pk, each.name) for each in others]}


def _around(escalation: Escalation, actor: Actor) -> dict[str, Any]:
    people = PERSON._default_manager.filter(pk__in=[escalation.person_id])
    clocks = RunningClock.objects.filter(subject=escalation.pk).order_by("starts_on", "clock")
    return {
        "about": _about(escalation, actor),
        "person": policy.visible_to(people, actor, SUMMARY).first(),
        "steps": escalation.steps.select_related("organisation").order_by("on", "stage", "kind"),
        "clocks": {each.clock: each for each in clocks},
        "stages": stages(),
        "documents": attachments.shown(
            EscalationDocument, escalation, link="core:escalation_document"
        ),
    }


def _about(escalation: Escalation, actor: Actor) -> tuple[str, str]:
    """Return what the record that it is about is called, naming nobody, and its page; or nothing.

    Of its pages one is for those to whom it was told, another for those who told it.
    """
    if escalation.subject is None:
        return "", ""
    model = apps.get_model(escalation.subject_type)
    for name, (kind, _) in pages_by_name().items():
        if kind and kind.kind == "record" and kind.model is model:
            rows = kind.rows(actor) if kind.rows else model._default_manager.all()
            seen = policy.visible_to(rows.filter(pk=escalation.subject), actor, kind.permission)
            record = seen.first()
            if record is not None:
                said = f"{named(model)} {getattr(record, 'reference', '')}".strip()
                return said, reverse(name, args=[record.pk])
    return f"{named(model)}. It is not open to you", ""


def _with_organisations(_: Actor) -> QuerySet[Escalation]:
    return Escalation.objects.select_related("organisation", "raiser")


escalations = list_page(
    Escalation,
    permission=VIEW,
    title="Escalations",
    ordering="-raised_on",
    columns={
        "Escalation": Column(str, reads=("raised_on",)),
        "About": "get_theme_display",
        "From": Column("raiser.name"),
        "To": Column("organisation.name"),
        "Stage": "stage",
        "State": "get_state_display",
        "Days open": Column("days_open", reads=("raised_on", "ended_on")),
    },
    filters={"State": "state", "About": "theme"},
    rows=_with_organisations,
    empty="There is none. An escalation is raised from the page of the person it is about.",
)  # fmt: skip
escalation = record_page(
    Escalation, "core/escalation.html", permission=VIEW, offers=OFFERS, context=_around,
    rows=_with_organisations,
)  # fmt: skip
raise_escalation = action_page(
    actions.raise_escalation, forms.RaiseEscalationForm,
    choices=_organisations, within={"person": (PERSON, SUMMARY)},
    done="The escalation is raised, and the other organisation was told.",
)  # fmt: skip
answer_escalation = action_page(actions.answer_escalation, forms.AnswerEscalationForm)
move_escalation = action_page(actions.move_escalation, forms.MoveEscalationForm)
attach_to_escalation = action_page(actions.attach_to_escalation, forms.AttachToEscalationForm)
resolve_escalation = action_page(actions.resolve_escalation, forms.ResolveEscalationForm)
withdraw_escalation = action_page(actions.withdraw_escalation, forms.WithdrawEscalationForm)
escalation_document = download_page(EscalationDocument, permission=VIEW)
