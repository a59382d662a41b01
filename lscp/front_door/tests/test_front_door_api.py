"""Contacts from partners' systems: each taken or refused for itself, and once."""

import json
from datetime import timedelta
from threading import Barrier, Thread

import psycopg
import pytest
from django.core.cache import cache
from django.db import connection

from lscp.access import actions as access
from lscp.access import keys
from lscp.core import locks
from lscp.core.models import Entry
from lscp.core.policy import Reach, visible_to
from lscp.core.scope import acting
from lscp.core.time import today
from lscp.front_door.models import Contact, ContactChild
from lscp.front_door.policy import VIEW_CONTACT, VIEW_SUBMITTED

pytestmark = pytest.mark.django_db
SECRET = "Zephyrine Quillfeather"


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


@pytest.fixture
def key(someone, cast, officer):
    """A key of a system of the police, as the system sends it."""
    token = keys.new_token()
    access.issue_key(
        by=someone("organisation_administrator", organisation=cast.police), token=token,
        system="A case system", to_on=today() + timedelta(days=30),
    )  # fmt: skip
    return token


@pytest.fixture
def send(client, key):
    """Send contacts, and return the status and what is answered."""

    def send(*contacts, token=key, **more):
        answer = client.post(
            "/api/contacts", more.pop("body", json.dumps({"contacts": contacts})),
            content_type=more.pop("content_type", "application/json"),
            headers={"Authorization": f"Bearer {token}"} if token else {}, **more,
        )  # fmt: skip
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status_code, answer.json()

    return send


def message(sent_as="CP-1", **more):
    return {
        "sent_as": sent_as, "authority": "E09000020", "worries": "A bruise on the arm",
        "consent": "given", "referrer": {"name": "PC Lee", "email": "lee@example.org"},
        "children": [{"given": "Ada", "family": "Moss", "date_of_birth": "2016-05-04"}],
        "adults": [{"name": "Eve Moss", "stands_as": "parent", "home": 1}],
    } | more  # fmt: skip


def contacts(officer):
    with acting(officer):
        return list(visible_to(Contact.objects.order_by("sent_as"), officer, VIEW_CONTACT))


def test_a_contact_is_received_by_the_front_door_of_the_child(send, officer, cast):
    status, told = send(message())
    [result] = told["results"]
    assert (status, result["outcome"], result["faults"]) == (200, "received", [])
    [made] = contacts(officer)
    assert result["id"] == str(made.pk)
    assert result["reference"] == made.reference
    assert (made.channel, made.sent_as, made.source) == ("system", "CP-1", "6")
    assert (made.referrer_organisation_id, made.referrer_name) == (cast.police.pk, "PC Lee")
    with acting(officer):
        child = ContactChild.objects.get()
    assert (child.given, str(child.date_of_birth)) == ("Ada", "2016-05-04")


def test_those_who_made_it_see_what_came_of_it_and_no_other_organisation(
    send, officer, someone, cast
):  # fmt: skip
    send(message())
    [made] = contacts(officer)

    def sees(actor):
        with acting(actor):
            return visible_to(Contact.objects.filter(pk=made.pk), actor, VIEW_SUBMITTED).exists()

    assert sees(someone("police_officer"))
    assert not sees(someone("health_lead"))


def test_the_same_message_twice_is_one_contact_and_gets_the_same_answer(send, officer):
    first = send(message())
    turned = dict(reversed(message().items()))
    assert send(turned) == first
    assert send(message(), message())[1]["results"] == first[1]["results"] * 2
    assert len(contacts(officer)) == 1


def test_the_same_answer_is_given_where_the_contact_is_restricted_by_now(send, officer):
    from lscp.core.named import name_on
    from lscp.core.records import writing

    first = send(message())
    [made] = contacts(officer)
    name_on(made, officer.user, opens_restricted=True)
    made.restricted = True
    with acting(officer), writing():
        made.save()
    assert send(message()) == first


def test_where_all_places_are_taken_a_system_is_told_to_send_again_and_nothing_is_counted(
    client, key, send, officer, settings
):
    settings.LSCP_KEYS_AT_ONCE = 1
    with another_place_taken():
        answer = client.post(
            "/api/contacts", {}, content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )  # fmt: skip
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
    assert send(message())[0] == 200


def another_place_taken():
    """Hold the one place as another process would, on a connection of its own."""
    ours = connection.settings_dict
    known = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST"}
    other = psycopg.connect(
        **{theirs: ours[name] for theirs, name in known.items()}, port=ours["PORT"]
    )
    other.execute(locks.IF_FREE, [locks.Lock.RECEIVING, 0])
    return other


def test_another_message_by_the_same_id_is_refused_and_changes_nothing(send, officer):
    send(message())
    status, told = send(message(worries="Two bruises"))
    assert (status, told["results"][0]["outcome"]) == (422, "refused")
    assert told["results"][0]["faults"][0]["where"] == "/contacts/0/sent_as"
    assert contacts(officer)[0].worries == "A bruise on the arm"


def test_the_id_of_another_organisation_is_another_contact(send, officer, someone, cast):
    token = keys.new_token()
    access.issue_key(
        by=someone("organisation_administrator", organisation=cast.icb), token=token,
        system="Another", to_on=today(),
    )  # fmt: skip
    one, other = send(message()), send(message(worries="Another"), token=token)
    assert one[0] == other[0] == 200
    assert len(contacts(officer)) == 2


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"sent_as": ""}, "/sent_as"),
        ({"sent_as": "Ada Moss"}, "/sent_as"),
        ({"authority": "E09000001"}, "/authority"),
        ({"authority": "E09000033"}, "/authority"),  # it has no front door yet
        ({"worries": " "}, "/worries"),
        ({"worries": "\x00"}, "/worries"),
        ({"worries": "\ud800"}, ""),
        ({"worries": "x" * 10_001}, "/worries"),
        ({"consent": "maybe"}, "/consent"),
        ({"consent": "refused"}, "/consent_because"),
        ({"immediate_danger": "yes"}, "/immediate_danger"),
        ({"identity": "withheld"}, "/referrer/name"),
        ({"referrer": {}}, "/referrer/name"),
        ({"source": "99"}, "/source"),
        ({"children": []}, "/children"),
        ({"children": [{}]}, "/children"),
        ({"children": [{"given": "Ada", "date_of_birth": "4 May"}]}, "/children/0/date_of_birth"),
        ({"children": [{"given": "Ada", "date_of_birth": "2999-01-01"}]}, "/children"),
        ({"children": [{"given": "Ada", SECRET: 1}]}, "/children/0"),
        ({"adults": [{"stands_as": "nobody"}]}, "/adults/0/stands_as"),
    ],
)
def test_a_bad_contact_is_refused_with_its_place_and_the_good_ones_beside_it_are_kept(
    send, officer, wrong, where
):  # fmt: skip
    status, told = send(message("CP-1"), {**message("CP-2"), **wrong}, message("CP-3"))
    first, second, third = told["results"]
    assert status == 207
    assert (first["outcome"], third["outcome"]) == ("received", "received")
    assert second["outcome"] == "refused"
    assert second["faults"][0]["where"] == f"/contacts/1{where}"
    assert second["faults"][0]["why"]
    assert [each.sent_as for each in contacts(officer)] == ["CP-1", "CP-3"]


def test_no_answer_and_no_line_of_the_trail_repeats_what_was_sent(send, officer, caplog, capsys):
    bad = message(
        worries=SECRET, sex=SECRET, consent=SECRET, adults=SECRET, children=[{"sex": SECRET}]
    )
    answers = [
        send(bad, {SECRET: SECRET}, SECRET, message(worries=SECRET)),
        send(body=SECRET),
        send(body=json.dumps({SECRET: 1})),
        send(message(), token=SECRET),
    ]
    kept = str(list(Entry.objects.values()))
    for said in (*map(str, answers), kept, caplog.text, *capsys.readouterr()):
        assert SECRET not in said


@pytest.mark.parametrize(
    "body",
    [
        "{", "[]", "1", '{"contacts": {}}', '{"contacts": []}', '{"contacts": [NaN]}',
        '{"contacts": [{}], "more": 1}', b"\xff", "[" * 100_000,
        json.dumps({"contacts": [{}] * 101}),
    ],
)  # fmt: skip
def test_what_is_no_list_of_contacts_is_not_looked_into(send, body):
    status, told = send(body=body)
    assert status == 400
    assert told["why"]


def test_more_than_fits_and_other_than_json_is_not_looked_into(send):
    assert send(body=b" " * 2_000_001)[0] == 413
    assert send(message(), content_type="text/plain")[0] == 415


def test_a_key_that_opens_nothing_is_refused(send, client, key, officer):
    for token in ("", "lscp_nothing", f"{key}x", key[:-1]):
        assert send(message(), token=token)[0] == 401
    answer = client.post("/api/contacts", "{}", content_type="application/json")
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert client.get("/api/contacts").status_code == 405
    assert contacts(officer) == []
    assert Entry.objects.filter(kind="refused", detail__why="key").exists()


def test_a_session_is_no_key(officer, signed_in):
    client = signed_in(officer)
    body = json.dumps({"contacts": [message()]})
    assert client.post("/api/contacts", body, content_type="application/json").status_code == 401


def test_a_key_opens_nothing_else(send, client, key, officer):
    send(message())
    [made] = contacts(officer)
    head = {"Authorization": f"Bearer {key}"}
    for path in (f"/contacts-you-made/{made.pk}/", "/people/"):
        assert client.get(path, headers=head).status_code == 302  # to sign in


def test_so_many_requests_and_no_more_are_taken_in_a_minute(send, settings):
    limits = {**settings.ACCOUNT_RATE_LIMITS, "send_contacts": "2/m/key", "send_refused": "1/m/ip"}
    settings.ACCOUNT_RATE_LIMITS = limits
    assert [send(message())[0] for _ in range(3)] == [200, 200, 429]
    assert [send(message(), token="lscp_x")[0] for _ in range(2)] == [401, 429]


def test_each_request_is_in_the_trail_of_the_organisation(send, cast):
    send(message(), {})
    send(body="{")
    rows = Entry.objects.filter(organisation=cast.police.pk, detail__how="request")
    taken, refused = rows.order_by("id")
    assert (taken.kind, taken.detail["count"]) == ("did", 1)
    assert (refused.kind, refused.detail["why"]) == ("refused", 400)


def test_without_the_first_lock_a_key_reads_nothing_of_another_organisation(
    send, officer, someone, cast, key
):  # fmt: skip
    from lscp.front_door.api.receiving import sender

    send(message())
    by = sender(keys.key_of(key))
    assert by.grants == {"front_door.receive_contact": frozenset({Reach.NAMED})}
    token = keys.new_token()
    other = access.issue_key(
        by=someone("organisation_administrator", organisation=cast.icb), token=token,
        system="Another", to_on=today(),
    )  # fmt: skip
    with acting(by):
        assert Contact.objects.count() == 1
    with acting(sender(keys.key_of(token))):
        assert other
        assert Contact.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_the_same_message_sent_twice_at_once_is_one_contact(key, officer):
    from lscp.front_door.api.receiving import receive

    found, start = [], Barrier(4)

    def send():
        try:
            start.wait()
            found.extend(receive([message()], keys.key_of(key)))
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len({(each.outcome, each.id, each.reference) for each in found}) == 1
    assert len(contacts(officer)) == 1
