"""Rules about episodes of need beside each other, and beside what was done in them."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, EPISODE, error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("CINdetails"), query("CINdetails")

AFTER_ASSESSMENT = ("RC8", "RC9")
ENQUIRY = ("S47ActualStartDate", "DateOfInitialCPC")
ASSESSMENT = ("AssessmentActualStartDate", "AssessmentAuthorisationDate")


@_error(
    "2990",
    {
        "CINdetails": ("ReasonForClosure",),
        "CINplanDates": ("CINdetailsID",),
        "ChildProtectionPlans": ("CINdetailsID",),
        "Section47": ("CINdetailsID",),
    },
)
def active_though_closed_after_assessment(tables: Tables) -> tuple[Rows, ...]:
    """The episode was closed after assessment (RC8 or RC9), and yet has a section 47 enquiry, a
    conference or a plan. Correct the reason for closure, or take away what belongs elsewhere."""
    closed = tables.CINdetails.filter(nw.col("ReasonForClosure").is_in(AFTER_ASSESSMENT))
    done = {name: getattr(tables, name) for name in ("CINplanDates", "ChildProtectionPlans")}
    return _active(closed, {**done, "Section47": tables.Section47})


@_query("2991Q", {"Section47": ("CINdetailsID",)}, needs=("Assessments.CINdetailsID",))
def enquiry_without_an_assessment(tables: Tables) -> Rows:
    """The episode has a section 47 enquiry and no assessment. Enter the assessment, or explain
    why there is none."""
    return shapes.without(tables.Section47, tables.Assessments, EPISODE)


@_error("8815", {"CINdetails": ("ReferralNFA", "CINclosureDate")})
def open_twice(tables: Tables) -> Rows:
    """The child has more than one open episode. Close those that have ended; where a referral
    led to no further action, say so."""
    return shapes.groups_with_more_than(_open(tables), CHILD, 1)


@_error(
    "8816",
    {"CINdetails": ("CINreferralDate", "ReferralNFA")},
    needs=("CINdetails.CINclosureDate",),
)
def open_though_not_the_latest(tables: Tables) -> tuple[Rows, ...]:
    """The episode is open though the child has a later one. Close the earlier episode, or
    correct the referral dates."""
    dated = tables.CINdetails.filter(~nw.col("CINreferralDate_on").is_null())
    dated = shapes.groups_with_more_than(dated, CHILD, 1)
    order = ["CINreferralDate_on", "_back"]
    # Of two of one day the first in the file is the latest, so the other stands out.
    dated = dated.select(*CHILD, "row", "CINreferralDate_on", _back=0 - nw.col("row"))
    place = nw.col("row").cum_count(reverse=True).over(*CHILD, order_by=order)
    dated = dated.with_columns(_place=place)
    earlier = dated.filter(nw.col("_place") > 1).select("row")
    at_fault = _open(tables).join(earlier, on="row", how="semi")
    latest = dated.filter(nw.col("_place") == 1)
    latest = latest.join(at_fault.select(*CHILD).unique(), on=list(CHILD), how="semi")
    return at_fault.select("row"), latest.select("row")


@_error("8820", {"CINdetails": ("CINreferralDate", "CINclosureDate")})
def episodes_overlap(tables: Tables) -> Rows:
    """Two episodes of the child overlap. Correct the referral dates or the closure dates, or
    merge the episodes: news of a child whose case is open is no referral."""
    # A referral that led to nothing has no closure, and lasts no longer than its own day.
    only = nw.when(nw.col("ReferralNFA_is")).then(nw.col("CINreferralDate_on"))
    ended = nw.coalesce(nw.col("CINclosureDate_on"), only)
    episodes = tables.CINdetails.with_columns(_ended=ended)
    return shapes.overlapping(episodes, CHILD, "CINreferralDate_on", "_ended", tables)


@_query("8825Q", {"CINdetails": ("ReasonForClosure",)}, needs=("Assessments.CINdetailsID",))
def closed_after_no_assessment(tables: Tables) -> Rows:
    """The episode was closed after assessment (RC8 or RC9) and has no assessment. Enter the
    assessment or correct the reason; if it was of the year before, say so."""
    closed = tables.CINdetails.filter(nw.col("ReasonForClosure").is_in(AFTER_ASSESSMENT))
    return shapes.without(closed, tables.Assessments, EPISODE)


@_error(
    "8831",
    {"CINdetails": ("DateOfInitialCPC",), "Assessments": ASSESSMENT, "Section47": ENQUIRY},
    needs=("CINdetails.ReferralNFA",),
)
def active_though_no_further_action(tables: Tables) -> tuple[Rows, ...]:
    """The referral led to no further action, and yet has an assessment, a section 47 enquiry or
    a conference. Say that there was further action, or take away what belongs elsewhere."""
    nothing_done = tables.CINdetails.filter(nw.col("ReferralNFA_is"))
    dated = {
        "Assessments": tables.Assessments.filter(_any(*ASSESSMENT)),
        "Section47": tables.Section47.filter(_any(*ENQUIRY)),
    }
    return _active(nothing_done, dated)


@_error(
    "8867", {"CINdetails": ("CINclosureDate",), "Assessments": ("AssessmentAuthorisationDate",)}
)
def closed_before_assessed(tables: Tables) -> Rows:
    """The episode is closed and has an assessment that is not completed. Enter the day the
    assessment was authorised, or reopen the episode."""
    both = tables.joined("CINdetails", "Assessments", on=EPISODE)
    closed = ~nw.col("CINclosureDate_on").is_null()
    return both.filter(closed & nw.col("AssessmentAuthorisationDate_on").is_null())


@_error(
    "8868",
    {
        "CINdetails": ("CINclosureDate", "DateOfInitialCPC"),
        "Section47": ("ICPCnotRequired", "DateOfInitialCPC"),
    },
)
def closed_before_enquired(tables: Tables) -> Rows:
    """The episode is closed and has a section 47 enquiry that is not completed. Enter the day of
    the initial conference, or that none was required; or reopen the episode."""
    both = tables.joined("CINdetails", "Section47", on=EPISODE)
    closed = ~nw.col("CINclosureDate_on").is_null()
    held = ~nw.coalesce("DateOfInitialCPC_on_Section47", "DateOfInitialCPC_on").is_null()
    settled = held | nw.col("ICPCnotRequired_is").fill_null(False)
    return both.filter(closed & ~settled)


@_error("8890", {"Section47": ("S47ActualStartDate",)}, needs=("Section47.DateOfInitialCPC",))
def enquiries_overlap(tables: Tables) -> Rows:
    """A section 47 enquiry starts while another of the episode is going on. Enter the day of the
    initial conference of the first, or that none was required, or correct the start."""
    # Of one that needed no conference the end is not in the census: it is known not to go on.
    only = nw.when(nw.col("ICPCnotRequired_is")).then(nw.col("S47ActualStartDate_on"))
    ended = nw.coalesce(nw.col("DateOfInitialCPC_on"), only)
    enquiries = tables.Section47.with_columns(_ended=ended)
    return shapes.overlapping(enquiries, EPISODE, "S47ActualStartDate_on", "_ended", tables)


def _open(tables: Tables) -> Rows:
    """Return episodes that are open, and not for want of anything to do."""
    ongoing = nw.col("CINclosureDate_on").is_null() & ~nw.col("ReferralNFA_is")
    return tables.CINdetails.filter(ongoing)


def _any(*columns: str) -> nw.Expr:
    given = (~nw.col(f"{column}_on").is_null() for column in columns)
    return nw.any_horizontal(*given, ignore_nulls=True)


def _active(episodes: Rows, done: dict[str, Rows]) -> tuple[Rows, ...]:
    """Return episodes with a conference or with any of what was done, and what was done."""
    episodes = episodes.rename({"row": "row_CINdetails"})
    conferences = episodes.filter(_any("DateOfInitialCPC")).select("row_CINdetails")
    keyed = episodes.select("row_CINdetails", *EPISODE)
    of_them = (
        keyed.join(rows.select(*EPISODE, nw.col("row").alias(f"row_{name}")), on=list(EPISODE))
        for name, rows in done.items()
    )
    return (conferences, *of_them)
