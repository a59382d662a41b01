"""A file is read in a process of its own, and ended where it takes too long."""

import pytest

from lscp.report.proof import Known
from lscp.report.proof.bounded import read_apart
from lscp.report.proof.reading import NotReadable

SAID = b"48 of 60 (85%) were seen."


def test_a_report_is_read_apart():
    heard = []
    found = read_apart(SAID, "r.txt", Known(), heard.append)
    assert [each["verdict"] for each in found.findings if each["claim"] == "85%"] == ["wrong"]
    assert found.blocks[0]["parts"][0]["text"].startswith("48 of 60")
    assert heard[-1] == 100


def test_what_takes_too_long_is_ended():
    with pytest.raises(NotReadable, match="longer"):
        read_apart(SAID, "r.txt", Known(), lambda percent: None, seconds=0)
