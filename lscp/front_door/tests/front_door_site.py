"""A front door in processes of its own: its pages, a worker, and a database that can be lost."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import psycopg
from django.conf import settings
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from psycopg import sql
from psycopg.conninfo import make_conninfo

from lscp.cli.serve import command, free_port
from lscp.core import database, postgres
from lscp.front_door.tests import front_door_worker

PATIENCE = 150
WAIT = 429
HIDDEN = re.compile(r'name="(seen|once)" value="([^"]+)"')


def until(condition):
    """Wait for something to become true, and fail where it does not."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


class Site:
    """Begins with a copy of what the test has on record; what happens to it touches no other."""

    def __init__(self, folder, of):
        self.folder, self.of = folder, of
        server = postgres.Server(folder / "postgres", durable=False)
        admin = {"host": str(server.socket), "port": str(postgres.PORT)}
        self.place = database.Place(
            {**admin, "user": postgres.SUPERUSER, "dbname": of.name}, server
        )
        self.admin = make_conninfo(**self.place.admin)
        self.port, self.worker, self.ending = free_port("127.0.0.1", 8770), None, False

    @contextmanager
    def running(self):
        """Serve, and keep a worker going, until the end."""
        with self.place.running():
            self._copy()
            self.environment = {
                **os.environ, "LSCP_HOME": str(self.folder),
                "LSCP_SECRET_KEY": settings.SECRET_KEY, "LSCP_KEY_LIMIT": "100000",
                "DJANGO_SETTINGS_MODULE": "lscp.config.settings",
                "DATABASE_URL": self.place.conninfo(self.place.app),
            }  # fmt: skip
            keeper = threading.Thread(target=self._keep_working)
            with (self.folder / "log").open("ab") as log:
                self.log = log
                serving = self._started(command(f"127.0.0.1:{self.port}", 2))
                keeper.start()
                try:
                    yield
                finally:
                    self.ending = True
                    self.worker.terminate()  # it seals what is left
                    keeper.join(PATIENCE)
                    serving.terminate()
                    serving.wait(PATIENCE)

    def crash(self):
        """Let the database end at once, as if its machine had, and come back."""
        self._restart(signal.SIGQUIT)

    def restart(self):
        """Restart the database as its administrator does: who is at work is cut off."""
        self._restart(signal.SIGINT)

    def kill_worker(self):
        """Kill whichever worker there is, whatever it is doing."""
        self.worker.kill()

    def asked(self, question):
        """Return what the database answers to somebody who may see all."""
        with psycopg.connect(self.admin, autocommit=True) as superuser:
            return superuser.execute(question).fetchall()

    def _restart(self, how):
        process = int((self.place.server.data / "postmaster.pid").read_text().split()[0])
        os.kill(process, how)
        until(lambda: not Path(f"/proc/{process}").exists())
        with self.place.running():  # who comes last starts it; it stays, since we hold it too
            pass

    def _copy(self):
        source = make_conninfo(**{**self.of.admin, "dbname": connection.settings_dict["NAME"]})
        programs = postgres.programs()
        dump = [programs / "pg_dump", "--format=custom", f"--dbname={source}"]
        back = [programs / "pg_restore", "--exit-on-error", f"--dbname={self.admin}"]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:
            subprocess.run(back, stdin=dumping.stdout, check=True)
        with psycopg.connect(self.admin, autocommit=True) as superuser:
            # What is committed outlives the server, as in service; the machine itself lives on.
            name = sql.Identifier(self.of.name)
            superuser.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = on").format(name))

    def _started(self, what):
        return subprocess.Popen(what, env=self.environment, stderr=self.log)

    def _keep_working(self):
        script = front_door_worker.__file__
        while not self.ending:
            self.worker = self._started([sys.executable, script, str(self.folder)])
            self.worker.wait()


class Client:
    """Whoever speaks to the pages over HTTP, and asks again where no answer comes."""

    def __init__(self, port, **headers):
        self.port, self.headers = port, headers

    def answered(self, method, path, body=None):
        """Return the first answer that is one: its status, and its text."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                status, text = self._once(method, path, body)
            except (OSError, HTTPException):
                status = 0
            if 0 < status < 500 and status != WAIT:
                return status, text
            time.sleep(0.05)
        raise AssertionError(f"{path} never answered")

    def _once(self, method, path, body):
        line = HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            line.request(method, path, body, {"Host": "localhost", **self.headers})
            answer = line.getresponse()
            return answer.status, answer.read().decode()
        finally:
            line.close()


class System(Client):
    """A partner’s case system."""

    def __init__(self, port, token):
        kind = {"Content-Type": "application/json"}
        super().__init__(port, Authorization=f"Bearer {token}", **kind)

    def send(self, message):
        """Send one contact; return its id and reference."""
        body = json.dumps({"contacts": [message]})
        status, text = self.answered("POST", "/api/contacts", body)
        assert status == 200, text
        [result] = json.loads(text)["results"]
        return result["id"], result["reference"]


class Person(Client):
    """Somebody who is signed in, with a browser."""

    def __init__(self, port, session):
        self.token = _get_new_csrf_string()
        cookie = f"sessionid={session}; csrftoken={self.token}"
        kind = "application/x-www-form-urlencoded"
        super().__init__(port, **{"Cookie": cookie, "Content-Type": kind})

    def sees(self, path):
        """Return a page."""
        status, text = self.answered("GET", path)
        assert status == 200, f"{path}: {status}"
        return text

    def does(self, path, **answers):
        """Open a form and send it, the very same again until an answer comes."""
        carried = dict(HIDDEN.findall(self.sees(path)))
        body = urlencode({**carried, **answers, "csrfmiddlewaretoken": self.token}, doseq=True)
        status, _ = self.answered("POST", path, body)
        # Where it was done and the answer lost, the second time something is in the way.
        assert status in (302, 400, 403, 409), f"{path}: {status}"
        return status
