"""Facts become a census, and the census the same facts again."""

import io
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.core import facts as core
from lscp.core import vocab
from lscp.core.engines import collect
from lscp.returns.cin import produce as writer
from lscp.returns.cin.facts import facts
from lscp.returns.cin.mapping import COLUMNS
from lscp.returns.cin.produce import produce
from lscp.returns.cin.read import read
from lscp.returns.cin.tables import YEARS, in_year

AT = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)
IDS = st.text("ABCdef0123456789", min_size=1, max_size=8)
# Codes are text to the writer: what is no code, and what XML has to escape, must come through.
TEXT = st.sampled_from(["WBRI", "N1", "RC9", "4B", "<", "a & b", '"', "]]>", "é", "\\", "&lt;"])
DAYS = st.dates(date(1, 1, 1), date(2030, 12, 31))
FLAGS = st.sampled_from(["Y", "N"])
KINDS = {"text": TEXT, "date": DAYS, "integer": st.integers(0, 99)}
UNDER = {  # fact table: letter of its ids, column of its id, column of the row around it
    "ssd_cin_assessments": ("A", "cina_assessment_id", "cina_referral_id"),
    "ssd_cin_plans": ("N", "cinp_cin_plan_id", "cinp_referral_id"),
    "ssd_s47_enquiry": ("S", "s47e_s47_enquiry_id", "s47e_referral_id"),
    "ssd_cp_plans": ("P", "cppl_cp_plan_id", "cppl_referral_id"),
    "ssd_pre_proceedings": ("L", "prep_table_id", "lscp_referral_id"),
}


def values(draw, name, year):
    """Draw the values of one row that the census of a year can hold."""
    table, columns = COLUMNS[name]
    drawn = {}
    for column, value in columns.items():
        if value.startswith("+") or not in_year(table, value, year):
            continue
        kind = FLAGS if value.endswith("_is") else KINDS[core.tables()[name].columns[column]]
        drawn[column] = draw(st.none() | kind)
    return drawn


def conference(draw, rows, referral, person, enquiry):
    held, target = draw(st.none() | DAYS), draw(st.none() | DAYS) if enquiry else None
    if held or target:
        rows["ssd_initial_cp_conference"].append({
            "icpc_icpc_id": f"{enquiry or referral}-C",
            "icpc_s47_enquiry_id": enquiry,
            "icpc_referral_id": referral,
            "icpc_person_id": person,
            "icpc_icpc_transfer_in": "N" if enquiry else "Y",
            "icpc_icpc_target_date": target,
            "icpc_icpc_date": held,
        })  # fmt: skip


def factors(draw, rows, assessment):
    listed = draw(st.lists(TEXT, max_size=3))
    if listed:
        text = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
        ids = {"cinf_table_id": f"{assessment}-F", "cinf_assessment_id": assessment}
        rows["ssd_assessment_factors"].append({**ids, "cinf_assessment_factors_json": text})
    for factor in dict.fromkeys(listed):
        rows["lscp_assessment_factors"].append(
            {"lscp_assessment_id": assessment, "lscp_factor": factor}
        )


def reviews(draw, rows, plan, person):
    for n, day in enumerate(draw(st.lists(DAYS, max_size=3)), start=1):
        rows["ssd_cp_reviews"].append({
            "cppr_cp_review_id": f"{plan}-R{n}", "cppr_cp_plan_id": plan,
            "cppr_person_id": person, "cppr_cp_review_date": day,
        })  # fmt: skip


def parts(draw, rows, referral, person, year):
    """Draw what is under one referral."""
    for name, (letter, id_, around) in UNDER.items():
        if not in_year(COLUMNS[name][0], "", year):
            continue
        whose = next(c for c, v in COLUMNS[name][1].items() if v == "+person")
        for n in range(1, draw(st.integers(0, 2)) + 1):
            mine = f"{referral}-{letter}{n}"
            row = {id_: mine, around: referral, whose: person} | values(draw, name, year)
            rows[name].append(row)
            if letter == "A":
                factors(draw, rows, mine)
            if letter == "S":
                conference(draw, rows, referral, person, mine)
            if letter == "P":
                reviews(draw, rows, mine, person)


@st.composite
def returns(draw):
    """Draw the facts of a census, of any year."""
    year = draw(st.sampled_from(YEARS))
    rows = {name: [] for name in COLUMNS}
    for person in draw(st.lists(IDS, unique=True, max_size=3)):
        rows["ssd_person"].append({"pers_person_id": person} | values(draw, "ssd_person", year))
        for n, code in enumerate(draw(st.lists(TEXT, max_size=2)), start=1):
            ids = {"disa_table_id": f"{person}-D{n}", "disa_person_id": person}
            rows["ssd_disability"].append({**ids, "disa_disability_code": code})
        for n in range(1, draw(st.integers(0, 2)) + 1):
            referral = f"{person}-{n}"
            ids = {"cine_referral_id": referral, "cine_person_id": person}
            rows["ssd_cin_episodes"].append(ids | values(draw, "ssd_cin_episodes", year))
            conference(draw, rows, referral, person, None)
            parts(draw, rows, referral, person, year)
    return year, core.from_rows(year=year, **rows)


def written(made, year, **more):
    file = io.BytesIO()
    produce(made, authority="E09000020", year=year, to=file, **{"at": AT, **more})
    return file.getvalue()


def table(made, name):
    frame = collect(getattr(made, name))
    return frame.sort(frame.columns)


@pytest.mark.slow
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(returns())
def test_facts_written_and_read_are_the_same_facts(drawn):
    year, made = drawn
    again = facts(read(io.BytesIO(written(made, year))))
    for name in COLUMNS:
        assert table(again, name).equals(table(made, name)), name


PERSON = {"pers_person_id": "A1", "pers_gender": "1", "pers_sex": "M", "pers_ethnicity": "WBRI"}


def small(year=2022):
    episodes = [
        {"cine_referral_id": f"A1-{n}", "cine_person_id": "A1",
         "cine_referral_date": date(2021, 6, n)}
        for n in range(1, 12)
    ]  # fmt: skip
    return core.from_rows(year=year, ssd_person=[PERSON], ssd_cin_episodes=episodes)


@pytest.mark.parametrize("year", YEARS)
def test_every_year_is_written_by_its_own_specification(year):
    text = written(small(year), year).decode()
    assert ("<Sex>M</Sex>" in text) == (year >= 2025)
    assert ("<GenderCurrent>1</GenderCurrent>" in text) == (year < 2025)
    ret = read(io.BytesIO(text.encode()))
    assert (ret.year, ret.authority, ret.cautions) == (year, "E09000020", ())


@pytest.mark.parametrize(("year", "sex"), [(2022, "<GenderCurrent>2<"), (2025, "<Sex>F<")])
def test_sex_is_given_in_the_code_of_the_year(year, sex):
    for known in ({"pers_sex": "F"}, {"pers_gender": "2"}):
        made = core.from_rows(year=year, ssd_person=[{"pers_person_id": "A1", **known}])
        assert sex in written(made, year).decode()


def test_elements_stand_in_schema_order():
    text = written(small(), 2022).decode()
    order = ["<Header>", "<LAchildID>", "<GenderCurrent>", "<ChildCharacteristics>",
             "<CINdetails>", "<CINreferralDate>"]  # fmt: skip
    places = [text.index(tag) for tag in order]
    assert places == sorted(places)


def test_episodes_are_written_by_number_and_not_by_letter():
    ret = read(io.BytesIO(written(small(), 2022)))
    days = ret.tables["CINdetails"]["CINreferralDate"].to_list()
    assert days == sorted(days)
    assert len(days) == 11


def test_the_same_facts_give_the_same_bytes():
    assert written(small(), 2022) == written(small(), 2022)


def test_parts_change_nothing(monkeypatch):
    made = core.from_rows(ssd_person=[{"pers_person_id": f"A{n}"} for n in range(10)])
    whole = written(made, 2022)
    monkeypatch.setattr(writer, "AT_ONCE", 3)
    assert written(made, 2022) == whole


def test_a_child_of_whom_only_an_episode_is_known_is_written():
    episode = {"cine_referral_id": "B2-1", "cine_person_id": "B2"}
    text = written(core.from_rows(ssd_cin_episodes=[episode]), 2022)
    assert b"<LAchildID>B2</LAchildID>" in text


def test_factors_are_written_from_our_own_table_where_there_is_no_list():
    ids = {"cina_assessment_id": "A1-1-A1", "cina_referral_id": "A1-1", "cina_person_id": "A1"}
    made = core.from_rows(
        ssd_cin_episodes=[{"cine_referral_id": "A1-1", "cine_person_id": "A1"}],
        ssd_cin_assessments=[ids],
        lscp_assessment_factors=[{"lscp_assessment_id": "A1-1-A1", "lscp_factor": "4B"}],
    )
    assert b"<AssessmentFactors>4B</AssessmentFactors>" in written(made, 2022)


def test_only_that_authority_and_year_are_written():
    both = core.together([small(), core.from_rows(authority="E09000033", ssd_person=[
        {"pers_person_id": "W1"}])])  # fmt: skip
    assert b"W1" not in written(both, 2022)
    assert b"A1" not in written(both, 2021)


def test_made_up_children_are_marked_in_the_header():
    ret = read(io.BytesIO(written(small(), 2022, made_up=True)))
    assert ret.made_up
    assert not read(io.BytesIO(written(small(), 2022))).made_up


def test_what_xml_cannot_hold_is_left_out():
    made = core.from_rows(ssd_person=[{"pers_person_id": "A1", "pers_ethnicity": "W\x00B\x0bRI"}])
    assert b"<Ethnicity>WBRI</Ethnicity>" in written(made, 2022)


def test_a_path_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "census.xml"
    assert produce(small(), authority="E09000020", year=2022, to=path, at=AT) == 1
    before = path.read_bytes()

    def fail(*_):
        raise OSError("no space left")

    monkeypatch.setattr(writer, "_children", fail)
    with pytest.raises(OSError, match="no space"):
        produce(small(), authority="E09000020", year=2022, to=path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("authority", "year", "why"),
    [("E09000020", 2016, "no census of 2016"), ("E99999999", 2022, "not the code"),
     ("E06000028", 2022, "not the code")],
)  # fmt: skip
def test_a_census_that_cannot_be_is_refused(authority, year, why):
    with pytest.raises(ValueError, match=why):
        produce(small(), authority=authority, year=year, to=io.BytesIO())


ENQUIRY = {"s47e_s47_enquiry_id": "A1-1-S1", "s47e_referral_id": "A1-1", "s47e_person_id": "A1"}
EPISODE = {"cine_referral_id": "A1-1", "cine_person_id": "A1"}
MEETING = {"icpc_icpc_date": date(2021, 7, 1), "icpc_person_id": "A1", "icpc_referral_id": "A1-1"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ({"ssd_s47_enquiry": [ENQUIRY]}, "1 of Section47 under no row of CINdetails"),
        (
            {"ssd_initial_cp_conference": [{"icpc_icpc_id": "1", **MEETING}]},
            "1 of conferences under no row of CINdetails",
        ),
        (
            {
                "ssd_cin_episodes": [EPISODE],
                "ssd_initial_cp_conference": [
                    {"icpc_icpc_id": "1", **MEETING},
                    {"icpc_icpc_id": "2", **MEETING},
                ],
            },
            "share an enquiry or an episode",
        ),
    ],
)
def test_rows_that_a_census_cannot_hold_are_refused_and_not_lost(rows, why):
    with pytest.raises(ValueError, match=why):
        written(core.from_rows(**rows), 2022)


def test_every_english_authority_has_its_number_and_back():
    for code in vocab.code_set("dfe/local_authority"):
        if code.valid_on(date(2022, 3, 31)):
            assert writer.number_of(code.code, date(2022, 3, 31)) == code.more["dfe_code"]
