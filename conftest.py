"""What all tests share: the embedded database, started once, and a home that is thrown away."""

import gc
import os
import re
import shutil
from functools import partial
from importlib.util import find_spec
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from lscp.core import database, digests

HERE = Path(__file__).parent
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
# A browser's driver keeps an event loop in the thread that the tests run in.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# Debian's Chromium; without the windows that nobody sees it takes a third less time.
CHROMIUM = shutil.which("chromium-headless-shell") or "/usr/bin/chromium"
# Journeys through the same figures, which take long to make: one process makes them and takes all.
FIGURES = re.compile(r"tests/journeys/test_journey_(every_page|analyst|reader)\.py")
RUN = os.getppid() if WORKER else os.getpid()  # one for all the processes of a test run

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<Message><Header>
<CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>{lea}</LEA>
<SoftwareCode>{software}</SoftwareCode></Source>
</Header><Children>
"""
CHILD = """<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID>
<PersonBirthDate>2010-0{n}-01</PersonBirthDate><GenderCurrent>1</GenderCurrent>
</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>{before}-05-0{n}</CINreferralDate>
<ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<ReferralNFA>0</ReferralNFA></CINdetails></Child>
"""
SPARK = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.log.level": "OFF",
}
KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # filled by migrating


@pytest.fixture(scope="session")
def server():
    """The database server of this test run; what earlier runs left behind is dropped."""
    place = database.place(durable=False)
    with place.running():
        if place.server:
            _drop_left_behind(place)
        yield place


@pytest.fixture(scope="session")
def django_db_setup(server, django_test_environment, django_db_blocker):
    """A database for each process, made by the owner; tests serve as the role that owns nothing."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    owner = connections["owner"].settings_dict["TEST"]
    with django_db_blocker.unblock():
        owner["TEMPLATE"] = _migrated(server)
        owner["NAME"] = f"test_{server.name}_{RUN}_{WORKER or 'main'}"
        made = setup_databases(0, False, aliases=["owner"], serialized_aliases=[])
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        _close_for_others(server, connections["owner"].settings_dict["NAME"])
        teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def empty_tables():
    """Empty all tables as their owner: the trail refuses anybody else."""
    return _empty


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium, one for each process. As root it needs to run without its sandbox."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def spark():
    """A Spark session on this machine alone, small enough for tests."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]")
    for name, value in SPARK.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    yield session
    session.stop()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Put journeys last: the site that they visit stays in the process's database until the end.

    Those that take longest come first of them. Spark is an extra: its tests are run where it is
    installed.
    """
    items.sort(key=_turn)
    if find_spec("pyspark") is None:
        config.hook.pytest_deselected(items=[item for item in items if _on_spark(item)])
        items[:] = [item for item in items if not _on_spark(item)]


def pytest_collection_finish():
    """Spare the collector of garbage what stays until the end: all that was imported, all tests."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give each file to one process, as `--dist loadfile` does, and what shares figures to one."""
    from xdist.scheduler import LoadFileScheduling

    class ByFile(LoadFileScheduling):
        def _split_scope(self, nodeid):
            return "figures" if FIGURES.match(nodeid) else super()._split_scope(nodeid)

    return ByFile(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test that commits, the owner empties the tables: the serving role may not."""
    yield
    marker = item.get_closest_marker("django_db")
    commits = marker and marker.kwargs.get("transaction")
    commits = commits or {"transactional_db", "live_server"} & set(item.fixturenames)
    if commits and nextitem is not None:  # after the last, the database itself is gone
        _empty()


@pytest.fixture
def installation(monkeypatch, tmp_path):
    """An empty home: no snapshots, no kept files, secrets of its own."""
    from lscp.core.trail import witnesses

    witnesses.forget()  # a test may have run what follows a commit, and then been undone
    monkeypatch.setenv("LSCP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def sees():
    """Say whether an actor may see a row: by the first lock and by the second, which must agree."""

    from lscp.core.policy import visible_to
    from lscp.core.scope import acting

    def look(actor, row, permission="people.view_person"):
        rows = type(row)._default_manager.filter(pk=row.pk)
        with acting(actor):
            second = rows.exists()
            first = visible_to(rows, actor, permission).exists()
        assert second or not first
        return first

    return look


@pytest.fixture
def cast(db):
    """The fixed organisations and teams of two authorities: `cast.police`, and so on."""
    from tests.cast import assemble

    return assemble()


@pytest.fixture
def someone(cast):
    """Make somebody who acts in a role: `someone("analyst", authority=cast.WESTMINSTER)`.

    Without more they work where their role is at home, in Kensington and Chelsea.
    """
    from tests.cast import join

    return partial(join, cast)


@pytest.fixture
def someone_granted(someone, monkeypatch):
    """Make somebody of a throw-away role: `someone_granted({"people.view_person": Reach.TEAM})`."""
    from tests.cast import throw_away

    def make(granted, **where):
        return someone(throw_away(monkeypatch, granted), **where)

    return make


@pytest.fixture
def signed_in():
    """Sign somebody in, second factor done: `signed_in(someone("lado")).get("/")`."""
    from tests.cast import sign_in

    return sign_in


@pytest.fixture
def census(tmp_path):
    """Write a census of so many children and return its path."""

    def write(children=3, *, year=2022, lea=207, software="A case system", name="cin.xml"):
        text = HEADER.format(year=year, lea=lea, software=software)
        text += "".join(CHILD.format(n=n + 1, before=year - 1) for n in range(children))
        path = tmp_path / name
        path.write_text(text + "</Children></Message>\n", encoding="utf-8")
        return path

    return write


def _empty():
    from django.db import connections

    keys = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host"}
    known = connections["owner"].settings_dict
    given = {theirs: known[ours] for ours, theirs in keys.items()}
    with psycopg.connect(**given, port=known["PORT"]) as owner:
        tables = owner.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        emptied = sql.SQL(", ").join(sql.Identifier(t) for (t,) in tables if t not in KEPT)
        _trail(owner, "DISABLE TRIGGER")
        owner.execute(sql.SQL("TRUNCATE {} CASCADE").format(emptied))
        _trail(owner, "ENABLE ALWAYS TRIGGER")


def _trail(owner, change):
    """The trail refuses to be emptied, even by its owner, while its triggers are on."""
    from lscp.core.trail import witnesses

    for table in ("core_entry", "core_seal"):
        owner.execute(f"ALTER TABLE {table} {change} only_added_to")
    witnesses.forget()


def _turn(item):
    if item.get_closest_marker("journey") is None:
        return 0
    return 1 if FIGURES.match(item.nodeid) else 2


def _on_spark(item):
    return item.get_closest_marker("spark") is not None


def _migrated(place):
    """Return the name of a database with all tables, which others are copied from.

    Migrating from nothing takes a process twenty seconds. It is done once for all of them, and
    again when a migration changes; what follows a migration is done in each copy.
    """
    digest = digests.of_folders(*HERE.glob("lscp/*/migrations"), HERE / "uv.lock")
    before = f"test_{place.name}_migrated_"
    with _administrator(place) as connection:
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [before])
        known = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [before]
        )
        names = {name for (name,) in known.fetchall()}
        if before + digest not in names:
            for name in names:
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))
            _migrate(place, f"{before}half", before + digest, connection)
    return before + digest


def _migrate(place, half, whole, connection):
    """Make a database with all tables; it bears its name only once it is done."""
    from django.db import connections
    from django.test.utils import setup_databases, teardown_databases

    connections["owner"].settings_dict["TEST"]["NAME"] = half
    made = setup_databases(0, False, aliases=["owner"], serialized_aliases=[])
    connections.close_all()
    teardown_databases(made, verbosity=0, keepdb=True)
    rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    connection.execute(rename.format(sql.Identifier(half), sql.Identifier(whole)))


def _administrator(place):
    """Connect as who may make and drop databases."""
    admin = psycopg.conninfo.make_conninfo(**{**place.admin, "dbname": "postgres"})
    return psycopg.connect(admin, autocommit=True)


def _close_for_others(place, name):
    """End what a site's threads still hold open, so that the database can be dropped."""
    with _administrator(place) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )


def _drop_left_behind(place):
    with _administrator(place) as connection:
        for (name,) in connection.execute("SELECT datname FROM pg_database").fetchall():
            found = re.fullmatch(rf"test_{place.name}_(\d+)_\w+", name)
            if found and not _runs(int(found[1])):
                drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                connection.execute(drop.format(sql.Identifier(name)))


def _runs(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
