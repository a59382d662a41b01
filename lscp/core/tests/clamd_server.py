"""A clamd on loopback, small enough for tests: it speaks INSTREAM and really looks for EICAR."""

import socketserver
import struct

# The test pattern of the European Institute for Computer Antivirus Research, in two halves, so
# that no scanner takes this file for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class ClamdServer(socketserver.ThreadingTCPServer):
    """Answers as clamd does; `trouble` is what it answers instead."""

    allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Clamd)
        self.trouble, self.scanned = None, []

    @property
    def address(self):
        return f"127.0.0.1:{self.server_address[1]}"


class _Clamd(socketserver.StreamRequestHandler):
    def handle(self):
        if self.rfile.readline().strip() != b"nINSTREAM":
            self.wfile.write(b"UNKNOWN COMMAND\n")
            return
        data = b""
        while size := struct.unpack("!L", self.rfile.read(4))[0]:
            data += self.rfile.read(size)
        self.server.scanned.append(data)
        found = b"stream: Eicar-Signature FOUND\n" if EICAR in data else b"stream: OK\n"
        self.wfile.write(self.server.trouble or found)
