"""Writes files whole or not at all, for their owner alone: what they hold is of children."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write, which stands under its name once it is whole."""
    handle, beside = tempfile.mkstemp(prefix=".writing-", dir=path.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.replace(beside, path)
    finally:
        Path(beside).unlink(missing_ok=True)
