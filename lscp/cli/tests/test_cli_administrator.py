"""A new installation is entered by a system administrator, whom the command line makes."""

import re

import pytest

from lscp.access.models import Membership, Organisation, User
from lscp.access.roles import Role
from lscp.core.models.trail import Entry

pytestmark = pytest.mark.django_db


def test_the_first_administrator_chooses_a_password_by_the_link(lscp, client):
    said = lscp("administrator", "Ada Byron", "Ada@Example.org")
    assert said.status == 0, said.err
    held = Membership.objects.get()
    assert (held.role, held.user.email) == (Role.SYSTEM_ADMINISTRATOR, "ada@example.org")
    assert Organisation.objects.get().kind == "partnership"
    link = re.search(r"http://127.0.0.1:8000(/\S+)", said.out)[1]
    assert "password" in client.get(link, follow=True).text.lower()
    entries = Entry.objects.filter(kind="did").order_by("id")
    assert [each.name for each in entries] == ["access.open_organisation", "access.invite_joiner"]
    assert {each.role for each in entries} == {"system"}


def test_it_can_be_asked_again_and_makes_nobody_twice(lscp):
    lscp("administrator", "Ada Byron", "ada@example.org")
    again = lscp("administrator", "Ada Byron", "ada@example.org")
    assert "choose a password" in again.out
    assert (User.objects.count(), Membership.objects.count()) == (1, 1)
    user = User.objects.get()
    user.set_password("a long pass phrase")
    user.save()
    assert "sign in as before" in lscp("administrator", "Ada Byron", "ada@example.org").out
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("given", [("Ada", "ada@example.org"), ("Ada Byron", "ada")])
def test_half_a_name_or_no_address_is_refused_with_the_remedy(lscp, given):
    said = lscp("administrator", *given)
    assert said.status == 2
    assert 'lscp administrator "Ada Byron" ada@example.org' in said.err
    assert not User.objects.exists()
