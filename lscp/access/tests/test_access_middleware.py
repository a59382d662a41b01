"""Who acts in a request, in which role: asked anew each time."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from lscp.access import middleware
from lscp.access.models import User
from lscp.core.policy import PUBLIC

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_of():
    """Return the actor of a request of somebody, who chose a role or did not."""

    def of(user, chosen=None):
        request = RequestFactory().get("/")
        request.user, request.session = user, {middleware.CHOSEN: chosen}
        middleware.actor(lambda request: None)(request)
        return request.actor

    return of


def test_nobody_signed_in_acts_as_the_public(request_of):
    assert request_of(AnonymousUser()) == PUBLIC


def test_somebody_acts_in_the_role_that_they_chose_or_in_their_first(someone, cast, request_of):
    first = someone("social_worker")
    user = User.objects.get(pk=first.user)
    second = someone("team_manager", user=user)
    assert request_of(user).membership in (first.membership, second.membership)
    assert request_of(user, str(second.membership)).role == "team_manager"


def test_a_role_of_somebody_else_cannot_be_chosen(someone, request_of):
    worker, manager = someone("social_worker"), someone("team_manager")
    user = User.objects.get(pk=worker.user)
    assert request_of(user, str(manager.membership)).role == "social_worker"
    assert request_of(user, "no such thing").role == "social_worker"


def test_who_acts_costs_at_most_two_questions(someone, request_of, django_assert_max_num_queries):
    user = User.objects.get(pk=someone("social_worker").user)
    with django_assert_max_num_queries(2):
        assert request_of(user).role == "social_worker"
