"""A mail server and a GOV.UK Notify, on loopback, small enough for tests."""

import json
import socketserver
import threading
from contextlib import contextmanager
from email import message_from_string, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4


@contextmanager
def running(server):
    """Run a server meanwhile, in a thread."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mail for everybody but `nobody@…`, and keeps it."""

    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Mail)
        self.taken = []


class _Mail(socketserver.StreamRequestHandler):
    def handle(self):
        self._say("220 ready")
        for line in self.rfile:
            word = line.decode().strip()
            verb = word.upper().partition(" ")[0]
            if verb == "DATA":
                self._data()
            elif verb == "RCPT" and "nobody@" in word:
                self._say("550 no such mailbox")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self):
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.decode())
        self.server.taken.append(message_from_string("".join(lines), policy=policy.default))
        self._say("250 taken")

    def _say(self, words):
        self.wfile.write(f"{words}\r\n".encode())


class NotifyServer(ThreadingHTTPServer):
    """Takes notifications and tells which it has, by reference; `trouble` is what it answers."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Notify)
        self.taken, self.trouble = [], None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Notify(BaseHTTPRequestHandler):
    def do_POST(self):
        given = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.server.trouble:
            self._answer(self.server.trouble, {"errors": [given["email_address"]]})
            return
        self.server.taken.append({"id": str(uuid4()), **given})
        self._answer(201, self.server.taken[-1])

    def do_GET(self):
        reference = parse_qs(urlsplit(self.path).query)["reference"][0]
        found = [each for each in self.server.taken if each["reference"] == reference]
        self._answer(200, {"notifications": found, "links": {}})

    def _answer(self, status, said):
        body = json.dumps(said).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words):
        """Say nothing."""
