"""What a child's episodes make together: periods of care, and placements that outlast an episode.

Episodes stand in the order in which they began; of two that began on one day the one that stands
first in the return comes first, and one of which no day is known comes last.
"""

import polars as pl

OF_PLACEMENT = ("PLACE", "PLACE_PROVIDER", "URN", "PL_POST", "PL_LA", "PL_LOCATION", "PL_DISTANCE")
STARTED, LEGAL_STATUS_ALONE = "S", "L"


def identified(episodes: pl.DataFrame) -> pl.DataFrame:
    """Return the episodes in order, with the ids of each, of its period of care, its placement.

    A period of care begins with RNE S, and wherever the child was in no care on the day before.
    """
    ordered = episodes.sort("CHILD", "DECOM_on", nulls_last=True, maintain_order=True)
    ended = (_before("DEC_on") < pl.col("DECOM_on")).fill_null(False)
    begins = _before("CHILD").is_null() | _is("RNE", STARTED) | ended
    numbered = ordered.with_columns(
        _E=pl.int_range(pl.len()), _C=begins.cum_sum(), _P=(begins | ~_goes_on()).cum_sum()
    )
    entered = pl.col("DECOM_on").filter(_is("RNE", STARTED)).first()
    return numbered.with_columns(
        *(_by_first_day(letter) for letter in "ECP"), entered.over("_C").alias("+entered")
    )


def periods(identified: pl.DataFrame) -> pl.DataFrame:
    """Return the periods of care: CHILD, +C, and `_from` and `_until`, null where it goes on."""
    until = pl.when(pl.col("DEC_on").is_not_null().all()).then(pl.col("DEC_on").max())
    return identified.group_by("CHILD", "+C", maintain_order=True).agg(
        _from=pl.col("DECOM_on").first(), _until=until
    )


def placements(identified: pl.DataFrame) -> pl.DataFrame:
    """Return the placements. Why one changed, the last of its episodes says."""
    return identified.group_by("CHILD", "+C", "+P", maintain_order=True).agg(
        pl.col(OF_PLACEMENT).first(),
        pl.col("DECOM_on").first().alias("+placed"),
        pl.col("DEC_on").last().alias("+left"),
        pl.col("REASON_PLACE_CHANGE").last(),
    )


def dated(rows: pl.DataFrame, letter: str, day: str) -> pl.DataFrame:
    """Return rows with ids made of their child and a day; the second of a day ends in -2."""
    n = pl.int_range(1, pl.len() + 1).over("CHILD", day)
    return rows.with_columns(_id(letter, pl.col(day), n))


def numbered(rows: pl.DataFrame, letter: str) -> pl.DataFrame:
    """Return rows with ids made of their child and their place among the child's rows."""
    n = pl.int_range(1, pl.len() + 1).over("CHILD")
    return rows.with_columns(pl.concat_str("CHILD", pl.lit(f"-{letter}"), n).alias(f"+{letter}"))


def _by_first_day(letter: str) -> pl.Expr:
    """Return the id of what some episodes are together: by the day the first of them began."""
    group = f"_{letter}"
    day = pl.col("DECOM_on").first().over(group)
    return _id(letter, day, pl.col(group).rank("dense").over("CHILD", day))


def _id(letter: str, day: pl.Expr, n: pl.Expr) -> pl.Expr:
    first = pl.concat_str("CHILD", pl.lit(f"-{letter}"), day.dt.strftime("%Y%m%d").fill_null(""))
    again = pl.concat_str(first, pl.lit("-"), n)
    return pl.when(n > 1).then(again).otherwise(first).alias(f"+{letter}")


def _goes_on() -> pl.Expr:
    """Return whether an episode goes on in the placement of the one before."""
    follows = _is("RNE", LEGAL_STATUS_ALONE) & (_before("DEC_on") == pl.col("DECOM_on"))
    alike = [pl.col(each).eq_missing(_before(each)) for each in OF_PLACEMENT]
    unmoved = _before("REASON_PLACE_CHANGE").is_null() & pl.all_horizontal(alike)
    return (follows & unmoved).fill_null(False)


def _before(column: str) -> pl.Expr:
    """Return the value of the child's episode before: they stand in order of their children."""
    return pl.when(pl.col("CHILD") == pl.col("CHILD").shift(1)).then(pl.col(column).shift(1))


def _is(column: str, code: str) -> pl.Expr:
    return (pl.col(column) == code).fill_null(False)
