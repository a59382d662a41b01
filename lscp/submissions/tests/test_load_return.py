"""A load is all or nothing, can be repeated, and replaces the one before, which stays on record."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from lscp.core.facts import store
from lscp.core.models.trail import Entry
from lscp.core.policy import PUBLIC, Reach, system
from lscp.core.workflow import NotAllowed
from lscp.returns import NotAReturn
from lscp.submissions import actions, kept, loads
from lscp.submissions.models import Load
from lscp.submissions.policy import LOAD

KC, WESTMINSTER = "E09000020", "E09000033"
ANNA = system("anna", LOAD)

pytestmark = pytest.mark.usefixtures("installation")


def load(path, **said):
    return actions.load_return(path, by=ANNA, **said)


def on_disk():
    return {path.name for folder in (loads.snapshots(), kept.folder()) for path in folder.iterdir()}


@pytest.mark.django_db
def test_a_return_becomes_a_snapshot_and_a_record(census):
    made = load(census(3)).load
    assert (made.authority, made.year, made.made_up, made.loaded_by) == (KC, 2022, False, "anna")
    assert made.rows["ssd_cin_episodes"] == 3
    facts = store.read(made.snapshot, loads.snapshots())
    assert facts.ssd_person.collect()["pers_person_id"].to_list() == ["C1", "C2", "C3"]
    store.verify(made.snapshot, loads.snapshots())


@pytest.mark.django_db
def test_a_load_is_in_the_trail_once_and_says_of_what(census):
    path = census(3)
    made = load(path).load
    load(path)
    entry = Entry.objects.get(name=LOAD)
    assert (entry.kind, entry.subject, entry.role) == ("did", made.pk, "system")
    assert entry.detail["authority"] == KC
    assert entry.detail["year"] == 2022


@pytest.mark.django_db
def test_who_may_not_load_loads_nothing_and_who_may_loads_their_own_authority_s(
    census, someone_granted, cast
):
    with pytest.raises(NotAllowed):
        actions.load_return(census(), by=PUBLIC)
    officer = someone_granted({LOAD: Reach.AUTHORITY}, authority=cast.WESTMINSTER)
    with pytest.raises(actions.NotLoaded, match=r"you may load returns of Westminster \(E09"):
        actions.load_return(census(), by=officer)
    assert not Load.objects.exists()
    assert actions.load_return(census(lea=213), by=officer).load.authority == WESTMINSTER


@pytest.mark.django_db
def test_a_file_that_says_so_is_made_up(census):
    assert load(census(software="OpenLSCP made-up")).load.made_up


@pytest.mark.django_db
def test_the_same_file_again_changes_nothing_and_says_so(census):
    first, again = load(census(3)), load(census(3, name="copy.xml"))
    assert (first.changed, again.changed) == (True, False)
    assert first.load == again.load
    assert Load.objects.count() == 1


@pytest.mark.django_db
def test_a_better_reader_reads_the_same_file_again(census, monkeypatch):
    first = load(census(3))
    monkeypatch.setattr(actions, "_reader", lambda *parts: "better")
    again = load(census(3))
    assert again.changed
    assert again.load.snapshot == first.load.snapshot


@pytest.mark.django_db
def test_a_later_load_replaces_the_earlier_which_stays_on_record(census):
    first, second = load(census(3)).load, load(census(2)).load
    other_year = load(census(3, year=2021)).load
    first.refresh_from_db()
    assert (first.current, first.replaced_by) == (False, second)
    assert set(Load.objects.filter(current=True)) == {second, other_year}
    assert {first.snapshot, second.snapshot, second.kept_file} <= on_disk()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lea", "said", "reason"),
    [
        (201, {}, "not a member of this partnership"),
        (207, {"authority": WESTMINSTER}, "was said"),
        (207, {"year": 2021}, "2021 was said"),
    ],
)
def test_a_return_that_does_not_belong_here_is_refused_and_leaves_nothing(
    census, lea, said, reason
):
    with pytest.raises(actions.NotLoaded, match=reason):
        load(census(lea=lea), **said)
    assert not Load.objects.exists()
    assert not on_disk()


@pytest.mark.django_db
def test_the_same_file_said_to_be_another_year_s_is_refused(census):
    load(census())
    with pytest.raises(actions.NotLoaded, match="2021 was said"):
        load(census(), year=2021)


@pytest.mark.django_db
def test_what_is_no_return_leaves_the_earlier_load_in_place(census, tmp_path):
    made = load(census()).load
    cut_short = tmp_path / "cut.xml"
    cut_short.write_text(census().read_text()[:-40])
    with pytest.raises(NotAReturn):
        load(cut_short)
    with pytest.raises(actions.NotLoaded, match="cannot be opened"):
        load(tmp_path / "absent.xml")
    assert list(Load.objects.filter(current=True)) == [made]


@pytest.mark.django_db
def test_a_load_that_fails_at_the_last_step_changes_nothing(census, monkeypatch):
    made = load(census(3)).load

    def full(*_):
        raise OSError("No space left on device")

    monkeypatch.setattr(kept, "keep", full)
    with pytest.raises(OSError, match="No space"):
        load(census(2))
    assert list(Load.objects.filter(current=True)) == [made]


KILLED = """
import json, os, signal, sys
from pathlib import Path
import django
from django.conf import settings
settings.DATABASES["default"].update(json.loads(sys.argv[1]))
django.setup()
from lscp.core.policy import system
from lscp.submissions import actions, kept
def killed(*given):
    (kept.folder() / "half.writing").write_bytes(b"half")
    os.kill(os.getpid(), signal.SIGKILL)
kept.keep = killed
actions.load_return(Path(sys.argv[2]), by=system("anna", "submissions.load_return"))
"""


@pytest.mark.django_db(transaction=True)
def test_a_load_that_is_killed_leaves_nothing_once_the_next_has_run(census, monkeypatch):
    names = ("NAME", "USER", "PASSWORD", "HOST", "PORT")
    here = json.dumps({name: connection.settings_dict[name] for name in names})
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "lscp.config.settings")
    command = [sys.executable, "-c", KILLED, here, str(census(3))]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == -9, done.stderr
    assert not Load.objects.exists()
    assert "half.writing" in on_disk()
    made = load(census(2)).load
    assert on_disk() == {made.snapshot, made.kept_file}


@pytest.mark.django_db(transaction=True)
def test_loads_at_once_go_one_after_another(census):
    files = [census(n, name=f"{n}.xml") for n in (1, 2, 3, 4)]

    def one(path):
        try:
            return load(path).load
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(files)) as threads:
        made = list(threads.map(one, files))
    assert Load.objects.filter(current=True).count() == 1
    assert Load.objects.filter(replaced_by__isnull=False).count() == len(files) - 1
    assert {each.snapshot for each in made} <= on_disk()


@pytest.mark.django_db
def test_the_original_is_kept_so_that_only_the_key_opens_it(census, tmp_path, monkeypatch):
    path = census(3)
    name = load(path).load.kept_file
    assert b"LAchildID" not in (kept.folder() / name).read_bytes()
    [taken] = kept.take_out(name, tmp_path / "out")
    assert taken.read_bytes() == path.read_bytes()
    monkeypatch.setenv("LSCP_FILE_KEY", "another key")
    with pytest.raises(kept.CannotOpen, match="under another key"):
        kept.take_out(name, tmp_path / "out")


@pytest.mark.django_db
def test_the_original_is_not_kept_where_that_is_the_setting(census, settings):
    settings.LSCP_KEEP_RETURNS = "no"
    assert load(census()).load.kept_file == ""
    assert not list(kept.folder().iterdir())


def test_a_kept_file_tells_when_a_piece_of_it_is_missing(tmp_path, monkeypatch):
    monkeypatch.setattr("lscp.core.sealed.PIECE", 1000)
    original = tmp_path / "original"
    original.write_bytes(bytes(range(256)) * 40)
    whole = kept.folder() / kept.keep([original], "x")
    assert kept.take_out(whole.name, tmp_path / "out")[0].read_bytes() == original.read_bytes()
    pieces = whole.read_bytes().splitlines(keepends=True)
    for damaged in (pieces[:-1], pieces[1:], [pieces[1], pieces[0], *pieces[2:]]):
        whole.write_bytes(b"".join(damaged))
        with pytest.raises(kept.CannotOpen):
            kept.take_out(whole.name, tmp_path / "out")
