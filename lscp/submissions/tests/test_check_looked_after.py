"""The pages of checking an SSDA903 return: what they ask, what they show, and what they compare."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lscp.core import home
from lscp.core.models.trail import Entry
from lscp.core.policy import Reach, system
from lscp.core.workflow import OutOfReach
from lscp.submissions import checks, findings, kept
from lscp.submissions.models import Check, Finding, Load, Note
from lscp.submissions.policy import CHECK
from lscp.submissions.uploads import Upload

WHOSE = "E09000033"
OFFICER = system("officer", CHECK)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
EPISODE = "C{},01/05/{},S,C2,{},U1,PR1,,,,W1A 1AA,W1A 1AA,SC999999"
ADDRESS = "/checks/looked-after/"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]


def files(*needs, year=2022):
    """Return the files of a return: a child of each need. N9 is none."""
    children = [f"C{n},1,01/01/2010,WBRI,UN1,0," for n, _ in enumerate(needs, 1)]
    episodes = [EPISODE.format(n, year - 1, need) for n, need in enumerate(needs, 1)]
    return {
        "header.csv": "\n".join([HEADER, *children]).encode(),
        "episodes.csv": "\n".join([EPISODES, *episodes]).encode(),
    }


def check_now(*needs, year=2022, last=None):
    return checks.check_set_now(
        "ssda903", files(*needs, year=year), by=OFFICER, authority=WHOSE, year=year, last=last
    )


def of_need(check):
    """Return what was found of needs that are none."""
    return check.findings.filter(fields="CIN").order_by("place")


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


@pytest.fixture
def officer(someone_granted, signed_in, cast):
    """The browser of somebody who checks the returns of Westminster."""
    return signed_in(
        someone_granted({CHECK: Reach.AUTHORITY}, authority=cast.WESTMINSTER, name="Olu Officer")
    )


@pytest.fixture
def upload(officer, at_once, django_capture_on_commit_callbacks):
    """Send the form with some files, see it committed, and follow to where that leads."""

    def sent(now, last=(), **more):
        given = {
            "this_year": [SimpleUploadedFile(name, data) for name, data in now.items()],
            "last_year": [SimpleUploadedFile(name, data) for name, data in dict(last).items()],
            "authority": WHOSE, "year": "2022", **more,
        }  # fmt: skip
        with django_capture_on_commit_callbacks(execute=True):
            answer = officer.post(ADDRESS, given)
        return officer.get(answer.url) if answer.status_code == 302 else answer

    return sent


def test_several_files_are_checked_as_one_return(upload, officer):
    page = words(upload(files("N1", "N9"), last=files("N1", year=2021)))
    check = Check.objects.get()
    assert (check.state, check.collection, check.file_name) == ("done", "ssda903", "2 files")
    assert "SSDA903 return: children looked after 2 files" in page
    assert "Westminster, 2021 to 2022" in page
    assert "Last year’s return header.csv, episodes.csv" in page
    assert not list(home.private("uploads").iterdir())
    assert "2 files" in words(officer.get("/checks/"))


def test_what_waits_to_be_checked_can_be_read_by_nobody_who_has_the_disk_alone():
    check = checks.receive([Upload("h.csv", [b"SECRET"] * 3)], by=OFFICER)
    [path] = [each for each in home.private("uploads").rglob("*") if each.is_file()]
    assert b"SECRET" not in path.read_bytes()
    assert (path.parent.stat().st_mode & 0o077, check.size) == (0, 18)
    path.unlink()
    checks.run(check.pk)
    check.refresh_from_db()
    assert check.reason == "The file is no longer here. Upload it again."


def test_a_finding_names_its_file_and_line(upload, officer):
    upload(files("N1", "N9"))
    [found] = of_need(Check.objects.get())
    assert (found.child, found.where) == ("C2", "episodes.csv, line 3")
    page = words(officer.get(f"/findings/{found.pk}/"))
    assert "Episodes, episodes.csv, line 3" in page
    assert "CIN: N9" in page
    assert findings.message("ssda903", found.rule) in page


def test_rules_that_were_not_run_are_listed_by_what_they_lacked(upload):
    page = words(upload(files("N1")))
    assert re.search(r"\d+ rules, not run: Last year’s return was not given", page)
    assert "A list of providers was not given" in page


def test_a_list_of_postcodes_can_be_among_the_files(upload):
    places = {"p.csv": b"POSTCODE,LA,EAST,NORTH\nW1A 1AA,E09000033,1,1"}
    assert "A list of postcodes was not given" not in words(upload(files("N1") | places))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"this_year": []}, "Select the files of this year’s return"),
        ({"this_year": [SimpleUploadedFile("a.csv", b"")]}, "a.csv is empty"),
        ({"authority": ""}, "Select the authority"),
        ({"authority": "E09000020"}, "Select the authority"),
        ({"year": ""}, "Select the year"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(upload, change, said):
    answer = upload(files("N1"), **change)
    assert answer.status_code == 400
    assert answer.text.count(said) == 2  # in the summary and at the field
    assert re.search(r"<title[^>]*>\s*Error: ", answer.text)
    assert not Check.objects.exists()


def test_files_together_beyond_the_limit_are_passed_over(upload, settings):
    settings.LSCP_UPLOAD_LIMIT = 1024 * 1024
    answer = upload({"a.csv": b" " * 600_000, "b.csv": b" " * 600_000})
    assert answer.status_code == 400
    assert "The files together must be smaller than 1 MB" in words(answer)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"zz.csv": HEADER.encode()}, "zz.csv: It holds the table Header, and so does header.csv."),
        ({"zz.csv": b"A,B"}, "zz.csv, line 1: Its columns are those of no table"),
        ({"zz.xml": b"<Message/>"}, "an SSDA903 return begins with &lt;EXPSSDA903&gt;"),
    ],
)
def test_what_is_no_return_says_why_and_leads_back_to_the_form(upload, more, said):
    answer = upload(files("N1") | more)
    assert "These files were not checked" in words(answer)
    assert said in answer.text
    assert f'href="{ADDRESS}"' in answer.text


def test_the_next_check_says_what_became_of_findings_and_carries_notes(officer):
    first = check_now("N9", "N9", "N1")
    [one, _] = of_need(first)
    Finding.objects.filter(pk=one.pk).update(kind="query")
    findings.note(one, "It is true.", by=OFFICER)
    second = check_now("N9", "N1", "N9")
    assert second.before == first
    assert {each.child: each.checks for each in of_need(second)} == {"C1": 2, "C3": 1}
    assert [each.child for each in findings.gone(second).filter(fields="CIN")] == ["C2"]
    [(_, notes), (_, none)] = findings.with_notes(second, of_need(second))
    assert ([each.text for each in notes], none) == (["It is true."], [])
    assert Note.objects.get().collection == "ssda903"
    assert "It is true." in words(officer.get(f"/checks/{second.pk}/findings/"))


def test_a_census_of_the_same_authority_and_year_is_another_return(census):
    checks.check_now("cin.xml", census(lea=213).read_bytes(), by=OFFICER)
    assert check_now("N1").before is None


def test_last_year_s_return_is_taken_as_it_was_loaded_where_none_is_given(tmp_path, officer):
    loaded = []
    for name, data in files("N1", year=2021).items():
        loaded.append(tmp_path / name)
        loaded[-1].write_bytes(data)
    Load.objects.create(
        collection="ssda903", authority=WHOSE, year=2021, file_name="2 files", sha256="", size=1,
        made_up=True, reader="", snapshot="", rows={}, warnings=[], loaded_by="officer",
        kept_file=kept.keep(loaded, "last"), loaded_at="2022-01-01T00:00:00Z",
    )  # fmt: skip
    check = check_now("N1")
    assert "Last year’s return was not given" not in {why for *_, why in check.not_run}
    page = words(officer.get(f"/checks/{check.pk}/"))
    assert "header.csv, episodes.csv, as it was loaded here" in page
    given = check_now("N1", last=files("N1", year=2021))
    assert not any(each.get("loaded") for each in given.files)


def test_the_board_shows_both_returns_each_by_its_day(officer, settings):
    check_now("N1")
    found = {each.collection: each for each in findings.board([WHOSE]) if each.year == 2022}
    assert set(found) == {"ssda903"}
    assert f"{found['ssda903'].due}" == "2022-06-30"
    page = words(officer.get("/checks/"))
    assert "SSDA903 return: children looked after" in page
    assert "Children in need census" in page


def test_another_authority_s_return_can_neither_be_checked_nor_be_seen(officer, someone_granted):
    other = someone_granted({CHECK: Reach.AUTHORITY}, authority="E09000020")
    with pytest.raises(OutOfReach):
        checks.receive([Upload("h.csv", [b"x"])], by=other, authority=WHOSE, year=2022)
    check = checks.check_set_now(
        "ssda903", files("N1"), by=OFFICER, authority="E09000020", year=2022
    )
    assert officer.get(f"/checks/{check.pk}/").status_code == 404
    assert not Entry.objects.filter(kind="viewed", subject=check.pk).exists()


def test_a_return_is_made_up_where_the_installation_is_a_demonstration(monkeypatch):
    assert not check_now("N1").made_up
    monkeypatch.setenv("LSCP_DEMO_PASSWORD", "a password")
    assert check_now("N1").made_up


def test_the_workbook_names_the_file_of_each_finding(officer):
    check = check_now("N9")
    answer = officer.get(f"/checks/{check.pk}/findings.xlsx")
    assert "check-ssda903-E09000033-2022" in answer["Content-Disposition"]
    assert Entry.objects.filter(kind="exported", subject=check.pk).count() == 1


def test_pages_ask_as_much_for_many_findings_as_for_few(
    officer, django_assert_max_num_queries, django_assert_num_queries
):
    few, many = check_now("N9"), check_now(*["N9"] * 40, year=2021)
    for part in ("", "findings/", "children/"):
        with django_assert_max_num_queries(20) as asked:
            officer.get(f"/checks/{few.pk}/{part}")
        with django_assert_num_queries(len(asked)):
            officer.get(f"/checks/{many.pk}/{part}")
    with django_assert_max_num_queries(20):
        officer.get(ADDRESS)
