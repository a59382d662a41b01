"""Rules about child protection plans: their days, their categories, the conference before them."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, EPISODE, PLAN, error
from lscp.returns.rules import Rows, Tables

_error = error("ChildProtectionPlans")
START, END, HELD = "CPPstartDate_on", "CPPendDate_on", "DateOfInitialCPC_on"
_BOTH = {"ChildProtectionPlans": ("CPPstartDate", "CPPendDate")}
# What may be dated after an episode has closed, and must not be.
ACTIVITY = {
    "Assessments": ("AssessmentActualStartDate", "AssessmentAuthorisationDate"),
    "CINplanDates": ("CINPlanStartDate", "CINPlanEndDate"),
    "Section47": ("S47ActualStartDate", "DateOfInitialCPC"),
    "ChildProtectionPlans": ("CPPendDate",),
}


@_error("1105", {"CINdetails": ("CINreferralDate",), "ChildProtectionPlans": ("CPPstartDate",)})
def start_before_referral(tables: Tables) -> Rows:
    """The child protection plan starts before the referral. Correct the date that is wrong."""
    plans = tables.joined("CINdetails", "ChildProtectionPlans", on=EPISODE)
    return shapes.before(plans, START, "CINreferralDate_on")


@_error(
    "2883",
    needs=(
        "ChildProtectionPlans.CPPstartDate",
        "Section47.DateOfInitialCPC",
        "CINdetails.DateOfInitialCPC",
    ),
)
def more_plans_than_conferences(tables: Tables) -> Rows:
    """More child protection plans started in the year than initial conferences were held.

    Every plan starts with a conference. Enter the conferences that are missing, on the enquiry
    that led to them, or on the episode of a child who moved in while under a plan.
    """
    counted = [
        shapes.within(rows, day, tables).with_columns(_more=nw.lit(sign, nw.Int64)).select("_more")
        for rows, day, sign in (
            (tables.ChildProtectionPlans, START, 1),
            (tables.Section47, HELD, -1),
            (tables.CINdetails, HELD, -1),
        )
    ]
    return nw.concat(counted).select(nw.col("_more").sum()).filter(nw.col("_more") > 0)


@_error(
    "2885",
    {
        "ChildProtectionPlans": ("CPPstartDate",),
        "CINdetails": ("DateOfInitialCPC",),
        "Section47": ("DateOfInitialCPC",),
    },
)
def not_on_the_day_of_a_conference(tables: Tables) -> tuple[Rows, Rows, Rows]:
    """The child protection plan starts on another day than its initial conference.

    A plan starts on the day of its conference. Correct the date that is wrong, or enter the
    conference, on the enquiry that led to it or on the episode of a child who moved in.
    """
    conferences = {
        "CINdetails": tables.CINdetails,
        "Section47": tables.Section47.filter(~nw.col("ICPCnotRequired_is").fill_null(False)),
    }
    plans = shapes.within(tables.ChildProtectionPlans, START, tables)
    for table in (tables.CINdetails, tables.Section47):
        days = table.select(*EPISODE, nw.col(HELD).alias(START))
        plans = shapes.without(plans, days, (*EPISODE, START))
    others = [
        rows.filter(~nw.col(HELD).is_null())
        .join(plans.select(*EPISODE), on=list(EPISODE), how="semi")
        .select(nw.col("row").alias(f"row_{name}"))
        for name, rows in conferences.items()
    ]
    return plans.rename({"row": "row_ChildProtectionPlans"}), others[0], others[1]


@_error("8565", {"CINdetails": ("CINclosureDate", "DateOfInitialCPC"), **ACTIVITY})
def activity_after_closure(tables: Tables) -> tuple[Rows, ...]:
    """Something is dated after the episode closed.

    Correct the date that is wrong, or move what happened later to the episode that it belongs to.
    """
    closed = nw.col("CINclosureDate_on")
    episodes = tables.CINdetails.rename({"row": "row_CINdetails"})
    found = [episodes.filter(nw.col(HELD) > closed)]
    for table, fields in ACTIVITY.items():
        # Of the two conference dates that a joined row has, the enquiry's own.
        days = [
            f"{field}_on_{table}" if field == "DateOfInitialCPC" else f"{field}_on"
            for field in fields
        ]
        later = nw.any_horizontal(*(nw.col(day) > closed for day in days), ignore_nulls=True)
        found.append(tables.joined("CINdetails", table, on=EPISODE).filter(later))
    return tuple(found)


@_error("8720", {"ChildProtectionPlans": ("CPPstartDate",)})
def start_missing_or_late(tables: Tables) -> Rows:
    """The child protection plan has no start date, or one after the end of the collection year.

    Enter the day that the plan started; leave out a plan that started after the year.
    """
    return shapes.missing_or_after_the_collection(tables.ChildProtectionPlans, START, tables)


@_error("8730", {"ChildProtectionPlans": ("NumberOfPreviousCPP",)})
def previous_plans_missing(tables: Tables) -> Rows:
    """The number of earlier child protection plans is missing or is no such number.

    Enter how many plans this child has had before with this authority; 0 if this is the first.
    """
    number = nw.col("NumberOfPreviousCPP_n")
    return tables.ChildProtectionPlans.filter(number.is_null() | (number < 0))


@_error("8832", {"CINdetails": ("ReferralNFA",), "ChildProtectionPlans": ("CINdetailsID",)})
def plan_without_further_action(tables: Tables) -> Rows:
    """The referral needed no further action, and yet it has a child protection plan.

    Correct the no further action flag, or move the plan to the episode that it belongs to.
    """
    plans = tables.joined("CINdetails", "ChildProtectionPlans", on=EPISODE)
    return plans.filter(nw.col("ReferralNFA_is"))


@_error("8840", _BOTH)
def starts_and_ends_on_one_day(tables: Tables) -> Rows:
    """The child protection plan starts and ends on the same day.

    Correct the date that is wrong, or take away a plan that was never made.
    """
    return tables.ChildProtectionPlans.filter(nw.col(START) == nw.col(END))


@_error("8841", {"ChildProtectionPlans": ("CPPstartDate",), "Reviews": ("CPPreviewDate",)})
def review_not_after_start(tables: Tables) -> Rows:
    """A review is dated before the child protection plan starts, or on that day.

    Correct the date that is wrong. The initial conference is no review.
    """
    reviews = tables.joined("ChildProtectionPlans", "Reviews", on=PLAN)
    return reviews.filter(nw.col("CPPreviewDate_on") <= nw.col(START))


@_error("8905", {"ChildProtectionPlans": ("InitialCategoryOfAbuse",)})
def initial_category_not_valid(tables: Tables) -> Rows:
    """The initial category of abuse is missing or is no code of the census.

    Choose NEG, PHY, SAB, EMO or MUL: the category decided when the plan started.
    """
    return _category(tables, "InitialCategoryOfAbuse")


@_error("8910", {"ChildProtectionPlans": ("LatestCategoryOfAbuse",)})
def latest_category_not_valid(tables: Tables) -> Rows:
    """The latest category of abuse is missing or is no code of the census.

    Choose NEG, PHY, SAB, EMO or MUL: the category at the end of the plan or of the year.
    """
    return _category(tables, "LatestCategoryOfAbuse")


def _category(tables: Tables, column: str) -> Rows:
    return shapes.missing_or_not_a_code(
        tables.ChildProtectionPlans, column, "cin/category_of_abuse", tables
    )


@_error(
    "8915", {"ChildProtectionPlans": ("CPPstartDate",), "ChildIdentifiers": ("PersonDeathDate",)}
)
def starts_after_death(tables: Tables) -> Rows:
    """The child protection plan starts after the child's death. Correct the date that is wrong."""
    return shapes.before(_plans_of_children(tables), "PersonDeathDate_on", START)


@_error("8920", {"ChildProtectionPlans": ("CPPendDate",), "ChildIdentifiers": ("PersonDeathDate",)})
def ends_after_death(tables: Tables) -> Rows:
    """The child protection plan ends after the child's death.

    Correct the date that is wrong: a plan ends on the day of the death at the latest.
    """
    return shapes.before(_plans_of_children(tables), "PersonDeathDate_on", END)


def _plans_of_children(tables: Tables) -> Rows:
    return tables.joined("ChildIdentifiers", "ChildProtectionPlans", on=CHILD)


@_error("8925", _BOTH)
def end_before_start(tables: Tables) -> Rows:
    """The child protection plan ends before it starts. Correct the date that is wrong."""
    return shapes.before(tables.ChildProtectionPlans, END, START)


@_error("8930", {"ChildProtectionPlans": ("CPPendDate",)})
def end_outside_the_year(tables: Tables) -> Rows:
    """The child protection plan ends outside the collection year.

    Correct the end date. Leave it empty for a plan still open at the end of the year, and leave
    out a plan that ended before the year.
    """
    return shapes.outside(tables.ChildProtectionPlans, END, tables)


@_error("8935", {"ChildProtectionPlans": ("CPPendDate",)})
def several_plans_open(tables: Tables) -> Rows:
    """This child has more than one child protection plan without an end date.

    Enter the end date of each plan but the one still open.
    """
    open_ = tables.ChildProtectionPlans.filter(nw.col(END).is_null())
    return shapes.groups_with_more_than(open_, CHILD, 1)


@_error("8940", _BOTH)
def plans_overlap(tables: Tables) -> Rows:
    """Two child protection plans of this child run at the same time.

    Correct the dates, so that one plan ends before or on the day that the next one starts.
    """
    return shapes.overlapping(tables.ChildProtectionPlans, CHILD, START, END, tables)
