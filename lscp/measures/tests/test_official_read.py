"""Reading a release: what arrives is real, and a cell keeps its meaning or is refused."""

import pytest

from lscp.measures.official import NotARelease, known_files, read_release
from lscp.measures.tests.small_release import (
    ENGLAND,
    HEREFORDSHIRE,
    KENSINGTON,
    LONDON,
    PLACE,
    c1,
    written,
)


def test_each_cell_is_a_row_with_its_year_area_and_column(tmp_path):
    file = written(
        tmp_path,
        *c1(f"{ENGLAND},R,650270,c", f"{LONDON},R,1,2", f'{KENSINGTON},R,"2,257",626.5'),
    )
    found = read_release(file)
    assert found.height == 6
    assert found.filter(code="E09000020", column="Referrals").row(0, named=True) == {
        "release": "2022", "table": "c1", "year": 2022, "level": "Local authority",
        "code": "E09000020", "name": "Kensington and Chelsea", "characteristic": "",
        "column": "Referrals", "value": 2257.0, "mark": "",
    }  # fmt: skip
    assert set(found["code"]) == {"E92000001", "E12000007", "E09000020"}


def test_a_byte_order_mark_changes_nothing(tmp_path):
    plain = read_release(written(tmp_path, *c1(f"{KENSINGTON},R,7,6")))
    marked = read_release(written(tmp_path, *c1(f"{KENSINGTON},R,7,6"), encoding="utf-8-sig"))
    assert marked.equals(plain)


def test_a_renamed_column_is_the_column_it_was(tmp_path):
    old = read_release(
        written(tmp_path, *c1(f"{KENSINGTON},R,7,6", columns="Category,Referrals,Re_referrals"))
    )
    assert old.equals(read_release(written(tmp_path, *c1(f"{KENSINGTON},R,7,6"))))


def test_a_dropped_column_is_absent_and_an_added_one_is_there(tmp_path):
    file = written(tmp_path, *c1(f"{KENSINGTON},6,9", columns="Re_referrals,Brand_new"))
    assert set(read_release(file)["column"]) == {"Re_referrals", "Brand_new"}


@pytest.mark.parametrize("mark", ["c", "x", "z", "u", "k", ":", "."])
def test_a_mark_is_kept_and_is_no_number(tmp_path, mark):
    cell = read_release(written(tmp_path, *c1(f"{KENSINGTON},R,7,{mark}")))
    assert cell.filter(column="Re_referrals").select("value", "mark").row(0) == (None, mark)


@pytest.mark.parametrize("text", ["~", "low", "nan", "inf", "", "7*"])
def test_an_unknown_mark_is_an_error_that_names_file_line_and_column(tmp_path, text):
    with pytest.raises(NotARelease, match=r"c1_referrals\.csv, line 3: In column Re_referrals"):
        read_release(written(tmp_path, *c1(f"{KENSINGTON},R,7,6", f"{LONDON},R,7,{text}")))


def test_a_row_of_the_same_year_and_area_is_refused_with_both_lines(tmp_path):
    rows = (f"{KENSINGTON},R,7,6", f"{LONDON},R,7,6", f"{KENSINGTON},R,8,6")
    with pytest.raises(NotARelease, match="line 4: E09000020 in 2022 stands on line 2 already"):
        read_release(written(tmp_path, *c1(*rows)))


def test_a_table_of_nothing_we_know_says_what_was_expected(tmp_path):
    file = written(tmp_path, *c1(f"{KENSINGTON},3", columns="school_moves"), name="moves.csv")
    with pytest.raises(NotARelease, match=r"moves\.csv.*none of the tables.*c1 to c6"):
        read_release(file)


def test_a_table_that_lacks_what_it_is_known_by_is_told_which_column(tmp_path):
    file = written(tmp_path, *c1(f"{KENSINGTON},3", columns="RC1_Adopted"))
    with pytest.raises(NotARelease, match=r"nearest to b6 .* no column Ended_episodes"):
        read_release(file)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["a,b", "1,2"], "no column time_period and geographic_level"),
        ([f"{PLACE},category,Re_referrals"], "no rows"),
        (c1(f"{KENSINGTON},R,7"), "line 2: It has 12 cells where line 1 names 13"),
        (c1(f"{KENSINGTON},R,7,6", columns="Re_referrals,R,R"), "stands there twice"),
        (c1(KENSINGTON.replace("2022", "202122") + ",R,7,6"), "'202122' is not a time period"),
        (c1(KENSINGTON.replace("Local authority", "Ward") + ",R,7,6"), "'Ward' is not a geogr"),
        (c1(KENSINGTON.replace("E09000020", "") + ",R,7,6"), "line 2: It has no code for the area"),
        (c1(f"{KENSINGTON},a,7,6", columns="Category,category,Re_referrals"), "both Category"),
    ],
)  # fmt: skip
def test_what_is_no_release_is_refused_with_the_reason(tmp_path, lines, why):
    with pytest.raises(NotARelease, match=why):
        read_release(written(tmp_path, *lines))


def test_what_is_no_text_no_file_or_no_csv_is_refused(tmp_path):
    with pytest.raises(NotARelease, match="not text in UTF-8"):
        read_release(written(tmp_path, *c1(f"{KENSINGTON},é,7,6"), encoding="latin-1"))
    with pytest.raises(NotARelease, match="cannot be opened"):
        read_release(tmp_path / "nowhere.csv")
    with pytest.raises(NotARelease, match="not a CSV file"):
        read_release(written(tmp_path, *c1(f'{KENSINGTON},"R,7,6')))
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotARelease, match="no CSV file"):
        read_release(tmp_path / "empty")


def test_rows_of_one_characteristic_each_are_told_apart(tmp_path):
    file = written(
        tmp_path,
        "time_period,geographic_level,country_code,country_name,category,characteristic,"
        "characteristic_type,number,percent",
        "2022,National,E92000001,England,CIN,Age,1 to 4 years,61890,15.3",
        "2022,National,E92000001,England,CIN,Age,5 to 9 years,87280,21.6",
    )
    found = read_release(file)
    assert set(found["table"]) == {"a7"}
    assert set(found["characteristic"]) == {"Age: 1 to 4 years", "Age: 5 to 9 years"}


def test_two_england_tables_of_the_same_columns_are_told_apart_by_what_they_count(tmp_path):
    header = "time_period,geographic_level,country_code,country_name,category,category_type,number"
    england = "2022,National,E92000001,England"
    written(tmp_path, header, f"{england},Referrals,In the year,650270", name="one.csv")
    written(tmp_path, header, f"{england},CPP,At 31 March,50920", name="two.csv")
    found = read_release(tmp_path)
    assert set(found.select("table", "characteristic").iter_rows()) == {
        ("a1", "Referrals: In the year"),
        ("a2", "CPP: At 31 March"),
    }


def test_a_release_is_named_by_the_latest_year_of_its_publication(tmp_path):
    written(tmp_path, *c1(f"{KENSINGTON},R,7,6", f"{HEREFORDSHIRE},R,7,6"))
    written(tmp_path, *c1(f"{HEREFORDSHIRE},9", columns="Section47"), name="c4.csv")
    assert set(read_release(tmp_path)["release"]) == {"2022"}
    assert set(read_release(tmp_path, release="2022 revised")["release"]) == {"2022 revised"}


def test_one_table_twice_in_a_release_is_refused(tmp_path):
    written(tmp_path, *c1(f"{KENSINGTON},R,7,6"))
    written(tmp_path, *c1(f"{KENSINGTON},R,8,6"), name="older_c1.csv")
    with pytest.raises(NotARelease, match=r"older_c1\.csv: This is table c1, and so is c1_ref"):
        read_release(tmp_path)


def test_a_table_twice_of_which_one_ends_earlier_is_of_two_releases(tmp_path):
    written(tmp_path, *c1(f"{KENSINGTON},R,7,6", f"{HEREFORDSHIRE},R,7,6"))
    written(tmp_path, *c1(f"{HEREFORDSHIRE},R,8,6"), name="older_c1.csv")
    found = read_release(tmp_path).filter(column="Referrals", code="E06000019")
    assert found.select("release", "value").rows() == [("2021", 8.0), ("2022", 7.0)]
    with pytest.raises(NotARelease, match="and so is"):
        read_release(tmp_path, release="2022 revised")


OUTCOMES = "Health assessments: Children looked after all ages"
MOVED = "Location of new placements during the year"
OF_CHILDREN_IN_CARE = {
    "cla": {"population_type": "Children looked after on 31 March each year"},
    "cla_stability": {"cla_group": "CLA on 31 March", "placement_stability": "Total children"},
    "cla_placements": {"characteristic": MOVED, "breakdown": "Total new placements"},
    "cla_outcomes": {"characteristic": OUTCOMES, "breakdown": "Total all ages"},
    "cla_school_moves": {"cla_group": "CLA", "move_measure": "Any", "school_stability": "Total"},
    "cla_social_workers": {"cla_group": "CLA on 31 March", "sw_stability": "Total children"},
    "care_leavers_accommodation": {"care_leaver_age": "17", "breakdown": "Suitability total"},
    "care_leavers_activity": {
        "care_leaver_age": "17", "breakdown": "Total in education, employment or training"
    },
}  # fmt: skip


@pytest.mark.parametrize("table", OF_CHILDREN_IN_CARE)
def test_each_table_of_children_in_care_is_known_whatever_its_file_is_called(tmp_path, table):
    row = OF_CHILDREN_IN_CARE[table]
    values = ",".join(f'"{value}"' for value in row.values())
    columns = f"{','.join(row)},children_count"
    file = written(tmp_path, *c1(f"{KENSINGTON},{values},171", columns=columns), name="some.csv")
    found = read_release(file)
    assert found.select("table", "characteristic", "column", "value").rows() == [
        (table, ": ".join(row.values()), "children_count", 171.0)
    ]


def test_a_time_in_years_and_months_is_a_number_of_months(tmp_path):
    file = written(
        tmp_path,
        "time_period,geographic_level,country_code,country_name,cla_group,"
        "stage_of_adoption_process,age_start_poc,number",
        "2022,National,E92000001,England,Age,Entry to decision,Aged 1,01:03",
        "2022,National,E92000001,England,Age,Entry to decision,Aged 2,c",
    )
    found = read_release(file)
    assert found.select("table", "value", "mark").rows() == [
        ("cla_adoption_times", 15.0, ""), ("cla_adoption_times", None, "c"),
    ]  # fmt: skip


def test_a_file_of_a_folder_that_is_no_table_is_passed_over_and_one_that_is_named_is_not(tmp_path):
    known = written(tmp_path, *c1(f"{KENSINGTON},R,7,6"))
    other = written(tmp_path, *c1(f"{KENSINGTON},3", columns="pupils"), name="pupils.csv")
    files, passed_over = known_files([tmp_path])
    assert files == [known]
    assert [reason.split(",")[0] for reason in passed_over] == ["pupils.csv"]
    with pytest.raises(NotARelease, match=r"pupils\.csv.*none of the tables"):
        known_files([known, other])
