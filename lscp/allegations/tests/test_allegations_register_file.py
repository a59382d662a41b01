"""A register that was kept elsewhere: what is read of it, what is refused, what is loaded."""

from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.allegations import measures, register
from lscp.allegations.register_file import NotARegister
from lscp.core import periods, vocab
from lscp.core.engines import collect
from lscp.core.figures import Origin
from lscp.core.indicators import evaluate
from lscp.core.policy import system
from lscp.measures import queries
from lscp.measures.models import View
from lscp.submissions import actions
from lscp.submissions import figures as computing
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD

KC, WCC = "E09000020", "E09000033"
HEADER = "kind,received_on,agency,sector,category,basis,criterion,told_late,outcome,closed_on"
ROWS = (
    "referral,2021-05-04,school,school,physical,paid,harmed; risk,no,unfounded,2021-06-04",
    "Referral,05/05/2021,Faith group,Faith group,Sexual,Volunteer,,Yes,,",
    "referral,2021-03-01,police,health,conduct,agency,,,below,2021-04-02",
    "consultation,2021-07-01,early_years,early_years,,,,,,2021-07-02",
)
BY = system("anna", LOAD)


@pytest.fixture
def file(tmp_path):
    def make(*rows, header=HEADER, name="register.csv"):
        path = tmp_path / name
        path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
        return path

    return make


def rows(facts, table):
    return collect(getattr(facts, table)).to_dicts()


def read(path, year=2022):
    return register.read(path, authority=KC, year=year)


def refused(path, year=2022):
    with pytest.raises(NotARegister) as error:
        read(path, year)
    return str(error.value)


def test_rows_become_facts_in_codes_whether_codes_or_labels_are_written(file):
    facts = read(file(*ROWS))
    first, second, third = rows(facts, "lscp_allegations")
    assert first == {
        "lscp_authority": KC, "lscp_year": 2022, "lscp_allegation_id": "L2",
        "lscp_received_date": date(2021, 5, 4), "lscp_agency": "school", "lscp_sector": "school",
        "lscp_category": "physical", "lscp_basis": "paid", "lscp_told_late": "N",
        "lscp_month_1_date": date(2021, 6, 4), "lscp_month_3_date": date(2021, 8, 4),
        "lscp_month_12_date": date(2022, 5, 4), "lscp_closed_date": date(2021, 6, 4),
        "lscp_ending": "unfounded",
    }  # fmt: skip
    assert (second["lscp_agency"], second["lscp_basis"]) == ("faith", "voluntary")
    assert (second["lscp_received_date"], second["lscp_told_late"]) == (date(2021, 5, 5), "Y")
    assert third["lscp_ending"] == "below"
    met = [each["lscp_criterion"] for each in rows(facts, "lscp_allegation_criteria")]
    assert met == ["harmed", "risk"]
    [asked] = rows(facts, "lscp_consultations")
    assert (asked["lscp_sector"], asked["lscp_category"]) == ("early_years", None)


def test_what_a_file_has_no_column_for_is_not_available_and_never_low(file):
    path = file("referral,2021-05-04,school,school", header="kind,received_on,agency,sector")
    found = evaluate(
        [measures.referrals, measures.told_in_time, measures.referrals_closed, measures.outcomes],
        read(path), periods.year(2022), by=("concern", "criterion"),
    )  # fmt: skip
    assert found[0].value == 1
    assert found[0].source is Origin.REGISTER
    reasons = {each.figure: each.reason for each in found if each.value is None}
    assert "does not give lscp_allegations.lscp_told_late" in reasons[f"IND086.{KC}.2022"]
    assert "lscp_closed_date" in reasons[f"IND163.{KC}.2022"]
    assert "lscp_allegation_criteria" in reasons[f"IND083.{KC}.2022.criterion"]


def test_a_sheet_of_excel_is_read_as_csv_is(file, tmp_path):
    book = xlsxwriter.Workbook(tmp_path / "register.xlsx", {"default_date_format": "dd/mm/yyyy"})
    book.add_worksheet("Notes").write(0, 0, "Nothing here")
    sheet = book.add_worksheet("Register")
    sheet.write_row(0, 0, ["Kind", "Received on", "Agency", "Sector", "Told late"])
    sheet.write_row(1, 0, ["Referral", datetime(2021, 5, 4), "School", "School", True])  # noqa: DTZ001
    book.close()
    [row] = rows(read(tmp_path / "register.xlsx"), "lscp_allegations")
    assert (row["lscp_received_date"], row["lscp_told_late"]) == (date(2021, 5, 4), "Y")
    (tmp_path / "other.xlsx").write_bytes(b"PK nonsense")
    assert "neither CSV nor an Excel file" in refused(tmp_path / "other.xlsx")


REFERRAL = "referral,2021-05-04,school,school,physical,paid,,no,{},{}"


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("referral,4 May,school,school,,,,,,", "line 2, column received_on: '4 May' is not a date"),
        ("referral,,school,school,,,,,,", "received_on: there is nothing"),
        ("case,2021-05-04,school,school,,,,,,", "write one of referral, consultation"),
        ("referral,2021-05-04,scool,school,,,,,,", "column agency: 'scool' is not known: write"),
        ("referral,2021-05-04,school,school,,,x,,,", "column criterion: 'x' is not known"),
        ("referral,2021-05-04,school,school,,,,maybe,,", "column told_late: 'maybe'"),
        (REFERRAL.format("unfounded", ""), "closed_on: there is an outcome, so write the day"),
        (REFERRAL.format("", "2021-06-01"), "column outcome: it is closed, so write how it ended"),
        (REFERRAL.format("false", "2021-05-03"), "closed_on: 2021-05-03 is before the day"),
        (REFERRAL.format("false", "2999-01-01"), "closed_on: 2999-01-01 has not come yet"),
        ("referral,2022-04-01,school,school,,,,,,", "a later year’s file has it"),
        ("referral,2021-03-01,school,school,,,,,false,2021-03-31", "an earlier year’s file has it"),
        ("consultation,2021-05-04,school,school,,,,no,,", "a consultation has no outcome"),
        ("referral,2021-05-04,school", "it has 3 cells where line 1 names 10 columns"),
        ('referral,"2021-05-04', "This is not CSV"),
    ],
)
def test_what_is_wrong_names_the_line_the_column_and_what_to_write(file, row, why):
    assert why in refused(file(row))


@pytest.mark.parametrize(
    ("header", "why"),
    [
        (HEADER + ",Name", "no column 'name'. Take it out, for nobody’s name belongs in this file"),
        ("kind,received_on,agency", "line 1: Add the column sector"),
        ("kind,kind,received_on,agency,sector", "The column kind stands there twice"),
        ("", "The file is empty"),
    ],
)
def test_a_file_with_other_columns_is_refused(file, header, why):
    assert why in refused(file(header=header))


def test_a_file_without_rows_or_that_cannot_be_opened_is_refused(file, tmp_path):
    assert "no rows" in refused(file())
    assert "cannot be opened" in refused(tmp_path / "none.csv")


def test_each_line_that_is_wrong_is_said_and_not_more_than_can_be_read(file):
    said = refused(file(*["referral,soon,school,school,,,,,,"] * 12))
    assert [said.count(each) for each in ("line 2,", "line 11,", "line 12,")] == [1, 1, 0]
    assert said.endswith("and 2 more")


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.dates(date(2021, 4, 1), date(2022, 3, 31)),
            st.sampled_from(sorted(vocab.codes("lado/agency"))),
            st.sampled_from(sorted(vocab.codes("lado/sector"))),
            st.sampled_from(["referral", "consultation"]),
        ),
        min_size=1,
        max_size=20,
    )
)
def test_as_many_as_are_written_are_read(tmp_path_factory, given):
    path = Path(tmp_path_factory.mktemp("register")) / "register.csv"
    lines = [f"{kind},{day},{agency},{sector}" for day, agency, sector, kind in given]
    path.write_text("\n".join(["kind,received_on,agency,sector", *lines]), encoding="utf-8")
    facts = read(path)
    asked = rows(facts, "lscp_consultations")
    assert len(rows(facts, "lscp_allegations")) + len(asked) == len(given)
    assert len(asked) == sum(each[-1] == "consultation" for each in given)


class TestLoading:
    """A file becomes a load beside the return of its year, whole or not at all."""

    pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]

    def load(self, path, authority=KC, year=2022):
        return actions.load_register(path, by=BY, authority=authority, year=year)

    def test_it_stands_beside_the_return_and_is_replaced_by_a_better_one(self, file, census):
        census_load = actions.load_return(census(9), by=BY).load
        first = self.load(file(*ROWS)).load
        assert set(Load.objects.filter(current=True)) == {census_load, first}
        assert not self.load(file(*ROWS)).changed
        second = self.load(file(ROWS[0])).load
        first.refresh_from_db()
        assert first.replaced_by == second
        computing.compute(2022)
        figures = {
            each: queries.figure(f"{each}.{KC}.2022", view=View.INTERNAL)
            for each in ("IND083", "IND004")
        }
        assert {each: figure.value for each, figure in figures.items()} == {
            "IND083": 1, "IND004": 9,
        }  # fmt: skip
        assert figures["IND083"].snapshot == second.snapshot
        published = queries.figure(f"IND083.{KC}.2022")
        assert (published.value, published.status) == (None, "suppressed")
        assert not queries.figures(2022, indicator="IND083", breakdown="quarter")

    def test_nothing_is_half_loaded(self, file):
        with pytest.raises(NotARegister):
            self.load(file(*ROWS, "referral,soon,school,school,,,,,,"))
        assert not Load.objects.exists()

    def test_another_partnership_s_authority_is_refused(self, file):
        with pytest.raises(actions.NotLoaded, match="not a member"):
            self.load(file(*ROWS), authority="E09000001")
        assert not Load.objects.exists()

    def test_how_many_rows_it_has_is_on_no_page_of_loads(self, file, someone, signed_in, census):
        actions.load_return(census(9), by=BY)
        self.load(file(*ROWS))
        shown = signed_in(someone("returns_officer")).get("/loads/").text
        assert "Children in need census" in shown
        assert "Register of the LADO" not in shown
