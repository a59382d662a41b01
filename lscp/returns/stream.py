"""Feeds an XML file to handlers as it is read, and refuses what is not one.

The file is never held whole, whatever its size. Document types are refused at the first of
them, so there are no entities to expand and nothing outside the file is ever opened.
"""

import codecs
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol
from xml.parsers import expat

from lscp.returns.errors import NotAReturn

CHUNK = 1 << 18
LONGEST = 1 << 20
"""Bytes of the longest tag, value or comment: a census has none of a thousandth of that."""

AGAIN = "Export it again from the case system, and check that the whole file arrived."
EXPORT = "Choose the XML file that the case system exports."

# What a file that is no XML begins with, and what it then is.
KINDS = {
    b"PK\x03\x04": ("a zip file (as Excel and Word files are)", "Unzip it and load what it holds."),
    b"\x1f\x8b": ("compressed with gzip", "Uncompress it and load what it holds."),
    b"%PDF": ("a PDF", EXPORT),
    b"\xd0\xcf\x11\xe0": ("an old Excel or Word file", EXPORT),
    b"\x00\x00": ("binary: it begins with zeros", EXPORT),
    b"\x00\x00\xfe\xff": ("in UTF-32, which is not read", "Save it as UTF-8."),
    b"\xff\xfe\x00\x00": ("in UTF-32, which is not read", "Save it as UTF-8."),
}
CUT_SHORT = {"no element found", "unclosed token", "unclosed CDATA section", "partial character"}
# Byte-order marks, blanks, and the zeros that UTF-16 has between its letters.
BEFORE = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
ENCODING = "The file is not in the encoding that its first line says, or in one that is not read."
DECLARED = re.compile(rb"""^<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")


class Handlers(Protocol):
    """Who is told of what the file holds."""

    def begin(self, parser: expat.XMLParserType) -> None:
        """Set the parser's handlers."""

    def between(self) -> None:
        """Take stock, after each piece of the file."""


def name_of(file: Path | str | BinaryIO) -> str:
    """Return what to call the file in a message: its name, without its folder."""
    if isinstance(file, str | Path):
        return Path(file).name
    return Path(str(getattr(file, "name", "") or "the file")).name


def feed(
    file: Path | str | BinaryIO,
    handlers: Handlers,
    progress: Callable[[int], object] | None = None,
) -> None:
    """Read the file through the handlers; `progress` gets the bytes of each piece as it is read.

    Raises NotAReturn.
    """
    name = name_of(file)
    with _opened(file, name) as source:
        first = source.read(CHUNK)
        parser = _parser(first, name)
        handlers.begin(parser)
        try:
            _run(parser, handlers, _pieces(first, source, progress), name)
        except expat.ExpatError as error:
            raise _refusal(error, name) from None
        except NotAReturn:
            raise
        except (LookupError, ValueError):  # as of a codec that is not there, or not of one byte
            raise NotAReturn(name, 1, ENCODING, "Save it as UTF-8.") from None


@contextmanager
def _opened(file: Path | str | BinaryIO, name: str) -> Iterator[BinaryIO]:
    if not isinstance(file, str | Path):
        yield file
    elif os.path.isdir(file):
        raise NotAReturn(name, 0, "This is a folder, not a file.", EXPORT)
    else:
        with open(file, "rb") as source:
            yield source


def _parser(first: bytes, name: str) -> expat.XMLParserType:
    if not first.strip():
        raise NotAReturn(name, 0, "The file is empty, or begins with nothing but blanks.", AGAIN)
    for start in sorted(KINDS, key=len, reverse=True):
        if first.startswith(start):
            kind, remedy = KINDS[start]
            raise NotAReturn(name, 1, f"This is not an XML file: it is {kind}.", remedy)
    if first.lstrip(BEFORE)[:1] != b"<":
        raise NotAReturn(name, 1, "This is not an XML file, which begins with <.", EXPORT)
    parser = expat.ParserCreate(_encoding(first))
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise NotAReturn(
            name,
            parser.CurrentLineNumber,
            "The file has a document type (DOCTYPE), which can define entities or open other "
            "files, and a return never needs.",
            "Remove it, or export the file again.",
        )

    parser.StartDoctypeDeclHandler = refuse
    return parser


def _encoding(first: bytes) -> str | None:
    """Return the encoding where the file's own word is not to be taken, else None.

    A byte-order mark says more than the first line; and a program that writes UTF-8 may declare
    it by another name, or declare the UTF-16 that it holds text in.
    """
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if first.startswith(codecs.BOM_UTF8):
        return "utf-8"
    declared = DECLARED.match(first)
    try:
        known = codecs.lookup(declared[1].decode("ascii")).name if declared else ""
    except LookupError:
        return None
    return "utf-8" if known.startswith(("utf-8", "utf-16")) else None


def _pieces(
    first: bytes, source: BinaryIO, progress: Callable[[int], object] | None
) -> Iterator[bytes]:
    piece = first
    while piece:
        yield piece
        if progress:
            progress(len(piece))
        piece = source.read(CHUNK)


def _run(
    parser: expat.XMLParserType, handlers: Handlers, pieces: Iterator[bytes], name: str
) -> None:
    fed = 0
    for piece in pieces:
        parser.Parse(piece, False)
        handlers.between()
        fed += len(piece)
        if fed - parser.CurrentByteIndex > LONGEST:
            raise NotAReturn(
                name,
                parser.CurrentLineNumber,
                "A tag, value or comment here goes on for more than a million bytes.",
                AGAIN,
            )
    parser.Parse(b"", True)
    handlers.between()


def _refusal(error: expat.ExpatError, name: str) -> NotAReturn:
    what = expat.ErrorString(error.code) or "not well-formed"
    if what in CUT_SHORT:
        return NotAReturn(name, error.lineno, "The file is cut short: it ends too early.", AGAIN)
    if what == "not well-formed (invalid token)":
        reason = "The file is not XML here, or holds characters that its encoding does not have."
        return NotAReturn(name, error.lineno, reason, AGAIN)
    if what in {"unknown encoding", "encoding specified in XML declaration is incorrect"}:
        return NotAReturn(name, error.lineno, ENCODING, "Save it as UTF-8.")
    return NotAReturn(name, error.lineno, f"The file is not well-formed XML: {what}.", AGAIN)
