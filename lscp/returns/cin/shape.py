"""Shapes the gathered rows into the published tables: keys, numbers, lists of factors."""

import polars as pl

from lscp.returns.cautions import Caution
from lscp.returns.cin.tables import AROUND, KEYS, PLACE, columns
from lscp.returns.cin.walk import Walk

ONE_PER_CHILD = ("ChildIdentifiers", "ChildCharacteristics")
NUMBERED = {
    "CINdetails": "CINdetailsID",
    "Assessments": "AssessmentID",
    "ChildProtectionPlans": "CPPID",
}
# An empty element of these names nothing, so it is no row (as the census's own tables have it).
NO_EMPTY = {"AssessmentFactorsList": "AssessmentFactor"}


def tables(walk: Walk, cautions: list[Caution]) -> dict[str, pl.DataFrame]:
    """Return the published tables, with `child` and `line`; values are still text."""
    gathered = {name: place.frame() for name, place in walk.places.items()}
    children = gathered["Child"].select("line", child=pl.int_range(pl.len()))
    if children.is_empty():
        cautions.append(Caution("no_children", "The file holds no child"))
    made = {"Header": gathered["Header"].with_columns(child=pl.lit(None, pl.Int64))}
    for name in list(KEYS)[1:]:
        made[name] = _placed(name, gathered[name], made.get(AROUND.get(name, "")))
    made["Assessments"] = _with_factors(made["Assessments"], gathered["AssessmentFactorsList"])
    for name in ONE_PER_CHILD:
        made[name] = _one_per_child(name, made[name], children, cautions)
    ids = made["ChildIdentifiers"]["LAchildID"]
    return {name: _finished(name, frame, ids) for name, frame in made.items()}


def number(*of: str) -> pl.Expr:
    """Return the place (from 1) of each row among the rows beside it that have the same `of`."""
    row = pl.int_range(pl.len(), dtype=pl.Int64)
    changes = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in of)
    return row - pl.when(changes).then(row).forward_fill() + 1


def _placed(name: str, frame: pl.DataFrame, around: pl.DataFrame | None) -> pl.DataFrame:
    """Give each row its child and the keys of the rows around it, by their positions."""
    if around is None:
        frame = frame.with_columns(child="parent")
    else:
        keys = [key for key in ("child", *KEYS[name]) if key in around.columns]
        frame = frame.hstack(around.select(keys)[frame["parent"]])
    if name in NUMBERED:
        frame = frame.with_columns(number("parent").alias(NUMBERED[name]))
    return frame


def _with_factors(assessments: pl.DataFrame, factors: pl.DataFrame) -> pl.DataFrame:
    listed = (
        factors.drop_nulls("AssessmentFactor")
        .group_by(pl.col("parent").set_sorted().alias("_at"), maintain_order=True)
        .agg(pl.col("AssessmentFactor").alias("AssessmentFactors"))
    )
    placed = assessments.with_columns(_at=pl.int_range(pl.len()))
    return placed.join(listed, on="_at", how="left", maintain_order="left")


def _one_per_child(
    name: str, frame: pl.DataFrame, children: pl.DataFrame, cautions: list[Caution]
) -> pl.DataFrame:
    if frame["child"].equals(children["child"]):
        return frame
    kept = frame.unique("child", keep="first", maintain_order=True)
    again = frame.height - kept.height
    missing = children.join(kept, on="child", how="anti", maintain_order="left")
    if again:
        message = f"<{name}> stands again in one child; the first was kept"
        cautions.append(Caution("repeated_block", message, again))
    if missing.height:
        message = f"A child has no <{name}>; its values are empty"
        cautions.append(Caution("missing_block", message, missing.height, missing["line"][0]))
    return children.join(kept.drop("line"), on="child", how="left", maintain_order="left")


def _finished(name: str, frame: pl.DataFrame, ids: pl.Series) -> pl.DataFrame:
    if name in NO_EMPTY:
        frame = frame.drop_nulls(NO_EMPTY[name])
    if name not in ("Header", "ChildIdentifiers"):
        frame = frame.with_columns(ids.gather(frame["child"]).alias("LAchildID"))
    return frame.select(*columns(name), *[column for column in PLACE if column in frame.columns])
