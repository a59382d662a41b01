"""Each command does what it says, in sentences; 1 is the data's fault, 2 the call's."""

import csv
import io
import json

import pytest

from lscp.core.figures import COLUMNS
from lscp.returns.ssda903.tests.return_files import written

KC = "E09000020"
RELEASE = (
    "time_period,time_identifier,geographic_level,country_code,country_name,region_code,"
    "region_name,old_la_code,new_la_code,la_name,"
)
OF_2022 = (
    "2022,Reporting year,Local authority,E92000001,England,E13000001,Inner London,207,E09000020,"
    "Kensington and Chelsea,"
)
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(lscp, census):
    """Both authorities' returns of 2022, loaded."""
    files = [census(5), census(6, lea=213, name="westminster.xml")]
    said = lscp("returns", "load", *files)
    assert said.status == 0, said.err
    return said


def test_help_lists_every_command(lscp):
    said = lscp("--help")
    assert said.status == 0
    listed = {line.split()[0] for line in said.out.split("Commands:")[1].splitlines() if line}
    assert {"demo", "returns", "indicators", "ssd", "official", "reconcile"} <= listed
    assert {"report", "trace", "serve", "backup", "restore"} <= listed


@pytest.mark.parametrize(
    "call",
    [
        ["nonsense"],
        ["returns", "load"],
        ["returns", "load", "no-such-file.xml"],
        ["reconcile"],
        ["reconcile", "--year", "last"],
        ["reconcile", "--year", "2022", "--format", "xml"],
        ["ssd", "load", "no-such-folder", "--authority", KC, "--year", "2022"],
        ["restore", "no-such-file"],
    ],
)
def test_a_call_that_is_at_fault_ends_with_2_and_says_why(lscp, call):
    said = lscp(*call)
    assert (said.status, said.out) == (2, "")
    assert "Error: " in said.err


def test_a_load_says_what_was_loaded_and_what_was_odd(lscp, census):
    said = lscp("returns", "load", census(2, year=2021))
    assert said.status == 0
    assert "cin.xml: Kensington and Chelsea, 2021: loaded," in said.out
    assert "Figures of 2021: " in said.out
    again = lscp("returns", "load", census(2, year=2021))
    assert (again.status, again.err) == (0, "")
    assert "no change" in again.out


def test_the_next_year_is_computed_again_since_it_looks_back(lscp, census, loaded):
    said = lscp("returns", "load", census(2, year=2021))
    assert "Figures of 2021: " in said.out
    assert "Figures of 2022: " in said.out


def test_a_file_at_fault_does_not_keep_the_others_from_being_loaded(lscp, census, tmp_path):
    broken = tmp_path / "broken.xml"
    broken.write_text("<Message><Header>")
    said = lscp("returns", "load", broken, census(), census(lea=201, name="london.xml"))
    assert said.status == 1
    assert "cin.xml: Kensington and Chelsea, 2022: loaded" in said.out
    assert "Not loaded: broken.xml" in said.err
    assert "Not loaded: london.xml is of City of London" in said.err
    assert "Traceback" not in said.err


def test_what_is_said_of_a_file_must_be_so(lscp, census):
    assert lscp("returns", "load", census(), "--authority", KC, "--year", 2022).status == 0
    said = lscp("returns", "load", census(), "--year", 2021)
    assert said.status == 1
    assert "2021 was said" in said.err


CARE = """
    Header CHILD=L1 SEX=1 DOB=01/02/2012
    Episodes CHILD=L1 DECOM=01/06/2021 RNE=S LS=C2 CIN=N1 PLACE=U1
    Reviews CHILD=L1 DOB=01/02/2012 REVIEW=01/07/2021 REVIEW_CODE=PN1
"""


def test_the_files_of_a_set_load_as_one_beside_a_census(lscp, census, tmp_path):
    files = written(CARE, tmp_path / "care")
    call = ["returns", "load", *files, census(3), "--authority", KC, "--year", 2022]
    said = lscp(*call)
    assert said.status == 0, said.err
    assert "SSDA903, 3 files: Kensington and Chelsea, 2022: loaded, " in said.out
    assert "cin.xml: Kensington and Chelsea, 2022: loaded, " in said.out
    again = lscp("returns", "load", tmp_path / "care", "--authority", KC, "--year", 2022)
    assert "SSDA903, 3 files: Kensington and Chelsea, 2022: no change" in again.out


def test_a_set_without_whose_and_which_year_is_refused(lscp, tmp_path):
    said = lscp("returns", "load", *written(CARE, tmp_path / "care"), "--year", 2022)
    assert said.status == 2
    assert "give --authority" in said.err


def test_figures_straight_from_the_files_of_a_set_and_of_a_census(lscp, census, tmp_path):
    written(CARE, tmp_path / "care")
    written("Episodes CHILD=L1 DECOM=01/06/2020 RNE=S", tmp_path / "before")
    call = ["indicators", tmp_path / "care", census(7, lea=201), "--authority", KC, "--year", 2022]
    call += ["--last-year", tmp_path / "before", "--internal", "--format", "json"]
    found = {each["figure"]: each for each in json.loads(lscp(*call).out)}
    assert found["IND004.E09000001.2022"]["value"] == 7
    assert found["IND004.E09000020.2022"]["status"] == "not_available"
    assert found["IND059.E09000020.2022"]["value"] == 1


def test_figures_straight_from_a_file_of_any_authority(lscp, census):
    london = census(7, lea=201)
    call = ["indicators", london, "--year", "2022", "--indicator", "IND004"]
    said = lscp(*call, "--by", "source", "--format", "csv", "--internal")
    rows = list(csv.DictReader(io.StringIO(said.out)))
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["figure"], rows[0]["value"]) == ("IND004.E09000001.2022", "7")
    assert {row["breakdown"] for row in rows} == {"", "source"}
    as_json = json.loads(lscp(*call, "--format", "json", "--internal").out)
    assert [as_json[0][name] for name in ("figure", "value")] == ["IND004.E09000001.2022", 7]
    assert "IND004.E09000001.2022" in lscp(*call, "--internal").out


def test_the_published_view_is_given_unless_the_internal_one_is_asked_for(lscp, census):
    call = ["indicators", census(4), "--year", "2022", "--indicator", "IND004", "--format", "json"]
    [published], [internal] = (json.loads(lscp(*call, *more).out) for more in ([], ["--internal"]))
    assert (published["status"], published["value"]) == ("suppressed", None)
    assert (internal["status"], internal["value"]) == ("ok", 4)


def test_a_part_of_a_year_is_counted_but_not_published(lscp, census):
    call = ["indicators", census(8), "--indicator", "IND004", "--format", "json"]
    [may] = json.loads(lscp(*call, "--year", "2021-05", "--internal").out)
    [quarter] = json.loads(lscp(*call, "--year", "2022Q2", "--internal").out)
    assert (may["value"], quarter["value"]) == (8, 0)
    said = lscp(*call, "--year", "2022Q2")
    assert said.status == 2
    assert "--internal" in said.err


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (["--indicator", "IND999"], "IND999"),
        (["--by", "colour"], "colour"),
        (["--year", "soon"], "soon"),
        (["--year", "2021"], "No file is of the year 2021"),
    ],
)
def test_what_is_not_known_is_said_with_what_is(lscp, census, more, reason):
    said = lscp("indicators", census(), "--year", "2022", *more)
    assert said.status == 2
    assert reason in said.err


def test_two_files_of_one_return_are_one_too_many(lscp, census):
    said = lscp("indicators", census(), census(name="again.xml"), "--year", "2022")
    assert said.status == 2
    assert "cin.xml and again.xml are both of E09000020 for 2022" in said.err


def test_reconciling_compares_and_differences_are_no_fault(lscp, loaded):
    said = lscp("reconcile", "--year", "2022", "--format", "json")
    assert said.status == 0
    rows = json.loads(said.out)
    [referrals] = [
        row for row in rows
        if (row["figure"], row["measure"], row["table"]) == (f"IND004.{KC}.2022", "value", "c1")
    ]  # fmt: skip
    assert (referrals["ours"], referrals["official"]) == (5, 2257)
    assert (referrals["verdict"], referrals["difference"]) == ("different", -2252)
    assert "different" in lscp("reconcile", "--year", "2022").out


def test_there_is_nothing_to_reconcile_before_a_load(lscp):
    said = lscp("reconcile", "--year", "2022")
    assert said.status == 1
    assert "load a return of that year first" in said.err


def test_a_figure_is_traced_to_its_file(lscp, loaded):
    said = lscp("trace", "IND004.partnership.2022")
    assert said.status == 0
    for text in ("11", "cin.xml", "westminster.xml", "Referrals dated in the period", "load "):
        assert text in said.out
    assert "2,257" in lscp("trace", f"IND004.{KC}.2022").out
    unknown = lscp("trace", "IND004.nobody.2022")
    assert unknown.status == 1
    assert "There is no figure IND004.nobody.2022" in unknown.err


def test_the_original_of_a_load_can_be_taken_out(lscp, loaded, tmp_path):
    traced = lscp("trace", f"IND004.{KC}.2022").out
    load = traced.split("load ")[-1].split()[0]
    said = lscp("returns", "original", load, tmp_path / "out")
    assert said.status == 0
    assert (tmp_path / "out" / "cin.xml").read_bytes() == (tmp_path / "cin.xml").read_bytes()
    assert lscp("returns", "original", "nonsense", tmp_path / "out").status == 1


def test_an_extract_loads_and_answers_what_it_has_columns_for(lscp, tmp_path):
    rows = "".join(f"R{n},P{n},2021-05-0{n}\n" for n in range(1, 8))
    head = "cine_referral_id,cine_person_id,cine_referral_date\n"
    (tmp_path / "ssd_cin_episodes.csv").write_text(head + rows)
    said = lscp("ssd", "load", tmp_path, "--authority", KC, "--year", 2022)
    assert said.status == 0, said.err
    assert "loaded, 7 rows of facts" in said.out
    assert "7" in lscp("trace", f"IND004.{KC}.2022").out
    assert "not available" in lscp("trace", f"IND008.{KC}.2022").out
    (tmp_path / "ssd_cin_episodes.csv").write_text(head + "R1,P1,soon\n")
    wrong = lscp("ssd", "load", tmp_path, "--authority", KC, "--year", 2022)
    assert wrong.status == 1
    assert "ssd_cin_episodes.csv, line 2, column cine_referral_date" in wrong.err


def test_an_official_release_loads_beside_those_that_are_there(lscp, tmp_path):
    file = tmp_path / "c1.csv"
    file.write_text(f"{RELEASE}category,Referrals,Re_referrals\n{OF_2022}Total,2258,412\n")
    said = lscp("official", "load", file, "--release", "later")
    assert (said.status, said.err) == (0, "")
    assert "Table c1 of the release later (Referrals and re-referrals): loaded, 2 cells" in said.out
    assert "no change: 1 of the tables" in lscp("official", "load", file, "--release", "later").out
    file.write_text("not,a,release\n1,2,3\n")
    said = lscp("official", "load", file)
    assert said.status == 1
    assert "c1.csv" in said.err


def test_an_error_that_nobody_foresaw_is_a_sentence_too(lscp, census, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr("lscp.submissions.loads.put", broken)
    said = lscp("returns", "load", census())
    assert said.status == 1
    assert "the disk is on fire" in said.err
    assert "LSCP_DEBUG=1" in said.err
