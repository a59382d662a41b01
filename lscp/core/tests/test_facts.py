"""Facts: typed tables, one set from several returns, and each year by itself."""

from dataclasses import replace
from datetime import date

import pytest

from lscp.core import engines
from lscp.core.facts import from_rows, tables, together

EPISODE = {"cine_referral_id": "1-1", "cine_referral_date": date(2021, 5, 1)}


def test_a_table_that_no_source_has_is_typed_and_empty():
    plans = engines.collect(from_rows(ssd_cin_episodes=[EPISODE]).ssd_cp_plans)
    assert plans.schema == tables()["ssd_cp_plans"].schema
    assert plans.height == 0


def test_there_is_no_table_of_another_name():
    with pytest.raises(AttributeError, match="ssd_nonsense"):
        _ = from_rows(ssd_cin_episodes=[EPISODE]).ssd_nonsense


def test_a_column_that_the_table_does_not_have_is_refused():
    with pytest.raises(KeyError, match="ssd_cin_episodes has no column cine_date"):
        from_rows(ssd_cin_episodes=[{"cine_date": date(2021, 5, 1)}])


def test_each_year_stands_alone_with_the_year_before_beside_it():
    facts = together(from_rows(year=year, ssd_cin_episodes=[EPISODE]) for year in (2021, 2022))
    of_year = facts.of(2022)
    assert engines.collect(of_year.ssd_cin_episodes)["lscp_year"].to_list() == [2022]
    assert engines.collect(of_year.before.ssd_cin_episodes)["lscp_year"].to_list() == [2021]
    assert [source.year for source in of_year.sources] == [2022]


def test_earlier_years_stand_behind_the_year_before_and_a_missing_one_is_empty():
    facts = together(from_rows(year=year, ssd_cin_episodes=[EPISODE]) for year in (2019, 2022))
    before = facts.of(2022).before
    assert engines.collect(before.ssd_cin_episodes).is_empty()
    (source,) = before.before.before.sources
    assert (source.year, before.before.before.before) == (2019, None)


def test_a_population_is_of_no_return_and_stays_with_every_year():
    facts = from_rows(ssd_cin_episodes=[EPISODE]).with_table(
        "lscp_population",
        from_rows(lscp_population=[{"lscp_mid_year": 2018, "lscp_children": 9}]).lscp_population,
    )
    assert engines.collect(facts.of(2019).lscp_population)["lscp_children"].to_list() == [9]


def test_facts_of_several_returns_are_one_set_and_know_their_authorities():
    facts = together(
        from_rows(authority=who, ssd_cin_episodes=[EPISODE]) for who in ("E09000033", "E09000020")
    )
    assert engines.collect(facts.ssd_cin_episodes).height == 2
    assert facts.authorities == ("E09000020", "E09000033")


def test_what_an_extract_says_beside_a_return_of_children_looked_after_counts_once():
    def of(collection, year=2022, **rows):
        made = from_rows(year=year, ssd_cla_episodes=[{"clae_person_id": collection}], **rows)
        return replace(made, sources=(replace(made.sources[0], collection=collection),))

    ssda903 = of("ssda903")
    [source] = ssda903.sources
    gives = frozenset(c for c in source.supplies if c.startswith(("ssd_cla_ep", "ssd_person")))
    ssda903 = replace(ssda903, sources=(replace(source, supplies=gives),))
    facts = together([of("ssd", ssd_cin_episodes=[EPISODE]), of("ssd", 2021), ssda903])
    episodes = engines.collect(facts.ssd_cla_episodes)
    assert set(episodes["clae_person_id", "lscp_year"].rows()) == {
        ("ssda903", 2022), ("ssd", 2021),
    }  # fmt: skip
    assert engines.collect(facts.ssd_cin_episodes).height == 1
    assert ["ssd_cla_episodes" in each.tables for each in facts.sources] == [False, True, True]
    assert all("ssd_person" in each.tables for each in facts.sources)


def test_what_several_ask_for_is_worked_out_once():
    facts, worked = from_rows(ssd_cin_episodes=[EPISODE]), []

    def work():
        worked.append(1)
        return facts.ssd_cin_episodes

    for _ in range(2):
        assert engines.collect(facts.once("it", work)).height == 1
    assert len(worked) == 1


def test_every_table_has_columns_of_known_types_and_says_whose_each_row_is():
    for table in tables().values():
        assert list(table.columns)[:2] == ["lscp_authority", "lscp_year"]
        assert set(table.key) <= set(table.columns)
        assert table.schema
