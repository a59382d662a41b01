"""Which children were looked after continuously for the whole of the collection year."""

import narwhals as nw

from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.asked import in_the_year, is_code, not_of_children

READS = "CHILD DECOM RNE LS DEC REC"
"""The columns of Episodes that tell it."""


def continuously(tables: Tables) -> Rows:
    """Return the children, a row each, looked after continuously for twelve months at 31 March.

    They were in care in the year, had no short breaks in it, did not start in it, and left care
    on no day before its last.
    """
    return tables.once(_continuously)


def _continuously(tables: Tables) -> Rows:
    episodes, ended = in_the_year(tables), nw.col("DEC_on")
    left = (ended >= tables.start) & (ended < tables.end) & ~is_code("REC", care.NEXT_BEGINS)
    started = is_code("RNE", "S") & (nw.col("DECOM_on") > tables.start)
    broken = episodes.filter(
        care.is_one_of("LS", care.SHORT_BREAKS) | started | left.fill_null(False)
    )
    return not_of_children(episodes, broken).select("CHILD").unique()
