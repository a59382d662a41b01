"""Erasing leaves a tombstone: what is plain stays, and nothing else, nowhere."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from lscp.core import attachments, erasure, records
from lscp.core.attachments import scanning, store
from lscp.core.escalations import actions
from lscp.core.models import Draft, Escalation, EscalationDocument, KeptFile, Notification
from lscp.core.policy import Reach
from lscp.core.records import OutsideAnAction
from lscp.core.scope import acting
from lscp.core.tests.specimen.models import Child, Visit
from lscp.core.time import now
from lscp.core.workflow import Refused
from lscp.people.models import Address, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
BOTH = (Reach.ORGANISATION, Reach.NAMED)
VERBS = ("view_", "raise_", "answer_", "attach_to_")
GRANTS = {f"core.{verb}escalation": BOTH for verb in VERBS}
PDF = b"%PDF-1.7\nA made-up document about nobody\n%%EOF"


@pytest.fixture
def asked(someone_granted, cast):
    told = {"core.receive_escalations": Reach.ORGANISATION}
    return someone_granted(GRANTS | told, organisation=cast.kensington_care)


@pytest.fixture
def raiser(someone_granted, cast):
    return someone_granted(GRANTS, organisation=cast.police)


@pytest.fixture
def escalation(raiser, asked):
    """One that was answered, with a document, a draft of another's, and two messages about it."""
    made = actions.raise_escalation(
        by=raiser, answering=asked.organisation, theme="delay", reason="No reply", wanted="One"
    )
    actions.attach_to_escalation(
        made, by=raiser, document=SimpleUploadedFile("Amelia Okafor.pdf", PDF)
    )
    made = actions.answer_escalation(made, by=asked, answer="Amelia was seen")
    draft("core.answer_escalation", asked, address={"pk": str(made.pk)})
    draft("core.raise_escalation", asked, answers={"0": {"about": [str(made.pk)]}})
    draft("core.raise_escalation", asked, answers={"0": {"why": ["Something else"]}})
    return made


def draft(page, of, **more):
    with acting(of):
        Draft.objects.create(
            user=of.user, page=page, updated_at=now(), expires_at=now(), **more
        )  # fmt: skip


def erase(record, by):
    with acting(by), records.writing():
        erasure.erase(record)
        record.save()


def test_erase_leaves_what_is_plain(escalation, raiser):
    erase(escalation, raiser)
    with acting(raiser):
        left = Escalation.objects.get(pk=escalation.pk)
        assert (left.reason, left.wanted, left.person, left.learned) == ("", "", None, None)
        assert (left.theme, left.raised_on, left.state) == (
            "delay", escalation.raised_on, "answered",
        )  # fmt: skip
        step = left.steps.get()
        assert (step.text, step.stage, step.by) == ("", 1, asked_name(escalation))
        assert left.documents.get().name == ""


def asked_name(escalation):
    return escalation.steps.model.objects.get(escalation=escalation.pk).by


def test_erase_takes_files_out_of_the_store(escalation, raiser, django_capture_on_commit_callbacks):
    with acting(raiser):
        file = attachments.of(EscalationDocument, escalation).get().file
    assert store.path(file.pk).exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase(escalation, raiser)
        assert store.path(file.pk).exists(), "what could still be undone must not be gone"
    assert not store.path(file.pk).exists()
    assert KeptFile.objects.get(pk=file.pk).state == "erased"
    store.keep(file.pk, PDF)  # as if the machine had stopped in between
    scanning.tidy_attachments()
    assert not store.path(file.pk).exists()


def test_erase_that_is_undone_keeps_the_file(escalation, raiser):
    with acting(raiser):
        file = attachments.of(EscalationDocument, escalation).get().file
    with transaction.atomic():
        erase(escalation, raiser)
        transaction.set_rollback(True)
    assert store.path(file.pk).exists()
    assert KeptFile.objects.get(pk=file.pk).state == file.state


def test_erase_removes_drafts_and_messages_that_speak_of_it(escalation, raiser, asked):
    assert Notification.objects.filter(link__contains=str(escalation.pk)).count() == 2
    erase(escalation, raiser)
    assert not Notification.objects.exists()
    with acting(asked):
        assert [each.answers for each in Draft.objects.all()] == [
            {"0": {"why": ["Something else"]}}
        ]


def test_erase_is_for_actions_alone(escalation, raiser):
    with acting(raiser), pytest.raises(OutsideAnAction):
        erasure.erase(escalation)


def test_what_has_no_empty_value_cannot_be_erased():
    assert erasure.fields_to_empty(Child) == {"name": ""}
    with pytest.raises(TypeError, match="child has no empty value"):
        erasure.fields_to_empty(Visit)


def test_erase_is_refused_where_a_part_is_hidden_from_whoever_acts(someone):
    assert Address in erasure.part_kinds(Person)
    police = someone("police_officer")
    with acting(police), records.writing(), pytest.raises(Refused, match="hidden from you"):
        erasure.erase(Person())
