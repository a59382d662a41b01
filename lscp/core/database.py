"""Where the database is, and the two roles in it: one owns and migrates, the other serves.

`DATABASE_URL` names a PostgreSQL server (15 or newer) and somebody who may create roles there;
without it the embedded server is used. The role that serves owns no table, so that neither a
fault in a page nor a stolen session can change what the tables are or lift what guards them.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from lscp.core import home, postgres

OLDEST = 15


class NotReady(RuntimeError):
    """The database cannot be used, with the reason and the remedy."""


# Statements are planned once a connection, and not each time: with row-level security, planning
# takes longer than reading. A pool between here and the server must keep to a session. Questions
# are asked so that one plan serves whatever is asked for: by a key, with an index.
PREPARED = {
    "server_side_binding": True, "prepare_threshold": 2,
    "options": "-c plan_cache_mode=force_generic_plan -c jit=off",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """One database: how an administrator reaches it, and the roles that use it."""

    admin: dict[str, Any]
    server: postgres.Server | None = field(default=None)

    @property
    def name(self) -> str:
        """Return the database's name."""
        return str(self.admin.get("dbname") or "lscp")

    @property
    def owner(self) -> str:
        """Return the role that owns the tables and migrates."""
        return f"{self.name}_owner"

    @property
    def app(self) -> str:
        """Return the role that serves, and owns nothing."""
        return f"{self.name}_app"

    def password(self, role: str) -> str:
        """Return a role's password: the one in the URL, in the environment, or made up once."""
        if self.admin.get("user") == role and self.admin.get("password"):
            return str(self.admin["password"])
        return home.secret("owner-password" if role == self.owner else "app-password")

    def conninfo(self, role: str) -> str:
        """Return the connection string of a role, with its password: never to be logged."""
        own = {"user": role, "password": self.password(role), "dbname": self.name}
        return make_conninfo(**{**self.admin, **own})

    def django(self, role: str) -> dict[str, Any]:
        """Return the entry of Django's DATABASES for a role."""
        known = {"user", "password", "dbname", "host", "port"}
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": self.name,
            "USER": role,
            "PASSWORD": self.password(role),
            "HOST": str(self.admin.get("host", "")),
            "PORT": str(self.admin.get("port", "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": PREPARED
            | {key: value for key, value in self.admin.items() if key not in known},
        }

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the database reachable meanwhile, with its roles in place. Raises NotReady."""
        if self.server is None:
            _Roles(self).ensure()
            yield
            return
        with self.server.running():
            _Roles(self).ensure()
            yield


def place(*, durable: bool = True) -> Place:
    """Return the database of this installation."""
    url = os.environ.get("DATABASE_URL")
    if url:
        try:
            return Place({key: value for key, value in conninfo_to_dict(url).items() if value})
        except psycopg.ProgrammingError as error:
            raise NotReady(f"DATABASE_URL is not a PostgreSQL address: {error}") from None
    server = postgres.Server(home.home() / "postgres", durable=durable)
    admin = {"host": str(server.socket), "port": str(postgres.PORT), "user": postgres.SUPERUSER}
    return Place(admin, server)


_CREATED = sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS {} PASSWORD {}")
_CHANGED = sql.SQL("ALTER ROLE {} LOGIN {} PASSWORD {}")


@dataclass(frozen=True)
class _Roles:
    """Makes the roles and the database where they are missing, and only there."""

    place: Place

    def ensure(self) -> None:
        if all(self._signs_in(role) for role in (self.place.owner, self.place.app)):
            return
        with self._administrator() as connection:
            if connection.info.server_version < OLDEST * 10_000:
                version = connection.info.parameter_status("server_version")
                raise NotReady(f"PostgreSQL {version} is too old: {OLDEST} or newer is needed")
            # Several processes may start at once: the first makes them, the others find them.
            connection.execute("SELECT pg_advisory_lock(hashtext('lscp roles'))")
            try:
                self._make(connection)
            except psycopg.errors.InsufficientPrivilege:
                raise NotReady(self._what_to_run()) from None

    def _signs_in(self, role: str) -> bool:
        try:
            psycopg.connect(self.place.conninfo(role), connect_timeout=10).close()
        except psycopg.OperationalError:
            return False
        return True

    def _administrator(self, name: str = "postgres") -> psycopg.Connection:
        """Connect as the administrator; to the maintenance database, since ours may not exist."""
        admin = make_conninfo(**{**self.place.admin, "dbname": name, "connect_timeout": 10})
        try:
            return psycopg.connect(admin, autocommit=True)
        except psycopg.OperationalError as error:
            raise NotReady(f"The database server cannot be reached: {error}") from None

    def _make(self, connection: psycopg.Connection) -> None:
        for role, may in ((self.place.owner, "CREATEDB"), (self.place.app, "NOCREATEDB")):
            known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            made = _CHANGED if known.fetchone() else _CREATED
            password = sql.Literal(self.place.password(role))
            connection.execute(made.format(sql.Identifier(role), sql.SQL(may), password))
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [self.place.name]
        )
        if known.fetchone():
            self._admit_owner()
        else:
            self._make_database(connection)

    def _make_database(self, connection: psycopg.Connection) -> None:
        name, owner = sql.Identifier(self.place.name), sql.Identifier(self.place.owner)
        if connection.info.parameter_status("is_superuser") != "on":
            # An owner can only be named by one of its members.
            connection.execute(sql.SQL("GRANT {} TO CURRENT_USER").format(owner))
        created = sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0")
        connection.execute(created.format(name, owner))

    def _admit_owner(self) -> None:
        """Let our owner make tables in a database that somebody else made."""
        owner = sql.Identifier(self.place.owner)
        with self._administrator(self.place.name) as connection:
            connection.execute(sql.SQL("GRANT CREATE, USAGE ON SCHEMA public TO {}").format(owner))

    def _what_to_run(self) -> str:
        name, owner, app = self.place.name, self.place.owner, self.place.app
        return (
            f"{self.place.admin.get('user', 'You')} may not create roles on this server. Ask its "
            f"administrator to run:\n"
            f"  CREATE ROLE {owner} LOGIN CREATEDB PASSWORD '…';\n"
            f"  CREATE ROLE {app} LOGIN PASSWORD '…';\n"
            f"  CREATE DATABASE {name} OWNER {owner};\n"
            "and give the two passwords as LSCP_OWNER_PASSWORD and LSCP_APP_PASSWORD."
        )
