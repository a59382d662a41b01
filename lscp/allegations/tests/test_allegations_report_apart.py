"""Whoever is not the LADO’s, and did not make it, finds no difference with a report and without."""

import re
from uuid import uuid4

import pytest
from django.db import transaction

from lscp.access.models import Organisation
from lscp.allegations.tests.allegations_reports import submitted
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
PAGES = (
    "/", "/work/", "/work/?whose=team", "/work/?whose=organisation", "/notifications/", "/trail/",
    "/allegations/", "/allegations/reports/", "/allegations/reports/all/",
    "/allegations/reports-you-made/",
)  # fmt: skip
OF_ONE = (
    "/allegations/reports/{}/", "/allegations/reports/{}/end-report/",
    "/allegations/reports/{}/add-to-report/", "/allegations/reports-you-made/{}/",
    "/allegations/reports-you-made/{}/add/",
)  # fmt: skip


def seen(browser, address):
    """Return what a page answers, without what is drawn anew each time; nothing is left behind."""
    with transaction.atomic():
        answer = browser.get(address)
        transaction.set_rollback(True)
    text = re.sub(r'(csrfmiddlewaretoken|once)" value="[^"]+"', "", answer.text)
    return answer.status_code, re.sub(r"nonce-\S+|[0-9a-f-]{36}", "", text)


@pytest.mark.parametrize(
    "role",
    ["school_lead", "front_door_manager", "social_worker", "service_manager", "police_officer",
     "information_governance", "lado"],
)  # fmt: skip
def test_nobody_else_finds_a_difference(role, someone, lado, other_lado, cast):
    head = someone("school_lead", name="Hanna Head")
    if role == "lado":
        visitor = other_lado
    elif role == "information_governance":
        school = Organisation.objects.get(pk=head.organisation)
        visitor = someone(role, organisation=school)
    else:
        visitor = someone(role)
    browser, nowhere = sign_in(visitor), uuid4()
    before = [seen(browser, each) for each in PAGES]
    none = [seen(browser, each.format(nowhere)) for each in OF_ONE]
    assert {status for status, _ in none} <= {403, 404}
    made = submitted(head)
    assert [seen(browser, each) for each in PAGES] == before
    assert [seen(browser, each.format(made.pk)) for each in OF_ONE] == none
