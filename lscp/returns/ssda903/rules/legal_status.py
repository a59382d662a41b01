"""Rules about the legal status of an episode: how long it may last, and what goes with it."""

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
_LASTS = {"Episodes": "CHILD DECOM LS DEC"}
PROTECTED, EMERGENCY, ASSESSED, HELD, BREAK, BREAKS = 3, 21, 7, 21, 17, 75
"""Days that a status may last, or a short break, or all of a child's short breaks in a year."""


def _on_a_short_break() -> nw.Expr:
    return care.is_one_of("LS", care.SHORT_BREAKS)


@_error("361", {"Episodes": "DECOM LS DEC"}, reads=_LASTS)
def police_protection_too_long(tables: Tables) -> Rows:
    """The child was under police protection for longer than 72 hours.

    Correct the days, or the legal status from the day that another order was made.
    """
    return care.under_one_status_longer_than(PROTECTED, "L1", tables)


@_error("362", {"Episodes": "DECOM LS DEC"}, reads=_LASTS)
def emergency_order_too_long(tables: Tables) -> Rows:
    """The child was under an emergency protection order for longer than 21 days.

    Correct the days, or the legal status from the day that another order was made.
    """
    return care.under_one_status_longer_than(EMERGENCY, "L2", tables)


@_error("363", {"Episodes": "LS DECOM DEC"}, reads=_LASTS)
def assessment_order_too_long(tables: Tables) -> Rows:
    """The child was under a child assessment order for longer than 7 days.

    Correct the days, or the legal status from the day that another order was made.
    """
    return care.under_one_status_longer_than(ASSESSED, "L3", tables)


@_query("364", {"Episodes": "LS DECOM DEC"}, reads=_LASTS)
def detained_too_long(tables: Tables) -> Rows:
    """The child was detained in the authority’s accommodation by the police for over 21 days.

    Correct the days or the legal status: the law allows such detention for a short time only.
    """
    return care.under_one_status_longer_than(HELD, "J2", tables)


@_error("365", {"Episodes": "LS DECOM DEC"}, reads={"Episodes": "DECOM LS DEC"})
def short_break_too_long(tables: Tables) -> Rows:
    """One short break lasted for more than 17 days.

    Correct the days, or the legal status if the child was looked after beyond a short break.
    """
    breaks = tables.Episodes.filter(nw.col("LS") == "V3")
    until = breaks.with_columns(_until=care.until_the_end(tables))
    return until.filter(care.later("_until", "DECOM_on", BREAK))


@_error("366", {"Episodes": "RNE"}, reads={"Episodes": "RNE LS"})
def moved_within_a_short_break(tables: Tables) -> Rows:
    """A short break begins otherwise than by the child starting to be looked after.

    Enter S as the reason for the new episode: each break is a start, and nobody moves within one.
    """
    return tables.Episodes.filter((nw.col("LS") == "V3") & ~care.is_one_of("RNE", ("S",)))


@_error("367", {"Episodes": "LS DECOM DEC"}, reads=_LASTS)
def short_breaks_too_many_days(tables: Tables) -> Rows:
    """The child’s short breaks in the year come to more than 75 days.

    Correct the days, or the legal status: a child with more care than that is looked after.
    """
    breaks = tables.Episodes.filter((nw.col("LS") == "V3") & ~nw.col("CHILD").is_null())
    within = breaks.with_columns(
        _from=nw.max_horizontal("DECOM_on", nw.lit(tables.start)),
        _until=nw.min_horizontal(care.until_the_end(tables), nw.lit(tables.end)),
    ).filter(~nw.col("DECOM_on").is_null() & (nw.col("_from") <= nw.col("_until")))
    counted = within.with_columns(_days=care.days_between("_from", "_until"))
    over = counted.group_by("CHILD").agg(nw.col("_days").sum()).filter(nw.col("_days") > BREAKS)
    return within.join(over, on=["CHILD"], how="semi")


@_error("378", {"Episodes": "PLACE LS"}, reads={"Episodes": "LS PLACE"})
def accommodated_with_parents(tables: Tables) -> Rows:
    """The child is placed with their parents while accommodated by agreement with them.

    Correct the type of placement or the legal status: a child at home is under an order.
    """
    return tables.Episodes.filter((nw.col("LS") == "V2") & (nw.col("PLACE") == "P1"))


@_error("382", {"Episodes": "LS PLACE"}, reads={"Episodes": "LS PLACE"})
def temporary_placement_on_a_short_break(tables: Tables) -> Rows:
    """The child is on a short break and in a temporary placement.

    Correct the legal status or the type of placement.
    """
    temporary = care.is_one_of("PLACE", care.TEMPORARY)
    return tables.Episodes.filter(_on_a_short_break() & temporary)


@_error("384", {"Episodes": "PLACE LS"}, reads={"Episodes": "LS PLACE"})
def long_term_placement_on_a_short_break(tables: Tables) -> Rows:
    """The child is on a short break and in a long-term foster placement.

    Correct the legal status or the type of placement.
    """
    return tables.Episodes.filter(_on_a_short_break() & care.is_one_of("PLACE", ("U1", "U4")))


@_error("426", {"Episodes": "LS"}, reads={"Episodes": "CHILD LS"})
def short_breaks_recorded_in_both_ways(tables: Tables) -> Rows:
    """The child’s short breaks are recorded both one by one and as an agreement.

    Choose one of the two for the whole year: V3 throughout, or V4 throughout.
    """
    of = {code: tables.Episodes.filter(nw.col("LS") == code) for code in care.SHORT_BREAKS}
    one, all_of_them = of["V3"], of["V4"]
    return nw.concat([
        shapes.also_in(one.select("CHILD", "row"), all_of_them, ("CHILD",)),
        shapes.also_in(all_of_them.select("CHILD", "row"), one, ("CHILD",)),
    ])  # fmt: skip


@_error("408", {"Episodes": "PLACE LS"}, reads={"Episodes": "LS PLACE"})
def placed_by_an_order_without_one(tables: Tables) -> Rows:
    """The child is placed for adoption under a placement order, and the legal status is another.

    Enter E1 as the legal status, or correct the type of placement.
    """
    by_order = care.is_one_of("PLACE", ("A5", "A6"))
    return tables.Episodes.filter(by_order & ~care.is_one_of("LS", ("E1",)))


@_error("214", {"Episodes": "PL_POST URN"}, reads={"Episodes": "LS PL_POST URN"})
def place_of_a_short_break(tables: Tables) -> Rows:
    """The postcode or the Ofsted number of the placement is given for a short break.

    Take them out: short breaks need neither. Or correct the legal status.
    """
    there = ~nw.col("PL_POST").is_null() | ~nw.col("URN").is_null()
    return tables.Episodes.filter(_on_a_short_break() & there)


@_error("398", {"Episodes": "LS HOME_POST PL_POST"}, reads={"Episodes": "LS HOME_POST PL_POST"})
def postcodes_of_a_short_break(tables: Tables) -> Rows:
    """A postcode of the home or of the placement is given for a short break.

    Take it out: no distance is counted for short breaks. Or correct the legal status.
    """
    there = ~nw.col("PL_POST").is_null() | ~nw.col("HOME_POST").is_null()
    return tables.Episodes.filter(_on_a_short_break() & there)


@_error("420", {"Episodes": "PL_LA"}, reads={"Episodes": "LS PL_LA"})
def authority_of_a_short_break(tables: Tables) -> Rows:
    """The authority of the placement is given for a short break.

    Take the placement’s postcode out, from which it is worked out, or correct the legal status.
    """
    return tables.Episodes.filter(_on_a_short_break() & ~nw.col("PL_LA").is_null())
