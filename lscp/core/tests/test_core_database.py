"""The role that serves owns nothing, and the embedded server asks everyone for a password."""

import contextlib
import os
import signal
import stat
import subprocess
import sys

import psycopg
import pytest
from django.db import connection
from psycopg.conninfo import make_conninfo

from lscp.core import database, home, postgres

REFUSED = "permission denied|must be owner|must be able to|must be superuser"


@pytest.mark.django_db
def test_the_serving_role_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,"
            " (SELECT count(*) FROM pg_class WHERE relowner = r.oid)"
            " FROM pg_roles r WHERE rolname = current_user"
        )
        role, *rights, owned = cursor.fetchone()
    assert role.endswith("_app")
    assert (rights, owned) == ([False] * 4, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE submissions_load ADD COLUMN more text",
        "DROP TABLE submissions_load",
        "TRUNCATE submissions_load CASCADE",
        "CREATE TABLE more (id int)",
        "DELETE FROM django_migrations",
        "ALTER TABLE submissions_load DISABLE ROW LEVEL SECURITY",
        "SET ROLE {owner}",
        "ALTER ROLE {app} SUPERUSER",
    ],
)
def test_the_serving_role_cannot_change_what_the_tables_are(server, statement):
    with pytest.raises(Exception, match=REFUSED), connection.cursor() as cursor:
        cursor.execute(statement.format(owner=server.owner, app=server.app))


@pytest.fixture
def embedded(tmp_path):
    return postgres.Server(tmp_path / "data", durable=False)


def answers(server, user, **more):
    host = {"host": str(server.socket), "port": postgres.PORT, "dbname": "postgres"}
    with contextlib.suppress(psycopg.OperationalError):
        psycopg.connect(make_conninfo(**host, user=user, **more)).close()
        return True
    return False


@pytest.mark.slow
def test_who_reaches_the_socket_cannot_sign_in_without_a_password(embedded):
    with embedded.running():
        assert answers(embedded, postgres.SUPERUSER)
        with psycopg.connect(
            host=str(embedded.socket), user=postgres.SUPERUSER, dbname="postgres", autocommit=True
        ) as superuser:
            superuser.execute("CREATE ROLE clerk LOGIN PASSWORD 'right'")
            assert superuser.execute("SHOW listen_addresses").fetchone() == ("",)
        assert answers(embedded, "clerk", password="right")
        assert not answers(embedded, "clerk", password="wrong")
        assert not answers(embedded, "clerk")
        assert stat.S_IMODE(embedded.data.stat().st_mode) == 0o700
    assert not answers(embedded, "clerk", password="right")


HOLD = """
import sys, time
from pathlib import Path
from lscp.core.postgres import Server
with Server(Path(sys.argv[1]), durable=False).running():
    print("up", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(server, seconds):
    command = [sys.executable, "-c", HOLD, str(server.data), str(seconds)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.mark.slow
def test_the_server_runs_until_the_last_one_leaves(embedded):
    with holder(embedded, 1) as first, holder(embedded, 0) as second:
        assert {first.stdout.readline(), second.stdout.readline()} == {"up\n"}
        assert second.wait(20) == 0
        assert answers(embedded, postgres.SUPERUSER)
        assert first.wait(20) == 0
    assert not answers(embedded, postgres.SUPERUSER)


@pytest.mark.slow
def test_a_server_whose_user_was_killed_is_stopped_by_the_next(embedded):
    with holder(embedded, 60) as killed:
        assert killed.stdout.readline() == "up\n"
        killed.send_signal(signal.SIGKILL)
    assert answers(embedded, postgres.SUPERUSER)
    with embedded.running():
        pass
    assert not answers(embedded, postgres.SUPERUSER)


@pytest.mark.slow
def test_a_long_path_has_its_socket_elsewhere(tmp_path):
    far = postgres.Server(tmp_path / ("x" * 100) / "data", durable=False)
    assert far.socket != far.data
    with far.running():
        assert answers(far, postgres.SUPERUSER)


@pytest.mark.slow
def test_a_server_that_cannot_start_says_why_and_where_its_log_is(embedded):
    with embedded.running():
        pass
    (embedded.data / "postgresql.conf").write_text("no such setting\n")
    with pytest.raises(postgres.NotStarted, match=r"server\.log"), embedded.running():
        pass


def test_an_administrator_s_url_names_the_database_and_its_roles(monkeypatch, installation):
    monkeypatch.setenv("DATABASE_URL", "postgresql://root:pw@db.example/child?sslmode=require")
    place = database.place()
    assert (place.name, place.owner, place.app) == ("child", "child_owner", "child_app")
    entry = place.django(place.app)
    assert (entry["HOST"], entry["USER"]) == ("db.example", "child_app")
    assert entry["OPTIONS"] == {"sslmode": "require"} | database.PREPARED
    assert entry["PASSWORD"] not in ("pw", place.password(place.owner))


def test_a_role_s_own_url_gives_its_password(monkeypatch, installation):
    monkeypatch.setenv("DATABASE_URL", "postgresql://lscp_app:pw@db.example/lscp")
    monkeypatch.setenv("LSCP_OWNER_PASSWORD", "other")
    place = database.place()
    assert (place.password(place.app), place.password(place.owner)) == ("pw", "other")


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("postgresql://postgres@127.0.0.1:1/lscp", "cannot be reached"),
        ("mysql://somewhere", "not a PostgreSQL address"),
    ],
)
def test_a_server_that_is_not_there_is_said_in_a_sentence(monkeypatch, installation, url, reason):
    monkeypatch.setenv("DATABASE_URL", url)
    with pytest.raises(database.NotReady, match=reason), database.place().running():
        pass


def test_who_may_not_make_roles_is_told_what_to_have_run(server, monkeypatch, installation):
    admin = make_conninfo(**{**server.admin, "dbname": "postgres"})
    role = f"clerk_{os.getpid()}"
    with psycopg.connect(admin, autocommit=True) as superuser:
        superuser.execute(f"CREATE ROLE {role} LOGIN PASSWORD 'pw'")
        try:
            known = {**server.admin, "user": role, "password": "pw", "dbname": "elsewhere"}
            refused = pytest.raises(database.NotReady, match="CREATE ROLE elsewhere_owner")
            with refused, database.Place(known).running():
                pass
        finally:
            superuser.execute(f"DROP ROLE {role}")


def test_a_secret_is_made_up_once_and_only_its_owner_reads_it(installation, monkeypatch):
    made = home.secret("some-key")
    file = installation / "secrets" / "some-key"
    assert home.secret("some-key") == made == file.read_text()
    assert len(made) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    monkeypatch.setenv("LSCP_SOME_KEY", "given")
    assert home.secret("some-key") == "given"
