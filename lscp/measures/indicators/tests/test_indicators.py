"""Each indicator as a small table: what counts, what does not, and what it comes to."""

import re
from dataclasses import replace
from datetime import date

import narwhals as nw
import pytest
from cases_of_care import CASES_OF_CARE
from indicator_tables import Case, facts

from lscp.core import periods
from lscp.core.breakdowns import BREAKDOWNS
from lscp.core.facts import OF_EVERY_ROW, tables
from lscp.core.figures import Status
from lscp.core.indicators import UNITS, evaluate
from lscp.measures.indicators import load

CHILDREN = """
children: child born       expected   gender ethnicity
          1     2012-04-01 -          1      WBRI
          2     2021-07-01 -          2      NOBT
          3     2016-09-01 -          2      BAFR
          4     -          2021-08-01 0      NOBT
          5     2005-03-31 -          1      CHNE
"""
EPISODES = """
episodes: child referral on         nfa closed     reason need source
          1     1-1      2021-03-31 N   2021-03-31 RC7    N1   6    # was over before the year
          1     1-2      2021-04-01 N   -          -      N1   6
          2     2-1      2021-06-01 Y   -          -      -    9    # no further action
          3     3-1      2021-09-01 N   2021-10-01 RC8    N4   1A   # assessed and not in need
          4     4-1      2020-01-10 N   2021-04-01 RC7    N5   2A
          5     5-1      2021-05-01 N   2022-03-31 RC5    N2   9    # not open on its last day
          5     5-2      2022-03-31 N   -          -      N8   6
"""
REFERRED_AGAIN = """
episodes: child referral on         year
          1     1-1      2020-10-01 2021
          1     1-2      2021-10-01 2022   # exactly 12 months
          2     2-1      2020-09-30 2021
          2     2-2      2021-10-01 2022   # a day too late
          3     3-1      2021-05-01 2022
          3     3-2      2021-05-01 2022   # two on one day are not one after the other
          3     3-3      2021-06-01 2022
"""
WAITING = """
episodes: child referral on         nfa closed     reason
          1     a        2021-06-01 N   -          -
          2     b        2021-06-01 N   -          -       # its assessment is under way
          3     c        2020-06-01 N   -          -       # referred in an earlier year
          4     d        2021-06-01 N   2021-08-01 RC7
          5     e        2021-06-01 Y   -          -
assessments: child referral id authorised
             1     a        A  2021-07-01
             2     b        B  -
"""
DISABLED = """
disabilities: child code
              1     AUT
              1     LD
              3     MOB     # not open at the end
              5     NONE
"""
CIN_PLANS = """
cin_plans: child started    ended
           1     2021-03-01 2021-03-31   # was over before the year
           1     2021-04-01 -
           2     2020-03-30 -
           3     2021-03-31 -            # exactly 12 months
           4     2021-05-01 2021-06-01
           4     2021-07-01 2022-03-31   # not open on its last day
"""
ASSESSMENTS = """
episodes: child referral on
          1     a        2021-04-01
          2     b        2021-05-04
          3     c        2021-07-01
assessments: child referral id started    authorised
             1     a        A  2021-04-06 2021-04-06   # on the same day: 0
             1     a        B  2021-05-04 2021-07-07   # 45 working days, not of the referral
             2     b        C  2021-05-04 2021-07-08   # 46 working days
             3     c        D  -          2021-07-02
             4     d        E  2021-08-02 2021-08-01   # authorised before it started
             5     e        F  2022-03-01 2022-04-01   # in another year
"""
FACTORS = """
assessments: child referral id authorised
             1     a        A  2021-04-06
             1     a        B  2021-07-07
             2     b        C  2021-07-07
             3     c        D  2021-07-07
             4     d        E  2022-04-01   # in another year
             5     e        F  2022-03-31
factors: assessment code
         A          3A
         A          3B
         B          4B
         B          3B
         C          1B
         C          16A
         D          21                      # no factor found
         E          10A
         F          2B
         F          24A
"""
ENQUIRIES = """
enquiries: child id started
           1     a  2021-03-31              # before the year
           1     b  2021-04-01
           1     c  2021-09-01
           2     d  2021-12-24
           3     e  2022-03-31
conferences: child enquiry held       transfer
             1     b       2021-04-01 N     # on the same day: 0
             1     c       2021-09-22 N     # 15 working days
             2     d       2022-01-20 N     # 16, with three bank holidays
             3     e       -          N     # planned
             4     -       2021-07-01 Y
cp_plans: child id started
          1     p  2021-04-01
          2     q  2022-01-21               # not on the day of the conference
"""
CP_PLANS = """
children: child born       expected   ethnicity
          1     2020-04-02 -          CHNE
          4     -          2022-05-01 NOBT
cp_plans: child id started    ended      initial latest earlier
          1     p  2021-04-01 2021-06-30 NEG     NEG    0
          1     q  2022-01-10 -          EMO     PHY    1
          2     r  2020-03-31 -          NEG     MUL    0          # exactly 2 years
          3     s  2019-04-01 2021-04-01 SAB     SAB    2          # exactly 2 years
          4     t  2021-12-31 2022-03-31 PHY     PHY    -          # not open on its last day
          5     u  2018-01-01 2021-03-31 EMO     EMO    0          # was over before the year
"""
REVIEWS = """
cp_plans: child id started
          1     p  2021-06-01   # in time, to the day
          2     q  2021-06-01   # the first a day late
          3     r  2020-06-01   # in time
          4     s  2020-06-01   # the later one a day late
          5     t  2020-06-01   # cannot be judged: no review of the year before
          6     u  2020-06-01   # late in any case: no review at all
          7     v  2022-01-01   # not yet three months
          8     w  2021-09-01   # in time: the next is due later
reviews: plan held
         p    2021-09-01
         p    2022-03-01
         q    2021-09-02
         r    2021-03-01
         r    2021-09-01
         r    2022-02-01
         s    2021-03-01
         s    2021-09-02
         t    2021-08-01
         t    2022-01-10
         w    2021-11-01
"""
CASES = {
    "IND004": Case(CHILDREN + EPISODES, 5, by={
        "month": {"2021-04": 1, "2021-05": 1, "2021-06": 1, "2021-09": 1, "2022-03": 1},
        "source": {"6": 2, "9": 2, "1": 1},
        "primary_need": {"N1": 1, "NFA": 1, "N4": 1, "N2": 1, "N8": 1},
        "sex": {"M": 3, "F": 2},
    }),
    "IND005": Case(EPISODES, 5.0, of=(5, 10_000)),
    "IND006": Case(EPISODES, 4),
    "IND007": Case(REFERRED_AGAIN, 40.0, of=(2, 5)),
    "IND008": Case(EPISODES, 20.0, of=(1, 5), by={"source": {"9": 50.0}}),
    "IND009": Case(EPISODES, 20.0, of=(1, 5), by={"primary_need": {"N4": 100.0}}),
    "IND010": Case(EPISODES, by={"primary_need": {"N1": 25.0, "N2": 25.0, "N4": 25.0, "N8": 25.0}}),
    "IND011": Case(CHILDREN + EPISODES, by={"age": {"UNBORN": 20.0, "5-9": 40.0, "16+": 40.0}}),
    "IND012": Case(CHILDREN + EPISODES, by={
        "ethnic_group": {"WHITE": 20.0, "UNKNOWN": 20.0, "BLACK": 20.0, "OTHER": 40.0},
    }),
    "IND013": Case(EPISODES, 40.0, of=(2, 5)),
    "IND014": Case(EPISODES, 50.0, of=(1, 2)),
    "IND015": Case(EPISODES, by={"source": {"6": 40.0, "9": 40.0, "1": 20.0}}),
    "IND019": Case(ASSESSMENTS, 5, by={
        "duration": {"0": 1, "41-45": 1, "46-50": 1, "UNKNOWN": 2},
    }),
    "IND020": Case(ASSESSMENTS, 66.7, of=(2, 3), left_out=2),
    "IND020R": Case(ASSESSMENTS, 50.0, of=(2, 4), left_out=1),
    "IND021": Case(ASSESSMENTS, 45, left_out=2),
    "IND023": Case(FACTORS, 33.3, of=(1, 3)),
    "IND024": Case(FACTORS, 33.3, of=(1, 3)),
    "IND025": Case(FACTORS, 66.7, of=(2, 3)),
    "IND026": Case(FACTORS, 33.3, of=(1, 3)),
    "IND027": Case(FACTORS, by={"factor": {"24A": 33.3}}),
    "IND028": Case(EPISODES, 2, by={
        "primary_need": {"N1": 1, "N8": 1},
        "duration": {"1Y": 1, "3M": 1},
    }),
    "IND029": Case(EPISODES, 2.0, of=(2, 10_000)),
    "IND030": Case(EPISODES, 1.0, of=(1, 10_000)),
    "IND032": Case(CIN_PLANS, 33.3, of=(1, 3)),
    "IND035": Case(ENQUIRIES, 4),
    "IND036": Case(ENQUIRIES, 4.0, of=(4, 10_000)),
    "IND037": Case(ENQUIRIES, 75.0, of=(3, 4)),
    "IND038": Case(ENQUIRIES, 4, by={
        "duration": {"0-10": 1, "11-15": 1, "16-20": 1, "UNKNOWN": 1},
    }),
    "IND039": Case(ENQUIRIES, 66.7, of=(2, 3), left_out=1),
    "IND040": Case(ENQUIRIES, 25.0, of=(1, 4)),
    "IND043": Case(CP_PLANS, 2, by={
        "category": {"EMO": 1, "NEG": 1}, "duration": {"3M": 1, "2Y+": 1},
    }),
    "IND044": Case(CP_PLANS, 2.0, of=(2, 10_000)),
    "IND045": Case(CP_PLANS, 3, by={"category": {"NEG": 1, "EMO": 1, "PHY": 1}}),
    "IND046": Case(CP_PLANS, by={"category": {"NEG": 33.3, "EMO": 33.3, "PHY": 33.3}}),
    "IND047": Case(CP_PLANS, by={"age": {"U1": 66.7, "1-4": 33.3}}),
    "IND048": Case(CP_PLANS, by={"ethnic_group": {"OTHER": 66.7, "UNKNOWN": 33.3}}),
    "IND049": Case(CP_PLANS, 50.0, of=(1, 2), left_out=1),
    "IND050": Case(CP_PLANS, 33.3, of=(1, 3)),
    "IND051": Case(CP_PLANS, 50.0, of=(1, 2)),
    "IND052": Case(CP_PLANS, 33.3, of=(1, 3)),
    "IND053": Case(REVIEWS, 50.0, of=(3, 6), left_out=1),
    "IND121": Case(EPISODES, 4),
    "IND122": Case(EPISODES, 3),
    "IND123": Case(EPISODES, 3),
    "IND124": Case(EPISODES, 2),
    "IND125": Case(EPISODES, 2, by={
        "closure_reason": {"RC5": 1, "RC7": 1}, "duration": {"1Y": 1, "2Y": 1},
    }),
    "IND126": Case(EPISODES, 2),
    "IND127": Case(WAITING, 1),
    "IND128": Case(EPISODES + DISABLED, 50.0, of=(1, 2)),
    "IND129": Case(CIN_PLANS, 3),
    "IND130": Case(CIN_PLANS, 2),
    "IND131": Case(CIN_PLANS, 2, by={"duration": {"3M": 1, "1Y": 1}}),
    "IND132": Case(CIN_PLANS, 1),
    "IND133": Case(CIN_PLANS, 5),
    "IND134": Case(CIN_PLANS, 4),
    "IND135": Case(CIN_PLANS, 3, by={"duration": {"1Y": 1, "2Y": 1, "2Y+": 1}}),
    "IND136": Case(REFERRED_AGAIN, 66.7, of=(2, 3)),
    "IND137": Case(FACTORS, 3, by={
        "factor": {"3A": 1, "3B": 1, "4B": 1, "1B": 1, "16A": 1, "2B": 1, "24A": 1},
    }),
    "IND138": Case(ENQUIRIES, 3),
    "IND139": Case(ENQUIRIES, 3),
    "IND140": Case(ENQUIRIES, 8, left_out=1),
    "IND141": Case(ENQUIRIES, 15, left_out=1),
    "IND142": Case(ENQUIRIES, 16, left_out=1),
    "IND143": Case(ASSESSMENTS, 23, left_out=2),
    "IND144": Case(ASSESSMENTS, 46, left_out=2),
    "IND145": Case(CP_PLANS, 2),
    "IND146": Case(CP_PLANS, 3, by={"duration": {"3M": 2, "2Y+": 1}}),
    "IND147": Case(CP_PLANS, 3),
    "IND148": Case(CP_PLANS, 5),
    "IND149": Case(CP_PLANS, 4),
    "IND150": Case(CP_PLANS, 3, by={"category": {"NEG": 1, "PHY": 2}}),
    "IND151": Case(CP_PLANS, 2, by={"category": {"PHY": 1, "MUL": 1}}),
    "IND152": Case(EPISODES + DISABLED, by={"disability": {"AUT": 100.0, "LD": 100.0}}),
    "IND153": Case(EPISODES, 3.0, of=(3, 10_000)),
    "IND154": Case(EPISODES, 2.0, of=(2, 10_000)),
    "IND155": Case(CIN_PLANS, 3.0, of=(3, 10_000)),
    "IND156": Case(ASSESSMENTS, 5.0, of=(5, 10_000)),
    "IND157": Case(ENQUIRIES, 4.0, of=(4, 10_000)),
    "IND158": Case(CP_PLANS, 3.0, of=(3, 10_000)),
    "IND159": Case(CP_PLANS, 3.0, of=(3, 10_000)),
    **CASES_OF_CARE,
}  # fmt: skip


@pytest.mark.parametrize("identifier", CASES)
def test_an_indicator_counts_what_it_says(identifier):
    case, indicator = CASES[identifier], load()[identifier]
    found = evaluate(indicator, facts(case.tables), periods.year(2022), by=case.by)
    found = [figure for figure in found if figure.year == "2022"]
    if indicator.unit != "share":
        total = found[0]
        assert (total.value, total.status) == (case.value, Status.OK), total.reason
        assert case.of in (None, (total.numerator, total.denominator))
    assert sum(rows for _, rows in found[0].left_out) == case.left_out
    for name, expected in case.by.items():
        counted = {f.category: f.value for f in found if f.breakdown == name and f.value}
        assert counted == expected


def test_every_indicator_has_its_table():
    """Those that only live records answer have theirs beside the area that records them."""
    assert set(CASES) == {name for name, each in load().items() if not each.live}


@pytest.mark.parametrize("indicator", load().values(), ids=load())
def test_an_indicator_says_all_that_a_reader_needs(indicator):
    assert indicator.definition.endswith(".")
    assert re.search(r"\b(not|neither|left out)\b", indicator.definition), "what is not counted"
    assert indicator.owner
    assert indicator.source
    assert indicator.unit in UNITS
    assert isinstance(indicator.review_on, date)
    assert len(indicator.questions) >= 2
    assert all(question.endswith("?") for question in indicator.questions)
    assert set(indicator.by) <= set(BREAKDOWNS)
    assert indicator.needs


@pytest.mark.parametrize("identifier", CASES)
def test_an_indicator_needs_no_column_that_it_does_not_name(identifier):
    case, indicator = CASES[identifier], load()[identifier]
    known, named = facts(case.tables), set(indicator.needs)
    for name in indicator.by if indicator.unit == "share" else ():
        named |= {need for each in BREAKDOWNS[name].needs for need in each.split(" or ")}
    assert named <= {f"{name}.{column}" for name, t in tables().items() for column in t.columns}
    bare = replace(known, frames={
        name: nw.from_native(tables()[name].conform(frame.to_native().select(
            column for column in tables()[name].columns
            if column in OF_EVERY_ROW or f"{name}.{column}" in named or name == "lscp_population"
        )))
        for name, frame in known.frames.items()
    })  # fmt: skip
    asked = {"by": indicator.by if indicator.unit == "share" else ()}
    full, less = (evaluate(indicator, each, periods.year(2022), **asked) for each in (known, bare))
    assert [figure.value for figure in less] == [figure.value for figure in full]


def test_a_plan_soon_after_another_is_not_available_from_a_return_rather_than_low():
    known = facts(CP_PLANS)
    as_return = replace(
        known, sources=tuple(replace(each, history=False) for each in known.sources)
    )
    (figure,) = evaluate(load()["IND050"], as_return, periods.year(2022))
    assert (figure.status, figure.value) == (Status.NOT_AVAILABLE, None)
    assert "holds only what was open in its year" in figure.reason


def test_not_in_need_counts_early_help_from_the_year_2023():
    text = """
    episodes: child referral on         nfa closed     reason year
              1     1-1      2021-09-01 N   2021-10-01 RC9    2022
              2     2-1      2022-09-01 N   2022-10-01 RC9    2023
    """
    known = facts(text)
    assert evaluate(load()["IND009"], known, periods.year(2022))[0].numerator == 0
    assert evaluate(load()["IND009"], known, periods.year(2023))[0].numerator == 1


def test_an_episode_closed_as_not_in_need_after_the_year_was_in_need_on_31_march():
    text = """
    episodes: child referral on         nfa closed     reason
              1     1-1      2022-03-01 N   2022-04-10 RC8
    """
    assert evaluate(load()["IND028"], facts(text), periods.year(2022))[0].value == 1
    assert evaluate(load()["IND009"], facts(text), periods.year(2022))[0].numerator == 0
