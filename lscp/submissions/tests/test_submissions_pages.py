"""Pages of loads, of where a figure comes from, and of the comparison with official statistics."""

import re

import pytest

from lscp.core.models.trail import Entry
from lscp.core.policy import Reach
from lscp.measures import actions, official
from lscp.measures.policy import VIEW_INTERNAL
from lscp.submissions.models import Load
from lscp.submissions.policy import VIEW_LOAD
from tests import scenarios


@pytest.fixture
def figures(db):
    scenarios.keep("IND004", "IND005", "IND007")
    scenarios.loads()
    actions.load_official(official.committed(), by="maintainer")


@pytest.fixture
def granted(someone_granted, signed_in):
    """Sign in somebody of a throw-away role that sees loads and full values, as far as is said."""

    def make(reach=Reach.ALL, **where):
        return signed_in(someone_granted({VIEW_LOAD: reach, VIEW_INTERNAL: reach}, **where))

    return make


@pytest.fixture
def loader(granted):
    return granted()


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_loads_are_for_people_who_load_returns(client, figures, loader, someone, signed_in):
    assert client.get("/loads/").url.startswith("/sign-in/")
    assert "/loads/" not in client.get("/").text
    answer = signed_in(someone("referrer")).get("/loads/")
    assert answer.status_code == 403
    assert "may not do this: see which returns were loaded" in answer.text
    assert Entry.objects.get(kind="refused").name == VIEW_LOAD
    assert "/loads/" in loader.get("/").text
    page = words(loader.get("/loads/"))
    assert "cin-E09000033-2022.xml" in page
    assert "A date is not written as in XML (3 times), first on line 12" in page


def test_loads_of_the_other_authority_are_not_in_the_list(figures, granted, cast):
    page = words(granted(Reach.AUTHORITY, authority=cast.WESTMINSTER).get("/loads/"))
    assert "cin-E09000033-2022.xml" in page
    assert "E09000020" not in page


def test_a_load_that_was_replaced_stays_in_the_list(figures, loader):
    assert "Replaced" not in loader.get("/loads/").text
    first = Load.objects.first()
    later = Load.objects.exclude(pk=first.pk).first()
    Load.objects.filter(pk=first.pk).update(current=False, replaced_by=later)
    assert "Replaced" in loader.get("/loads/").text


def test_an_ssda903_return_stands_beside_the_census_and_names_its_files(figures, loader):
    census = Load.objects.filter(year=2022).first()
    Load.objects.create(
        **{field: getattr(census, field) for field in ("authority", "year", "size", "rows")},
        collection="ssda903", file_name="episodes.csv, header.csv", sha256="1", made_up=False,
        reader="1", snapshot="care", warnings=[], loaded_at=census.loaded_at, loaded_by="anna",
    )  # fmt: skip
    page = words(loader.get("/loads/"))
    assert "SSDA903 return: children looked after episodes.csv, header.csv" in page
    assert "Replaced" not in page


def test_a_trace_says_what_was_counted_from_which_return_and_what_is_official(client, figures):
    page = words(client.get("/figures/IND005.E09000020.2022/"))
    for said in (
        "Rate of referrals, Kensington and Chelsea, 2021 to 2022", "49.8 for every 10,000 children",
        "Made-up records", "IND005, version 1", "22,879 children, mid-2021", "986.5",
        "table c1", "Revised: 988.5 in the release 2023", "made-up-E09000020-2022",
    ):  # fmt: skip
        assert said in page


def test_a_trace_names_files_and_people_only_to_who_may_see_those_loads(
    client, figures, loader, granted, cast
):
    secret = ("cin-E09000020-2022.xml", "Loaded by", "SHA-256")
    other = granted(Reach.AUTHORITY, authority=cast.WESTMINSTER)
    for browser, seen in ((client, ()), (other, ()), (loader, secret)):
        page = browser.get("/figures/IND004.E09000020.2022/").text
        assert tuple(each for each in secret if each in page) == seen


def test_a_trace_of_a_hidden_figure_hides_it_too(client, figures, loader):
    name = "IND004.E09000020.2022.month.2021-04"
    found = actions.StoredFigure.objects.filter(figure=name)
    found.filter(view="published").update(
        value=None, numerator=None, counted=0, status="suppressed", reason="Hidden"
    )
    value = found.get(view="internal").value
    assert f"{value:.0f}</p>" not in client.get(f"/figures/{name}/").text
    assert "Rows counted" not in client.get(f"/figures/{name}/").text
    assert "Rows counted" in loader.get(f"/figures/{name}/?view=internal").text


def test_a_trace_shows_full_values_of_one_s_own_authority_and_no_other(figures, granted, cast):
    browser = granted(Reach.AUTHORITY, authority=cast.WESTMINSTER)
    for code, notice in (
        (cast.WESTMINSTER, "Internal view: full values of Westminster"),
        (cast.KENSINGTON, "This is the published view"), ("partnership", "the published view"),
    ):  # fmt: skip
        assert notice in words(browser.get(f"/figures/IND004.{code}.2022/?view=internal"))


def test_a_figure_that_is_none_is_not_found(client, figures):
    assert client.get("/figures/IND004.E09000001.2022/").status_code == 404


def test_a_partnership_figure_has_no_official_one_and_says_why(client, figures):
    page = words(client.get("/figures/IND004.partnership.2022/"))
    assert "none is published for the partnership" in page


def test_the_comparison_counts_cells_by_table_and_outcome(client, figures):
    page = words(client.get("/reconciliation/"))
    assert "Referrals and re-referrals" in page
    assert "within rounding" in page.lower()


def test_the_comparison_shows_each_cell_by_how_much_it_differs_and_why(client, figures):
    page = words(client.get("/reconciliation/?table=c1"))
    assert "Referrals IND004, value Kensington and Chelsea 2,257 114" in page
    assert "Different by −2,143" in page
    assert "Published for England alone" in words(client.get("/reconciliation/?table=a3"))


@pytest.mark.parametrize("asked", ["table=z9", "verdict=unknown", "year=1999"])
def test_the_comparison_of_what_there_is_not_is_not_found(client, figures, asked):
    assert client.get(f"/reconciliation/?{asked}").status_code == 404


def test_the_public_comparison_uses_published_figures_alone(client, figures, loader):
    actions.StoredFigure.objects.filter(figure="IND004.E09000020.2022", view="published").update(
        value=None, numerator=None, status="suppressed", reason="Hidden"
    )
    page = words(client.get("/reconciliation/?table=c1"))
    assert "IND004, value Kensington and Chelsea 2,257 114" not in page
    page = words(loader.get("/reconciliation/?table=c1&view=internal"))
    assert "IND004, value Kensington and Chelsea 2,257 114" in page


def test_the_comparison_is_in_full_for_one_s_own_authority_alone(figures, granted, cast):
    actions.StoredFigure.objects.filter(
        figure__in=("IND004.E09000020.2022", "IND004.E09000033.2022"), view="published"
    ).update(value=None, numerator=None, status="suppressed", reason="Hidden")
    page = words(
        granted(Reach.AUTHORITY, authority=cast.WESTMINSTER).get(
            "/reconciliation/?table=c1&view=internal"
        )
    )
    assert not re.search(r"IND004, value Kensington and Chelsea 2,257 \d", page)
    assert re.search(r"IND004, value Westminster [\d,]+ \d", page)


@pytest.mark.django_db
def test_with_nothing_loaded_the_comparison_says_so(client):
    assert "no figures yet to compare" in client.get("/reconciliation/").text


@pytest.mark.parametrize(
    ("address", "most"),
    [("/figures/IND004.E09000020.2022/", 6), ("/reconciliation/", 4),
     ("/reconciliation/?table=c1", 4)],
)  # fmt: skip
def test_a_page_asks_the_database_a_handful_of_questions(
    client, figures, django_assert_max_num_queries, address, most
):
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
