"""Rules about an adopted child: when that was decided, and by whom the child was adopted."""

import narwhals as nw

from lscp.returns.rules import Function, Rows, Tables
from lscp.returns.ssda903.asked import ADOPTION, filled, is_code, lacking, no_date
from lscp.returns.ssda903.care import is_one_of
from lscp.returns.ssda903.rules import error

_error = error("AD1")

ALL = " ".join(ADOPTION)
SINGLE, SAME, OTHER = ("M1", "F1"), ("MM", "FF"), ("MF",)
STATUSES = ("L0", "L11", "L12", "L2", "L3", "L4")
"""The legal status of who adopts: single; married, of different and of the same sex; in a civil
partnership; neither, of different and of the same sex."""


@_error("112", {"AD1": "DATE_INT"}, reads={"AD1": "DATE_INT"})
def decided_no_date(tables: Tables) -> Rows:
    """The day it was decided that adoption is best for the child is not a date. Correct it."""
    return no_date(tables.AD1, "DATE_INT")


@_error("113", {"AD1": "DATE_MATCH"}, reads={"AD1": "DATE_MATCH"})
def matched_no_date(tables: Tables) -> Rows:
    """The day the child was matched with who adopts is not a date. Correct it."""
    return no_date(tables.AD1, "DATE_MATCH")


def _none_of(column: str, codes: tuple[str, ...]) -> Function:
    def rule(tables: Tables) -> Rows:
        return tables.AD1.filter(~nw.col(column).is_null() & ~is_one_of(column, codes))

    return rule


def _declare(code: str, column: str, codes: tuple[str, ...], message: str) -> None:
    rule = _none_of(column, codes)
    rule.__doc__ = f"{message} Enter {', '.join(codes[:-1])} or {codes[-1]}."
    _error(code, {"AD1": column}, reads={"AD1": column})(rule)


_declare(
    "114",
    "FOSTER_CARE",
    ("0", "1"),
    "Whether who adopts was the child's foster carer is given as something else than 0 or 1.",
)
_declare("175", "NB_ADOPTR", ("1", "2"), "The number of adopters is neither one nor two.")
_declare(
    "176", "SEX_ADOPTR", (*SINGLE, *SAME, *OTHER), "The sex of who adopts is no code of the return."
)
_declare("177", "LS_ADOPTR", STATUSES,
         "The legal status of who adopts is no code of the return.")  # fmt: skip


@_error("151", {"AD1": ALL}, reads={"AD1": ALL})
def partly_completed(tables: Tables) -> Rows:
    """Some of the items about the child's adoption are given and others missing. Enter all, or
    leave out all."""
    return tables.AD1.filter(filled(*ADOPTION) & lacking(*ADOPTION))


@_error("333", {"AD1": "DATE_INT"}, reads={"AD1": "DATE_INT DATE_MATCH"})
def matched_before_decided(tables: Tables) -> Rows:
    """The child was matched with who adopts before it was decided, or without a day on which it
    was decided, that the child should be placed for adoption. Correct the days."""
    decided, matched = nw.col("DATE_INT_on"), nw.col("DATE_MATCH_on")
    return tables.AD1.filter((decided > matched) | (decided.is_null() & ~matched.is_null()))


@_error("511", {"AD1": "NB_ADOPTR SEX_ADOPTR"}, reads={"AD1": "NB_ADOPTR SEX_ADOPTR"})
def two_and_no_couple(tables: Tables) -> Rows:
    """Two people adopt the child, and their sexes are not those of two. Enter MM, FF or MF, or
    correct the number."""
    return _sexes_other_than(tables, is_code("NB_ADOPTR", "2"), (*SAME, *OTHER))


def _sexes_other_than(tables: Tables, of: nw.Expr, codes: tuple[str, ...]) -> Rows:
    return tables.AD1.filter(of & ~is_one_of("SEX_ADOPTR", codes))


def _status(code: str, status: str, codes: tuple[str, ...], message: str) -> None:
    def rule(tables: Tables) -> Rows:
        return _sexes_other_than(tables, is_code("LS_ADOPTR", status), codes)

    rule.__doc__ = f"""{message} Enter {" or ".join(codes)} as the sex, or correct the legal
    status {status}."""
    _error(code, {"AD1": "LS_ADOPTR SEX_ADOPTR"}, reads={"AD1": "SEX_ADOPTR LS_ADOPTR"})(rule)


_status("514", "L0", SINGLE, "The adopter is single, and the sex given is not that of one person.")
_status(
    "517",
    "L3",
    OTHER,
    "A couple of different sexes, neither married nor partners, adopts; the sex does not fit.",
)
_status(
    "518",
    "L4",
    SAME,
    "A couple of the same sex, neither married nor partners, adopts; the sex does not fit.",
)
_status(
    "519",
    "L2",
    (*SAME, *OTHER),
    "A couple in a civil partnership adopts, and the sex given is not that of a couple.",
)
_status(
    "520",
    "L11",
    OTHER,
    "A married couple of different sexes adopts, and the sex given does not fit.",
)
_status("524", "L12", SAME,
        "A married couple of the same sex adopts, and the sex given does not fit.")  # fmt: skip
