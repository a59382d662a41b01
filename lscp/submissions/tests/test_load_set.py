"""The files of an SSDA903 return are loaded as one, beside the census of their year."""

import pytest

from lscp.core import home
from lscp.core.facts import store
from lscp.core.models.trail import Entry
from lscp.core.policy import PUBLIC, Reach, system
from lscp.core.workflow import NotAllowed
from lscp.returns import NotAReturn
from lscp.returns.ssda903.tests.return_files import written
from lscp.submissions import actions, figures, kept, loads
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD

KC, WESTMINSTER = "E09000020", "E09000033"
ANNA = system("anna", LOAD)
CARE = """
    Header CHILD=C1 SEX=2 DOB=01/02/2010
    Header CHILD=L1 SEX=1 DOB=01/02/2012
    Episodes CHILD=C1 DECOM=01/06/2021 RNE=S LS=C2 CIN=N1 PLACE=U1
    Episodes CHILD=L1 DECOM=01/06/2019 RNE=S LS=C2 CIN=N1 PLACE=U1
    Reviews CHILD=L1 DOB=01/02/2012 REVIEW=01/07/2021 REVIEW_CODE=PN1
"""

pytestmark = [pytest.mark.usefixtures("installation"), pytest.mark.django_db]


@pytest.fixture
def files(tmp_path):
    """Write the files of a return, and return their paths."""
    return lambda text=CARE, name="return": written(text, tmp_path / name)


def load(paths, *, authority=KC, year=2022, by=ANNA):
    return actions.load_set(paths, by=by, authority=authority, year=year)


def test_a_set_becomes_one_snapshot_and_one_record(files):
    made = load(files()).load
    assert (made.collection, made.authority, made.year, made.made_up, made.loaded_by) == (
        "ssda903", KC, 2022, False, "anna",
    )  # fmt: skip
    assert made.file_name == "episodes.csv, header.csv, reviews.csv"
    assert (made.rows["ssd_cla_episodes"], made.rows["ssd_person"]) == (2, 2)
    facts = store.read(made.snapshot, loads.snapshots())
    assert facts.ssd_cla_reviews.collect()["clar_cla_id"].to_list() == ["L1-C20190601"]
    entry = Entry.objects.get(name=LOAD)
    assert (entry.subject, entry.detail["collection"], entry.detail["year"]) == (
        made.pk, "ssda903", 2022,
    )  # fmt: skip


def test_the_same_set_in_whatever_order_and_by_whatever_names_changes_nothing(files, tmp_path):
    first = load(paths := files())
    renamed = [path.rename(tmp_path / f"{n}.csv") for n, path in enumerate(reversed(paths))]
    again = load(renamed)
    assert (first.changed, again.changed, again.load) == (True, False, first.load)
    assert load(files(), authority=WESTMINSTER).changed


def test_it_stands_beside_the_census_and_replaces_the_return_before(files, census):
    cin = actions.load_return(census(3), by=ANNA).load
    first = load(files()).load
    second = load(files(CARE.replace("C2", "V2"))).load
    again = actions.load_return(census(2), by=ANNA).load
    for each in (cin, first):
        each.refresh_from_db()
    assert (cin.replaced_by, first.replaced_by) == (again, second)
    assert set(Load.objects.filter(current=True)) == {second, again}


def test_figures_are_computed_of_both_and_each_names_its_own_snapshot(files, census):
    cin = actions.load_return(census(3), by=ANNA).load
    care = load(files()).load
    facts = figures.facts_for(2022)
    assert {source.collection for source in facts.sources} == {"cin", "ssda903"}
    assert figures.compute(2022).snapshots == [cin.snapshot, care.snapshot]
    assert facts.ssd_person.collect()["pers_person_id"].to_list() == ["C1", "C2", "C3", "C1", "L1"]


def test_children_are_made_up_where_everything_is(files, monkeypatch):
    monkeypatch.setattr(home, "is_demonstration", lambda: True)
    made = load(files()).load
    assert made.made_up
    assert store.read(made.snapshot, loads.snapshots()).sources[0].demonstration


def test_who_may_not_load_loads_nothing_and_who_may_loads_their_own_authority_s(
    files, someone_granted, cast
):
    with pytest.raises(NotAllowed):
        load(files(), by=PUBLIC)
    officer = someone_granted({LOAD: Reach.AUTHORITY}, authority=cast.WESTMINSTER)
    with pytest.raises(actions.NotLoaded, match=r"you may load returns of Westminster \(E09"):
        load(files(), by=officer)
    assert load(files(), authority=WESTMINSTER, by=officer).changed


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"authority": "E09000001"}, "not a member of this partnership"),
        ({"year": 2010}, "no SSDA903 return of 2010"),
        ({"year": 2023}, "its dates are not of that year"),
        ({"year": 2020}, "its dates are not of that year"),
    ],
)
def test_a_set_that_does_not_belong_here_is_refused_and_leaves_nothing(files, said, reason):
    with pytest.raises(actions.NotLoaded, match=reason):
        load(files(), **said)
    assert not Load.objects.exists()
    assert not list(kept.folder().iterdir())


def test_two_files_of_one_table_leave_the_earlier_load_in_place(files):
    made = load(files()).load
    twice = [*files(), *files("Header CHILD=9", "another")]
    with pytest.raises(NotAReturn, match="It holds the table Header"):
        load(twice)
    assert list(Load.objects.filter(current=True)) == [made]


def test_the_originals_come_back_told_apart_where_they_are_called_the_same(files, tmp_path):
    paths = files()
    reviews = paths[2].rename(tmp_path / "header.csv")
    made = load([paths[0], paths[1], reviews]).load
    assert made.kept_file
    taken = kept.take_out(made.kept_file, tmp_path / "out")
    assert sorted(path.name for path in taken) == ["episodes.csv", "header-2.csv", "header.csv"]
    assert {path.read_bytes() for path in taken} == {
        path.read_bytes() for path in (paths[0], paths[1], reviews)
    }


def test_a_list_of_postcodes_tells_how_far_placements_are_and_is_not_kept(files, tmp_path):
    paths = files(CARE.replace("PLACE=U1", "PLACE=U1 HOME_POST=A1 PL_POST=A1"))
    postcodes = tmp_path / "list.csv"
    postcodes.write_text("POSTCODE,LA,EAST,NORTH\nA1,E09000020,5,5\n")
    made = actions.load_set(paths, by=ANNA, authority=KC, year=2022, postcodes=postcodes).load
    facts = store.read(made.snapshot, loads.snapshots())
    assert facts.ssd_cla_placement.collect()["lscp_placement_location"].to_list() == ["IN", "IN"]
    assert "list.csv" not in made.file_name
    assert load(paths).changed
