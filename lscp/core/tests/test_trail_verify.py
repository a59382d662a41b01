"""What a superuser of the database does to the trail is found, and nothing else is."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from lscp.core import trail
from lscp.core.policy import Actor
from lscp.core.trail import anchors, restores
from lscp.core.trail.kinds import Kind
from lscp.core.trail.seals import Sealer
from lscp.core.trail.verify import verify

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("installation"),
    pytest.mark.slow,
]
SOMEBODY = Actor(uuid.uuid4(), "Ann Example", "lado", uuid.uuid4(), uuid.uuid4(), uuid.uuid4())


@pytest.fixture
def superuser(server):
    """A connection for which no trigger and no grant counts."""
    known = connection.settings_dict
    admin = make_conninfo(**{**server.admin, "dbname": known["NAME"]})
    with psycopg.connect(admin, autocommit=True) as one:
        one.execute("SET session_replication_role = replica")
        for table in ("core_entry", "core_seal"):
            one.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        yield one
        for table in ("core_entry", "core_seal"):
            one.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def conninfo():
    known = connection.settings_dict
    return make_conninfo(
        dbname=known["NAME"], user=known["USER"], password=known["PASSWORD"],
        host=known["HOST"], port=known["PORT"],
    )  # fmt: skip


def wrote(count=1):
    """Write entries, each in a transaction of its own; return the number of the last."""
    for _ in range(count):
        trail.write(Kind.VIEWED, SOMEBODY, "people.view_person", person=uuid.uuid4())
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_value FROM core_entry_id_seq")
        return cursor.fetchone()[0]


def sealed(*counts):
    """Write so many entries for each seal; return the number of the last entry."""
    sealer = Sealer()
    for count in counts:
        last = wrote(count)
        assert sealer.seal() == count
    return last


def found():
    return verify(conninfo()).findings


def test_a_trail_that_nobody_touched_is_whole():
    sealed(3, 2, 1)
    wrote(2)
    report = verify(conninfo())
    assert (report.entries, report.seals, report.unsealed) == (8, 3, 2)
    assert report.whole
    assert not report.findings + report.notes


def test_an_empty_trail_is_whole():
    assert verify(conninfo()).whole


def test_a_changed_entry_is_named(superuser):
    last = sealed(3, 3)
    superuser.execute("UPDATE core_entry SET person = gen_random_uuid() WHERE id = %s", [last - 4])
    [finding] = found()
    assert finding.startswith(f"Entry {last - 4:,} (")
    assert "people.view_person) was changed" in finding


@pytest.mark.parametrize(
    "change",
    [
        "at = at + interval '1 microsecond'", "kind = 'did'", '"user" = NULL', "role = 'auditor'",
        "membership = gen_random_uuid()", "organisation = NULL", "name = 'people.view_persons'",
        "subject_type = 'x'", "subject = gen_random_uuid()", "after = '{1}'", "mark = 'x'",
        """detail = '{"a": 1}'""", "role = role || chr(31), organisation = NULL",
    ],
)  # fmt: skip
def test_no_column_can_be_changed_unseen(superuser, change):
    last = sealed(2)
    superuser.execute(f"UPDATE core_entry SET {change} WHERE id = %s", [last])
    assert f"Entry {last:,}" in found()[0]


def test_removed_entries_are_named(superuser):
    last = sealed(9)
    superuser.execute("DELETE FROM core_entry WHERE id IN (%s, %s, %s)", [last - 6, last - 5, last])
    two, one = found()
    assert two.startswith(f"Entries {last - 6:,} to {last - 5:,} were removed: seal 1 has them")
    assert one.startswith(f"Entry {last:,} was removed: seal 1 has it")


def test_an_entry_slipped_in_is_named_before_and_after_sealing(superuser):
    last = sealed(3)
    copied = (
        "INSERT INTO core_entry OVERRIDING SYSTEM VALUE SELECT (jsonb_populate_record(e, "
        "jsonb_build_object('id', %s::bigint))).* FROM core_entry e WHERE id = %s"
    )
    superuser.execute(copied, [last + 1, last])
    assert "slipped in" in found()[0]
    superuser.execute("SELECT setval('core_entry_id_seq', %s)", [last + 1])
    assert sealed(2) == last + 3
    [finding] = found()
    assert finding.startswith(f"Entry {last + 1:,} (")
    assert "slipped in" in finding


def test_two_entries_that_changed_places_are_named(superuser):
    last = sealed(3)
    for old, new in ((last, 0), (last - 1, last), (0, last - 1)):
        superuser.execute("UPDATE core_entry SET id = %s WHERE id = %s", [new, old])
    assert [each.split(" (")[0] for each in found()] == [f"Entry {last - 1:,}", f"Entry {last:,}"]


def test_a_removed_seal_is_named(superuser):
    last = sealed(1, 1, 1, 1)
    superuser.execute("DELETE FROM core_seal WHERE no IN (2, 3)")
    # Tests beside this one may hold a transaction open all the while; what it holds back is not
    # settled, and so may yet come.
    settled = superuser.execute("SELECT settled FROM core_seal WHERE no = 4").fetchone()[0]
    gone = [number for number in (last - 2, last - 1) if number <= settled]
    findings = found()
    assert "Seals 2 to 3 were removed." in findings
    assert len([each for each in findings if "came when sealing had" in each]) == len(gone)


def test_a_changed_seal_is_named(superuser):
    sealed(1, 2)
    superuser.execute("UPDATE core_seal SET count = 7 WHERE no = 1")
    [finding] = found()
    assert finding.startswith("Seal 1 of ")


def test_a_tail_that_was_cut_off_is_found_from_outside_the_database(superuser):
    last = sealed(2, 2, 3)
    superuser.execute("DELETE FROM core_entry WHERE id > %s", [last - 5])
    superuser.execute("DELETE FROM core_seal WHERE no > 1")
    [finding] = found()
    assert finding.startswith(f"Seals 2 to 3 were lost, and the entries after {last - 5:,} of ")
    assert f"up to {last:,}" in finding


def test_it_is_still_found_when_work_went_on(superuser):
    last = sealed(2, 2)
    superuser.execute("DELETE FROM core_entry WHERE id > %s", [last - 2])
    superuser.execute("DELETE FROM core_seal WHERE no > 1")
    superuser.execute("SELECT setval('core_entry_id_seq', %s)", [last - 2])
    trail.witnesses.forget()  # a process that began afterwards
    sealed(4)
    [finding] = found()
    assert finding.startswith(f"Seal 2 was lost, and the entries after {last - 2:,}")


def test_all_worked_out_again_without_the_key_is_found(superuser):
    """Whoever rules the database can copy what the program does, but for the key."""
    from lscp.core.trail import marks, seals

    last = sealed(2, 2)
    superuser.execute("UPDATE core_entry SET role = 'auditor' WHERE id = %s", [last - 3])
    forged = marks.Key("a guess")
    rows = superuser.execute(f"SELECT id, {marks.SAID} FROM core_entry ORDER BY id").fetchall()
    for number, said in rows:
        superuser.execute(
            "UPDATE core_entry SET mark = %s WHERE id = %s", [forged.mark(said), number]
        )
    previous = b""
    for row in superuser.execute(f"SELECT {seals.COLUMNS} FROM core_seal ORDER BY no").fetchall():
        seal = seals.read(row)
        superuser.execute(
            "UPDATE core_seal SET digest = (SELECT sha256(string_agg(e.mark, ''::bytea ORDER BY "
            "id)) FROM core_entry e WHERE id <@ entries), previous = %s WHERE no = %s",
            [previous, seal.no],
        )
        [again] = superuser.execute(
            f"SELECT {seals.COLUMNS} FROM core_seal WHERE no = %s", [seal.no]
        ).fetchall()
        previous = seals.read(again).marked(forged)
        superuser.execute("UPDATE core_seal SET mark = %s WHERE no = %s", [previous, seal.no])
    findings = found()
    assert len([each for each in findings if "was changed" in each]) == 6


def test_an_entry_removed_before_it_was_sealed_is_borne_out_by_the_next(superuser):
    gone = wrote(1)
    superuser.execute("DELETE FROM core_entry WHERE id = %s", [gone])
    assert sealed(2) == gone + 2
    [finding] = found()
    assert finding == (
        f"Entry {gone:,} was removed before it was sealed: entry {gone + 1:,} says that it was "
        "there."
    )


def test_what_a_trigger_of_the_superuser_drops_is_not_done(superuser):
    superuser.execute(
        "CREATE FUNCTION pg_temp_drop() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RETURN NULL; END'"
    )
    superuser.execute(
        "CREATE TRIGGER dropping BEFORE INSERT ON core_entry FOR EACH ROW "
        "EXECUTE FUNCTION pg_temp_drop()"
    )
    try:
        with pytest.raises(trail.NotRecorded, match="kept no entry of people.view_person"):
            wrote(1)
    finally:
        superuser.execute("DROP FUNCTION pg_temp_drop CASCADE")


def test_a_transaction_rolled_back_leaves_a_gap_and_no_alarm():
    sealed(1)
    with transaction.atomic():
        wrote(2)
        transaction.set_rollback(True)
    sealed(1)
    assert verify(conninfo()).whole


def test_late_entries_with_lower_numbers_are_sealed_later():
    sealer, may_end, has_begun = Sealer(), threading.Event(), threading.Event()

    def long():
        with transaction.atomic():
            wrote(1)
            has_begun.set()
            may_end.wait(10)
        connection.close()

    running = threading.Thread(target=long)
    running.start()
    has_begun.wait(10)
    for _ in range(3):
        wrote(2)
        assert sealer.seal() == 2
    may_end.set()
    running.join()
    assert sealer.seal() == 1
    report = verify(conninfo())
    assert (report.entries, report.seals, report.unsealed) == (7, 4, 0)
    assert report.whole


def test_many_write_at_once_while_two_seal_and_all_of_it_fits():
    stop = threading.Event()

    def write():
        for turn in range(40):
            with transaction.atomic():
                wrote(2)
                transaction.set_rollback(turn % 5 == 0)

    def seal():
        sealer = Sealer()
        while not stop.wait(0.005):
            sealer.seal()

    def run(work):
        try:
            work()
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        seals = [threads.submit(run, seal) for _ in range(2)]
        writes = [threads.submit(run, write) for _ in range(6)]
        for each in writes:
            each.result()
        stop.set()
        for each in seals:
            each.result()
    Sealer().seal()
    report = verify(conninfo())
    assert (report.entries, report.unsealed) == (6 * 32 * 2, 0)
    assert report.seals > 1
    assert report.whole


def test_damaged_or_missing_anchors_are_said():
    sealed(1, 1)
    text = anchors.path().read_text()
    anchors.path().write_text(text.replace("seal 1 ", "seal 9 "))
    assert found() == [f"Line 1 of {anchors.path()} was changed."]
    anchors.path().unlink()
    assert "There are no anchors" in found()[0]


def test_a_line_cut_short_by_a_crash_is_no_alarm():
    sealed(1, 1)
    text = anchors.path().read_text()
    anchors.path().write_text(text[:-20])
    sealed(1)
    assert verify(conninfo()).whole
    assert anchors.last() == 3


def test_anchors_are_thinned_to_one_a_day_and_the_newest(monkeypatch):
    monkeypatch.setattr(anchors, "MOST", 20)
    monkeypatch.setattr(anchors, "KEPT", 5)
    for no in range(1, 41):
        anchors.add(anchors.Anchor("seal", no, no, f"2026-01-{no // 10 + 1:02}T00:00:00+00:00"))
    kept = [each.no for each in anchors.read().lines]
    assert kept[-1] == 40
    assert {9, 19} < set(kept)
    assert len(kept) < 25


def test_another_key_is_said_once_and_not_for_each_entry(monkeypatch):
    sealed(3)
    monkeypatch.setenv("LSCP_TRAIL_KEY", "another")
    [finding, *_] = found()
    assert finding.startswith("1 seals were made with another key")


def put_back(superuser, last):
    """Put the trail back to how it stood after its first seal, by no means of ours."""
    superuser.execute("DELETE FROM core_entry WHERE id > %s", [last])
    superuser.execute("DELETE FROM core_seal WHERE no > 1")
    superuser.execute("SELECT setval('core_entry_id_seq', %s)", [last])
    trail.witnesses.forget()


def test_once_a_loss_is_on_record_it_is_no_alarm_but_stays_said(superuser):
    last = sealed(3, 2) - 2
    put_back(superuser, last)
    sealed(4)
    assert not verify(conninfo()).whole
    [lost] = restores.record("root")
    assert (lost.no, lost.lost, lost.highest, lost.lost_highest) == (1, 2, last, last + 2)
    Sealer().seal()
    report = verify(conninfo())
    assert report.whole
    [note] = report.notes
    assert note.endswith(f"by root: entries after {last:,}, up to {last + 2:,}, were lost.")


def test_numbers_that_were_lost_are_not_used_again(superuser):
    last = sealed(3, 2) - 2
    put_back(superuser, last)
    restores.record("root")
    assert wrote(1) == last + 4  # the record of the restore came first
    Sealer().seal()
    assert verify(conninfo()).whole


def test_what_is_on_record_does_not_cover_another_loss(superuser):
    last = sealed(3, 2) - 2
    put_back(superuser, last)
    restores.record("root")
    Sealer().seal()
    put_back(superuser, last)
    [finding] = found()
    assert finding.startswith("Seals 2 to 3 were lost, and the entries after")


def test_under_another_key_nothing_is_put_on_record(monkeypatch):
    sealed(3)
    monkeypatch.setenv("LSCP_TRAIL_KEY", "another")
    with pytest.raises(restores.OtherKey, match="Put it back"):
        restores.record("root")
