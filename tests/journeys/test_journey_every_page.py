"""Every page there is, on a wide screen and on a narrow one, is in order."""

import pytest
from django.urls import URLPattern, get_resolver, reverse

EXAMPLES = {
    "measures:indicator": "IND004",
    "submissions:trace": "IND004.E09000020.2022.month.2021-04",
    # For people who check returns alone, whose journey is their own: here is who is kept out.
    **dict.fromkeys(
        ("submissions:check", "submissions:findings", "submissions:children", "submissions:gone"),
        "5ca1ab1e-0000-4000-8000-000000000000",
    ),
    "submissions:finding": 1,
    "submissions:child": 1,
}
DOWNLOADS = {
    "measures:figures_csv", "measures:figures_excel", "submissions:findings_excel"
}  # fmt: skip
MORE = (
    "/?year=2019&theme=Referrals",
    "/indicators/IND012/?year=2021",
    "/indicators/IND021/",
    "/reconciliation/?table=c5",
    "/reconciliation/?verdict=different&page=2",
    "/reconciliation/?table=b4&verdict=equal",
    "/figures/IND005.partnership.2022/",
    "/no/such/page/",
)


def pages():
    """Return the address of every page, by name; a page with arguments needs an example."""
    found = []
    for name, pattern in _named(get_resolver(), ""):
        if name in DOWNLOADS:
            continue
        wanted = pattern.pattern.converters
        found.append(reverse(name, args=[EXAMPLES[name]] if wanted else []))
    return sorted(found) + list(MORE)


def _named(resolver, space):
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}", each
        else:
            yield from _named(each, f"{each.namespace}:" if each.namespace else space)


@pytest.mark.parametrize("address", pages())
def test_a_page_is_in_order_for_everyone(person, address):
    person.goes_to(address)
    assert person.page.locator("h1").count() == 1


@pytest.mark.parametrize("address", pages())
def test_a_page_fits_a_phone(person_with_a_phone, address):
    person_with_a_phone.goes_to(address)
    assert person_with_a_phone.page.locator("h1").count() == 1


def test_every_page_is_in_order_for_who_sees_everything(person_with_a_phone):
    person_with_a_phone.goes_to("/sign-in/")
    person_with_a_phone.signs_in("analyst")
    for address in pages():
        if address not in ("/sign-in/", "/no/such/page/"):
            joined = "&" if "?" in address else "?"
            person_with_a_phone.goes_to(f"{address}{joined}view=internal")
