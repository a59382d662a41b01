"""Which contacts tell of a child again: told of by anybody in the 12 months before."""

from datetime import date

import polars as pl


def marked(told_of: pl.DataFrame, since: date | None) -> pl.DataFrame:
    """Fill `lscp_repeat` of the children of contacts, of which there are records since a day.

    Contacts of one child on one day are one. Exactly 12 months later still counts. It stays empty
    where the child is not identified, or the records do not reach back for 12 months.
    """
    key = ["cont_person_id", "cont_contact_date"]
    child, on = (pl.col(each) for each in key)
    days = told_of.drop_nulls(key).select(key).unique().sort(key)
    days = days.with_columns(_before=on.shift(1).over("cont_person_id"))
    again = pl.col("_before").dt.offset_by("12mo") >= on
    reaches = on >= pl.lit(since).cast(pl.Date).dt.offset_by("12mo")
    mark = pl.when(again.fill_null(False)).then(pl.lit("Y")).otherwise(pl.lit("N"))
    return (
        told_of.join(days, on=key, how="left", maintain_order="left")
        .with_columns(lscp_repeat=pl.when(reaches & child.is_not_null()).then(mark))
        .drop("_before")
    )
