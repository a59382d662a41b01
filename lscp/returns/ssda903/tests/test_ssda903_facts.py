"""An SSDA903 return becomes facts: the SSD's tables and columns, and ours."""

from datetime import date

from lscp.core import facts as core
from lscp.core.engines import collect
from lscp.returns.ssda903.mapping import COLUMNS
from lscp.returns.ssda903.tests.return_files import facts_of


def rows(text, table):
    """Return what the rows of a fact table say, whose and which year aside."""
    frame = collect(getattr(facts_of(text), table)).drop("lscp_authority", "lscp_year")
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in frame.iter_rows(named=True)
    ]


def column(text, table, name):
    return [row.get(name) for row in rows(text, table)]


def test_every_column_of_the_mapping_is_one_of_the_facts():
    known = core.tables()
    assert [
        (name, column) for name, (_, made_of) in COLUMNS.items() for column in made_of
        if column not in known[name].columns
    ] == []  # fmt: skip


def test_a_person_is_whom_any_table_names():
    text = """
        Header CHILD=1 SEX=2 DOB=01/02/2010 ETHNIC=WBRI UPN=UN1 MOTHER=1 MC_DOB=03/04/2021
        Reviews CHILD=2 DOB=05/06/2011 REVIEW=01/07/2021
    """
    assert rows(text, "ssd_person") == [
        {"pers_person_id": "1", "pers_sex": "2", "pers_dob": date(2010, 2, 1),
         "pers_ethnicity": "WBRI", "lscp_upn": "UN1", "lscp_mother": "Y"},
        {"pers_person_id": "2", "pers_dob": date(2011, 6, 5)},
    ]  # fmt: skip
    assert rows(text, "ssd_mother") == [
        {"moth_table_id": "1-M1", "moth_person_id": "1", "moth_childs_person_id": "1-M1",
         "moth_childs_dob": date(2021, 4, 3)},
    ]  # fmt: skip


def test_a_child_who_stands_twice_in_the_header_is_one_person():
    text = "Header CHILD=1 SEX=2\nHeader CHILD=1 SEX=1 ETHNIC=WBRI"
    assert rows(text, "ssd_person") == [
        {"pers_person_id": "1", "pers_sex": "2", "pers_ethnicity": "WBRI"}
    ]


def test_a_row_without_a_child_is_kept_under_its_place():
    text = "Missing MISSING=M\nMissing CHILD=1 MISSING=A\nMissing MISSING=A"
    assert column(text, "ssd_missing", "miss_table_id") == [
        "Missing-1-N1", "1-N1", "Missing-3-N1",
    ]  # fmt: skip


def test_who_came_alone_the_table_says_or_the_header():
    text = """
        Header CHILD=1 UASC=1
        Header CHILD=2 UASC=0
        Header CHILD=3 UASC=1
        UASC CHILD=3 DUC=01/05/2021
    """
    said = [
        (row["immi_person_id"], row.get("immi_immigration_status_end_date"))
        for row in rows(text, "ssd_immigration_status")
    ]
    assert said == [("3", date(2021, 5, 1)), ("1", None)]


EPISODES = """
    Episodes CHILD=1 DECOM=01/06/2021 RNE=S LS=V2 PLACE=U1 PL_POST=A DEC=01/07/2021 REC=X1
    Episodes CHILD=1 DECOM=01/07/2021 RNE=L LS=C1 PLACE=U1 PL_POST=A DEC=01/08/2021 REC=X1 \
REASON_PLACE_CHANGE=CARPL
    Episodes CHILD=1 DECOM=01/08/2021 RNE=P LS=C1 PLACE=K2 PL_POST=B DEC=01/09/2021 REC=E4A
    Episodes CHILD=1 DECOM=01/02/2022 RNE=S LS=V2 PLACE=K2 PL_POST=B
"""


def test_an_episode_is_of_a_period_of_care_and_of_a_placement():
    of = [
        (row["clae_cla_id"], row["clae_cla_placement_id"], row["clae_entered_care_date"])
        for row in rows(EPISODES, "ssd_cla_episodes")
    ]
    first, again = date(2021, 6, 1), date(2022, 2, 1)
    assert of == [
        ("1-C20210601", "1-P20210601", first), ("1-C20210601", "1-P20210601", first),
        ("1-C20210601", "1-P20210801", first), ("1-C20220201", "1-P20220201", again),
    ]  # fmt: skip


def test_a_placement_lasts_while_only_the_legal_status_changes():
    first = rows(EPISODES, "ssd_cla_placement")[0]
    assert first == {
        "clap_cla_placement_id": "1-P20210601", "clap_cla_id": "1-C20210601",
        "clap_person_id": "1", "clap_cla_placement_start_date": date(2021, 6, 1),
        "clap_cla_placement_end_date": date(2021, 8, 1), "clap_cla_placement_type": "U1",
        "clap_cla_placement_postcode": "A", "clap_cla_placement_change_reason": "CARPL",
    }  # fmt: skip
    assert column(EPISODES, "ssd_legal_status", "lega_legal_status") == ["V2", "C1", "C1", "V2"]


def test_a_period_that_began_before_the_return_has_no_day_of_entry():
    text = """
        Episodes CHILD=1 DECOM=01/06/2015 RNE=P DEC=01/05/2021
        Episodes CHILD=1 DECOM=02/05/2021 RNE=P
        Episodes CHILD=1 RNE=P
    """
    found = rows(text, "ssd_cla_episodes")
    assert [row["clae_cla_id"] for row in found] == ["1-C20150601", *["1-C20210502"] * 2]
    assert [row["clae_cla_episode_id"] for row in found][-1] == "1-E"
    assert not any("clae_entered_care_date" in row for row in found)


def test_a_second_row_of_one_day_is_told_apart():
    text = "\n".join(["Reviews CHILD=1 REVIEW=01/05/2021"] * 2)
    assert column(text, "ssd_cla_reviews", "clar_cla_review_id") == [
        "1-R20210501", "1-R20210501-2",
    ]  # fmt: skip


def test_a_review_is_of_the_period_that_it_was_held_in():
    reviews = "\n".join(
        f"Reviews CHILD=1 REVIEW={day}"
        for day in ("01/05/2021", "01/09/2021", "01/12/2021", "01/03/2022")
    )
    assert column(EPISODES + reviews, "ssd_cla_reviews", "clar_cla_id") == [
        None, "1-C20210601", None, "1-C20220201",
    ]  # fmt: skip


def test_what_oc2_asks_stands_in_a_table_for_each():
    text = """
        OC2 CHILD=1 CONVICTED=0 TEETH_CHECK=1 HEALTH_ASSESSMENT=0 IMMUNISATIONS=1 SDQ_SCORE=12
        OC2 CHILD=2 CONVICTED=X SUBSTANCE_MISUSE=1 INTERVENTION_OFFERED=1
    """
    assert column(text, "lscp_cla_outcomes", "lscp_convicted") == ["N", "X"]
    assert [
        (row["clah_health_check_type"], row["clah_health_check_status"])
        for row in rows(text, "ssd_cla_health")
    ] == [("HEALTH_ASSESSMENT", "N"), ("TEETH_CHECK", "Y")]
    assert column(text, "ssd_cla_immunisations", "clai_immunisations_status") == ["Y"]
    assert column(text, "ssd_sdq_scores", "csdq_sdq_score") == ["12"]
    assert rows(text, "ssd_cla_substance_misuse") == [
        {"clas_substance_misuse_id": "2-S1", "clas_person_id": "2", "clas_substance_misused": "Y",
         "lscp_intervention_offered": "Y"},
    ]  # fmt: skip


def test_an_adoption_is_of_either_table():
    text = """
        AD1 CHILD=1 DATE_INT=01/05/2021 FOSTER_CARE=1
        PlacedAdoption CHILD=1 DATE_PLACED=01/02/2021
        PlacedAdoption CHILD=2
    """
    assert rows(text, "ssd_permanence") == [
        {"perm_table_id": "1-A1", "perm_person_id": "1", "perm_adm_decision_date": date(2021, 5, 1),
         "perm_adopted_by_carer_flag": "Y"},
        {"perm_table_id": "1-A2", "perm_person_id": "1",
         "perm_placed_for_adoption_date": date(2021, 2, 1)},
    ]  # fmt: skip


def test_a_return_supplies_what_its_tables_have():
    [source] = facts_of("Header CHILD=1\nEpisodes CHILD=1 PL_DISTANCE=12.5").sources
    assert (source.authority, source.year, source.collection) == ("E09000033", 2022, "ssda903")
    assert {"ssd_person.pers_dob", "ssd_cla_placement.clap_cla_placement_distance"} <= (
        source.supplies
    )
    assert "ssd_cla_placement.lscp_placement_location" not in source.supplies
    assert not source.tables & {"ssd_cla_reviews", "ssd_permanence", "ssd_immigration_status"}


def test_a_list_of_postcodes_among_the_files_tells_where_placements_are():
    text = "Episodes CHILD=1 DECOM=01/06/2021 HOME_POST=A1 PL_POST=B2"
    postcodes = """
        Postcodes POSTCODE=A1 LA=E09000033 EAST=0 NORTH=0
        Postcodes POSTCODE=B2 LA=E09000020 EAST=16093 NORTH=0
    """
    [placed] = rows(text + postcodes, "ssd_cla_placement")
    assert (placed["lscp_placement_authority"], placed["lscp_placement_location"]) == (
        "E09000020", "OUT",
    )  # fmt: skip
    assert placed["clap_cla_placement_distance"] == 10.0
    [source] = facts_of(text + postcodes).sources
    assert "ssd_cla_placement.clap_cla_placement_distance" in source.supplies
