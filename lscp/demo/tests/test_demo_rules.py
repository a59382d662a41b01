"""The made-up returns keep every rule of the census, as anybody's return is checked."""

from io import BytesIO

import polars as pl
import pytest

from lscp.demo import write, years
from lscp.returns import check
from lscp.returns.cin.read import read

RETURNS = [
    (authority, year)
    for authority in write.AUTHORITIES
    for year in range(years.FIRST, years.LAST + 1)
]
ASKED_LATER = ("1570", "1580")
WITHDRAWN, LAST_VALID = ("8945Q", "8950Q"), 2020  # two factors that the schema dropped in 2021


@pytest.mark.slow
@pytest.mark.parametrize(("authority", "year"), RETURNS)
def test_a_made_up_return_breaks_no_rule(authority, year):
    tables = read(BytesIO(write.census(authority, year))).tables
    later = ASKED_LATER + (WITHDRAWN if year > LAST_VALID else ())
    for rules in (None, later):
        checked = check("cin", tables, year=year, rules=rules)
        assert checked.complete
        assert checked.findings.select("rule", "table", "row").rows() == []


def test_children_with_an_enquiry_or_a_plan_are_in_need_for_abuse_or_neglect(made_returns):
    for made in made_returns:  # DfE, Children in need census guide, A1: no rule tests it
        need = made.ssd_cin_episodes.select("cine_referral_id", "cine_cin_primary_need_code")
        enquiries = made.ssd_s47_enquiry.select(cine_referral_id="s47e_referral_id")
        plans = made.ssd_cp_plans.select(cine_referral_id="cppl_referral_id")
        looked_into = pl.concat([enquiries, plans]).join(need, on="cine_referral_id", how="left")
        assert set(looked_into["cine_cin_primary_need_code"]) == {"N1"}
