"""The description of the interface for partners' systems, held against the server."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
import schemathesis
from django.core.cache import cache
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from lscp.access import actions, keys
from lscp.config.wsgi import application
from lscp.core.time import today

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance,
]  # fmt: skip


@pytest.fixture
def key(someone, cast):
    someone("front_door_officer")
    someone("front_door_officer", authority=cast.WESTMINSTER)
    token = keys.new_token()
    actions.issue_key(
        by=someone("organisation_administrator", organisation=cast.police), token=token,
        system="A case system", to_on=today() + timedelta(days=30),
    )  # fmt: skip
    return token


@pytest.fixture
def _one_connection():
    """Let no request close the connection, as Django's own client does not: the test is in it."""
    for each in request_started, request_finished:
        each.disconnect(close_old_connections)
    yield
    for each in request_started, request_finished:
        each.connect(close_old_connections)


@pytest.fixture
def operation(key, settings, _one_connection):
    settings.ACCOUNT_RATE_LIMITS = {
        **settings.ACCOUNT_RATE_LIMITS, "send_contacts": "100000/m/key", "send_refused": "9999/m/ip"
    }  # fmt: skip
    cache.clear()

    def with_key(environ, start):
        sent = {"REMOTE_ADDR": "127.0.0.1", "HTTP_AUTHORIZATION": f"Bearer {key}"}
        return application(environ | sent, start)

    described = schemathesis.openapi.from_wsgi("/api/openapi.json", with_key)
    [found] = described.get_all_operations()
    return found.ok()


def hold(operation, mode, check, change=lambda body: None):
    """Send what the description allows, or what it forbids, and check each answer."""

    @settings(
        max_examples=10, deadline=None, database=None, derandomize=True,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def holds(case):
        change(case.body)
        answer = case.call()
        case.validate_response(answer, checks=CHECKS)
        check(case, answer)

    holds()


def as_said_in_words(body):
    """Bring what was made up in line with what the description says in words alone."""
    for number, each in enumerate(body["contacts"]):
        each.update(sent_as=f"{number}-{uuid4()}", worries="A bruise", consent="given")
        each.update(identity="given", referrer={"name": "PC Lee"}, source="6")
        for child in each["children"]:
            child.update(given="Ada", date_of_birth="2016-05-04", expected_on=None)


def test_what_the_description_allows_is_received_and_answered_as_described(operation):
    def check(case, answer):
        results = answer.json()["results"]
        assert answer.status_code == 200, results
        assert [each["sent_as"] for each in results] == [
            each["sent_as"] for each in case.body["contacts"]
        ]

    hold(operation, schemathesis.GenerationMode.POSITIVE, check, as_said_in_words)


def test_what_the_description_allows_is_answered_as_described_whatever_the_rules(operation):
    def check(case, answer):
        assert answer.status_code in (200, 207, 422)

    hold(operation, schemathesis.GenerationMode.POSITIVE, check)


def test_what_the_description_forbids_is_refused_and_answered_as_described(operation):
    def check(case, answer):
        assert answer.status_code in (207, 400, 401, 413, 415, 422)

    hold(operation, schemathesis.GenerationMode.NEGATIVE, check)


def test_the_description_is_valid_and_names_what_can_be_sent(client):
    described = client.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    contact = described["components"]["schemas"]["Contact"]
    assert set(contact["required"]) == {"sent_as", "authority", "worries", "consent", "children"}
    assert contact["properties"]["authority"]["enum"] == ["E09000020", "E09000033"]
    assert "$defs" not in json.dumps(described)
