"""The children in need census as published: its elements in schema order, and its tables.

Everything the reader and the writer know of the format is the tree `MESSAGE`. An element that
has a table makes a row of it; one without writes into the row around it. Source: DfE, Children
in need census specifications, 2016 to 2017 up to 2025 to 2026.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import polars as pl

from lscp.returns.leaf import Leaf

YEARS = range(2017, 2027)

PLACE = {"child": pl.Int64(), "line": pl.Int64(), "row": pl.Int64()}
"""Of every row: which `Child` of the file (from 0), the line it starts on, its position, from 0."""


@dataclass(frozen=True)
class Items:
    """An element that may repeat, and whose value is a row of `table` or an item of a list.

    Where a block stands for something that happened, one without any is a row `even_empty`.
    """

    name: str
    table: str = ""
    kind: str = "text"
    even_empty: bool = False


@dataclass(frozen=True)
class Block:
    """An element that holds others. `key` is what the rows of its table are numbered as."""

    name: str
    within: tuple["Block | Leaf | Items", ...]
    table: str = ""
    key: str = ""
    since: int = 0


HEADER = Block(
    "Header",
    (
        Block(
            "CollectionDetails",
            (Leaf("Collection"), Leaf("Year"), Leaf("ReferenceDate", "date")),
        ),
        Block(
            "Source",
            tuple(
                Leaf(name)
                for name in (
                    "SourceLevel", "LEA", "SoftwareCode", "Release", "SerialNo", "DateTime",
                )
            ),
        ),
    ),
    table="Header",
)  # fmt: skip

IDENTIFIERS = Block(
    "ChildIdentifiers",
    (
        Leaf("LAchildID"),
        Leaf("UPN"),
        Leaf("FormerUPN"),
        Leaf("UPNunknown"),
        Leaf("PersonBirthDate", "date"),
        Leaf("ExpectedPersonBirthDate", "date"),
        Leaf("GenderCurrent", until=2024),
        Leaf("Sex", since=2025),
        Leaf("PersonDeathDate", "date"),
    ),
    table="ChildIdentifiers",
)

CHARACTERISTICS = Block(
    "ChildCharacteristics",
    (Leaf("Ethnicity"), Block("Disabilities", (Items("Disability", "Disabilities"),))),
    table="ChildCharacteristics",
)

ASSESSMENTS = Block(
    "Assessments",
    (
        Leaf("AssessmentActualStartDate", "date"),
        Leaf("AssessmentInternalReviewDate", "date"),
        Leaf("AssessmentAuthorisationDate", "date"),
        Block("FactorsIdentifiedAtAssessment", (Items("AssessmentFactors"),)),
    ),
    table="Assessments",
    key="AssessmentID",
)

PLANS_OF_NEED = Block(
    "CINPlanDates",
    (Leaf("CINPlanStartDate", "date"), Leaf("CINPlanEndDate", "date")),
    table="CINplanDates",
)

SECTION_47 = Block(
    "Section47",
    (
        Leaf("S47ActualStartDate", "date"),
        Leaf("InitialCPCtarget", "date"),
        Leaf("DateOfInitialCPC", "date"),
        Leaf("ICPCnotRequired", "flag"),
    ),
    table="Section47",
)

PROTECTION_PLANS = Block(
    "ChildProtectionPlans",
    (
        Leaf("CPPstartDate", "date"),
        Leaf("CPPendDate", "date"),
        Leaf("InitialCategoryOfAbuse"),
        Leaf("LatestCategoryOfAbuse"),
        Leaf("NumberOfPreviousCPP", "count"),
        Block("Reviews", (Items("CPPreviewDate", "Reviews", "date", even_empty=True),)),
    ),
    table="ChildProtectionPlans",
    key="CPPID",
)

PRE_PROCEEDINGS = Block(
    "PreProceedingsandFGDM",
    (
        Leaf("PPStartDate", "date"),
        Leaf("LBPSentDate", "date"),
        Leaf("FGDMMeetingOffer", "digit_flag"),
        Leaf("FGDMMeetingFac", "digit_flag"),
        Leaf("InitialPPMeetingDate", "date"),
        Leaf("ReviewMeetingsCount", "count"),
        Leaf("StepDecisionDate", "date"),
        Leaf("PPOutcome"),
        Leaf("CourtAppDate", "date"),
        Leaf("LetterInitCPDate", "date"),
    ),
    table="PreProceedingsandFGDM",
    since=2026,
)

EPISODE = Block(
    "CINdetails",
    (
        Leaf("CINreferralDate", "date"),
        Leaf("ReferralSource"),
        Leaf("PrimaryNeedCode"),
        Leaf("CINclosureDate", "date"),
        Leaf("ReasonForClosure"),
        Leaf("DateOfInitialCPC", "date"),
        ASSESSMENTS,
        PLANS_OF_NEED,
        SECTION_47,
        Leaf("ReferralNFA", "flag"),
        PROTECTION_PLANS,
        PRE_PROCEEDINGS,
    ),
    table="CINdetails",
    key="CINdetailsID",
)

CHILD = Block("Child", (IDENTIFIERS, CHARACTERISTICS, EPISODE))
MESSAGE = Block("Message", (HEADER, Block("Children", (CHILD,))))


def leaves(block: Block) -> Iterator[Leaf]:
    """Yield the values that stand in a row of the block's table, in schema order."""
    for inner in block.within:
        if isinstance(inner, Leaf):
            yield inner
        elif isinstance(inner, Block) and not inner.table:
            yield from leaves(inner)


@cache
def blocks() -> dict[str, Block]:
    """Return the element of each table that an element makes a row of."""

    def of(block: Block) -> Iterator[tuple[str, Block]]:
        if block.table:
            yield block.table, block
        for inner in block.within:
            if isinstance(inner, Block):
                yield from of(inner)

    return dict(of(MESSAGE))


_CHILD, _EPISODE = ("LAchildID",), ("LAchildID", "CINdetailsID")
KEYS: dict[str, tuple[str, ...]] = {
    "Header": (),
    "ChildIdentifiers": (),
    "ChildCharacteristics": _CHILD,
    "Disabilities": _CHILD,
    "CINdetails": _EPISODE,
    "Assessments": (*_EPISODE, "AssessmentID"),
    "AssessmentFactorsList": (*_EPISODE, "AssessmentID"),
    "CINplanDates": _EPISODE,
    "Section47": _EPISODE,
    "ChildProtectionPlans": (*_EPISODE, "CPPID"),
    "Reviews": (*_EPISODE, "CPPID"),
    "PreProceedingsandFGDM": _EPISODE,
}
"""The tables in published order, with the columns that lead each: whose rows they are."""

AROUND = {
    "Disabilities": "ChildCharacteristics",
    "Assessments": "CINdetails",
    "AssessmentFactorsList": "Assessments",
    "CINplanDates": "CINdetails",
    "Section47": "CINdetails",
    "ChildProtectionPlans": "CINdetails",
    "Reviews": "ChildProtectionPlans",
    "PreProceedingsandFGDM": "CINdetails",
}
"""The table whose rows each table's rows lie in, where it is not the child itself."""

_OF_ITEMS = {
    "Disabilities": (Leaf("Disability"),),
    "AssessmentFactorsList": (Leaf("AssessmentFactor"),),
    "Reviews": (Leaf("CPPreviewDate", "date"),),
}


def values(table: str) -> tuple[Leaf, ...]:
    """Return the values of a table's rows, in published order. Raises KeyError."""
    return _OF_ITEMS.get(table) or tuple(leaves(blocks()[table]))


def columns(table: str) -> tuple[str, ...]:
    """Return a table's published columns, in published order. Raises KeyError."""
    factors = ("AssessmentFactors",) if table == "Assessments" else ()
    return (*KEYS[table], *(leaf.name for leaf in values(table)), *factors)


def in_year(table: str, column: str, year: int) -> bool:
    """Say whether the census of a year has a table's column, or the value that it is parsed of."""
    block = blocks().get(table)
    if block is None:
        return True
    of = {name: leaf for leaf in leaves(block) for name in (leaf.name, leaf.parsed) if name}
    leaf = of.get(column)
    return block.since <= year and (leaf is None or leaf.since <= year <= leaf.until)
