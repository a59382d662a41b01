"""Finds children who stand twice in a file, and numbers their episodes on.

Both stay in the tables, since that is what arrived; facts leave out the one that says nothing
new, and keep both where they differ.
"""

from collections import defaultdict

import polars as pl

from lscp.returns.cautions import Caution
from lscp.returns.cin.tables import PLACE

EPISODE = "CINdetailsID"


def number_on(tables: dict[str, pl.DataFrame], cautions: list[Caution]) -> frozenset[int]:
    """Number the episodes of a repeated child on from the one before, in place.

    Returns the `Child` elements that say the same as an earlier one of the same child.
    """
    identifiers = tables["ChildIdentifiers"]
    again = identifiers.filter(
        pl.col("LAchildID").is_duplicated() & pl.col("LAchildID").is_not_null()
    )
    if again.is_empty():
        return frozenset()
    same = _same(tables, again)
    repeated = again.filter(~pl.col("LAchildID").is_first_distinct())
    _report(repeated, same, cautions)
    offsets = _offsets(tables["CINdetails"], again)
    for name, frame in tables.items():
        if EPISODE in frame.columns:
            moved = frame.join(offsets, on="child", how="left", maintain_order="left")
            on = pl.col(EPISODE) + pl.col("_before").fill_null(0)
            tables[name] = moved.with_columns(on.alias(EPISODE)).drop("_before")
    return same


def _offsets(episodes: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    held = episodes.group_by("child").agg(pl.len().cast(pl.Int64).alias("_held"))
    counted = again.select("child", "LAchildID").join(held, on="child", how="left").sort("child")
    counted = counted.with_columns(pl.col("_held").fill_null(0))
    before = pl.col("_held").cum_sum().over("LAchildID") - pl.col("_held")
    return counted.select("child", before.alias("_before"))


def _same(tables: dict[str, pl.DataFrame], again: pl.DataFrame) -> frozenset[int]:
    said: dict[int, list[object]] = defaultdict(list)
    for name, frame in tables.items():
        if name == "Header":
            continue
        rows = frame.join(again.select("child"), on="child", how="semi", maintain_order="left")
        values = rows.drop(PLACE, strict=False).with_columns(
            pl.col(pl.List).list.join(" "),
        )
        for child, row in zip(rows["child"], values.iter_rows(), strict=True):
            said[child].append((name, row))
    seen: set[tuple[object, ...]] = set()
    same = set()
    for child in sorted(said):
        what = tuple(said[child])
        if what in seen:
            same.add(child)
        seen.add(what)
    return frozenset(same)


def _report(repeated: pl.DataFrame, same: frozenset[int], cautions: list[Caution]) -> None:
    merged = repeated.filter(pl.col("child").is_in(sorted(same)))
    both = repeated.filter(~pl.col("child").is_in(sorted(same)))
    if merged.height:
        message = "A child stands again, with the same content; it is counted once"
        cautions.append(Caution("repeated_child", message, merged.height, merged["line"][0]))
    if both.height:
        message = "A child stands again, with other content; the episodes of both are kept"
        cautions.append(Caution("differing_child", message, both.height, both["line"][0]))
