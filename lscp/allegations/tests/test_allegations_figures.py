"""The annual figures: a year beside the year before, the changes right, and who sees what."""

import io
import re
from datetime import date

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from lscp.allegations import register
from lscp.allegations.tests.test_allegations_measures import OURS
from lscp.core import periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import together
from lscp.core.indicators import evaluate
from lscp.core.models import Entry
from lscp.measures import actions
from lscp.measures.published import published

pytestmark = pytest.mark.django_db
KC, WCC = "E09000020", "E09000033"
PAGE, FILE = "/allegations/figures/", "/allegations/figures/figures.xlsx"
AGENCIES = {"school": 50, "early_years": 20, "faith": 2}
NUMBERS = {(KC, 2021): 80, (KC, 2022): 122, (WCC, 2021): 116, (WCC, 2022): 220}


@pytest.fixture(autouse=True)
def november():
    with time_machine.travel(date(2026, 11, 26), tick=False):
        yield


@pytest.fixture(scope="module")
def counted(tmp_path_factory):
    """Return the figures of two years by year, in full, from files of so many referrals each."""
    folder, parts = tmp_path_factory.mktemp("registers"), []
    for (who, year), number in NUMBERS.items():
        agencies = [each for each, many in AGENCIES.items() for _ in range(many)]
        agencies += ["police"] * (number - len(agencies))
        rows = [f"referral,{year - 1}-05-04,{each},school" for each in agencies]
        rows += [f"consultation,{year - 1}-05-04,{each},school" for each in agencies[:30]]
        path = folder / f"{who}-{year}.csv"
        path.write_text("\n".join(["kind,received_on,agency,sector", *rows]), encoding="utf-8")
        parts.append(register.read(path, authority=who, year=year))
    facts = together(parts)
    return {
        year: evaluate(OURS, facts, periods.year(year), by=BREAKDOWNS, members=(KC, WCC))
        for year in (2021, 2022)
    }


@pytest.fixture
def kept(counted):
    for year, internal in counted.items():
        views = {"internal": internal, "published": published(internal)}
        actions.keep(year, views, snapshots=[], definitions="")


@pytest.fixture
def lado(someone, signed_in):
    return signed_in(someone("lado"))


def lines(answer):
    """Return the lines of the page's tables: the words, then what stands in each cell."""
    assert answer.status_code == 200
    rows = re.findall(r"<tr class=\"govuk-table__row\"><th.*?</tr>", answer.text, re.S)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.S) for row in rows]
    return {row[0]: tuple(row[1:]) for row in reversed(cells)}  # the first of two stands


def test_the_changes_are_right_for_each_authority_and_both(kept, lado):
    found = lines(lado.get(PAGE))
    name = "Referrals to the LADO: "
    assert found[f"{name}Kensington and Chelsea"] == ("80", "122", "+52.5%", "122")
    assert found[f"{name}Westminster"] == ("116", "220", "+89.7%", "220")
    assert found[f"{name}Partnership"] == ("196", "342", "+74.5%", "342")
    assert found["Consultations of the LADO: Westminster"][1] == "30"


def test_one_s_own_is_in_full_and_beside_it_what_is_published(kept, lado):
    own = lado.get(PAGE)
    assert "Full values of Kensington and Chelsea" in own.text
    assert lines(own)["Faith group"] == ("2", "2", "0.0%", "suppressed")
    assert lines(own)["1 April 2021 to 30 June 2021"][3] == ("never published")
    other = lado.get(f"{PAGE}?authority={WCC}")
    assert "Full values" not in other.text
    assert lines(other)["Faith group"] == ("suppressed", "suppressed", "not known", "suppressed")
    assert own.text.count("<svg") >= 2


def test_the_download_has_a_sheet_in_full_and_one_for_publication(kept, lado):
    answer = lado.get(FILE)
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["Read first", "Full values", "For publication"]
    sheets = {
        name: {(row[0], row[1]): row[2:] for row in book.get_sheet_by_name(name).to_python()}
        for name in book.sheet_names[1:]
    }
    both = "Referrals and consultations", "Referrals to the LADO: Partnership"
    few = "Referrals to the LADO by referring agency", "Faith group"
    assert sheets["Full values"][both] == [342, 196, "+74.5%"]
    assert sheets["Full values"][few][:2] == [2, 2]
    assert sheets["For publication"][few] == ["suppressed"]
    assert not any("quarter" in title for title, _ in sheets["For publication"])
    [entry] = Entry.objects.filter(kind="exported")
    assert entry.detail["format"] == "xlsx"


@pytest.mark.parametrize("role", ["front_door_manager", "executive", "analyst", "school_lead"])
def test_nobody_else_sees_the_page_or_the_file(kept, someone, signed_in, client, role):
    reader = signed_in(someone(role))
    for address in (PAGE, FILE):
        assert reader.get(address).status_code == 403
        assert client.get(address).status_code == 302


def test_a_year_or_authority_that_is_not_there_is_not_found(kept, lado):
    for query in ("?year=1999", "?year=x", "?authority=E09000001"):
        assert lado.get(PAGE + query).status_code == 404


@pytest.mark.parametrize(
    ("role", "sees"), [("lado", True), ("analyst", True), ("front_door_manager", False)]
)
def test_full_values_on_the_scorecard_are_for_whom_the_records_are(
    kept, someone, signed_in, role, sees
):
    reader = signed_in(someone(role))
    page = reader.get("/indicators/IND083/?view=internal&year=2022").text
    assert ("1 April 2021 to 30 June 2021" in page) is sees  # quarters are in no published view
    trace = reader.get(f"/figures/IND083.{KC}.2022.referring_agency.faith/?view=internal")
    assert ("suppressed" in trace.text) is not sees
    assert "122" in reader.get("/?view=internal&year=2022").text


def test_the_running_year_is_counted_as_the_register_stands_and_kept_nowhere(lado):
    page = lado.get(f"{PAGE}?year=2027")
    assert lines(page)["Referrals to the LADO: Kensington and Chelsea"] == (
        "no figure", "0", "not known", "when the year is over",
    )  # fmt: skip
