"""The folder where an installation keeps its own things: secrets, snapshots, the database.

It is `LSCP_HOME`, or `var` beside the checkout. Nothing in it belongs in a repository, and its
backup is `lscp backup` (which leaves the secrets out, on purpose).
"""

import os
import secrets
import tempfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """Return the installation's folder. It need not exist yet."""
    named = os.environ.get("LSCP_HOME")
    return Path(named).expanduser().resolve() if named else CHECKOUT / "var"


def private(name: str) -> Path:
    """Return a folder of the home that its owner alone may open, made where it is missing."""
    # The home itself can be passed through, since the database may run under another account.
    home().mkdir(mode=0o711, parents=True, exist_ok=True)
    folder = home() / name
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def secret(name: str) -> str:
    """Return a secret: `LSCP_<NAME>` of the environment, else one made up once and kept."""
    given = os.environ.get(f"LSCP_{name.upper().replace('-', '_')}")
    if given:
        return given
    file = private("secrets") / name
    if not file.exists():
        _keep(file, secrets.token_urlsafe(48))
    return file.read_text(encoding="ascii")


def is_demonstration() -> bool:
    """Say whether the demonstration was ever built here: whatever is recorded here is made up."""
    given = os.environ.get("LSCP_DEMO_PASSWORD")
    return bool(given) or (home() / "secrets" / "demo-password").exists()


def _keep(file: Path, text: str) -> None:
    """Write a file whole or not at all; where two processes try, the first one's stands."""
    handle, beside = tempfile.mkstemp(dir=file.parent)  # mode 0600
    try:
        with os.fdopen(handle, "w", encoding="ascii") as writing:
            writing.write(text)
        os.link(beside, file)
    except FileExistsError:
        pass
    finally:
        os.unlink(beside)
