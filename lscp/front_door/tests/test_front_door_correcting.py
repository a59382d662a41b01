"""A fact of a closed case is put right by the manager; what it was stays, with the reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from lscp.core.scope import acting
from lscp.core.time import today
from lscp.core.workflow import NotAllowed, Refused
from lscp.front_door import actions
from lscp.front_door.models import FormerAssessmentFact, FormerReferralFact

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def closed(opened, assessed, team_manager):
    """A case that was assessed and closed, with its assessment."""
    case = opened(received_on=today() - 9 * DAY)
    assessment = assessed(case)
    case = actions.close_referral(
        case, by=team_manager, reason="RC8", closed_on=today(), because="No plan is needed"
    )
    return case, assessment


def correct(case, by, **more):
    facts = {"source": case.source, "needs": [case.primary_need], "closed_on": case.closed_on,
             "reason": case.closure_reason, "because": "It was the police"}  # fmt: skip
    return actions.correct_referral(case, by=by, **facts | more)


def test_correct_referral(closed, team_manager):
    case, _ = closed
    said = {"Primary need": case.get_primary_need_display(), "Source": case.get_source_display()}
    done = correct(case, team_manager, source="5A", needs=["N3"])
    assert (done.state, done.source, done.primary_need) == ("closed", "5A", "N3")
    with acting(team_manager):
        kept = FormerReferralFact.objects.filter(referral=case)
        assert {each.what: each.was for each in kept} == said
        assert {each.because for each in kept} == {"It was the police"}


def test_correct_referral_is_refused(closed, team_manager):
    case, _ = closed
    for said, why in (
        ({}, "Nothing is different"),
        ({"because": " ", "source": "5A"}, "why it is corrected"),
        ({"source": "99"}, "source that was in use"),
        ({"needs": []}, "what the child needs"),
        ({"reason": "RC99"}, "reason that was in use"),
        ({"reason": "RC2"}, "day of the child’s death"),
        ({"closed_on": today() - DAY}, "Something was done in this case"),
        ({"closed_on": today() + DAY}, "today or in the past"),
    ):
        with pytest.raises(Refused, match=why):
            correct(case, team_manager, **said)
    with acting(team_manager):
        assert not FormerReferralFact.objects.exists()


def test_what_is_open_is_amended_and_no_worker_corrects(opened, team_manager, worker, closed):
    with pytest.raises(NotAllowed):
        correct(closed[0], worker, source="5A")
    case = opened()
    with pytest.raises(Refused, match="open"):
        actions.correct_referral(
            case, by=team_manager, source="5A", needs=["N1"], closed_on=today(), reason="RC1",
            because="Why",
        )  # fmt: skip


def test_correct_assessment(closed, team_manager):
    _, assessment = closed
    done = actions.correct_assessment(
        assessment, by=team_manager, factors=["4B"], seen_on=assessment.seen_on, seen_alone=False,
        because="Typed wrongly",
    )  # fmt: skip
    assert (done.state, done.factors, done.seen_alone) == ("authorised", ["4B"], False)
    with acting(team_manager):
        kept = FormerAssessmentFact.objects.filter(assessment=assessment)
        assert {each.what for each in kept if each.was} == {"Factors", "Seen alone"}


def test_correct_assessment_is_refused(closed, team_manager):
    _, assessment = closed
    facts = {"seen_on": assessment.seen_on, "seen_alone": True, "because": "Typed wrongly"}
    for said, why in (
        ({"factors": []}, "an assessment that is authorised has some"),
        ({"factors": ["21", "4B"]}, "excludes all other factors"),
        ({"factors": ["4B"], "seen_on": None}, "Enter the day on which the child was seen"),
        ({"factors": ["4B"], "seen_on": today() - 99 * DAY}, "on or after"),
        ({"factors": ["4B"], "because": ""}, "why it is corrected"),
    ):
        with pytest.raises(Refused, match=why):
            actions.correct_assessment(assessment, by=team_manager, **facts | said)


def test_the_pages_correct_and_show_what_was_said_before(closed, team_manager, signed_in):
    case, assessment = closed
    browser = signed_in(team_manager)
    where = reverse("front_door:correct_referral", args=[case.pk])
    assert where in browser.get(reverse("front_door:referral", args=[case.pk])).text
    assert f'value="{case.source}" selected' in browser.get(where).text
    day = {"closed_on_day": today().day, "closed_on_month": today().month,
           "closed_on_year": today().year}  # fmt: skip
    sent = {"source": "5A", "needs": ["N1"], "reason": "RC8", "because": "It was the police", **day}
    answer = browser.post(where, sent, follow=True)
    for words in ("The case is corrected", "<s>Source: ", "It was the police", "Mo Dixon"):
        assert words in answer.text, words
    of = reverse("front_door:correct_assessment", args=[assessment.pk])
    assert of in browser.get(reverse("front_door:assessment", args=[assessment.pk])).text
    assert "Enter why it is corrected" in browser.post(of, {"factors": ["4B"]}).text
