"""A census becomes facts: the SSD's tables and columns, and ours."""

from datetime import date

import pytest

from lscp.core import facts as core
from lscp.core.engines import collect
from lscp.returns.cin.facts import facts
from lscp.returns.cin.mapping import COLUMNS

FULL = """<CINdetails>
<CINreferralDate>2021-06-01</CINreferralDate><ReferralSource>1A</ReferralSource>
<PrimaryNeedCode>N1</PrimaryNeedCode><CINclosureDate>2021-12-01</CINclosureDate>
<ReasonForClosure>RC7</ReasonForClosure><DateOfInitialCPC>2021-06-20</DateOfInitialCPC>
<Assessments><AssessmentActualStartDate>2021-06-02</AssessmentActualStartDate>
<AssessmentInternalReviewDate>2021-06-09</AssessmentInternalReviewDate>
<AssessmentAuthorisationDate>2021-07-01</AssessmentAuthorisationDate>
<FactorsIdentifiedAtAssessment><AssessmentFactors>2A</AssessmentFactors>
<AssessmentFactors>4B</AssessmentFactors><AssessmentFactors>2A</AssessmentFactors>
</FactorsIdentifiedAtAssessment></Assessments>
<CINPlanDates><CINPlanStartDate>2021-08-01</CINPlanStartDate></CINPlanDates>
<CINPlanDates><CINPlanStartDate>2021-09-01</CINPlanStartDate></CINPlanDates>
<Section47><S47ActualStartDate>2021-06-03</S47ActualStartDate>
<ICPCnotRequired>1</ICPCnotRequired></Section47>
<Section47><S47ActualStartDate>2021-06-04</S47ActualStartDate>
<InitialCPCtarget>2021-06-25</InitialCPCtarget><DateOfInitialCPC>2021-06-24</DateOfInitialCPC>
<ICPCnotRequired>false</ICPCnotRequired></Section47>
<ReferralNFA>false</ReferralNFA>
<ChildProtectionPlans><CPPstartDate>2021-06-24</CPPstartDate>
<InitialCategoryOfAbuse>NEG</InitialCategoryOfAbuse>
<LatestCategoryOfAbuse>EMO</LatestCategoryOfAbuse><NumberOfPreviousCPP>0</NumberOfPreviousCPP>
<Reviews><CPPreviewDate>2021-09-01</CPPreviewDate><CPPreviewDate>2022-02-01</CPPreviewDate>
</Reviews></ChildProtectionPlans>
</CINdetails>"""


@pytest.fixture
def rows(reading, census):
    """Return the rows of each fact table, whose and which year aside."""

    def of(*children, table):
        frame = collect(getattr(facts(reading(census(*children))), table))
        frame = frame.drop("lscp_authority", "lscp_year")
        held = [name for name in frame.columns if name in COLUMNS[table][1]]
        return frame.select(held).to_dicts()

    return of


def test_a_person(rows, child):
    [person] = rows(child(), table="ssd_person")
    assert {name: value for name, value in person.items() if value is not None} == {
        "pers_person_id": "A1",
        "pers_gender": "1",
        "pers_ethnicity": "WBRI",
        "pers_dob": date(2014, 5, 6),
    }


def test_an_episode(rows, child):
    [episode] = rows(child(FULL), table="ssd_cin_episodes")
    assert episode == {
        "cine_referral_id": "A1-1",
        "cine_person_id": "A1",
        "cine_referral_date": date(2021, 6, 1),
        "cine_cin_primary_need_code": "N1",
        "cine_referral_source_code": "1A",
        "cine_referral_nfa": "N",
        "cine_close_reason": "RC7",
        "cine_close_date": date(2021, 12, 1),
    }


def test_an_assessment_and_its_factors(rows, child):
    [assessment] = rows(child(FULL), table="ssd_cin_assessments")
    assert assessment["cina_assessment_id"] == "A1-1-A1"
    assert assessment["lscp_internal_review_date"] == date(2021, 6, 9)
    [factors] = rows(child(FULL), table="ssd_assessment_factors")
    assert factors["cinf_assessment_factors_json"] == '["2A","4B","2A"]'
    each = rows(child(FULL), table="lscp_assessment_factors")
    assert [row["lscp_factor"] for row in each] == ["2A", "4B"]


def test_plans_of_need_are_numbered_in_their_episode(rows, child):
    plans = rows(child(FULL, FULL), table="ssd_cin_plans")
    ids = [plan["cinp_cin_plan_id"] for plan in plans]
    assert ids == ["A1-1-N1", "A1-1-N2", "A1-2-N1", "A1-2-N2"]


def test_enquiries_and_conferences(rows, child):
    enquiries = rows(child(FULL), table="ssd_s47_enquiry")
    assert [row["s47e_s47_nfa"] for row in enquiries] == ["Y", "N"]
    held, moved_in = rows(child(FULL), table="ssd_initial_cp_conference")
    assert (held["icpc_icpc_id"], held["icpc_s47_enquiry_id"]) == ("A1-1-S2-C", "A1-1-S2")
    assert (held["icpc_icpc_date"], held["icpc_icpc_transfer_in"]) == (date(2021, 6, 24), "N")
    assert held["icpc_icpc_target_date"] == date(2021, 6, 25)
    assert (moved_in["icpc_icpc_id"], moved_in["icpc_s47_enquiry_id"]) == ("A1-1-C", None)
    assert (moved_in["icpc_icpc_date"], moved_in["icpc_icpc_transfer_in"]) == (
        date(2021, 6, 20),
        "Y",
    )


def test_protection_plans_and_reviews(rows, child):
    [plan] = rows(child(FULL), table="ssd_cp_plans")
    assert (plan["cppl_cp_plan_id"], plan["lscp_previous_plans"]) == ("A1-1-P1", 0)
    assert plan["cppl_cp_plan_latest_category"] == "EMO"
    reviews = rows(child(FULL), table="ssd_cp_reviews")
    assert [row["cppr_cp_review_id"] for row in reviews] == ["A1-1-P1-R1", "A1-1-P1-R2"]


def test_a_review_without_a_date_is_no_fact_and_moves_no_other(rows, child):
    undated = FULL.replace("<Reviews>", "<Reviews/><Reviews><CPPreviewDate/>")
    assert undated != FULL
    whole = rows(child(FULL), table="ssd_cp_reviews")
    assert rows(child(undated), table="ssd_cp_reviews") == whole


def test_a_child_twice_alike_is_counted_once(reading, census, child):
    made = facts(reading(census(child(FULL), child(FULL))))
    assert {name: collect(frame).height for name, frame in made.frames.items()} == {
        name: collect(frame).height
        for name, frame in facts(reading(census(child(FULL)))).frames.items()
    }


def test_a_child_twice_differently_is_one_person_with_the_episodes_of_both(rows, child):
    later = child().replace("<PersonBirthDate>2014-05-06</PersonBirthDate>", "")
    disabled = later.replace(
        "</Ethnicity>",
        "</Ethnicity><Disabilities><Disability>LD</Disability></Disabilities>",
    )
    twice = (disabled, child(FULL).replace("WBRI", "WOTH"))
    [person] = rows(*twice, table="ssd_person")
    assert (person["pers_dob"], person["pers_ethnicity"]) == (date(2014, 5, 6), "WBRI")
    assert len(rows(*twice, table="ssd_cin_episodes")) == 2
    [disability] = rows(disabled, disabled + child(FULL), table="ssd_disability")
    assert disability["disa_table_id"] == "A1-D1"


def test_children_without_an_id_are_told_apart_and_not_lost(rows, child):
    nameless = child().replace("<LAchildID>A1</LAchildID>", "")
    nameless = nameless.replace("\n", " ")
    episodes = rows(nameless, nameless, table="ssd_cin_episodes")
    assert [row["cine_referral_id"] for row in episodes] == ["child-1-1", "child-2-1"]


def test_keys_are_unique(reading, census, child):
    children = [child(FULL, FULL), child(FULL), child(), child(FULL, child_id="A2")]
    made = facts(reading(census(*children)))
    for name, frame in made.frames.items():
        key = [column for column in core.tables()[name].key if column in COLUMNS[name][1]]
        assert not collect(frame).select(key).is_duplicated().any(), name


def test_the_source_says_what_a_census_of_its_year_can_answer(reading, census, child):
    [source] = facts(reading(census(child()))).sources
    assert (source.authority, source.year, source.collection) == ("E09000020", 2022, "cin")
    assert {"ssd_person.pers_gender", "ssd_person.lscp_year"} <= source.supplies
    assert not {"ssd_person.pers_sex", "ssd_pre_proceedings.prep_table_id"} & source.supplies
    assert "ssd_cp_plans.cppl_icpc_id" not in source.supplies
    [later] = facts(reading(census(child()).replace("2022", "2026"))).sources
    assert {"ssd_person.pers_sex", "ssd_pre_proceedings.prep_table_id"} <= later.supplies


def test_what_a_file_has_before_its_time_is_supplied(reading, census, child):
    early = child().replace("<GenderCurrent>1</GenderCurrent>", "<Sex>M</Sex>")
    [source] = facts(reading(census(early))).sources
    assert "ssd_person.pers_sex" in source.supplies


def test_everything_supplied_is_a_column_of_the_facts(reading, census, child):
    [source] = facts(reading(census(child()).replace("2022", "2026"))).sources
    known = {f"{name}.{column}" for name, t in core.tables().items() for column in t.columns}
    assert source.supplies <= known


def test_a_file_that_says_so_is_a_demonstration(reading, census, child):
    text = census(child()).replace(
        "<SerialNo>", "<SoftwareCode>OpenLSCP made-up</SoftwareCode><SerialNo>"
    )
    [source] = facts(reading(text)).sources
    assert source.demonstration
