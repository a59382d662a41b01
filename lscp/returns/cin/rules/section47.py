"""Rules about section 47 enquiries and the initial child protection conferences after them."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, EPISODE, error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("Section47"), query("Section47")
START, HELD = "S47ActualStartDate_on", "DateOfInitialCPC_on"
DAYS = 15
"""Working days from the strategy discussion within which a conference is to be held."""
_WAITING = {"Section47": ("S47ActualStartDate", "DateOfInitialCPC", "ICPCnotRequired")}


def _to_be_held() -> nw.Expr:
    """Return whether a conference may still follow: nobody has said that none is required."""
    return ~nw.col("ICPCnotRequired_is").fill_null(False)


@_error(
    "1104",
    {"CINdetails": ("CINreferralDate", "DateOfInitialCPC"), "Section47": ("DateOfInitialCPC",)},
)
def conference_before_referral(tables: Tables) -> tuple[Rows, Rows]:
    """The initial child protection conference is dated before the referral.

    Correct the date that is wrong, or move the conference to the episode that it belongs to.
    """
    enquiries = tables.joined("CINdetails", "Section47", on=EPISODE)
    episodes = tables.CINdetails.rename({"row": "row_CINdetails"})
    return (
        shapes.before(enquiries, f"{HELD}_Section47", "CINreferralDate_on"),
        shapes.before(episodes, HELD, "CINreferralDate_on"),
    )


@_error("2884", {"CINdetails": ("DateOfInitialCPC",), "Section47": ("DateOfInitialCPC",)})
def conference_given_twice(tables: Tables) -> Rows:
    """One initial child protection conference is given both on an enquiry and on an episode.

    Keep it on the section 47 enquiry that led to it. Only a conference without an enquiry, as for
    a child who moved in while under a plan, is given on the episode.
    """
    return tables.joined("CINdetails", "Section47", on=(*CHILD, HELD))


@_error("2889", {"CINdetails": ("CINreferralDate",), "Section47": ("S47ActualStartDate",)})
def enquiry_before_referral(tables: Tables) -> Rows:
    """The section 47 enquiry starts before the referral.

    Correct the date that is wrong, or move the enquiry to the episode that it belongs to.
    """
    enquiries = tables.joined("CINdetails", "Section47", on=EPISODE)
    return shapes.before(enquiries, START, "CINreferralDate_on")


@_error("8615", {"Section47": ("S47ActualStartDate", "DateOfInitialCPC")})
def start_missing_or_after_conference(tables: Tables) -> Rows:
    """The section 47 enquiry has no start date, or starts after its conference was held.

    Enter the day that the enquiry started, or correct the date that is wrong.
    """
    late = (nw.col(START) > nw.col(HELD)).fill_null(False)
    return tables.Section47.filter(nw.col(START).is_null() | late)


@_query("8675Q", _WAITING)
def conference_overdue(tables: Tables) -> Rows:
    """The enquiry started over 15 working days before the year's end and has had no conference.

    Enter the date of the conference, or say that none was required. If it was held late or is
    still to be held, explain why.
    """
    overdue = nw.col(START) < shapes.earliest_within(DAYS, tables.end)
    return tables.Section47.filter(overdue & nw.col(HELD).is_null() & _to_be_held())


@_error("8715", {"Section47": ("DateOfInitialCPC",)})
def conference_outside_the_year(tables: Tables) -> Rows:
    """The initial child protection conference was held outside the collection year.

    Correct its date. Leave it empty if the conference was not held by the end of the year.
    """
    return shapes.outside(tables.Section47, HELD, tables)


@_error("8740", _WAITING)
def waiting_from_another_year(tables: Tables) -> Rows:
    """The enquiry had led to no conference by the end of the year, and started outside the year.

    Enter the date of the conference or say that none was required, or correct the start date.
    Leave out an enquiry that ended without a conference before the year.
    """
    not_held = nw.col(HELD).is_null() | (nw.col(HELD) > tables.end)
    return shapes.outside(tables.Section47.filter(not_held & _to_be_held()), START, tables)


@_error("8839", {"Section47": ("DateOfInitialCPC",)}, needs=("Section47.ICPCnotRequired",))
def several_enquiries_open(tables: Tables) -> Rows:
    """The episode has two or more section 47 enquiries whose conference is still to be held.

    Enter the date of each conference held, and say of each other enquiry that none was required.
    """
    open_ = tables.Section47.filter(nw.col(HELD).is_null() & _to_be_held())
    return shapes.groups_with_more_than(open_, EPISODE, 1)


@_query("8870Q", {"Section47": ("InitialCPCtarget",)})
def target_on_a_weekend(tables: Tables) -> Rows:
    """The target date of the initial child protection conference is a Saturday or a Sunday.

    Correct it: the target is 15 working days after the strategy discussion. Or explain it.
    """
    return shapes.on_a_weekend(tables.Section47, "InitialCPCtarget_on")


@_error("8875", {"Section47": ("DateOfInitialCPC",)})
def conference_on_a_weekend(tables: Tables) -> Rows:
    """The initial child protection conference is dated on a Saturday or a Sunday.

    Enter the working day that it was held on.
    """
    return shapes.on_a_weekend(tables.Section47, HELD)
