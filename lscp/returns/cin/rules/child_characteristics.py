"""Rules about a child's characteristics: ethnicity, and whether disability is recorded."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import CHILD, error
from lscp.returns.rules import Rows, Tables

_error = error("ChildCharacteristics")


@_error("4220", {"ChildCharacteristics": ("Ethnicity",)})
def ethnicity_missing_or_not_valid(tables: Tables) -> Rows:
    """The ethnicity is missing or is no code of the census. Enter its code; NOBT if not known."""
    return shapes.missing_or_not_a_code(
        tables.ChildCharacteristics, "Ethnicity", "cin/ethnicity", tables
    )


@_error(
    "8540",
    {
        "Disabilities": ("Disability",),
        "ChildIdentifiers": ("PersonBirthDate",),
        "CINdetails": ("ReferralNFA",),
    },
    needs=("Disabilities.LAchildID", "ChildIdentifiers.LAchildID", "CINdetails.LAchildID"),
)
def disability_missing_or_not_valid(tables: Tables) -> Rows:
    """A child who is born and whose referral led to action has no valid disability code.

    Enter every code that applies, or NONE where the child has no disability.
    """
    referred = tables.joined("ChildIdentifiers", "CINdetails", on=CHILD)
    due = referred.filter(~nw.col("PersonBirthDate_on").is_null() & ~nw.col("ReferralNFA_is"))
    recorded = tables.Disabilities.rename({"row": "row_Disabilities"})
    together = due.join(recorded, on=list(CHILD), how="left")
    return shapes.missing_or_not_a_code(together, "Disability", "cin/disability", tables)
