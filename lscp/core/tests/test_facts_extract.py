"""An extract loads as facts; what is wrong with one is said with its file, line and column."""

from datetime import date

import pytest

from lscp.core.facts import extract

KC = "E09000020"
EPISODES = "ssd_cin_episodes.csv"
HEAD = "cine_referral_id,cine_person_id,cine_referral_date\n"


def read(folder, **files):
    for name, text in files.items():
        content = text if isinstance(text, bytes) else text.encode()
        (folder / f"{name}.csv").write_bytes(content)
    return extract.read(folder, authority=KC, year=2022)


def episodes(found):
    return found.facts.ssd_cin_episodes.collect().to_native().to_dicts()


def test_dates_are_read_as_databases_and_people_write_them(tmp_path):
    rows = "R1,P1,2021-04-01\nR2,P2,30/06/2021\nR3,P3,2021-07-01 00:00:00.000\nR4,P4,NULL\n"
    found = episodes(read(tmp_path, ssd_cin_episodes=HEAD + rows))
    days = [date(2021, 4, 1), date(2021, 6, 30), date(2021, 7, 1), None]
    assert [row["cine_referral_date"] for row in found] == days
    assert {(row["lscp_authority"], row["lscp_year"]) for row in found} == {(KC, 2022)}


def test_an_extract_supplies_the_columns_that_it_has_and_no_others(tmp_path):
    [source] = read(tmp_path, ssd_cin_episodes=HEAD).facts.sources
    assert "ssd_cin_episodes.cine_referral_date" in source.supplies
    assert "ssd_cin_episodes.cine_referral_nfa" not in source.supplies
    assert not any(name.startswith("ssd_cp_plans.") for name in source.supplies)


def test_a_spreadsheet_s_encoding_and_byte_order_mark_are_no_obstacle(tmp_path):
    text = "pers_person_id,pers_forename\nP1,Zoë\n"
    for encoding in ("utf-8-sig", "cp1252"):
        found = read(tmp_path, ssd_person=text.encode(encoding)).facts
        assert found.ssd_person.collect()["pers_forename"].to_list() == ["Zoë"]


def test_what_is_no_table_or_column_is_passed_over_and_said(tmp_path):
    text = "cine_referral_id,mood\nR1,good\n"
    found = read(tmp_path, ssd_cin_episodes=text, notes="a\n1\n")
    assert found.passed_over == [
        "notes.csv is no table of the dataset and was passed over",
        "ssd_cin_episodes.csv: mood is no column of the table",
    ]


def test_each_factor_of_the_list_becomes_a_row(tmp_path):
    text = 'cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n1,A1,"[""1A"",""2B""]"\n'
    found = read(tmp_path, ssd_assessment_factors=text).facts
    assert sorted(found.lscp_assessment_factors.collect()["lscp_factor"]) == ["1A", "2B"]
    assert "lscp_assessment_factors.lscp_factor" in found.sources[0].supplies


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        (HEAD + "R1,P1,2021-04-01\n\nR2,P2,31/02/2022\n",
         "line 4, column cine_referral_date", "'31/02/2022' is not a date"),
        (HEAD + 'R1,"P\n1",2021-04-01\nR1,P2,\n', "line 4", "the same as in an earlier row"),
        (HEAD + ",P1,2021-04-01\n", "line 2, column cine_referral_id", "no value"),
        (HEAD + "R1,P1\n", "line 2", "2 cells where line 1 names 3"),
        ("cine_person_id\nP1\n", "line 1", "no column cine_referral_id"),
        ("cine_referral_id,cine_referral_id\n", "line 1", "twice"),
        ("cine_referral_id,lscp_authority\nR1,E09000033\n",
         "line 2, column lscp_authority", "not E09000020, which was said"),
        ('cine_referral_id\n"R1\n', "line", "not CSV"),
        ("", EPISODES, "empty"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_place(tmp_path, text, place, reason):
    with pytest.raises(extract.NotAnExtract) as refused:
        read(tmp_path, ssd_cin_episodes=text)
    assert EPISODES in str(refused.value)
    assert place in str(refused.value)
    assert reason in str(refused.value)


def test_factors_that_are_no_list_are_an_error_not_a_guess(tmp_path):
    text = "cinf_table_id,cinf_assessment_id,cinf_assessment_factors_json\n1,A1,1A\n"
    with pytest.raises(extract.NotAnExtract, match="not a list of codes"):
        read(tmp_path, ssd_assessment_factors=text)


def test_a_folder_without_a_table_is_no_extract(tmp_path):
    for folder in (tmp_path, tmp_path / "absent"):
        with pytest.raises(extract.NotAnExtract):
            extract.read(folder, authority=KC, year=2022)
