"""Rules about where a child is placed, which is not asked of who came unaccompanied."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903.asked import is_code, lacking, not_of_children
from lscp.returns.ssda903.care import looked_after
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")

MILES = r"^[0-9]{1,3}(\.[0-9]+)?$"
"""A distance from 0 to less than 1,000 miles."""


@_error("164", {"Episodes": "PL_DISTANCE"},
        reads={"Episodes": "CHILD PL_DISTANCE", "Header": "CHILD"})  # fmt: skip
def distance_not_valid(tables: Tables) -> Rows:
    """The distance from home is no number of miles below 1,000. Check both postcodes."""
    is_miles = nw.col("PL_DISTANCE").str.contains(MILES)
    return not_of_children(tables.Episodes.filter(~is_miles), _unaccompanied(tables))


@_query("392a", {"Episodes": "PL_DISTANCE"},
        reads={"Episodes": "CHILD LS PL_DISTANCE", "Header": "CHILD"})  # fmt: skip
def distance_missing(tables: Tables) -> Rows:
    """The child is looked after and the distance from home is not known. Enter the postcodes of
    home and placement, or check them."""
    missing = looked_after(tables).filter(nw.col("PL_DISTANCE").is_null())
    return not_of_children(missing, _unaccompanied(tables))


@_error("392b", {"Episodes": "HOME_POST PL_POST"},
        reads={"Episodes": "CHILD LS HOME_POST PL_POST", "Header": "CHILD"})  # fmt: skip
def postcode_missing(tables: Tables) -> Rows:
    """The child is looked after and the postcode of home or of the placement is missing. Enter
    both."""
    missing = looked_after(tables).filter(lacking("HOME_POST", "PL_POST"))
    return not_of_children(missing, _unaccompanied(tables))


@_error("406", {"Episodes": "PL_DISTANCE"},
        reads={"Episodes": "CHILD PL_DISTANCE", "Header": "CHILD"})  # fmt: skip
def distance_of_unaccompanied(tables: Tables) -> Rows:
    """The child is or was an unaccompanied asylum-seeking child, of whom no distance from home is
    returned. Take out the distance or the postcode of home."""
    given = tables.Episodes.filter(~nw.col("PL_DISTANCE").is_null())
    return given.join(_unaccompanied(tables), on=["CHILD"], how="semi")


def _unaccompanied(tables: Tables) -> Rows:
    """Return the children who came unaccompanied by this year's return or last year's."""
    said = [t.filter(is_code("UASC", "1")) for t in (tables.Header, tables.Header_last)]
    ceased = [t.filter(~nw.col("DUC").is_null()) for t in (tables.UASC, tables.UASC_last)]
    return nw.concat([each.select("CHILD") for each in (*said, *ceased)]).unique()
