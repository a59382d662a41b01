"""Rules about the tables as a whole: who is in one and not in another, or in one twice."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Function, Rows, Tables
from lscp.returns.ssda903.asked import CHILD, all_rows, not_of_children
from lscp.returns.ssda903.rules import error, query

NOT_IN_HEADER = {
    "INT01": "AD1", "INT02": "PlacedAdoption", "INT03": "Episodes", "INT04": "Missing",
    "INT05": "OC2", "INT06": "OC3", "INT07": "PrevPerm", "INT08": "Reviews", "INT09": "UASC",
}  # fmt: skip
OTHER_BIRTH = {
    "INT11": "AD1", "INT12": "PlacedAdoption", "INT13": "Missing", "INT14": "OC2", "INT15": "OC3",
    "INT16": "PrevPerm", "INT17": "Reviews", "INT18": "UASC",
}  # fmt: skip
TWICE = {
    "INT31": "AD1", "INT32": "Header", "INT33": "OC2", "INT34": "OC3", "INT35": "PrevPerm",
    "INT36": "UASC",
}  # fmt: skip
OF_CHILDREN_IN_CARE = ("AD1", "Missing", "OC2", "PlacedAdoption", "PrevPerm", "Reviews")


def _not_in_header(table: str) -> Function:
    def rule(tables: Tables) -> Rows:
        return not_of_children(tables.frames[table], tables.Header)

    rule.__doc__ = f"""The child is in {table} and not in Header. Add the child to Header, or
    correct the identifier where it is written in two ways."""
    return rule


def _differs(table: str, column: str, parsed: str, what: str) -> Function:
    def rule(tables: Tables) -> Rows:
        header = tables.Header.select("CHILD", nw.col(parsed).alias("_header")).unique()
        both = tables.frames[table].join(header, on=["CHILD"], how="inner")
        return both.filter(
            ~nw.col(parsed).is_null()
            & (nw.col("_header").is_null() | (nw.col(parsed) != nw.col("_header")))
        )

    rule.__doc__ = f"""The {what} in {table} is not the one in Header. Find out which is right,
    and enter it in both."""
    return rule


def _twice(table: str) -> Function:
    def rule(tables: Tables) -> Rows:
        return shapes.groups_with_more_than(tables.frames[table], CHILD, 1)

    rule.__doc__ = f"""The child has more than one row in {table}, which has one for each child.
    Keep the row that is right."""
    return rule


for _code, _table in NOT_IN_HEADER.items():
    error(_table)(_code, {_table: "CHILD"}, reads={_table: "CHILD", "Header": "CHILD"})(
        _not_in_header(_table)
    )
for _code, _table in OTHER_BIRTH.items():
    error(_table)(_code, {_table: "DOB"}, reads={_table: "CHILD DOB", "Header": "CHILD DOB"})(
        _differs(_table, "DOB", "DOB_on", "date of birth")
    )
for _code, _table in TWICE.items():
    error(_table)(_code, {_table: "CHILD"}, reads={_table: "CHILD"})(_twice(_table))
error("UASC")("INT21", {"UASC": "SEX"}, reads={"UASC": "CHILD SEX", "Header": "CHILD SEX"})(
    _differs("UASC", "SEX", "SEX", "sex")
)


@query("Header")("EPI", {"Header": "CHILD"}, reads={"Header": "CHILD", "Episodes": "CHILD"})
def no_episodes(tables: Tables) -> Rows:
    """The child is in Header and has neither episodes nor care leaver information. Add the
    child's episodes, or take the child out of Header."""
    return not_of_children(not_of_children(tables.Header, tables.Episodes), tables.OC3)


@query("Episodes")(
    "NoE", {"Episodes": "DECOM"}, reads={"Episodes": "CHILD DECOM", "Episodes_last": "CHILD"}
)
def none_last_year(tables: Tables) -> Rows:
    """The child's episode started before this year, and last year's return has no episode of the
    child. Check the date, and whether last year's files are those that were sent."""
    return not_of_children(tables.Episodes, tables.Episodes_last).filter(
        nw.col("DECOM_on") < tables.start
    )


@error("Episodes")(
    "1012", {table: "CHILD" for table in OF_CHILDREN_IN_CARE}, reads={"Episodes": "CHILD"}
)
def data_without_episodes(tables: Tables) -> tuple[Rows, ...]:
    """The child had no episode this year, so only care leaver information can be returned. Take
    the child out of this table, or add the missing episodes."""
    frames = (not_of_children(tables.frames[t], tables.Episodes) for t in OF_CHILDREN_IN_CARE)
    named = zip(OF_CHILDREN_IN_CARE, frames, strict=True)
    return tuple(part for t, frame in named for part in all_rows(tables, frame, t))
