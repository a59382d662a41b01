"""A restore loses what came later: that is found, put on record, and no number is used twice."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.slow
WRITING = """
from lscp.cli import session
with session.ready(statistics=False):
    from lscp.core import policy, trail
    from lscp.core.trail.seals import Sealer
    for _ in range({}):
        trail.write(trail.Kind.DID, policy.system("test"), "core.test")
    Sealer().seal()
"""


@pytest.fixture
def run(tmp_path):
    """Run `lscp …` in a home, or a piece of Python there."""

    def run(*arguments, home="here", python="from lscp.cli import main; main()"):
        given = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        return subprocess.run(
            [sys.executable, "-c", python, *map(str, arguments)], capture_output=True, text=True,
            env={**given, "LSCP_HOME": str(tmp_path / home)}, check=False,
        )  # fmt: skip

    return run


def test_what_a_restore_lost_is_on_record_and_the_trail_goes_on(run, tmp_path):
    file = tmp_path / "all.lscp"
    run(python=WRITING.format(3))
    assert run("backup", file).returncode == 0
    run(python=WRITING.format(2))
    anchors = (tmp_path / "here" / "trail" / "anchors").read_text()

    said = run("restore", file, "--force")
    assert said.returncode == 0, said.stderr
    assert "On record as lost: entries of the trail after 3, up to 5." in said.stdout
    assert (tmp_path / "here" / "trail" / "anchors").read_text().startswith(anchors)

    run(python=WRITING.format(1))
    said = run("trail", "verify")
    assert said.returncode == 0, said.stderr
    assert "entries after 3, up to 5, were lost." in said.stdout
    assert "5 entries and 2 seals were checked: all are as they were written" in said.stdout
