"""Each indicator of the LADO's register as a table: what counts, what does not, and why."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.allegations import measures
from lscp.allegations.register import month_dates
from lscp.core import periods, vocab
from lscp.core.facts import from_rows, together
from lscp.core.figures import Status, change
from lscp.core.indicators import evaluate
from lscp.measures.published import published

KC, WCC = "E09000020", "E09000033"
MARCH, APRIL, MAY = date(2021, 3, 31), date(2021, 4, 1), date(2021, 5, 10)
REFERRAL = {
    "lscp_received_date": MAY, "lscp_agency": "school", "lscp_sector": "school",
    "lscp_category": "physical", "lscp_basis": "paid",
}  # fmt: skip
ASKED = {"lscp_received_date": MAY, "lscp_agency": "early_years", "lscp_sector": "early_years"}


def facts_of(referrals=(), consultations=(), reports=(), year=2022, authority=KC, **more):
    """Return facts of rows without a key, each of which gets one."""
    tables = {
        "lscp_allegations": ("lscp_allegation_id", referrals),
        "lscp_consultations": ("lscp_consultation_id", consultations),
        "lscp_lado_reports": ("lscp_report_id", reports),
    }
    rows = {
        name: [{key: f"{n}"} | each for n, each in enumerate(some)]
        for name, (key, some) in tables.items()
    }
    return from_rows(year=year, authority=authority, **rows, **more)


def closed_on(day, *, ending="unfounded", received=APRIL):
    dates = zip(("1", "3", "12"), month_dates(received), strict=True)
    return REFERRAL | {
        "lscp_received_date": received, "lscp_closed_date": day, "lscp_ending": ending,
        **{f"lscp_month_{months}_date": due for months, due in dates},
    }  # fmt: skip


def figures(indicator, facts, by=()):
    return evaluate(indicator, facts, periods.year(2022), by=by)


def fraction(indicator, facts):
    [figure] = figures(indicator, facts)
    return figure.numerator, figure.denominator


def split(indicator, facts, by):
    found = figures(indicator, facts, by=(by,))
    return {each.category: each.numerator for each in found if each.category and each.numerator}


def test_referrals():
    faith = {"lscp_agency": "faith", "lscp_sector": "faith", "lscp_category": "sexual"}
    facts = facts_of(
        [REFERRAL, REFERRAL | faith, REFERRAL | {"lscp_basis": None},
         REFERRAL | {"lscp_received_date": MARCH}],  # the year before
        lscp_allegation_criteria=[
            {"lscp_allegation_id": "0", "lscp_criterion": "harmed"},
            {"lscp_allegation_id": "0", "lscp_criterion": "risk"},
            {"lscp_allegation_id": "1", "lscp_criterion": "risk"},
        ],
    )  # fmt: skip
    assert figures(measures.referrals, facts)[0].value == 3
    by = {name: split(measures.referrals, facts, name) for name in measures.referrals.by}
    assert by == {
        "quarter": {"2022Q1": 3},
        "referring_agency": {"school": 2, "faith": 1},
        "sector": {"school": 2, "faith": 1},
        "concern": {"physical": 2, "sexual": 1},
        "basis": {"paid": 2, "UNKNOWN": 1},
        "criterion": {"harmed": 1, "risk": 2},
    }


def test_consultations():
    facts = facts_of(
        consultations=[
            ASKED, ASKED | {"lscp_referred": "N"},
            ASKED | {"lscp_referred": "Y"},  # it counts as a referral
            ASKED | {"lscp_received_date": date(2022, 4, 1)},  # the year after
        ]
    )  # fmt: skip
    assert figures(measures.consultations, facts)[0].value == 2
    assert split(measures.consultations, facts, "sector") == {"early_years": 2}


@pytest.mark.parametrize(
    ("before", "now", "value"),
    [(80, 122, 52.5), (116, 220, 89.7), (196, 342, 74.5), (122, 80, -34.4), (80, 80, 0.0)],
)
def test_growth_divides_by_the_earlier_year(before, now, value):
    facts = together([facts_of([REFERRAL] * now), facts_of([replaced(2020)] * before, year=2021)])
    [figure] = figures(measures.growth, facts)
    assert (figure.value, figure.numerator, figure.denominator) == (value, now, before)
    assert figure.unit == "change"


def replaced(year):
    return REFERRAL | {"lscp_received_date": MAY.replace(year=year)}


def test_growth_of_a_quarter_is_to_the_same_days_of_the_year_before():
    facts = together([
        facts_of([REFERRAL] * 3),
        facts_of([replaced(2020)] * 2 + [REFERRAL | {"lscp_received_date": date(2020, 9, 1)}],
                 year=2021),
    ])  # fmt: skip
    [figure] = evaluate(measures.growth, facts, periods.quarter(2022, 1))
    assert (figure.numerator, figure.denominator, figure.value) == (3, 2, 50.0)


def test_growth_needs_the_register_of_the_year_before():
    [figure] = figures(measures.growth, facts_of([REFERRAL]))
    assert figure.status is Status.NOT_AVAILABLE
    assert "year before, 2021, is needed" in figure.reason
    [figure] = figures(measures.growth, together([facts_of([REFERRAL]), facts_of(year=2021)]))
    assert (figure.status, figure.reason) == (Status.NOT_AVAILABLE, "None before")


@given(before=st.integers(1, 400), now=st.integers(0, 400))
def test_a_change_taken_back_gives_the_number_again(before, now):
    assert round(before * (1 + change(now, before) / 100)) == pytest.approx(now, abs=1)
    assert (change(now, before) > 0) is (now > before)


def test_told_in_time():
    facts = facts_of([REFERRAL | {"lscp_told_late": late} for late in ("N", "N", "Y", None)])
    [figure] = figures(measures.told_in_time, facts)
    assert (figure.numerator, figure.denominator) == (2, 3)
    assert figure.left_out == (("It is not recorded when the employer knew", 1),)


CLOSED = [
    closed_on(date(2021, 5, 1)),  # within a month, on the last day
    closed_on(date(2021, 5, 2)),
    closed_on(date(2021, 7, 1), ending="substantiated"),
    closed_on(date(2021, 7, 2), ending="passed"),
    closed_on(date(2022, 3, 30), received=date(2021, 3, 1)),  # a year and more
    closed_on(date(2021, 4, 2), ending="below"),
    closed_on(date(2022, 4, 1)),  # the year after
    REFERRAL,  # open
]


@pytest.mark.parametrize(
    ("indicator", "within"),
    [
        (measures.closed_within_1_month, 1),
        (measures.closed_within_3_months, 3),
        (measures.closed_within_12_months, 4),
    ],
    ids=lambda each: getattr(each, "id", each),
)
def test_closed_within(indicator, within):
    """What is below the threshold does not count; on the last day is within."""
    assert fraction(indicator, facts_of(CLOSED)) == (within, 5)


def test_referrals_closed():
    facts = facts_of(CLOSED)
    assert figures(measures.referrals_closed, facts)[0].value == 6
    assert split(measures.referrals_closed, facts, "time_to_close") == {
        "1M": 2, "3M": 2, "12M": 1, "12M+": 1,
    }  # fmt: skip
    assert split(measures.referrals_closed, facts, "ending") == {
        "unfounded": 3, "substantiated": 1, "passed": 1, "below": 1,
    }  # fmt: skip


def test_outcomes():
    found = figures(measures.outcomes, facts_of(CLOSED), by=("ending",))
    shares = {each.category: (each.numerator, each.denominator, each.value) for each in found}
    assert shares["unfounded"] == (3, 6, 50.0)
    assert shares["malicious"] == (0, 6, 0.0)


def test_from_faith_groups_and_voluntary_organisations():
    agencies = ("faith", "voluntary", "school", "sport")
    facts = facts_of([REFERRAL | {"lscp_agency": each} for each in agencies])
    assert fraction(measures.from_faith_and_voluntary, facts) == (2, 4)


def test_reports_taken_up_in_time():
    due = {"lscp_due_date": MAY, "lscp_agency": "school", "lscp_overdue": "N"}
    days = (APRIL, MAY, date(2021, 5, 11))
    rows = [due | {"lscp_ended_date": day} for day in days]
    rows += [due | {"lscp_overdue": "Y"}, due]  # late and open; open and not due
    assert fraction(measures.taken_up_in_time, facts_of(reports=rows)) == (2, 4)


OURS = [each for each in vars(measures).values() if hasattr(each, "apart")]


@pytest.mark.parametrize("indicator", OURS, ids=lambda each: each.id)
def test_a_return_does_not_answer_them_and_each_is_apart(indicator):
    facts = from_rows(year=2022, ssd_person=[])
    [source] = facts.sources
    cin = replace(source, collection="cin", supplies=frozenset({"ssd_person.pers_person_id"}))
    [figure] = evaluate(indicator, replace(facts, sources=(cin,)), periods.year(2022))
    assert (figure.status, figure.value) == (Status.NOT_AVAILABLE, None)
    assert "does not give" in figure.reason
    assert indicator.apart


def test_a_return_and_a_register_of_one_authority_and_year_answer_side_by_side():
    children = from_rows(year=2022, ssd_cin_episodes=[
        {"cine_referral_id": "1", "cine_referral_date": MAY, "cine_person_id": "A"}
    ])  # fmt: skip
    cin = replace(children.sources[0], collection="cin", snapshot="c", supplies=frozenset(
        each for each in children.sources[0].supplies if each.startswith("ssd_")
    ))  # fmt: skip
    kept = facts_of([REFERRAL])
    register = replace(kept.sources[0], collection="register", snapshot="r", supplies=frozenset(
        each for each in kept.sources[0].supplies if each.startswith("lscp_allegations.")
    ))  # fmt: skip
    both = together([replace(children, sources=(cin,)), replace(kept, sources=(register,))])
    from lscp.measures.indicators import load

    found = evaluate(
        [load()["IND004"], measures.referrals, measures.consultations], both, periods.year(2022)
    )
    shown = {each.indicator: (each.value, each.snapshot, each.source) for each in found}
    assert shown["IND004"] == (1, "c", "return")
    assert shown["IND083"] == (1, "r", "register")
    assert shown["IND084"][0] is None


@pytest.fixture(scope="module")
def internal():
    agencies = ["school"] * 20 + ["early_years"] * 12 + ["faith"] * 2
    rows = [REFERRAL | {"lscp_agency": each} for each in agencies] + CLOSED[:6]
    parts = [facts_of(rows, authority=who) for who in (KC, WCC)]
    parts += [facts_of([replaced(2020)] * 30, year=2021, authority=who) for who in (KC, WCC)]
    return evaluate(OURS, together(parts), periods.year(2022), by=BY, members=(KC, WCC))


BY = ("quarter", "referring_agency", "sector", "concern", "ending", "time_to_close")


def test_few_are_suppressed_with_what_would_give_them_away_and_totals_are_published(internal):
    shown = {each.figure: each for each in published(internal)}
    assert shown[f"IND083.{KC}.2022"].value == 39  # one was received in the year before
    assert shown[f"IND085.{KC}.2022"].value == 30.0
    for hidden in (
        f"IND083.{KC}.2022.referring_agency.faith", f"IND090.{KC}.2022",
        f"IND087.{KC}.2022", f"IND089.{KC}.2022.ending.below",
        f"IND163.{KC}.2022.time_to_close.1M", "IND083.partnership.2022.referring_agency.faith",
    ):  # fmt: skip
        assert shown[hidden].status is Status.SUPPRESSED, hidden
    few = [
        each for each in shown.values()
        if each.unit == "count" and each.value is not None and 0 < each.value < 6
    ]  # fmt: skip
    assert not few


def test_quarters_are_for_the_internal_view_alone(internal):
    assert any(each.breakdown == "quarter" for each in internal)
    assert not any(each.breakdown == "quarter" for each in published(internal))


REFERRALS = st.lists(
    st.tuples(
        st.dates(date(2020, 4, 1), date(2022, 3, 31)),
        st.none() | st.integers(0, 500),
        st.sampled_from(sorted(vocab.codes("lado/agency"))),
        st.sampled_from(sorted(vocab.codes("lado/ending"))),
        st.sampled_from(["Y", "N", None]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(rows=REFERRALS)
def test_properties(rows):
    """Parts add up to the whole, shorter is within longer, and each base is as its count."""
    made = []
    for received, days, agency, ending, late in rows:
        ended = days is not None
        day = received.fromordinal(received.toordinal() + days) if ended else None
        row = closed_on(day, ending=ending if ended else None, received=received)
        made.append(row | {"lscp_agency": agency, "lscp_told_late": late})
    found = figures(OURS, facts_of(made), by=BY)
    total = {each.indicator: each for each in found if not each.breakdown}
    assert total["IND083"].value == sum(received >= APRIL for received, *_ in rows)
    assert total["IND090"].denominator == total["IND083"].value
    assert total["IND086"].denominator <= total["IND083"].value
    within = [total[each].numerator for each in ("IND087", "IND088", "IND164")]
    assert within == sorted(within)
    assert total["IND087"].denominator <= total["IND163"].value
    for each in ("IND083", "IND163"):
        for by in {one.breakdown for one in found if one.indicator == each} - {""}:
            parts = [one.value for one in found if (one.indicator, one.breakdown) == (each, by)]
            assert sum(parts) == total[each].value, (each, by)
    shares = [one.numerator for one in found if one.indicator == "IND089"]
    assert sum(shares) == total["IND163"].value
