"""The scorecard and the pages of indicators: what they show, to whom, and at what cost."""

import csv
import io
import re

import pytest
from python_calamine import CalamineWorkbook

from lscp.core.figures import Figure, Status
from lscp.core.models.trail import Entry
from lscp.core.policy import Reach
from lscp.measures import actions, official, queries
from lscp.measures.policy import VIEW_INTERNAL
from tests import scenarios

SHOWN = ("IND004", "IND005", "IND007", "IND010", "IND020", "IND043")


@pytest.fixture
def figures(db):
    scenarios.keep(*SHOWN)


@pytest.fixture
def granted(someone_granted, signed_in):
    """Sign in somebody of a throw-away role that sees full values, as far as is said."""

    def make(reach=Reach.ALL, **where):
        return signed_in(someone_granted({VIEW_INTERNAL: reach}, **where))

    return make


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.mark.django_db
def test_a_scorecard_of_nothing_says_what_to_do(client):
    assert "There are no figures yet" in client.get("/").text
    assert "There are no figures yet" in client.get("/indicators/IND004/").text


def test_the_scorecard_shows_value_change_and_whether_it_is_good(client, figures):
    page = words(client.get("/"))
    held = {f.authority: f.value for f in queries.figures(2022, indicator="IND004", breakdown="")}
    assert held["E09000020"] == 114
    assert " 114 " in page
    assert "▲ Up 22 (18%)" in page
    assert re.search(r"▼ Down \d\.\d percentage points?: better", page)


def test_the_scorecard_compares_nothing_across_a_break(client, figures):
    page = client.get("/").text
    row = re.search(r"IND004.*?</tr>", page, re.S)[0]
    assert row.count("No comparison: a break in the series") == 2  # the member's and the sum's
    assert client.get("/?year=2021").text.count("a break in the series") == 0


def test_the_scorecard_sets_official_rates_beside_ours_and_no_counts(client, figures):
    actions.load_official(official.committed(), by="test")
    page = client.get("/").text
    assert "552.8" in re.search(r"/IND005/.*?</tr>", page, re.S)[0]
    assert "650" not in re.search(r"/IND004/.*?</tr>", page, re.S)[0]


def test_a_month_beyond_chance_is_a_signal_and_says_which(client, figures):
    now, before = client.get("/").text, client.get("/?year=2020").text
    row = r"/IND004/.*?</tr>"
    assert "Nov 2021: high, unusual (astronomical point)" in re.search(row, now, re.S)[0]
    assert "Signal" not in re.search(row, before, re.S)[0]


def test_a_theme_can_be_chosen_and_an_unknown_one_is_no_page(client, figures):
    page = client.get("/?theme=Assessments").text
    assert "/indicators/IND020/" in page
    assert "/indicators/IND004/" not in page
    assert client.get("/?theme=Weather").status_code == 404


@pytest.mark.django_db
def test_themes_that_no_return_answers_stand_at_the_end_without_rows(client):
    blank = {"title": "Rate", "year": "2022", "authority": "E09000033", "unit": "rate"}
    referrals = Figure("IND005.E09000033.2022", "IND005", value=629.0, **blank)
    in_care = Figure("IND060.E09000033.2022", "IND060", status=Status.NOT_AVAILABLE, **blank)
    actions.keep(2022, {"published": [referrals, in_care]}, snapshots=["aa"], definitions="v1")
    page = words(client.get("/"))
    assert "Rate of referrals" in page
    assert "No return that is loaded for 2021 to 2022 answers: Children in care" in page
    assert "Rate of children in care" not in page


@pytest.mark.parametrize("asked", ["year=1999", "year=abc", "year=20222", "view=secret"])
def test_what_there_is_not_is_not_found(client, figures, asked):
    assert client.get(f"/?{asked}").status_code == 404
    assert client.get(f"/indicators/IND004/?{asked}").status_code == 404


def test_an_indicator_that_is_none_is_not_found(client, figures):
    for address in ("/indicators/IND999/", "/indicators/IND999/figures.csv"):
        assert client.get(address).status_code == 404


def test_an_indicator_says_what_it_is_and_what_to_ask(client, figures):
    page = words(client.get("/indicators/IND007/"))
    for said in (
        "Of the referrals dated in the period, those within 12 months", "Lower is better",
        "Head of front door services", "table c1", "1 April 2027", "Questions to ask",
        "Was the first referral closed too early", "Be careful",
    ):  # fmt: skip
        assert said in page


def test_every_chart_of_an_indicator_has_its_numbers_in_a_table(client, figures):
    page = client.get("/indicators/IND004/").text
    drawn = page.count('<figure class="lscp-chart">')
    breakdowns = len(re.findall(r"<h2[^>]+ id=", page))
    assert drawn == 1 + 2 + 2 * breakdowns
    assert page.count("<table") == 1 + 2 + breakdowns
    assert page.count("<desc ") == drawn


def test_both_authorities_stand_side_by_side_in_each_breakdown(client, figures):
    page = client.get("/indicators/IND004/").text
    by_age = page[page.index('id="age"') : page.index('id="sex"')]
    captions = re.findall(r"<figcaption>(.*?)</figcaption>", by_age)
    assert captions == ["Kensington and Chelsea", "Westminster"]
    assert "Referrals by age, Kensington and Chelsea, 2021 to 2022</title>" in by_age


def test_a_chart_that_mixes_made_up_and_official_says_which_is_which(client, figures):
    actions.load_official(official.committed(), by="test")
    page = client.get("/indicators/IND005/").text
    assert "Counted from made-up records; Inner London and England: official" in page


def test_charts_of_made_up_records_say_so_in_the_picture(client, figures):
    page = client.get("/indicators/IND004/").text
    pictures = re.findall(r"<svg .*?</svg>", page, re.S)
    charts = [each for each in pictures if "<desc" in each]
    assert len(charts) > 10
    assert all("Counted from made-up records" in each for each in charts)


def test_every_page_says_that_the_records_are_made_up_where_they_are(client, figures):
    for address in ("/", "/indicators/IND004/", "/privacy/", "/sign-in/", "/no/such/page/"):
        assert "No child, family, referral or plan in them is real" in words(client.get(address))


@pytest.mark.django_db
def test_no_page_says_so_where_nothing_is_made_up(client):
    assert "Demonstration" not in words(client.get("/"))


def test_the_first_page_needs_no_sign_in_and_shows_the_published_view(client, figures):
    page = client.get("/indicators/IND004/?year=2022").text
    hidden = [f for f in queries.figures(2022, indicator="IND004") if f.status == "suppressed"]
    assert hidden
    assert page.count(">suppressed<span") == len(hidden)
    assert "This is the published view" in page
    assert 'name="view"' not in page


def test_full_values_are_for_the_granted_alone(client, figures, granted, someone, signed_in):
    for address in ("/", "/indicators/IND004/", "/indicators/IND004/figures.csv"):
        answer = client.get(f"{address}?view=internal")
        assert answer.status_code == 302
        assert answer.url.startswith("/sign-in/?next=")
    visitor = signed_in(someone("referrer"))
    for address in ("/", "/indicators/IND004/", "/indicators/IND004/figures.xlsx"):
        answer = visitor.get(f"{address}?view=internal")
        assert answer.status_code == 403
        assert "may not do this: see full values" in answer.text
    assert Entry.objects.filter(kind="refused", name=VIEW_INTERNAL).count() == 3
    page = granted().get("/indicators/IND004/?view=internal").text
    assert "Internal view: full values, small" in page
    assert ">suppressed<span" not in page
    assert "view=internal" in re.search(r'href="([^"]+figures.csv[^"]*)"', page)[1]


def test_a_granted_person_still_sees_the_published_view_unless_they_ask(figures, granted):
    page = granted().get("/indicators/IND004/").text
    assert "This is the published view" in page
    assert 'name="view"' in page


def test_who_works_for_one_authority_sees_its_full_values_and_no_others(figures, granted, cast):
    ours, theirs = cast.WESTMINSTER, cast.KENSINGTON
    browser = granted(Reach.AUTHORITY, authority=ours)
    assert "full values of Westminster, small" in words(browser.get("/?view=internal"))
    answer = browser.get("/indicators/IND004/figures.csv?view=internal")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    hidden = {row["authority"] for row in rows if row["status"] == "suppressed"}
    assert hidden == {theirs, "partnership"}
    held = queries.figures((2019, 2020, 2021, 2022), view="internal", indicator="IND004")
    full = {figure.figure: figure.value for figure in held if figure.authority == ours}
    shown = {row["figure"]: float(row["value"]) for row in rows if row["authority"] == ours}
    assert shown == full


def test_who_works_for_the_partnership_has_all_its_authorities_for_their_own(
    figures, granted, cast
):
    page = words(granted(Reach.AUTHORITY, organisation=cast.partnership).get("/?view=internal"))
    assert "Internal view: full values, small" in page


def test_who_serves_no_authority_sees_no_full_values(figures, granted, cast):
    answer = granted(Reach.AUTHORITY, organisation=cast.police).get("/?view=internal")
    assert answer.status_code == 403
    assert "serves no authority of this partnership" in answer.text


def test_taking_full_values_away_is_in_the_trail_and_what_is_published_is_not(
    client, figures, granted
):
    client.get("/indicators/IND004/figures.csv")
    browser = granted()
    browser.get("/indicators/IND004/figures.csv")
    assert not Entry.objects.filter(kind="exported").exists()
    browser.get("/indicators/IND004/figures.csv?view=internal")
    [taken] = Entry.objects.filter(kind="exported")
    assert (taken.name, taken.detail["format"]) == (VIEW_INTERNAL, "csv")


def test_the_csv_has_the_columns_of_figures_csv_and_hides_what_the_page_hides(client, figures):
    answer = client.get("/indicators/IND004/figures.csv")
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="IND004-published.csv"'
    assert {row["year"] for row in rows} == {"2019", "2020", "2021", "2022"}
    assert {row["source"] for row in rows} == {"demonstration"}
    assert not [r for r in rows if r["unit"] == "count" and 0 < float(r["value"] or 0) < 6]


def test_the_workbook_has_the_same_figures_and_says_what_they_are(client, figures):
    book = CalamineWorkbook.from_filelike(
        io.BytesIO(client.get("/indicators/IND004/figures.xlsx").content)
    )
    notes = [row[0] for row in book.get_sheet_by_name("Read first").to_python()]
    rows = book.get_sheet_by_name("Figures").to_python()
    csv_rows = client.get("/indicators/IND004/figures.csv").text.splitlines()
    assert "Counted from made-up records." in notes
    assert any("Published view" in note for note in notes)
    assert rows[0] == csv_rows[0].split(",")
    assert len(rows) == len(csv_rows)


def test_who_only_reads_is_given_no_cookie(client, figures):
    for address in ("/", "/indicators/IND004/", "/indicators/IND004/figures.csv"):
        assert not client.get(address).cookies


@pytest.mark.parametrize(
    ("address", "most"),
    [("/", 5), ("/?year=2020", 5), ("/indicators/IND004/", 4),
     ("/indicators/IND004/figures.csv", 2)],
)  # fmt: skip
def test_a_page_asks_the_database_a_handful_of_questions(
    client, figures, django_assert_max_num_queries, address, most
):
    client.get(address)
    with django_assert_max_num_queries(most):
        client.get(address)
