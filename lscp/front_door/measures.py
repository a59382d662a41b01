"""Contacts and checks: what comes in at the front door, how soon it is decided, who is told.

No return asks for these. A contact is not a referral: neither counts as the other.
"""

from functools import partial

import narwhals as nw

from lscp.core.breakdowns import OPEN
from lscp.core.characteristics import SOURCES, coded
from lscp.core.facts import Facts
from lscp.core.indicators import Rows, indicator
from lscp.core.periods import Period

CONTACTS, CHECKS, TOLD_OF = "lscp_contacts", "lscp_checks", "ssd_contacts"
WORKING_TOGETHER = "Working Together to Safeguard Children"
CHILD = ("age", "sex", "ethnic_group")


def needs(table: str, *columns: str) -> tuple[str, ...]:
    """Return columns of a fact table as an indicator names them."""
    return tuple(f"{table}.{column}" for column in columns)


contact_indicator = partial(
    indicator, theme="Front door", live=True, owner="Head of front door services",
    source=WORKING_TOGETHER, by=("month", "source", "agency"),
)  # fmt: skip
OF_CONTACTS = needs(CONTACTS, "lscp_contact_id", "lscp_received_date", "lscp_source_code")


def contacts(facts: Facts, *, on: str) -> Rows:
    """Return every contact, on one of its days, with its source and what was decided."""
    decided = nw.col("lscp_outcome").fill_null(OPEN)
    return facts.lscp_contacts.with_columns(
        on=nw.col(on),
        source=coded(nw.col("lscp_source_code"), SOURCES),
        agency=nw.col("lscp_agency"),
        outcome=decided,
    )


def due(rows: Rows, *, by: str, done: str, overdue: str) -> Rows:
    """Return what was to be done by a day and was, or is late: on that day, with `numerator`.

    What is neither done nor late yet does not count.
    """
    settled = ~nw.col(done).is_null() | (nw.col(overdue) == "Y")
    in_time = (nw.col(done) <= nw.col(by)).fill_null(False)
    return rows.filter(settled).with_columns(on=nw.col(by), numerator=in_time)


@contact_indicator(
    "IND001",
    title="Contacts received",
    by=("month", "source", "agency", "outcome"),
    needs=OF_CONTACTS,
    caveats=("A contact about three children counts once. It is no referral, whatever it led to.",),
    questions=(
        "Which agencies make fewer contacts than they work with children?",
        "Do more contacts mean more worry, or that people do not know whom else to ask?",
    ),
)
def contacts_received(facts: Facts, period: Period) -> Rows:
    """Contacts received in the period, whoever made them and whatever was decided.

    Each contact counts once, however many children it tells of. What the referrer adds to it
    later does not count again. Referrals do not count: see IND004.
    """
    return contacts(facts, on="lscp_received_date")


@contact_indicator(
    "IND002",
    title="Contacts decided within one working day",
    unit="percentage",
    better="higher",
    needs=(*OF_CONTACTS, *needs(CONTACTS, "lscp_decision_due_date", "lscp_decided_date",
                                "lscp_decision_overdue")),
    questions=(
        "What do the contacts that took longer have in common: the hour, the agency, the worry?",
        "Is a quick decision a good one: how many come back within the year?",
    ),
)  # fmt: skip
def decided_in_time(facts: Facts, period: Period) -> Rows:
    """Of the contacts whose decision was due in the period, those decided by that day.

    The day due is the one that the clock was wound to when the contact arrived. Contacts that
    are late and not decided count as not in time; those that are not due yet do not count.
    """
    return due(
        contacts(facts, on="lscp_received_date"), by="lscp_decision_due_date",
        done="lscp_decided_date", overdue="lscp_decision_overdue",
    )  # fmt: skip


@contact_indicator(
    "IND003",
    title="Contacts that led to a referral",
    unit="percentage",
    needs=(*OF_CONTACTS, *needs(CONTACTS, "lscp_outcome", "lscp_decided_date")),
    caveats=("A contact about several children may lead to several referrals: it counts once.",),
    questions=(
        "Which agencies' contacts seldom become referrals, and do they know the threshold?",
        "What happens to families whose contact led to nothing: do they come back?",
    ),
)
def conversion(facts: Facts, period: Period) -> Rows:
    """Of the contacts received in the period and decided, those decided to be a referral.

    Contacts that nobody has decided yet do not count. What was passed to early help, to an open
    case or to another authority is in the base alone.
    """
    decided = contacts(facts, on="lscp_received_date").filter(nw.col("outcome") != OPEN)
    return decided.with_columns(numerator=nw.col("outcome") == "referral")


@contact_indicator(
    "IND160",
    title="Repeat contacts within 12 months",
    unit="percentage",
    by=("month", "source", *CHILD),
    needs=needs(TOLD_OF, "cont_contact_id", "cont_person_id", "cont_contact_date",
                "cont_contact_source_code", "lscp_repeat"),
    caveats=(
        "Children who are not identified are left out, and so are the first 12 months of records.",
    ),
    questions=(
        "Which children are told of by one agency after another, and who sees that?",
        "What was decided the time before, and who was told of it?",
    ),
)  # fmt: skip
def repeat_contacts(facts: Facts, period: Period) -> Rows:
    """Of the children told of by contacts received in the period, those told of before.

    Before is an earlier day within 12 months, by any agency or person, to the same authority.
    Each child of each contact counts, so a child told of twice counts twice. Contacts of one day
    are not repeats of each other.
    """
    unknown = nw.col("lscp_repeat").is_null()
    reason = (
        nw.when(nw.col("cont_person_id").is_null())
        .then(nw.lit("The child is not identified"))
        .when(unknown)
        .then(nw.lit("The records do not reach back for 12 months"))
        .otherwise(nw.lit(None, nw.String))
    )
    return facts.ssd_contacts.with_columns(
        on=nw.col("cont_contact_date"),
        person=nw.col("cont_person_id"),
        source=coded(nw.col("cont_contact_source_code"), SOURCES),
        numerator=(nw.col("lscp_repeat") == "Y").fill_null(False),
        left_out=reason,
    )


@contact_indicator(
    "IND161",
    title="Partners’ checks answered in time",
    unit="percentage",
    better="higher",
    by=("month", "agency"),
    sets={"agency": "lscp/mash_agency"},
    source="Partnership, local policy: a check is answered within one working day",
    needs=needs(CHECKS, "lscp_check_id", "lscp_agency", "lscp_due_date", "lscp_answered_date",
                "lscp_overdue", "lscp_withdrawn"),
    caveats=("One working day is this partnership's own rule: no guidance sets it.",),
    questions=(
        "Which agency answers late, and was the contact decided without it?",
        "Do agencies answer sooner that nothing is held than what they hold?",
    ),
)  # fmt: skip
def checks_in_time(facts: Facts, period: Period) -> Rows:
    """Of the checks that partners were to answer by a day in the period, those answered by it.

    That nothing is held is an answer. Checks that are late and not answered count as not in
    time; those not due yet, and those that were withdrawn, do not count.
    """
    asked = facts.lscp_checks.filter((nw.col("lscp_withdrawn") != "Y").fill_null(True))
    rows = due(asked, by="lscp_due_date", done="lscp_answered_date", overdue="lscp_overdue")
    return rows.with_columns(agency=nw.col("lscp_agency"))


@contact_indicator(
    "IND162",
    title="Referrers told in time what was decided",
    unit="percentage",
    better="higher",
    needs=(*OF_CONTACTS, *needs(CONTACTS, "lscp_told_due_date", "lscp_told_date",
                                "lscp_told_overdue")),
    questions=(
        "Which referrers hear nothing, and do they still refer?",
        "Does what they are told say why, and how to disagree?",
    ),
)  # fmt: skip
def referrers_told(facts: Facts, period: Period) -> Rows:
    """Of the referrers who were to be told by a day in the period, those told by that day.

    Contacts whose referrer cannot be told, since nobody knows who it is, do not count. Those
    who were told late, or not although the day has passed, count as not in time.
    """
    return due(
        contacts(facts, on="lscp_received_date"), by="lscp_told_due_date", done="lscp_told_date",
        overdue="lscp_told_overdue",
    )  # fmt: skip
