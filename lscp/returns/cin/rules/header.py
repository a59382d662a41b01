"""The rule about the header: the day that the return is up to."""

import narwhals as nw

from lscp.returns.cin.rules import error
from lscp.returns.rules import Rows, Tables

_error = error("Header")


@_error("100", {"Header": ("ReferenceDate",)}, needs=("Header.Year",))
def reference_date_is_not_the_end_of_the_year(tables: Tables) -> Rows:
    """The reference date is not 31 March of the collection year in the header. Set both."""
    day = nw.col("ReferenceDate_on").dt
    right = (day.month() == 3) & (day.day() == 31) & (day.year().cast(nw.String) == nw.col("Year"))
    return tables.Header.filter(~right.fill_null(False))
