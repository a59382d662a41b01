"""Breakdowns: the words of `--by`, each with its categories and how a row gets its own.

An indicator's rows name the child (`person`) or the referral (`referral`) that they are about;
a breakdown joins what it needs. Where the rows already have a column of the breakdown's name,
that stands.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

import narwhals as nw

from lscp.core import vocab
from lscp.core.characteristics import (
    ALONE,
    NO_FURTHER_ACTION,
    UNKNOWN,
    Rows,
    day_number,
    same_child,
    with_person,
    with_referral,
    with_unaccompanied,
)
from lscp.core.facts import Facts
from lscp.core.periods import Period, parse, quarter

OPEN = "OPEN"  # of a contact that nobody has decided yet


@dataclass(frozen=True)
class Breakdown:
    """A way to split an indicator's rows. `many`: one row can be in several categories.

    `internal`: it is for the internal view alone, and no figure of it is ever published.
    `needs`: columns of the facts, without which there is no such figure; "… or …" is either.
    """

    name: str
    title: str
    set: str
    add: Callable[[Rows, Facts, Period], Rows] | None
    many: bool = False
    extra: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] = ()
    internal: bool = False

    def categories(self, period: Period) -> dict[str, str]:
        """Return category → label, in the order to show them, of those valid in the period."""
        if self.name == "month":
            return _months(period)
        if self.name == "quarter":
            return {each.name: each.label for each in _quarters(period)}
        valid = {
            code.code: code.label
            for code in vocab.code_set(self.set)
            if code.valid_on(period.start) or code.valid_on(period.end)
        }
        return valid | dict(self.extra)

    def shown_as(self, category: str, listed: Collection[str]) -> str | None:
        """Return the category that a value is shown in, of those listed; None: in none.

        A set can include a code in another ("includes"), and can be narrower than the codes of
        the breakdown. What is no code at all is not recorded or not valid.
        """
        if category in listed:
            return category
        for code in vocab.code_set(self.set):
            if category in code.more.get("includes", "").split():
                return code.code
        narrower = self.set != BREAKDOWNS[self.name].set
        return None if narrower and category in vocab.codes(BREAKDOWNS[self.name].set) else UNKNOWN

    def label(self, category: str) -> str:
        """Return the words for a category."""
        words = dict(self.extra) | (vocab.codes(self.set) if self.set else {})
        if category in words or category == UNKNOWN:
            return words.get(category, "Not recorded or not valid")
        if self.name == "quarter":
            return parse(category).label
        return f"{date.fromisoformat(category + '-01'):%B %Y}" if self.name == "month" else category


def _months(period: Period) -> dict[str, str]:
    months, day = {}, period.start.replace(day=1)
    while day <= period.end:
        months[f"{day:%Y-%m}"] = f"{day:%B %Y}"
        day = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1)
    return months


def _quarters(period: Period) -> list[Period]:
    found = (quarter(period.year, which) for which in (1, 2, 3, 4))
    return [each for each in found if each.start <= period.end and each.end >= period.start]


def _quarter(rows: Rows, facts: Facts, period: Period) -> Rows:
    named = nw.lit(None, nw.String)
    for each in _quarters(period):
        inside = nw.col("on").is_between(each.start, each.end)
        named = nw.when(inside).then(nw.lit(each.name)).otherwise(named)
    return rows.with_columns(quarter=named)


def _criterion(rows: Rows, facts: Facts, period: Period) -> Rows:
    """One row for each criterion of the threshold that an allegation meets; those of none not."""
    met = facts.lscp_allegation_criteria.select(
        "lscp_authority",
        nw.col("lscp_allegation_id").alias("referral"),
        nw.col("lscp_criterion").alias("criterion"),
    ).unique()
    return rows.join(met, on=["lscp_authority", "referral"], how="inner")


def _month(rows: Rows, facts: Facts, period: Period) -> Rows:
    return rows.with_columns(month=nw.col("on").dt.to_string("%Y-%m"))


def _of_person(rows: Rows, facts: Facts, period: Period) -> Rows:
    return with_person(rows, facts, period.year)


def _of_referral(rows: Rows, facts: Facts, period: Period) -> Rows:
    return with_referral(rows, facts)


def _age(rows: Rows, facts: Facts, period: Period) -> Rows:
    """Age on the day that the row counts on; on the period's last day for what is open then."""
    names = rows.collect_schema().names()
    rows = rows if "born" in names else with_person(rows, facts, period.year)
    day = nw.col("on") if "on" in names else nw.lit(period.end)
    lived = day_number(day) - nw.col("born")
    bands: nw.Expr = nw.lit("16+")
    for years, name in ((16, "10-15"), (10, "5-9"), (5, "1-4"), (1, "U1"), (0, "UNBORN")):
        bands = nw.when(lived < years * 10_000).then(nw.lit(name)).otherwise(bands)
    expected = nw.when(nw.col("expected") == 1).then(nw.lit("UNBORN")).otherwise(nw.lit(UNKNOWN))
    return rows.with_columns(age=nw.when(nw.col("born").is_null()).then(expected).otherwise(bands))


def _disability(rows: Rows, facts: Facts, period: Period) -> Rows:
    """One row for each disability of the child; children with none recorded are left out."""
    known = facts.ssd_disability.rename(
        {"disa_person_id": "person", "disa_disability_code": "disability"}
    )
    same = same_child(rows, known)
    return rows.join(known.select(*same, "disability"), on=same, how="inner")


def _factor(rows: Rows, facts: Facts, period: Period) -> Rows:
    """One row for each factor that the episode's assessments authorised in the period found."""
    done = nw.col("cina_assessment_auth_date").is_between(period.start, period.end)
    assessments = facts.ssd_cin_assessments.filter(done).select(
        "lscp_authority",
        nw.col("cina_referral_id").alias("referral"),
        nw.col("cina_assessment_id").alias("lscp_assessment_id"),
    )
    factors = (
        facts.lscp_assessment_factors.select("lscp_authority", "lscp_assessment_id", "lscp_factor")
        .join(assessments, on=["lscp_authority", "lscp_assessment_id"], how="inner")
        .select("lscp_authority", "referral", nw.col("lscp_factor").alias("factor"))
        .unique()
    )
    return rows.join(factors, on=["lscp_authority", "referral"], how="inner")


_CHILD, _REFERRAL = "ssd_person.pers_person_id", "ssd_cin_episodes.cine_referral_id"
_BORN = ("ssd_person.pers_dob or ssd_person.pers_expected_dob",)
_NEED = ("ssd_cin_episodes.cine_referral_nfa", "ssd_cin_episodes.cine_cin_primary_need_code")
_DISABILITY = ("ssd_disability.disa_person_id", "ssd_disability.disa_disability_code")
_CARE, _PLACED = "ssd_cla_episodes", "ssd_cla_placement"
_FACTOR = (
    "ssd_cin_assessments.cina_assessment_id", "ssd_cin_assessments.cina_referral_id",
    "ssd_cin_assessments.cina_assessment_auth_date",
    "lscp_assessment_factors.lscp_assessment_id", "lscp_assessment_factors.lscp_factor",
)  # fmt: skip

BREAKDOWNS = {
    each.name: each
    for each in (
        Breakdown("month", "Month", "", _month),
        Breakdown(
            "source", "Source of referral", "lscp/source_group", _of_referral,
            needs=(_REFERRAL, "ssd_cin_episodes.cine_referral_source_code"),
        ),
        Breakdown(
            "primary_need", "Primary need", "cin/primary_need", _of_referral,
            extra=((NO_FURTHER_ACTION, "No further action, so no primary need"),),
            needs=(_REFERRAL, *_NEED),
        ),
        Breakdown("age", "Age", "lscp/age_band", _age, needs=(_CHILD, *_BORN)),
        Breakdown(
            "sex", "Sex", "lscp/sex", _of_person,
            needs=(_CHILD, "ssd_person.pers_sex or ssd_person.pers_gender"),
        ),
        Breakdown(
            "ethnic_group", "Ethnic group", "lscp/ethnic_group", _of_person,
            needs=(_CHILD, "ssd_person.pers_ethnicity"),
        ),
        Breakdown(
            "disability", "Disability", "cin/disability", _disability, many=True,
            needs=_DISABILITY,
        ),
        Breakdown("category", "Category of abuse", "cin/category_of_abuse", None),
        Breakdown("duration", "Duration", "lscp/duration", None),
        Breakdown("agency", "Agency", "lscp/agency", None),
        Breakdown(
            "outcome", "What was decided", "lscp/contact_outcome", None,
            extra=((OPEN, "Not decided yet"),),
        ),
        Breakdown(
            "closure_reason", "Reason for closure", "cin/closure_reason", _of_referral,
            needs=(_REFERRAL, "ssd_cin_episodes.cine_close_reason"),
        ),
        Breakdown(
            "factor", "Factor at the end of assessment", "cin/assessment_factor", _factor,
            many=True, needs=_FACTOR,
        ),
        Breakdown("quarter", "Quarter", "", _quarter, internal=True),
        Breakdown("referring_agency", "Referring agency", "lado/agency", None),
        Breakdown("sector", "Sector of employment", "lado/sector", None),
        Breakdown("concern", "Category of concern", "lado/category", None),
        Breakdown("basis", "Basis of the work", "lado/basis", None),
        Breakdown(
            "criterion", "Criterion of the threshold", "lado/criterion", _criterion, many=True,
            needs=("lscp_allegation_criteria.lscp_criterion",),
        ),
        Breakdown("ending", "How it ended", "lado/ending", None),
        Breakdown("time_to_close", "Time to close", "lado/time_to_close", None),
        Breakdown(
            "need", "Category of need", "ssda903/category_of_need", None,
            needs=(f"{_CARE}.clae_cla_primary_need_code",),
        ),
        Breakdown("legal_status", "Legal status", "lscp/legal_status", None),
        Breakdown("placement", "Placement", "lscp/placement", None),
        Breakdown(
            "provider", "Provider of the placement", "ssda903/placement_provider", None,
            needs=(f"{_PLACED}.clap_cla_placement_provider",),
        ),
        Breakdown(
            "distance", "Distance from home", "lscp/distance", None,
            needs=(f"{_PLACED}.clap_cla_placement_distance", f"{_PLACED}.lscp_placement_location"),
        ),
        Breakdown("change_reason", "Reason for change", "ssda903/placement_change_reason", None),
        Breakdown("reason_ceased", "Reason for ceasing", "lscp/reason_ceased", None),
        Breakdown(
            "unaccompanied", "Unaccompanied asylum-seeking children", "lscp/unaccompanied",
            with_unaccompanied, needs=ALONE,
        ),
        Breakdown("participation", "How the child took part", "ssda903/review_participation", None),
        Breakdown("sdq_band", "Band of the score", "lscp/sdq_band", None),
        Breakdown("suitability", "Accommodation", "lscp/suitability", None),
        Breakdown("activity", "Activity", "lscp/activity", None),
    )
}  # fmt: skip
