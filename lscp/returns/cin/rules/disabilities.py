"""Rules about disability codes: of one child, and of the return as a whole."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.cin.rules import error, query
from lscp.returns.rules import Rows, Tables

_error, _query = error("Disabilities"), query("Disabilities")

USUAL_CODES = 8
"""A return of a whole authority uses at least as many codes."""


@_query("2887Q", needs=("Disabilities.Disability",))
def few_codes_used(tables: Tables) -> Rows:
    """Fewer than 8 different disability codes are used in the whole return.

    Check that the case system sends each kind of disability, or say why there are so few.
    """
    used = tables.Disabilities.filter(~nw.col("Disability").is_null()).select("Disability").unique()
    return used.select(nw.len().alias("codes")).filter(nw.col("codes") < USUAL_CODES)


@_query("2888Q", needs=("Disabilities.LAchildID", "Disabilities.Disability"))
def never_more_than_one_code(tables: Tables) -> Rows:
    """No child of the return has more than one disability code.

    Check that the case system sends all of a child's disabilities, or say why this is so.
    """
    each = tables.Disabilities.filter(~nw.col("Disability").is_null())
    each = each.select("LAchildID", "Disability").unique()
    codes = each.group_by("LAchildID").agg(nw.len().alias("codes"))
    return codes.select(nw.col("codes").max()).filter(nw.col("codes") == 1)


@_error("8790", {"Disabilities": ("Disability",)}, needs=("Disabilities.LAchildID",))
def none_beside_a_disability(tables: Tables) -> Rows:
    """The child has NONE beside a disability. Take NONE away, or the codes that do not apply."""
    codes = tables.Disabilities.filter(~nw.col("Disability").is_null())
    none = nw.col("Disability") == "NONE"
    mixed = codes.filter(none).join(codes.filter(~none), on="LAchildID", how="semi")
    return codes.join(mixed, on="LAchildID", how="semi")


@_error("8794", {"Disabilities": ("Disability",)}, needs=("Disabilities.LAchildID",))
def disability_stands_twice(tables: Tables) -> Rows:
    """The child has the same disability code more than once. Leave it there once."""
    return shapes.groups_with_more_than(tables.Disabilities, ("LAchildID", "Disability"), 1)
