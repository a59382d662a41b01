"""Rules about episodes of need: referral, source, primary need, closure."""

from datetime import date

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("CINdetails"), query("CINdetails")

# 40 weeks, as long as a child is expected; and the first day of the first census that asked who
# referred a child (2013 to 2014), before which a referral may have no source.
EXPECTED = "280d"
SOURCES_SINCE = date(2013, 4, 1)
FLAGS = ("true", "false", "1", "0")


@_query("8555Q", {"CINdetails": ("CINreferralDate",), "ChildIdentifiers": ("PersonDeathDate",)})
def referred_after_death(tables: Tables) -> Rows:
    """The child was referred after the day they died. Check both dates, and correct the wrong
    one; if the referral belongs to another child, move it."""
    both = tables.joined("CINdetails", "ChildIdentifiers", on=CHILD)
    return shapes.before(both, "PersonDeathDate_on", "CINreferralDate_on")


@_error("8568", {"CINdetails": ("ReferralNFA",)})
def no_further_action_not_said(tables: Tables) -> Rows:
    """Whether the referral led to no further action is missing, or neither true nor false. Enter
    true where nothing more was done, else false."""
    flag = nw.col("ReferralNFA")
    known = flag.str.to_lowercase().is_in(FLAGS)
    return tables.CINdetails.filter(flag.is_null() | ~known)


@_query("8569Q", {"CINdetails": ("ReferralNFA",)}, needs=("CINdetails.CINreferralDate",))
def no_further_action_long_ago(tables: Tables) -> Rows:
    """The referral led to no further action and was made before the last working day ahead of
    the collection year, so it belongs to an earlier return. Leave it out, or correct the date."""
    earliest = shapes.working_day_before(tables.start)
    early = nw.col("CINreferralDate_on") < earliest
    return tables.CINdetails.filter(early & nw.col("ReferralNFA_is"))


@_query("8585Q", {"CINdetails": ("ReasonForClosure",), "ChildIdentifiers": ("PersonDeathDate",)})
def closed_by_death_without_a_date(tables: Tables) -> Rows:
    """The episode was closed because the child died, and the child has no date of death. Enter
    the date, or correct the reason."""
    both = tables.joined("CINdetails", "ChildIdentifiers", on=CHILD)
    died = nw.col("ReasonForClosure") == "RC2"
    return both.filter(died & nw.col("PersonDeathDate_on").is_null())


@_error("8600", {"CINdetails": ("CINreferralDate",)})
def referral_date_missing_or_late(tables: Tables) -> Rows:
    """The referral date is missing, is no date, or is after the collection year. Enter the day
    the referral was received; leave out a referral that belongs to the next return."""
    return shapes.missing_or_after_the_collection(tables.CINdetails, "CINreferralDate_on", tables)


@_error(
    "8606",
    {
        "CINdetails": ("CINreferralDate",),
        "ChildIdentifiers": ("PersonBirthDate", "ExpectedPersonBirthDate"),
    },
)
def referred_before_expected(tables: Tables) -> Rows:
    """The child was referred more than 40 weeks before the day of birth, or the day that birth
    is expected. Check both dates, and correct the wrong one."""
    both = tables.joined("CINdetails", "ChildIdentifiers", on=CHILD)
    latest = nw.col("CINreferralDate_on").dt.offset_by(EXPECTED)
    born, expected = nw.col("PersonBirthDate_on"), nw.col("ExpectedPersonBirthDate_on")
    return both.filter((latest < born).fill_null(False) | (latest < expected).fill_null(False))


@_error("8610", {"CINdetails": ("ReferralNFA", "PrimaryNeedCode")})
def primary_need_missing(tables: Tables) -> Rows:
    """The referral led to further action, and the episode has no primary need. Choose one of N0
    to N9."""
    action = ~nw.col("ReferralNFA_is")
    return tables.CINdetails.filter(action & nw.col("PrimaryNeedCode").is_null())


@_error("8620", {"CINdetails": ("CINclosureDate",)})
def closed_outside_the_year(tables: Tables) -> Rows:
    """The closure date is not in the collection year. Correct it; leave out an episode that was
    closed before the year, and the closure of one that was closed after it."""
    return shapes.outside(tables.CINdetails, "CINclosureDate_on", tables)


@_error("8630", {"CINdetails": ("CINreferralDate", "CINclosureDate")})
def closed_before_referred(tables: Tables) -> Rows:
    """The episode was closed before it began. Check the referral date and the closure date, and
    correct the wrong one."""
    return shapes.before(tables.CINdetails, "CINclosureDate_on", "CINreferralDate_on")


@_error("8640", {"CINdetails": ("ReasonForClosure",)})
def reason_not_valid(tables: Tables) -> Rows:
    """The reason for closure is not a code of the census of this year. Choose one that is: RC1
    to RC8, and from 2023 RC9."""
    return shapes.not_a_code(tables.CINdetails, "ReasonForClosure", "cin/closure_reason", tables)


@_error("8650", {"CINdetails": ("PrimaryNeedCode",)})
def primary_need_not_valid(tables: Tables) -> Rows:
    """The primary need is not a code of the census. Choose one of N0 to N9."""
    return shapes.not_a_code(tables.CINdetails, "PrimaryNeedCode", "cin/primary_need", tables)


@_error("8805", {"CINdetails": ("CINclosureDate", "ReasonForClosure")})
def closed_without_a_reason(tables: Tables) -> Rows:
    """The episode has a closure date and no reason. Enter the reason, or take the date away."""
    return shapes.present_without(tables.CINdetails, "CINclosureDate", "ReasonForClosure")


@_error("8810", {"CINdetails": ("ReasonForClosure", "CINclosureDate")})
def reason_without_a_closure(tables: Tables) -> Rows:
    """The episode has a reason for closure and no closure date. Enter the date, or take the
    reason away."""
    return shapes.present_without(tables.CINdetails, "ReasonForClosure", "CINclosureDate")


@_error("8866", {"CINdetails": ("CINreferralDate", "ReferralSource")})
def source_missing_or_not_valid(tables: Tables) -> Rows:
    """The source of the referral is missing or is not a code of the census. Choose the code of
    who made the referral; 10 is for one that is not known."""
    asked = nw.col("CINreferralDate_on") >= SOURCES_SINCE
    missing = tables.CINdetails.filter(asked & nw.col("ReferralSource").is_null())
    wrong = shapes.not_a_code(tables.CINdetails, "ReferralSource", "cin/referral_source", tables)
    return nw.concat([missing.select("row"), wrong.select("row")])
