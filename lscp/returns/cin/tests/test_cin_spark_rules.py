"""Every rule of the census finds the same rows on PySpark as on Polars."""

import random
from datetime import date, timedelta

import polars as pl
import pytest

from lscp.core import vocab
from lscp.returns.check import check
from lscp.returns.cin import tables
from lscp.returns.cin.rules import load
from lscp.returns.cin.tests import census_text

pytestmark = [pytest.mark.spark, pytest.mark.slow]
CODES = {
    "ReferralSource": "referral_source",
    "PrimaryNeedCode": "primary_need",
    "ReasonForClosure": "closure_reason",
    "InitialCategoryOfAbuse": "category_of_abuse",
    "LatestCategoryOfAbuse": "category_of_abuse",
    "AssessmentFactor": "assessment_factor",
    "AssessmentFactors": "assessment_factor",
    "Ethnicity": "ethnicity",
    "Disability": "disability",
    "Sex": "sex",
    "GenderCurrent": "gender",
    "UPNunknown": "upn_unknown",
}
FLAGS = ["true", "false", "1", "0", "perhaps", None]
CHILDREN = [None, "A-1", "A" * 21, *(f"A{n}" for n in range(16))]
SEED = 9
"""One by which every rule finds something, which is what the last test here demands."""
ROWS = {"full": 120, "sparse": 40}
EMPTY = {"full": 0.1, "sparse": 0.6}
"""How likely a day is missing in each of two censuses: some rules need many, some need few."""


def known(codes):
    return [code.code for code in vocab.code_set(f"cin/{codes}")]


def a_day(chance, name, empty):
    """Return a day as text, mostly of one year so that days meet; or something odd, or none."""
    if chance.random() < empty:
        return None
    if chance.random() < 0.3:
        return chance.choice(["soon", "0001-01-01", "9999-12-31", *["2024-06-05"] * 3])
    years = chance.randint(0, 18) if name == "PersonBirthDate" else 0
    return (date(2024 - years, 3, 25) + timedelta(days=chance.randint(0, 380))).isoformat()


def a_value(chance, leaf, empty):
    if leaf.kind == "date":
        return a_day(chance, leaf.name, empty)
    if leaf.kind in ("flag", "digit_flag"):
        return chance.choice(FLAGS)
    if leaf.kind == "count":
        return chance.choice(["0", "2", "-1", "many", None])
    if leaf.name in ("UPN", "FormerUPN"):
        right = census_text.upn(chance.randint(1, 9))
        return chance.choice([right, right[:-1], f"X{right[1:]}", right.lower(), "é", *[None] * 3])
    if leaf.name in CODES:
        return chance.choice([*known(CODES[leaf.name]), "ZZ", None])
    return chance.choice(["207", "2024", "L", "x", None])


def a_table(chance, name, kind):
    """Return rows of few children and of few episodes of each, so that they have to do together."""
    rows = []
    for _ in range(1 if name == "Header" else ROWS[kind]):
        row = {leaf.name: a_value(chance, leaf, EMPTY[kind]) for leaf in tables.values(name)}
        if name != "Header":
            row["LAchildID"] = chance.choice(CHILDREN)
        row |= {key: chance.choice("12") for key in tables.KEYS[name] if key != "LAchildID"}
        if name == "Assessments":
            some = [
                chance.choice(["21", "19A", *known("assessment_factor")])
                for _ in range(chance.randint(0, 3))
            ]
            row["AssessmentFactors"] = some or None
        rows.append(row)
    return pl.DataFrame(rows, schema=_schema(name))


def _schema(name):
    columns = dict.fromkeys(tables.columns(name), pl.String)
    return columns | {"AssessmentFactors": pl.List(pl.String)} if name == "Assessments" else columns


def a_census(kind):
    chance = random.Random(SEED)
    census = {name: a_table(chance, name, kind) for name in tables.KEYS}
    if kind == "sparse":
        # What rules about a whole return ask of: few disabilities, and no conference.
        census["Disabilities"] = (
            census["Disabilities"].drop_nulls().unique("LAchildID", maintain_order=True).head(3)
        )
        for name in ("CINdetails", "Section47"):
            census[name] = census[name].with_columns(DateOfInitialCPC=pl.lit(None, pl.String))
    return census


def found(census):
    answer = check("cin", census, year=2025, rules=load())
    assert answer.complete, answer.not_run.rows()
    return answer.findings


@pytest.mark.parametrize("kind", EMPTY)
def test_each_rule_finds_on_spark_what_it_finds_on_polars(spark, kind):
    census = a_census(kind)
    on_spark = {name: spark.createDataFrame(t.to_arrow()) for name, t in census.items()}
    assert found(on_spark).rows() == found(census).rows()


def test_each_rule_finds_something_to_compare():
    fired = {rule for kind in EMPTY for rule in found(a_census(kind))["rule"]}
    assert sorted(set(load()) - fired) == []
