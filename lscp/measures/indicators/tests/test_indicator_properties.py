"""What is true of every indicator, whatever the facts are."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lscp.core import periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import Facts, from_rows
from lscp.core.figures import PARTNERSHIP, Figure, Status
from lscp.core.indicators import evaluate
from lscp.measures.indicators import load

pytestmark = pytest.mark.slow
MEMBERS = ("E09000020", "E09000033")
YEAR = periods.year(2022)

day = st.dates(date(2020, 1, 1), date(2022, 5, 31))
days = st.integers(0, 800)
lasting = st.none() | days
child = st.integers(1, 4)
event = st.tuples(st.sampled_from(MEMBERS), child, day, lasting, days)


def _after(start: date, length: int | None) -> date | None:
    return None if length is None else start + timedelta(days=length)


def _facts(events: list, seed: int) -> Facts:
    """Return facts with one event of every kind for each, of four children in each authority."""
    rows = defaultdict(list)
    for number, (who, child, start, length, gap) in enumerate(events):
        whose = {"lscp_authority": who}
        code = str(child * 7 + number * seed)
        first, end, later = f"{child}-{number}", _after(start, length), _after(start, gap % 90)
        rows["ssd_cin_episodes"].append(
            whose
            | {
                "cine_person_id": str(child),
                "cine_referral_id": first,
                "cine_referral_date": start,
                "cine_close_date": end,
                "cine_referral_nfa": "Y" if int(code) % 5 == 0 else "N",
                "cine_close_reason": end and ["RC7", "RC8", "RC1", "bad"][int(code) % 4],
                "cine_cin_primary_need_code": ["N1", "N4", None, "bad"][int(code) % 4],
                "cine_referral_source_code": ["1A", "9", "6", "bad"][int(code) % 4],
            }
        )
        rows["ssd_cin_assessments"].append(
            whose
            | {
                "cina_person_id": str(child),
                "cina_referral_id": first,
                "cina_assessment_id": f"{first}-A",
                "cina_assessment_start_date": start,
                "cina_assessment_auth_date": later,
            }
        )
        rows["lscp_assessment_factors"].append(
            whose
            | {
                "lscp_assessment_id": f"{first}-A",
                "lscp_factor": ["3A", "4B", "16A", "21", "24A"][int(code) % 5],
            }
        )
        rows["ssd_cin_plans"].append(
            whose
            | {
                "cinp_person_id": str(child),
                "cinp_referral_id": first,
                "cinp_cin_plan_start_date": start,
                "cinp_cin_plan_end_date": end,
            }
        )
        rows["ssd_s47_enquiry"].append(
            whose
            | {
                "s47e_person_id": str(child),
                "s47e_referral_id": first,
                "s47e_s47_enquiry_id": f"{first}-S",
                "s47e_s47_start_date": start,
            }
        )
        rows["ssd_initial_cp_conference"].append(
            whose
            | {
                "icpc_person_id": str(child),
                "icpc_referral_id": first,
                "icpc_s47_enquiry_id": f"{first}-S",
                "icpc_icpc_date": later,
                "icpc_icpc_transfer_in": "N",
            }
        )
        rows["ssd_cp_plans"].append(
            whose
            | {
                "cppl_person_id": str(child),
                "cppl_referral_id": first,
                "cppl_cp_plan_id": f"{first}-P",
                "cppl_cp_plan_start_date": start,
                "cppl_cp_plan_end_date": end,
                "lscp_previous_plans": int(code) % 3,
                "cppl_cp_plan_initial_category": ["NEG", "EMO", "bad"][int(code) % 3],
                "cppl_cp_plan_latest_category": ["PHY", "SAB", None][int(code) % 3],
            }
        )
        rows["ssd_cp_reviews"].append(
            whose | {"cppr_cp_plan_id": f"{first}-P", "cppr_cp_review_date": later}
        )
    for who in MEMBERS:
        rows["lscp_population"].append(
            {"lscp_authority": who, "lscp_mid_year": 2021, "lscp_children": 20_000}
        )
        rows["ssd_person"] += [
            {
                "lscp_authority": who,
                "pers_person_id": str(child),
                "pers_gender": str(child % 3),
                "pers_dob": None if child == 1 else date(2002 + 5 * child, 2, 28),
                "pers_ethnicity": ["WBRI", "CHNE", None, "bad"][child - 1],
            }
            for child in range(1, 5)
        ]
        rows["ssd_disability"].append(
            {"lscp_authority": who, "disa_person_id": "2", "disa_disability_code": "AUT"}
        )
    known = from_rows(**rows)
    before = tuple(replace(source, year=2021) for source in known.sources)
    return replace(known, sources=known.sources + before)  # fmt: skip


few = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
some = given(st.lists(event, max_size=8), st.integers(1, 3))


def _figures(identifiers, events: list, seed: int, by=()) -> list[Figure]:
    chosen = [load()[identifier] for identifier in identifiers]
    return evaluate(chosen, _facts(events, seed), YEAR, by=by, members=MEMBERS)


def _of_unit(unit: str) -> list[str]:
    return [each.id for each in load().values() if each.unit == unit]


@few
@some
def test_a_part_is_never_more_than_the_whole(events, seed):
    for figure in _figures(_of_unit("percentage"), events, seed, by=["age"]):
        if figure.status is Status.OK:
            assert 0 <= figure.numerator <= figure.denominator
            assert 0 <= figure.value <= 100


@few
@some
def test_categories_add_up_to_the_total_and_members_to_the_partnership(events, seed):
    found = _figures(_of_unit("count"), events, seed, by=BREAKDOWNS)
    sums, parts = defaultdict(int), defaultdict(int)
    for figure in found:
        if figure.authority in MEMBERS:
            parts[figure.figure.replace(figure.authority, PARTNERSHIP)] += figure.value
        if figure.breakdown:
            sums[figure.indicator, figure.authority, figure.breakdown] += figure.value
    for figure in found:
        indicator = load()[figure.indicator]
        if figure.authority == PARTNERSHIP:
            assert figure.value == parts[figure.figure]
        if not figure.breakdown and indicator.each == "row":
            for name in indicator.by:
                whole = sums[figure.indicator, figure.authority, name]
                assert whole == figure.value or BREAKDOWNS[name].many, (figure.figure, name)


@few
@some
def test_any_point_is_those_that_ended_and_those_open_at_the_end(events, seed):
    families = (
        ("IND121", "IND125", "IND028"),
        ("IND133", "IND131", "IND135"),
        ("IND148", "IND146", "IND043"),
    )
    found = _figures(sum(families, ()), events, seed)
    known = {figure.figure: figure.value for figure in found}
    for any_point, ended, at_end in families:
        for who in (*MEMBERS, PARTNERSHIP):
            total = known[f"{ended}.{who}.2022"] + known[f"{at_end}.{who}.2022"]
            assert known[f"{any_point}.{who}.2022"] == total


@few
@some
def test_started_is_referrals_less_those_without_action_and_those_not_in_need(events, seed):
    found = _figures(["IND004", "IND008", "IND009", "IND123"], events, seed)
    known = {figure.figure: figure for figure in found}
    for who in MEMBERS:
        every, nfa, not_in_need, started = (
            known[f"{name}.{who}.2022"] for name in ("IND004", "IND008", "IND009", "IND123")
        )
        assert started.value == every.value - nfa.numerator - not_in_need.numerator


@few
@some
def test_a_year_is_the_sum_of_its_months(events, seed):
    known = _facts(events, seed)
    flows = [each for each in load().values() if each.unit == "count" and each.when == "during"]
    flows = [each for each in flows if each.each == "row" and "month" in each.by]
    parts = defaultdict(int)
    for number in range(1, 13):
        month = periods.month(2021 + (number < 4), number)
        for figure in evaluate(flows, known, month):
            parts[figure.indicator, figure.authority] += figure.value
    for whole in evaluate(flows, known, YEAR):
        assert parts[whole.indicator, whole.authority] == whole.value, whole.figure
