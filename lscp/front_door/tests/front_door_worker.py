"""A worker in a process of its own that is killed, twice, in the middle of sending a message.

What is sent goes down in a file as well, so that a message that goes twice is seen.
"""

import os
import signal
import sys
from pathlib import Path

BEFORE, AFTER = 2, 4  # which message it is killed before, and which after it has gone


def keep_count(folder):
    """Note each message that goes, and end this worker where one is to be cut off."""
    from lscp.core.notify.ways import File

    send, sent = File.send, folder / "sent"

    def noted(way, letter):
        die_once(folder / "killed before", len(lines(sent)) >= BEFORE)
        taken = send(way, letter)
        with sent.open("a", encoding="ascii") as file:
            file.write(f"{letter.reference}\n")
        die_once(folder / "killed after", len(lines(sent)) >= AFTER)
        return taken

    File.send = noted


def lines(file):
    return file.read_text(encoding="ascii").split() if file.exists() else []


def die_once(mark, now):
    if now and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)


def main():
    import django

    django.setup()
    keep_count(Path(sys.argv[1]))
    from lscp.core.jobs import worker
    from lscp.core.trail.seals import sealing

    with sealing():
        worker.run(beat=0.2, lost=1.5, child=True)


if __name__ == "__main__":
    main()
