"""An account may see full values only where it is in the group that may."""

import pytest

from lscp.access import actions
from lscp.access.models import User

pytestmark = pytest.mark.django_db
INTERNAL = "measures.view_internal"


def test_only_the_group_of_internal_figures_sees_full_values():
    analyst = actions.keep_account("a", password="x", groups=(actions.INTERNAL_FIGURES,))
    partner = actions.keep_account("p", password="x")
    assert analyst.has_perm(INTERNAL)
    assert not partner.has_perm(INTERNAL)


def test_an_account_is_made_once_and_what_it_may_do_can_be_taken_back():
    actions.keep_account("a", password="x", groups=(actions.INTERNAL_FIGURES,))
    again = actions.keep_account("a", password="y")
    assert User.objects.count() == 1
    assert again.check_password("y")
    assert not User.objects.get().has_perm(INTERNAL)
