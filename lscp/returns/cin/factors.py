"""Factors found by assessments, whichever way they are given: as a column, or as rows of a table.

A column may hold a list, a code, or a text of several; where it holds one code, an assessment may
have a row for each. Rules see both the column, a list, and the table, each made of the other.
"""

import polars as pl

CODE = r"[^\s,;|\[\]\"']+"
LIST, ASSESSMENTS = "AssessmentFactorsList", "Assessments"
COLUMN, CODES = f"{ASSESSMENTS}.AssessmentFactors", f"{LIST}.AssessmentFactor"
KEYS = ("LAchildID", "CINdetailsID", "AssessmentID")
Frames = dict[str, pl.DataFrame]


def supplied(frames: Frames, given: set[str]) -> tuple[Frames, set[str]]:
    """Return the tables with the column and the table of factors, and what is there now.

    `AssessmentFactors` becomes a list, null where there is none. `assessment` in both tables
    says which rows are of one assessment. A row that was not given has no position.
    """
    assessments, codes = frames[ASSESSMENTS], frames[LIST]
    assessments = _numbered(_listed(assessments), given)
    if CODES in given:
        codes = _same(codes, [key for key in KEYS if f"{LIST}.{key}" in given])
        assessments, given = _filled(assessments, codes, given)
    elif COLUMN in given:
        codes, given = _rows(assessments, codes.schema), _with(given, LIST, CODES)
    if "assessment" not in codes.columns:
        codes = codes.with_columns(assessment="row")
    return {**frames, ASSESSMENTS: assessments, LIST: codes}, given


def _with(given: set[str], table: str, *columns: str) -> set[str]:
    return {*given, *columns, *(f"{table}.{key}" for key in KEYS)}


def _listed(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the column as lists, and in `_single` whether it was given as something else."""
    single = frame.schema["AssessmentFactors"] == pl.String
    factors = pl.col("AssessmentFactors")
    factors = factors.str.extract_all(CODE) if single else factors.list.drop_nulls()
    some = pl.when(factors.list.len() > 0).then(factors)
    return frame.with_columns(AssessmentFactors=some, _single=pl.lit(single))


def _numbered(frame: pl.DataFrame, given: set[str]) -> pl.DataFrame:
    """Say which rows are of one assessment: each its own, unless each may hold one code of it."""
    known = [key for key in KEYS if f"{ASSESSMENTS}.{key}" in given]
    if "AssessmentID" not in known:
        known.append("AssessmentAuthorisationDate")
    if not frame["_single"].any() or len(known) < len(KEYS):
        known = []
    return _same(frame.drop("_single"), known)


def _same(frame: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    row = pl.col("row")
    if keys:  # a key that is missing says of no two rows that they are of one assessment
        known = pl.all_horizontal(pl.col(k).is_not_null() for k in keys if k in KEYS)
        row = pl.when(known).then(row.min().over(keys))
    return frame.with_columns(assessment=pl.coalesce(row, "row"))


def _filled(
    assessments: pl.DataFrame, codes: pl.DataFrame, given: set[str]
) -> tuple[pl.DataFrame, set[str]]:
    """Return assessments with the factors that only the table has; themselves, if not given."""
    present = codes.drop_nulls("AssessmentFactor")
    if not any(name.startswith(f"{ASSESSMENTS}.") for name in given):
        lists = _gathered(present, list(KEYS))
        made = pl.concat([assessments, lists], how="diagonal")
        return made.with_columns(assessment=pl.int_range(pl.len())), _with(
            given, ASSESSMENTS, COLUMN
        )
    keys = [key for key in KEYS if {f"{t}.{key}" for t in (ASSESSMENTS, LIST)} <= given]
    given = {*given, COLUMN} if keys else given
    if not keys or assessments["AssessmentFactors"].null_count() == 0:
        return assessments, given
    lists = _gathered(present, keys).rename({"AssessmentFactors": "_of_rows"})
    joined = assessments.join(lists, on=keys, how="left", maintain_order="left")
    factors = pl.coalesce("AssessmentFactors", "_of_rows")
    return joined.with_columns(AssessmentFactors=factors).drop("_of_rows"), given


def _gathered(codes: pl.DataFrame, keys: list[str]) -> pl.DataFrame:
    """Return one row for each assessment, with the list of its factors."""
    return codes.group_by(keys, maintain_order=True).agg(AssessmentFactors="AssessmentFactor")


def _rows(assessments: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """Return the table of factors that the column is one of: rows without a position."""
    codes = assessments.select(*KEYS, "assessment", AssessmentFactor="AssessmentFactors")
    codes = codes.explode("AssessmentFactor").drop_nulls("AssessmentFactor")
    missing = [pl.lit(None, kind).alias(n) for n, kind in schema.items() if n not in codes.columns]
    return codes.with_columns(missing)
