"""The sheets of a checked return's workbook: by rule, each finding, and the rules not run."""

from lscp.core.workbook import Column, Sheet, write, write_to

__all__ = [
    "BY_RULE",
    "COMPARED",
    "FINDINGS",
    "NOT_RUN",
    "RETURN",
    "Column",
    "Sheet",
    "write",
    "write_to",
]

RETURN = Column("Return", 24)
COMPARED = Column("Since the earlier file", 22)
BY_RULE = (
    Column("Rule", 8), Column("Kind", 8), Column("Module", 22), Column("Findings"),
    Column("Children"), Column("What is wrong, and what to do", 90),
)  # fmt: skip
FINDINGS = (
    RETURN, Column("Rule", 8), Column("Kind", 8), Column("Module", 22),
    Column("Child", 18), Column("File", 24), Column("Line", 8), Column("Table", 20),
    Column("Fields", 34),
    Column("Values found", 50), Column("What is wrong, and what to do", 90),
)  # fmt: skip
NOT_RUN = (Column("Rule", 8), Column("State", 16), Column("Why", 90))
