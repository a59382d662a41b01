"""Measures the proof-reader on a made-up PDF report of a hundred pages, for `make bench`."""

import json
import resource
import tempfile
import time
from pathlib import Path

import typst

from lscp.report.proof import proof

PAGES = 100
PAGE = (
    "There were 60 referrals in the year. Of these, 48 (80%) came from schools. Referrals rose "
    "from 80 to 122, an increase of 53%, which is higher than the national average of 40%. " * 14
)


def main() -> None:
    """Proof-read the report once and print what it took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "report.pdf")
        path.write_bytes(typst.compile("#pagebreak()\n".join([PAGE + "\n"] * PAGES).encode()))
        started = time.perf_counter()
        proof([path])
        seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": round(seconds, 2), "peak_mib": round(peak)}))


if __name__ == "__main__":
    main()
