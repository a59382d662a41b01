"""The audit of withheld names: what counts, what is hidden from whom, and a sample drawn again."""

import random
from datetime import date

import pytest
import time_machine

from lscp.core.models import Entry
from lscp.core.scope import acting
from lscp.front_door import audit
from lscp.front_door.tests.front_door_records import Records

pytestmark = pytest.mark.django_db
KC, WCC = "E09000020", "E09000033"
MAY, AUGUST = date(2026, 5, 22), date(2026, 8, 5)
URL = "/front-door/audit/"


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(date(2026, 11, 26), tick=False):
        yield


@pytest.fixture
def records(someone):
    return Records(someone("front_door_manager"))


def referred(records, on, *, identity="withheld", source="8", state="no_action", n=1):
    """Make referrals, each from a contact of its own."""
    made = []
    for each in range(n):
        child = records.child(f"Family{each}")
        contact = records.contact(on, child, identity=identity, source=source, outcome="referral")
        made.append(records.referral(child, on, state=state, source=source, contact=contact))
    return made


def pairs(table, name):
    return [(each.rows, each.ended) for each in table.columns[name]]


def asked(**more):
    known = {"of": "referrals", "year": 2027, "authority": KC, "quarter": 0, "size": 3, "seed": 7}
    return audit.Asked(**known | more)


def draw(records, **more):
    with acting(records.by):
        return audit.draw(asked(**more), by=records.by)


def test_withheld_names_count_whatever_their_source_code_and_code_9_is_something_else(records):
    referred(records, MAY, n=2)  # the NSPCC speaks for them
    referred(records, MAY, source="9")
    referred(records, AUGUST, state="open")
    referred(records, AUGUST, identity="unknown", source="10")
    referred(records, AUGUST, identity="given", source="9")  # coded so, and yet they said who
    [table] = audit.tables(2027, [KC], [KC])
    assert pairs(table, "referrals") == [(3, 3), (1, 0), (0, 0), (0, 0), (4, 3)]
    assert pairs(table, "code_9") == [(1, 1), (1, 1), (0, 0), (0, 0), (2, 2)]


def test_contacts_are_counted_for_themselves(records):
    for outcome in ("no_action", "advice", "referral", ""):
        records.contact(MAY, None, identity="withheld", source="1D", outcome=outcome)
    records.contact(MAY, None, identity="given", outcome="no_action")
    [table] = audit.tables(2027, [KC], [KC])
    assert pairs(table, "contacts")[0] == (4, 2)
    assert pairs(table, "referrals")[0] == (0, 0)


def test_a_referral_without_a_contact_says_so_by_its_code_alone(records):
    for source in ("9", "8"):
        records.referral(records.child(), MAY, state="no_action", source=source)
    [table] = audit.tables(2027, [KC], [KC])
    assert pairs(table, "referrals")[0] == (1, 1)


def test_small_numbers_are_hidden_with_what_would_give_them_away():
    counted = [audit.Counted(*each) for each in ((12, 9), (3, 2), (20, 11), (0, 0), (35, 22))]
    shown = audit._suppressed(counted)
    assert shown[1] == audit.Counted(None, None)
    assert shown[3] == audit.Counted(0, 0)
    hidden = [each for each in shown[:4] if each.rows is None]
    assert len(hidden) > 1  # else the year less the others would give it away
    assert shown[4].rows == 35


def test_what_is_left_of_a_number_is_not_small_either():
    counted = [audit.Counted(*each) for each in ((30, 30), (40, 38), (30, 9), (0, 0), (100, 77))]
    shown = audit._suppressed(counted)
    assert all(each.rows is None or each.rows != 3 for each in shown)


def test_the_same_seed_draws_the_same_and_the_trail_says_so(records):
    made = referred(records, MAY, n=8)
    first, again = (draw(records) for _ in range(2))
    other = draw(records, seed=8)
    ids = [row["pk"] for row in first.rows]
    assert ids == [row["pk"] for row in again.rows]
    assert ids != [row["pk"] for row in other.rows]
    expected = random.Random(7).sample(sorted((each.pk for each in made), key=str), 3)
    assert (ids, first.population) == (expected, 8)
    entry = Entry.objects.filter(name=audit.VIEW_REFERRAL_ROWS).order_by("pk").first()
    said = {name: entry.detail[name] for name in ("seed", "rows", "count", "authority", "kinds")}
    assert said == {"seed": 7, "rows": 3, "count": 8, "authority": KC, "kinds": "referrals"}
    assert entry.detail["found"] == [str(each) for each in ids]


def test_a_sample_is_of_its_quarter_and_of_what_led_to_nothing(records):
    referred(records, MAY, n=2)
    referred(records, AUGUST, n=3)
    referred(records, AUGUST, state="open")
    drawn = draw(records, quarter=2, size=9)
    assert (drawn.population, {row["received_on"] for row in drawn.rows}) == (3, {AUGUST})


def test_restricted_referrals_count_and_are_not_drawn(records):
    [referral] = referred(records, MAY)
    child = referral.child
    child.restricted, child.restricted_because = True, "A reason"
    assert draw(records).population == 1
    records.save(child)
    [table] = audit.tables(2027, [KC], [KC])
    assert pairs(table, "referrals")[0] == (1, 1)
    assert draw(records).population == 0


def sample(**more):
    known = {"of": "referrals", "authority": KC, "quarter": "0", "size": "2", "seed": "42"}
    return known | {"year": "2027"} | more


def test_the_page_for_a_manager(records, signed_in):
    referred(records, MAY, n=3)
    browser = signed_in(records.by)
    text = browser.get(URL).text
    assert "Withheld names, 2026 to 2027" in text
    assert "Why source 9 is not comparable" in text
    assert "Westminster" not in text
    drawn = browser.get(URL, sample())
    assert "2 of 3 referrals of Kensington and Chelsea" in drawn.text
    assert "seed number 42" in drawn.text
    assert "Family" not in drawn.text
    assert "Amelia" not in drawn.text


def test_the_page_refuses_what_cannot_be_drawn(records, signed_in):
    browser = signed_in(records.by)
    referred(records, MAY)
    for year in ("2025", "20x7", "٢٠٢٧"):
        assert browser.get(URL, {"year": year}).status_code == 404
    wrong = browser.get(URL, sample(size="0"))
    assert wrong.status_code == 400
    assert "How many to draw must be between 1 and 100" in wrong.text
    assert "Select an authority" in browser.get(URL, sample(authority="")).text
    assert browser.get(URL, sample(authority=WCC)).status_code == 400


def test_an_analyst_sees_small_numbers_of_their_own_authority_alone(records, someone, signed_in):
    referred(records, MAY, n=3)
    elsewhere = Records(someone("front_door_manager", authority=WCC))
    referred(elsewhere, MAY, n=3)
    text = signed_in(someone("analyst")).get(URL).text
    kensington, westminster = text.split('<h2 class="govuk-heading-m">Westminster</h2>')
    assert "Hidden" not in kensington
    assert "Hidden" in westminster
    assert "source 9</th>" not in westminster.split("What is counted")[0]


@pytest.mark.parametrize("role", ["social_worker", "school_lead", "executive"])
def test_nobody_else_sees_it(role, someone, signed_in):
    assert signed_in(someone(role)).get(URL).status_code == 403
