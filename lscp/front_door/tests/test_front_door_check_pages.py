"""What partners are asked, on pages and in worklists: their own, for as long as may be."""

from datetime import timedelta

import pytest
import time_machine

from lscp.core import policy, working_days, worklists
from lscp.core.models import Notification
from lscp.core.reminders import remind
from lscp.core.scope import acting
from lscp.core.time import now, today
from lscp.core.worklists import When, Whose
from lscp.front_door import actions
from lscp.front_door.models import Check, Contact
from lscp.front_door.queries import checks
from lscp.people.models import Person

pytestmark = pytest.mark.django_db
TODAY = today()
SEEN_FOR = timedelta(days=28)


def test_a_check_waits_for_the_organisation_that_is_asked(ask, police, health, officer, someone):
    colleague = someone("police_officer")
    ask(police)

    def waits(actor, whose):
        with acting(actor):
            groups = worklists.worklist(actor, whose)
        return {each.when: [row.title for row in each.rows] for each in groups if each.rows}

    row = ["Metropolitan Police: contact ABC-123"]
    assert waits(police, Whose.ORGANISATION) == {When.COMING: row}
    assert waits(officer, Whose.TEAM) == ({When.WAITING: row} if officer.team else {})
    assert waits(health, Whose.ORGANISATION) == waits(colleague, Whose.ORGANISATION) == {}


def test_a_reminder_tells_whoever_is_asked(ask, police):
    ask(police)
    day = working_days.after(TODAY, 2)
    with time_machine.travel(f"{day} 02:30 +01:00"):
        remind()
    messages = Notification.objects.filter(user=police.user).order_by("about")
    told = list(messages.values_list("about", flat=True))
    assert told == ["core.due_from_organisation", "front_door.check_asked"]


def test_a_check_is_asked_answered_and_shared_on_its_pages(
    contact, officer, police, health, signed_in, cast
):  # fmt: skip
    door = signed_in(officer)
    page = f"/front-door/contacts/{contact.pk}/ask-checks/"
    assert "Metropolitan Police (police)" in door.get(page).text
    assert "Select whom you ask" in door.post(page, {"question": "x"}).text
    sent = {"organisations": [cast.police.pk, cast.nhs_trust.pk], "question": "Any call-outs?"}
    assert door.post(page, sent).status_code == 302
    assert "There is nobody to ask" in door.get(page).text
    with acting(officer):
        check, other = Check.objects.order_by("asked__name")
    at_police = signed_in(police)
    assert "ABC-123" in at_police.get("/front-door/checks/").text
    shown = at_police.get(f"/front-door/checks/{check.pk}/").text
    assert "Amelia Okafor" in shown
    assert "A bruise on the arm" in shown
    for hidden in ("Refuge", "An aunt helps", "Riverside", "Open the contact"):
        assert hidden not in shown
    assert at_police.get(f"/front-door/checks/{other.pk}/").status_code == 404
    answer = f"/front-door/checks/{check.pk}/answer/"
    assert "Any call-outs?" in at_police.get(answer).text
    assert "Enter what your organisation holds" in at_police.post(answer, {"holds": "yes"}).text
    told_all = {"holds": "yes", "answer": "Two call-outs", "concern": "some"}
    assert at_police.post(answer, told_all).status_code == 302
    share = f"/front-door/checks/{check.pk}/share/"
    assert "Two call-outs" in door.get(share).text
    assert door.post(share).status_code == 302
    assert "Two call-outs" in signed_in(health).get(f"/front-door/checks/{other.pk}/").text
    withdraw = f"/front-door/checks/{other.pk}/withdraw/"
    assert "Select yes" in door.post(withdraw, {}).text
    assert door.post(withdraw, {"by_mistake": "yes"}).status_code == 302
    assert signed_in(health).get(f"/front-door/checks/{other.pk}/").status_code == 404


def test_without_the_first_lock_another_partner_still_sees_nothing(
    ask, police, health, monkeypatch, signed_in
):  # fmt: skip
    check = ask(police)
    monkeypatch.setattr(policy, "visible_to", lambda rows, *_: rows)
    assert signed_in(police).get(f"/front-door/checks/{check.pk}/").status_code == 200
    assert signed_in(health).get(f"/front-door/checks/{check.pk}/").status_code == 404
    with acting(health):
        assert not Check.objects.exists()
        assert not Contact.objects.exists()
        assert not Person.objects.exists()


def test_after_28_days_the_pages_are_shut(ask, police, signed_in):
    check = actions.answer_check(ask(police), by=police, holds=False)
    client = signed_in(police)
    assert client.get(f"/front-door/checks/{check.pk}/").status_code == 200
    with time_machine.travel(now() + timedelta(days=28, minutes=1)):
        assert signed_in(police).get(f"/front-door/checks/{check.pk}/").status_code == 404
        assert "Nobody has asked" in signed_in(police).get("/front-door/checks/").text


def test_what_is_offered_is_who_can_answer_agency_by_agency(
    contact, officer, police, health, someone, cast
):  # fmt: skip
    someone("mash_partner", organisation=cast.westminster_gp)
    someone("mash_partner", organisation=cast.kensington_school)
    with acting(officer):
        offered = [label for _, label in checks.to_ask(contact)]
    assert offered == [
        "Metropolitan Police (police)", "Riverside NHS trust (health)",
        "Wharf Road practice (health)", "Elm Street School (education)",
    ]  # fmt: skip
