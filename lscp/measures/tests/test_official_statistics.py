"""The kept statistics: what is in them, and that releases stand side by side."""

import polars as pl
import pytest

from lscp.core.facts import tables as fact_tables
from lscp.measures import official
from lscp.measures.official.pack import main, pack
from lscp.measures.official.statistics import kept, source_of
from lscp.measures.tests.small_release import ENGLAND, HEREFORDSHIRE, KENSINGTON, c1, written

WESTMINSTER, RBKC = "E09000033", "E09000020"


def cell(frame: pl.DataFrame, **key) -> tuple[float | None, str]:
    return frame.filter(**key).select("value", "mark").row(0)


def test_the_seed_and_the_dfe_agree_on_the_referrals_of_2022():
    of_2022 = official.committed().filter(release="2024", table="c1", year=2022, column="Referrals")
    assert cell(of_2022, code=RBKC) == (2257.0, "")
    assert cell(of_2022, code=WESTMINSTER) == (1925.0, "")


@pytest.mark.parametrize(
    ("code", "numbers"), [(RBKC, (106, 101, 77, 82)), (WESTMINSTER, (166, 171, 123, 119))]
)
def test_the_children_looked_after_at_31_march_are_kept_with_those_who_started_and_ceased(
    code, numbers
):
    of_both = official.committed().filter(table="cla", code=code, column="children_count")
    kinds = (f"Children {each} each year" for each in (
        "looked after on 31 March", "starting to be looked after", "ceasing to be looked after"
    ))  # fmt: skip
    at_march, started, ceased = (of_both.filter(characteristic=kind) for kind in kinds)
    found = (
        cell(at_march, year=2021), cell(at_march, year=2022),
        cell(started, year=2022), cell(ceased, year=2022),
    )  # fmt: skip
    assert found == tuple((float(number), "") for number in numbers)


def test_a_suppressed_cell_has_a_mark_and_no_value():
    key = {"table": "c2", "year": 2022, "code": RBKC, "column": "Same_day"}
    assert cell(official.committed(), **key) == (None, "c")


def test_a_revised_figure_shows_both_releases_and_overwrites_neither():
    found = [
        each
        for each in official.revisions(official.committed())
        if (each.code, each.year, each.column) == (WESTMINSTER, 2021, "Referrals_rate")
    ]
    assert [(each.was, each.now) for each in found] == [(("2023", 413.4, ""), ("2024", 658.1, ""))]
    key = {"table": "c1", "year": 2021, "code": WESTMINSTER, "column": "Referrals_rate"}
    assert official.committed().filter(**key)["value"].to_list() == [413.4, 658.1]
    assert cell(official.newest(official.committed()), **key) == (658.1, "")


def test_a_figure_on_the_same_count_in_both_releases_is_no_revision():
    revised = {
        (each.year, each.code, each.column) for each in official.revisions(official.committed())
    }
    assert (2021, WESTMINSTER, "Referrals") not in revised


def test_populations_are_of_every_authority_by_mid_year():
    people = official.population()
    assert people.schema == fact_tables()["lscp_population"].schema
    known = dict(people.filter(lscp_mid_year=2021).select("lscp_authority", "lscp_children").rows())
    assert (known[RBKC], known[WESTMINSTER]) == (22879, 30607)
    assert len(known) == 152
    assert "E92000001" not in known


def test_what_the_printed_rates_divide_by_is_the_population_of_the_year_before():
    newest = official.newest(official.committed())
    people = official.population()
    for year in range(2018, 2025):
        for code in (RBKC, WESTMINSTER):
            key = {"table": "c1", "year": year, "code": code}
            children = people.filter(lscp_authority=code, lscp_mid_year=year - 1)
            count, _ = cell(newest, **key, column="Referrals")
            rate, _ = cell(newest, **key, column="Referrals_rate")
            assert round(10_000 * count / children["lscp_children"][0], 1) == rate


def test_every_kept_release_has_a_source_and_a_licence():
    kept_releases = set(official.committed().select("table", "release").iter_rows())
    for table, release in kept_releases:
        row = official.sources()[official.tables()[table].publication, release]
        assert row["title"]
        assert row["publisher"]
        assert row["licence"] == "Open Government Licence v3.0"
    assert source_of("c1", "2024") == (
        "Department for Education: Children in need, reporting year 2024, table c1 "
        "(Open Government Licence v3.0)"
    )
    assert source_of("c1", "1999") == "Referrals and re-referrals, release 1999"


@pytest.fixture
def files(tmp_path):
    return {"statistics": tmp_path / "s" / "s.csv", "populations": tmp_path / "s" / "p.csv"}


def test_packing_keeps_our_areas_and_reads_back_as_it_was(tmp_path, files):
    (tmp_path / "s").mkdir()
    release = tmp_path / "release"
    release.mkdir()
    written(
        release, *c1(f"{ENGLAND},R,650270,k", f"{KENSINGTON},R,c,27.7", f"{HEREFORDSHIRE},R,7,6")
    )
    written(
        release,
        *c1(f"{KENSINGTON},0 to 17,22879", f"{HEREFORDSHIRE},0 to 17,36000",
            columns="age_group,population_estimate"),
        name="people.csv",
    )  # fmt: skip
    written(release, "time_period,geographic_level,moves", "2022,National,3", name="moves.csv")
    passed_over = pack([release], **files)
    assert [reason.split(",")[0] for reason in passed_over] == ["moves.csv"]
    packed = kept(**files)
    everything = official.read_release([release / "c1_referrals.csv", release / "people.csv"])
    ours = (pl.col("code") != "E06000019") | (pl.col("table") == "population")
    assert packed.equals(everything.filter(ours))


def test_a_release_packed_later_stands_beside_the_earlier_one_and_replaces_itself(tmp_path, files):
    (tmp_path / "s").mkdir()
    for release, value in (("2023", 7), ("2024", 8), ("2024", 9)):
        pack([written(tmp_path, *c1(f"{KENSINGTON},R,7,{value}"))], release=release, **files)
    changed = [(each.was, each.now) for each in official.revisions(kept(**files))]
    assert changed == [(("2023", 7.0, ""), ("2024", 9.0, ""))]


def test_packing_nothing_that_is_known_is_an_error(tmp_path, files):
    written(tmp_path, "time_period,geographic_level,moves", "2022,National,3")
    with pytest.raises(official.NotARelease, match="No file is a known table"):
        pack([tmp_path], **files)


def test_the_command_says_what_is_wrong(tmp_path):
    assert main([]) == "The release: No file is a known table. Name a folder or the files"
    assert main([str(tmp_path)]).endswith("The folder has no CSV file")
