"""The made-up returns keep the DfE's rules for the census, by the rules' own numbers.

Each function returns what breaks a rule in one return.
"""

from datetime import date, timedelta

import polars as pl
import pytest
from _pytest.mark import ParameterSet

from lscp.core import engines, vocab, working_days

WHO = "cine_person_id"
RULES: list[ParameterSet] = []


def rule(*numbers):
    """Declare the function below to be the rules of these numbers."""

    def declare(function):
        RULES.append(pytest.param(function, id="-".join(numbers)))
        return function

    return declare


def start(made) -> date:
    return date(made.year - 1, 4, 1)


def end(made) -> date:
    return date(made.year, 3, 31)


def episodes(made) -> pl.DataFrame:
    return made.ssd_cin_episodes.rename(
        {
            "cine_referral_id": "referral",
            "cine_referral_date": "referred",
            "cine_close_date": "closed",
        }
    )


def within(made, table: str, referral: str) -> pl.DataFrame:
    """Return the rows of a table beside the episode that they are in."""
    rows = getattr(made, table).drop("lscp_authority", "lscp_year")
    return rows.join(episodes(made), left_on=referral, right_on="referral", how="left")


def overlapping(frame: pl.DataFrame, who: str, first: str, last: str) -> pl.DataFrame:
    """Return the rows that start before the one before them, of the same child, has ended."""
    far = pl.lit(date(2999, 1, 1))
    ordered = frame.sort(who, first)
    before = pl.col(last).fill_null(far).shift(1).over(who)
    return ordered.filter(pl.col(first) <= before)


@rule("1510", "1530", "1540", "1550")
def upn_is_well_formed(made):
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    lea = {"E09000020": "207", "E09000033": "213"}[made.authority]
    upns = made.ssd_person["lscp_upn"].drop_nulls().to_list()
    return [
        upn
        for upn in upns
        if not (
            len(upn) == 13
            and upn[1:].isdigit()
            and upn[1:4] == lea
            and upn[0] == letters[sum(n * int(d) for n, d in enumerate(upn[1:], 2)) % 23]
        )
    ]


@rule("1520", "8510")
def one_record_of_a_child_and_of_a_upn(made):
    people = made.ssd_person
    upns = people["lscp_upn"].drop_nulls()
    return (
        people.filter(pl.col("pers_person_id").is_duplicated()).height + upns.is_duplicated().sum()
    )


@rule("1570", "1580", "8500")
def child_ids_are_short_and_alphanumeric(made):
    return made.ssd_person.filter(~pl.col("pers_person_id").str.contains("^[A-Za-z0-9]{1,20}$"))


@rule("8520", "8525Q", "8530Q", "8750")
def born_or_expected_and_not_both(made):
    born, expected = pl.col("pers_dob"), pl.col("pers_expected_dob")
    one = born.is_null() != expected.is_null()
    unborn = (pl.col("pers_gender") == "0") & (pl.col("pers_ethnicity") == "NOBT")
    in_range = expected.is_between(date(made.year, 3, 1), date(made.year, 12, 31))
    return made.ssd_person.filter(
        ~one | (born > end(made)) | ~in_range | (expected.is_not_null() & ~unborn)
    )


@rule("2886Q", "4220")
def sex_and_ethnic_group_are_given(made):
    people = made.ssd_person
    groups = vocab.codes("cin/ethnicity", end(made))
    unknown = people.filter(pl.col("pers_gender") == "9").height
    return people.filter(~pl.col("pers_ethnicity").is_in(list(groups))).height + (
        unknown > 0.02 * people.height
    )


@rule("8770Q", "8772")
def a_reason_stands_where_there_is_no_upn(made):
    people = made.ssd_person
    action = episodes(made).filter(pl.col("cine_referral_nfa") == "N")[WHO]
    reason = pl.col("pers_upn_unknown")
    neither = reason.is_null() == pl.col("lscp_upn").is_null()
    at_school = pl.col("pers_dob").dt.offset_by("5y") <= date(made.year - 1, 8, 31)
    return people.filter(
        neither
        | ((reason == "UN7") & pl.col("pers_person_id").is_in(action.implode()))
        | (at_school & (reason == "UN1"))
    )


@rule("2887Q", "2888Q", "8540", "8790", "8794")
def disabilities_are_none_or_some(made):
    held = made.ssd_disability.group_by("disa_person_id").agg(pl.col("disa_disability_code"))
    codes = pl.col("disa_disability_code")
    mixed = codes.list.contains("NONE") & (codes.list.len() > 1)
    twice = codes.list.n_unique() != codes.list.len()
    used = made.ssd_disability["disa_disability_code"].n_unique() - 1
    born = made.ssd_person.filter(pl.col("pers_dob").is_not_null())
    without = born.join(held, left_on="pers_person_id", right_on="disa_person_id", how="anti")
    several = held.filter(codes.list.len() > 1).height
    return held.filter(mixed | twice).height + without.height + (used < 8) + (several == 0)


@rule("8545Q", "8555Q", "8585Q", "8915", "8920", "4008", "4009Q")
def nothing_follows_a_death(made):
    people = made.ssd_person.select(
        "pers_dob", "pers_death_date", pl.col("pers_person_id").alias(WHO)
    )
    held = episodes(made).join(people, on=WHO)
    died = pl.col("pers_death_date")
    wrong = held.filter(
        ((pl.col("cine_close_reason") == "RC2") & died.is_null())
        | (pl.col("referred") > died)
        | ~died.is_between(start(made), end(made))
        | (died < pl.col("pers_dob"))
    )
    dead = held.filter(died.is_not_null())[WHO].implode()
    plans = made.ssd_cp_plans.filter(pl.col("cppl_person_id").is_in(dead))
    return wrong.height + plans.height


@rule("8590", "8600", "8606")
def referrals_are_dated_in_time(made):
    people = made.ssd_person.with_columns(
        birth=pl.coalesce("pers_dob", "pers_expected_dob"), **{WHO: pl.col("pers_person_id")}
    )
    held = episodes(made).join(people.select(WHO, "birth"), on=WHO, how="full", coalesce=True)
    early = pl.col("referred") + timedelta(days=280) < pl.col("birth")
    return held.filter(pl.col("referred").is_null() | (pl.col("referred") > end(made)) | early)


@rule("8620", "8630", "8640", "8805", "8810")
def closures_are_in_the_year_and_have_a_reason(made):
    closed, reason = pl.col("closed"), pl.col("cine_close_reason")
    known = list(vocab.codes("cin/closure_reason", end(made)))
    return episodes(made).filter(
        (closed.is_null() != reason.is_null())
        | ~closed.is_between(start(made), end(made))
        | (closed < pl.col("referred"))
        | ~reason.is_in(known)
    )


@rule("8610", "8650", "8866")
def needs_and_sources_are_known_codes(made):
    need, action = pl.col("cine_cin_primary_need_code"), pl.col("cine_referral_nfa") == "N"
    needs = list(vocab.codes("cin/primary_need", end(made)))
    sources = list(vocab.codes("cin/referral_source", end(made)))
    source = pl.col("cine_referral_source_code")
    return episodes(made).filter(
        (need.is_null() == action) | ~need.is_in(needs) | ~source.is_in(sources).fill_null(False)
    )


@rule("8569Q", "8831", "8832", "4000")
def nothing_follows_a_referral_without_action(made):
    without = episodes(made).filter(pl.col("cine_referral_nfa") == "Y")
    wrong = without.filter((pl.col("referred") < start(made)) | pl.col("closed").is_not_null())
    ids = without["referral"].implode()
    rows = {
        "ssd_cin_assessments": "cina_referral_id",
        "ssd_s47_enquiry": "s47e_referral_id",
        "ssd_initial_cp_conference": "icpc_referral_id",
        "ssd_cp_plans": "cppl_referral_id",
        "ssd_cin_plans": "cinp_referral_id",
    }
    return wrong.height + sum(
        getattr(made, table).filter(pl.col(column).is_in(ids)).height
        for table, column in rows.items()
    )


@rule("8815", "8816", "8820")
def episodes_of_a_child_follow_one_another(made):
    held = episodes(made).with_columns(
        closed=pl.when(pl.col("cine_referral_nfa") == "Y")
        .then(pl.col("referred"))
        .otherwise(pl.col("closed"))
    )
    return overlapping(held, WHO, "referred", "closed")


@rule("2990", "8825Q")
def not_in_need_has_an_assessment_and_no_more(made):
    ids = episodes(made).filter(pl.col("cine_close_reason") == "RC8")
    assessed = made.ssd_cin_assessments["cina_referral_id"].implode()
    more = [
        getattr(made, table)[column]
        for table, column in (
            ("ssd_s47_enquiry", "s47e_referral_id"),
            ("ssd_cin_plans", "cinp_referral_id"),
            ("ssd_cp_plans", "cppl_referral_id"),
        )
    ]
    return ids.filter(
        ~pl.col("referral").is_in(assessed)
        | pl.any_horizontal(pl.col("referral").is_in(each.implode()) for each in more)
    )


@rule("1103", "8565", "8608", "8696", "8736", "8867")
def assessments_are_inside_their_episode_and_year(made):
    started, done = pl.col("cina_assessment_start_date"), pl.col("cina_assessment_auth_date")
    return within(made, "ssd_cin_assessments", "cina_referral_id").filter(
        (started < pl.col("referred"))
        | (done < started)
        | (pl.max_horizontal(started, done) > pl.col("closed"))
        | ~done.is_between(start(made), end(made))
        | (done.is_null() & ((started < start(made)) | pl.col("closed").is_not_null()))
    )


@rule("8670Q")
def no_assessment_is_open_for_long(made):
    undone = made.ssd_cin_assessments.filter(pl.col("cina_assessment_auth_date").is_null())
    return [
        day
        for day in undone["cina_assessment_start_date"].drop_nulls()
        if working_days.between(day, end(made)) > 45
    ]


@rule("8863Q", "8896")
def assessments_of_a_child_follow_one_another(made):
    return overlapping(
        made.ssd_cin_assessments,
        "cina_person_id",
        "cina_assessment_start_date",
        "cina_assessment_auth_date",
    )


@rule("8614", "8869", "8897Q", "8898", "8945Q", "8950Q")
def factors_are_of_finished_assessments(made):
    held = made.lscp_assessment_factors.group_by("lscp_assessment_id").agg("lscp_factor")
    rows = made.ssd_cin_assessments.join(
        held, left_on="cina_assessment_id", right_on="lscp_assessment_id", how="left"
    )
    codes, done = pl.col("lscp_factor"), pl.col("cina_assessment_auth_date").is_not_null()
    known = set(vocab.codes("cin/assessment_factor", end(made)))
    used = set(made.lscp_assessment_factors["lscp_factor"])
    withdrawn = {"18A", "19A"} & used if made.year > 2021 else set()
    return rows.filter(
        (done == codes.is_null()) | (codes.list.contains("21") & (codes.list.len() > 1))
    ).height + len((used - known) | withdrawn)


@rule("8873Q")
def no_factor_at_all_means_not_in_need(made):
    found = made.lscp_assessment_factors.filter(pl.col("lscp_factor") == "21")
    done = within(made, "ssd_cin_assessments", "cina_referral_id")
    rows = done.join(found, left_on="cina_assessment_id", right_on="lscp_assessment_id", how="semi")
    return rows.filter(pl.col("cine_close_reason").ne_missing("RC8"))


@rule("2889", "8615", "8740", "8868", "8565-s47")
def enquiries_are_inside_their_episode_and_year(made):
    started = pl.col("s47e_s47_start_date")
    return within(made, "ssd_s47_enquiry", "s47e_referral_id").filter(
        (started < pl.col("referred")) | (started > pl.col("closed")) | (started < start(made))
    )


@rule("8675Q", "8839", "8890")
def enquiries_of_a_child_follow_one_another(made):
    held = made.ssd_s47_enquiry.join(
        made.ssd_initial_cp_conference,
        left_on="s47e_s47_enquiry_id", right_on="icpc_s47_enquiry_id", how="left",
    ).with_columns(
        finished=pl.coalesce("icpc_icpc_date", pl.col("s47e_s47_start_date"))
    )  # fmt: skip
    unresolved = held.filter((pl.col("s47e_s47_nfa") == "N") & pl.col("icpc_icpc_date").is_null())
    again = overlapping(held, "s47e_person_id", "s47e_s47_start_date", "finished")
    return unresolved.height + again.height


@rule("2991Q")
def an_enquiry_has_an_assessment_in_its_episode(made):
    assessed = made.ssd_cin_assessments
    return made.ssd_s47_enquiry.join(
        assessed, left_on="s47e_referral_id", right_on="cina_referral_id", how="anti"
    )


@rule("1104", "8715", "8870Q", "8875")
def conferences_are_on_working_days_of_the_year(made):
    rows = within(made, "ssd_initial_cp_conference", "icpc_referral_id")
    held = pl.col("icpc_icpc_date")
    wrong = rows.filter((held < pl.col("referred")) | ~held.is_between(start(made), end(made)))
    days = [*rows["icpc_icpc_date"], *rows["icpc_icpc_target_date"]]
    return wrong.height + sum(not working_days.is_working_day(day) for day in days)


@rule("2883", "2884", "2885")
def a_plan_starts_on_the_day_of_its_conference(made):
    started = made.ssd_cp_plans.filter(pl.col("cppl_cp_plan_start_date") >= start(made))
    return started.join(
        made.ssd_initial_cp_conference,
        left_on=["cppl_referral_id", "cppl_cp_plan_start_date"],
        right_on=["icpc_referral_id", "icpc_icpc_date"],
        how="anti",
    )


@rule("1105", "8720", "8840", "8925", "8930", "8565-plans")
def plans_are_inside_their_episode_and_end_in_the_year(made):
    started, ended = pl.col("cppl_cp_plan_start_date"), pl.col("cppl_cp_plan_end_date")
    return within(made, "ssd_cp_plans", "cppl_referral_id").filter(
        (started < pl.col("referred"))
        | (started > end(made))
        | (ended <= started)
        | ~ended.is_between(start(made), end(made))
        | (ended > pl.col("closed"))
        | (ended.is_null() & pl.col("closed").is_not_null())
    )


@rule("8935", "8940")
def plans_of_a_child_follow_one_another(made):
    return overlapping(
        made.ssd_cp_plans, "cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"
    )


@rule("8730", "8905", "8910")
def plans_have_their_categories_and_how_many_came_before(made):
    known = list(vocab.codes("cin/category_of_abuse", end(made)))
    return made.ssd_cp_plans.filter(
        pl.col("lscp_previous_plans").is_null()
        | ~pl.col("cppl_cp_plan_initial_category").is_in(known).fill_null(False)
        | ~pl.col("cppl_cp_plan_latest_category").is_in(known).fill_null(False)
    )


@rule("8841", "8842Q")
def reviews_are_after_the_start_and_by_the_end_of_their_plan(made):
    rows = made.ssd_cp_reviews.join(
        made.ssd_cp_plans, left_on="cppr_cp_plan_id", right_on="cppl_cp_plan_id"
    )
    held = pl.col("cppr_cp_review_date")
    return rows.filter(
        held.is_null()
        | (held <= pl.col("cppl_cp_plan_start_date"))
        | (held > pl.coalesce("cppl_cp_plan_end_date", pl.lit(end(made))))
    )


@rule("4010", "4011", "4012Q", "4013", "4015", "8565-CIN plans")
def child_in_need_plans_are_inside_their_episode_and_end_in_the_year(made):
    started, ended = pl.col("cinp_cin_plan_start_date"), pl.col("cinp_cin_plan_end_date")
    return within(made, "ssd_cin_plans", "cinp_referral_id").filter(
        (started < pl.col("referred"))
        | (started > end(made))
        | (ended <= started)
        | ~ended.is_between(start(made), end(made))
        | (ended > pl.col("closed"))
        | (ended.is_null() & pl.col("closed").is_not_null())
    )


@rule("4004", "4014")
def child_in_need_plans_of_a_child_follow_one_another(made):
    return overlapping(
        made.ssd_cin_plans,
        "cinp_person_id",
        "cinp_cin_plan_start_date",
        "cinp_cin_plan_end_date",
    )


@rule("4001", "4003", "4016", "4017")
def the_two_kinds_of_plan_never_run_at_once(made):
    far = date(2999, 1, 1)
    both = made.ssd_cin_plans.join(
        made.ssd_cp_plans, left_on="cinp_person_id", right_on="cppl_person_id"
    )
    return both.filter(
        (pl.col("cinp_cin_plan_start_date") <= pl.col("cppl_cp_plan_end_date").fill_null(far))
        & (pl.col("cppl_cp_plan_start_date") <= pl.col("cinp_cin_plan_end_date").fill_null(far))
    )


@rule("A1 of the guide")
def children_with_an_enquiry_or_a_plan_are_in_need_for_abuse_or_neglect(made):
    rows = [
        within(made, "ssd_s47_enquiry", "s47e_referral_id"),
        within(made, "ssd_cp_plans", "cppl_referral_id"),
    ]
    return sum(each.filter(pl.col("cine_cin_primary_need_code") != "N1").height for each in rows)


class Broken:
    """A made-up return of which one table was spoilt."""

    def __init__(self, made, table, frame):
        self.made, self.table, self.frame = made, table, frame

    def __getattr__(self, name):
        return self.frame if name == self.table else getattr(self.made, name)


def spoilt(made):
    """Yield the return with one table emptied, doubled, or a column of it wrong or empty."""
    names = [name for name, frame in made.facts.frames.items() if engines.collect(frame).height]
    for name in names:
        frame = getattr(made, name)
        yield Broken(made, name, frame.clear())
        yield Broken(made, name, pl.concat([frame, frame]))
        for column, kind in frame.drop("lscp_authority", "lscp_year").schema.items():
            here = pl.col(column)
            values = [pl.lit(None, kind)]
            if kind == pl.Date:
                values += [here + timedelta(days=days) for days in (-400, 400)]
                values += [here.fill_null(end(made)) + timedelta(days=1)]
            elif kind == pl.String:
                values += [pl.lit("21"), pl.lit("RC2"), pl.lit("N"), pl.lit("Y"), pl.lit("??")]
            for value in values:
                yield Broken(made, name, frame.with_columns(value.alias(column)))


def breaks(broken, made):
    """Return how much in a return breaks a rule, and what."""
    found = broken(made)
    return (found if isinstance(found, int) else len(found)), found


@pytest.mark.slow
@pytest.mark.parametrize("broken", RULES)
def test_the_made_up_returns_keep_the_rules_of_the_census(broken, made_returns):
    for made in made_returns:
        count, found = breaks(broken, made)
        assert count == 0, f"{count} in {made.authority} {made.year}: {found}"


@pytest.mark.slow
@pytest.mark.parametrize("broken", RULES)
def test_each_rule_finds_what_breaks_it(broken, made_returns):
    assert any(breaks(broken, each)[0] for each in spoilt(made_returns[-1]))
