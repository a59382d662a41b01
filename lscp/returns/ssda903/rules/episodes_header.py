"""Rules about episodes beside what the header says of the child: age, motherhood, pupil number."""

from datetime import timedelta

import narwhals as nw

from lscp.returns import shapes
from lscp.returns.rules import Rows, Tables
from lscp.returns.ssda903 import care
from lscp.returns.ssda903.rules import error, query

_error, _query = error("Episodes"), query("Episodes")
_BEGAN = {"Episodes": "CHILD DECOM PLACE DEC", "Header": "CHILD DOB"}
_LASTED = {"Episodes": "DECOM PLACE DEC"}
FEMALE = ("F", "2")
ADULT, ANSWERABLE = 18, 10
WEEK = timedelta(days=7)


def _younger_than(years: int, tables: Tables, *places: str) -> Rows:
    """Return placements, now over, that began before the child had reached an age."""
    young = ~care.is_aged(years, "DOB_on", "DECOM_on")
    over = care.is_one_of("PLACE", places) & ~nw.col("DEC_on").is_null()
    return care.with_birth(tables).filter(over & young)


def _longer_than(days: int, tables: Tables, place: str) -> Rows:
    """Return placements of a kind, now over, that lasted for more than some days."""
    placed = tables.Episodes.filter(nw.col("PLACE") == place)
    return placed.filter(care.later("DEC_on", "DECOM_on", days))


def _of_a_girl_without_motherhood() -> nw.Expr:
    return care.is_one_of("SEX", FEMALE) & nw.col("MOTHER").is_null()


@_error(
    "210", {"Header": "UPN", "Episodes": "DECOM"},
    reads={"Episodes": "CHILD DECOM", "Header": "CHILD UPN"},
)  # fmt: skip
def pupil_number_still_unknown(tables: Tables) -> Rows:
    """The child has been in care for over a week, and the pupil number is said to be too new.

    Enter the number. UN4 is only for who came into care in the last week of the year.
    """
    earlier = nw.col("DECOM_on") < nw.lit(tables.end - WEEK)
    return care.with_birth(tables).filter((nw.col("UPN") == "UN4") & earlier)


@_error(
    "234", {"Episodes": "REASON_PLACE_CHANGE", "Header": "DOB"},
    reads={"Episodes": "CHILD DECOM REASON_PLACE_CHANGE", "Header": "CHILD DOB"},
)  # fmt: skip
def to_custody_too_young(tables: Tables) -> Rows:
    """The placement changed because the child went into custody, and they were under 10.

    Correct the reason for the change, or the date of birth.
    """
    young = ~care.is_aged(ANSWERABLE, "DOB_on", "DECOM_on")
    custody = nw.col("REASON_PLACE_CHANGE") == "CUSTOD"
    return care.with_birth(tables).filter(custody & young)


@_error(
    "302", {"Episodes": "DECOM", "Header": "DOB"},
    reads={"Episodes": "CHILD DECOM", "Header": "CHILD DOB"},
)  # fmt: skip
def began_before_birth(tables: Tables) -> Rows:
    """The child’s first episode began before the child was born. Correct the day that is wrong."""
    first = care.first(tables.Episodes).select("row").rename({"row": "row_Episodes"})
    both = care.with_birth(tables).join(first, on=["row_Episodes"], how="semi")
    return shapes.before(both, "DECOM_on", "DOB_on")


@_error(
    "352", {"Episodes": "DECOM RNE"},
    reads={"Episodes": "CHILD DECOM RNE", "Header": "CHILD DOB"},
)  # fmt: skip
def started_as_an_adult(tables: Tables) -> Rows:
    """The child started to be looked after at 18 or over. Correct the day or the date of birth."""
    adult = care.is_aged(ADULT, "DOB_on", "DECOM_on")
    return care.with_birth(tables).filter((nw.col("RNE") == "S") & adult)


@_error(
    "358", {"Episodes": "DECOM LS", "Header": "DOB"},
    reads={"Episodes": "CHILD DECOM LS", "Header": "CHILD DOB"},
)  # fmt: skip
def in_justice_too_young(tables: Tables) -> Rows:
    """The legal status is one of youth justice, and the child was under 10 when it began.

    Correct the legal status, or the day that is wrong.
    """
    young = ~care.is_aged(ANSWERABLE, "DOB_on", "DECOM_on")
    return care.with_birth(tables).filter(care.is_one_of("LS", ("J1", "J2", "J3")) & young)


@_error(
    "359", {"Episodes": "DEC LS PLACE"},
    reads={"Episodes": "CHILD LS PLACE DEC", "Header": "CHILD DOB"},
)  # fmt: skip
def in_care_as_an_adult(tables: Tables) -> Rows:
    """The episode lasts beyond the 18th birthday otherwise than by agreement in a home.

    Enter when the child left care. Only under V2 in a children’s home, K2, may it go on.
    """
    until = care.with_birth(tables).with_columns(
        _until=care.until_the_end(tables).dt.offset_by("-1d")
    )
    adult = care.is_aged(ADULT, "DOB_on", "_until")
    allowed = care.is_one_of("LS", ("V2",)) & care.is_one_of("PLACE", ("K2",))
    return until.filter(adult & ~allowed)


@_error("371", {"Episodes": "DECOM PLACE"}, reads=_BEGAN)
def supported_too_young(tables: Tables) -> Rows:
    """The child came to supported accommodation before they were 16.

    Correct the type of placement, or the day that is wrong.
    """
    return _younger_than(16, tables, "H5", "K3")


@_error("372", {"Episodes": "DECOM PLACE"}, reads=_BEGAN)
def in_custody_too_young(tables: Tables) -> Rows:
    """The child came to a young offender institution before they were 10.

    Correct the type of placement, or the day that is wrong.
    """
    return _younger_than(ANSWERABLE, tables, "R5")


@_error("373", {"Episodes": "DECOM PLACE"}, reads=_BEGAN)
def at_school_too_young(tables: Tables) -> Rows:
    """The child came to a residential school before they were 4.

    Correct the type of placement, or the day that is wrong.
    """
    return _younger_than(4, tables, "S1")


@_error("374", {"Episodes": "DECOM PLACE"}, reads=_BEGAN)
def employed_too_young(tables: Tables) -> Rows:
    """The child came to residential employment before they were 14.

    Correct the type of placement, or the day that is wrong.
    """
    return _younger_than(14, tables, "P3")


@_query("375", {"Episodes": "DECOM PLACE"}, reads=_LASTED)
def long_in_hospital(tables: Tables) -> Rows:
    """A temporary stay in hospital lasted for more than six weeks.

    Correct the days, or enter hospital as the placement, R2. Explain it if it is right.
    """
    return _longer_than(42, tables, "T1")


@_error("376", {"Episodes": "DECOM PLACE"}, reads=_LASTED)
def long_holiday_of_carers(tables: Tables) -> Rows:
    """A temporary placement for the carers’ holiday lasted for more than three weeks.

    Correct the days, or enter it as a placement of its own.
    """
    return _longer_than(21, tables, "T3")


@_error("379", {"Episodes": "DECOM PLACE"}, reads=_LASTED)
def long_temporary_placement(tables: Tables) -> Rows:
    """A temporary placement for no stated reason lasted for more than seven days.

    Correct the days, or enter it as a placement of its own.
    """
    return _longer_than(7, tables, "T4")


@_error(
    "393", {"Header": "MOTHER"},
    reads={"Episodes": "CHILD LS", "Header": "CHILD SEX MOTHER"},
)  # fmt: skip
def motherhood_missing(tables: Tables) -> Rows:
    """A girl is looked after, and whether she is a mother is not recorded. Enter 1 or 0."""
    girls = tables.Header.filter(_of_a_girl_without_motherhood())
    return shapes.also_in(girls, care.looked_after(tables), ("CHILD",))


@_error("442", {"Header": "UPN"}, reads={"Episodes": "CHILD LS", "Header": "CHILD UPN"})
def pupil_number_missing(tables: Tables) -> Rows:
    """The child is looked after and the pupil number is missing. Enter it, or why there is none.

    UN1 to UN5 say why.
    """
    unknown = tables.Header.filter(nw.col("UPN").is_null())
    return shapes.also_in(unknown, care.looked_after(tables), ("CHILD",))


@_error(
    "607", {"Episodes": "DEC REC LS", "Header": "MOTHER SEX"},
    reads={"Episodes": "CHILD LS DEC REC", "Header": "CHILD SEX MOTHER"},
)  # fmt: skip
def motherhood_missing_on_leaving(tables: Tables) -> Rows:
    """A girl left care in the year, and whether she is a mother is not recorded.

    Enter 1 or 0 in the header.
    """
    left = ~nw.col("REC").is_null() & (nw.col("REC") != care.NEXT_BEGINS)
    girls = care.with_birth(tables).filter(left & _of_a_girl_without_motherhood())
    return shapes.within(girls.filter(~care.is_one_of("LS", care.SHORT_BREAKS)), "DEC_on", tables)


@_error(
    "625", {"Header": "MC_DOB", "Episodes": "DEC"},
    reads={"Episodes": "CHILD DEC", "Header": "CHILD MC_DOB"},
)  # fmt: skip
def own_child_born_later(tables: Tables) -> Rows:
    """The child’s own first child is dated after the year, or after they left care.

    Correct the date. Leave it empty where the birth was later.
    """
    ceased = tables.Episodes.group_by("CHILD").agg(
        nw.col("DEC_on").max().alias("_left"), nw.col("DEC").is_null().any().alias("_in_care")
    )
    last = tables.Episodes.join(ceased, on=["CHILD"], how="inner").filter(
        nw.col("DEC").is_null() | (nw.col("DEC_on") == nw.col("_left"))
    )
    both = tables.Header.rename({"row": "row_Header"}).join(
        last.select(
            "CHILD", "_left", "_in_care", nw.col("row").alias("row_Episodes")
        ), on=["CHILD"], how="left",
    )  # fmt: skip
    born, left = nw.col("MC_DOB_on"), ~nw.col("_in_care") & (nw.col("MC_DOB_on") > nw.col("_left"))
    return both.filter((born > nw.lit(tables.end)).fill_null(False) | left.fill_null(False))
