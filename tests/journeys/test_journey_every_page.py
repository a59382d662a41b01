"""Every page there is, on a wide screen and on a narrow one, is in order."""

from functools import cache

import pytest
from django.urls import NoReverseMatch, reverse

from lscp.core.pages import PUBLIC, pages_by_name
from lscp.core.policy import GRANTS
from tests import scenarios

pytestmark = pytest.mark.usefixtures("figures")
EXAMPLES = {
    "measures:indicator": ["IND004"],
    "submissions:trace": ["IND004.E09000020.2022.month.2021-04"],
}
DOWNLOADS = {"measures:figures_csv", "measures:figures_excel", "allegations:figures_excel"}
MORE = (
    "/?year=2019&theme=Referrals",
    "/indicators/IND012/?year=2021",
    "/indicators/IND021/",
    "/reconciliation/?table=c5",
    "/reconciliation/?verdict=different&page=2",
    "/reconciliation/?table=b4&verdict=equal",
    "/figures/IND005.partnership.2022/",
    "/checks/5ca1ab1e-0000-4000-8000-000000000000/",  # nobody’s, and not to be known of
    "/no/such/page/",
)
OF_FIGURES = ("/?", "/figures/", "/indicators/", "/reconciliation/")  # published, or in full
FOR_SYSTEMS = {"front_door:send_contacts", "front_door:describe"}  # JSON, and no page
SENT_ALONE = {"core:read_notifications"}  # a button’s address, and no page
WALKED_ELSEWHERE = ("mfa_", "account_", "socialaccount_", "openid_", "usersessions_")  # signing in


def public_pages():
    """Return the addresses of all pages that ask for no permission; each needs an example."""
    found = [
        reverse(name, args=EXAMPLES.get(name, []))
        for name, (kind, _) in pages_by_name().items()
        if (kind is None or kind.permission == PUBLIC)
        and name not in DOWNLOADS | FOR_SYSTEMS
        and not name.startswith(WALKED_ELSEWHERE)
    ]
    return sorted(found) + list(MORE)


@cache
def granted_pages():
    """Return page’s address → the first account that may see it, of pages about no one record."""
    found = {}
    for name, (kind, _) in pages_by_name().items():
        try:
            address = reverse(name)
        except NoReverseMatch:  # about a record: its area’s own journey goes there
            continue
        if kind is not None and kind.permission != PUBLIC and name not in SENT_ALONE | DOWNLOADS:
            found[address] = next(
                (who for who, (role, _) in scenarios.ACCOUNTS.items()
                 if kind.permission in GRANTS.get(role, {})), None,
            )  # fmt: skip
    return found


@pytest.mark.parametrize("address", public_pages())
def test_a_page_is_in_order_for_everyone_and_fits_a_phone(person, address):
    person.goes_to(address)
    person.finds_it_in_order_at_both_widths()
    assert person.page.locator("h1").count() == 1


def test_every_page_of_figures_is_in_order_for_who_sees_full_values(person_with_a_phone):
    person_with_a_phone.goes_to("/sign-in/")
    person_with_a_phone.signs_in("analyst")
    for address in public_pages():
        if address == "/" or address.startswith(OF_FIGURES):
            joined = "&" if "?" in address else "?"
            person_with_a_phone.goes_to(f"{address}{joined}view=internal")


def test_every_page_about_no_one_record_is_somebody_s_here():
    assert not [address for address, who in granted_pages().items() if who is None]


@pytest.mark.parametrize("who", scenarios.ACCOUNTS)
def test_every_page_about_no_one_record_is_in_order_for_who_may_see_it(person_with_a_phone, who):
    visitor = person_with_a_phone
    visitor.goes_to("/sign-in/")
    visitor.signs_in(who)
    for address, account in granted_pages().items():
        if account == who:
            visitor.goes_to(address)
            assert visitor.page.locator("h1").count() == 1
            assert "You cannot see this page" not in visitor.reads()
