"""The kinds of file that can be attached, told by what they hold and never by their names."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes

MOST_PARTS = 5000  # of a Word or Excel file
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f]")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROPERTIES = "__properties_version1.0".encode("utf-16-le")  # in every Outlook message


@dataclass(frozen=True)
class Kind:
    """One kind of file: what it is called, how its name ends, and how it is known."""

    name: str
    title: str
    media_type: str
    known: Callable[[bytes], bool]


def _begins(*with_bytes: bytes) -> Callable[[bytes], bool]:
    return lambda data: data.startswith(with_bytes)


def _office(folder: str) -> Callable[[bytes], bool]:
    """Return whether a file is an Office document of a kind, without programs inside."""

    def known(data: bytes) -> bool:
        if not data.startswith(b"PK\x03\x04"):
            return False
        try:
            names = zipfile.ZipFile(io.BytesIO(data)).namelist()
        except (zipfile.BadZipFile, ValueError, OSError):
            return False
        macros = any(name.lower().endswith(("vbaproject.bin", ".exe", ".js")) for name in names)
        inside = "[Content_Types].xml" in names and any(n.startswith(folder) for n in names)
        return inside and not macros and len(names) <= MOST_PARTS

    return known


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return CONTROL.search(data) is None


def _is_message(data: bytes) -> bool:
    """Say whether a text is an e-mail: headers first, from whom and when among them."""
    if not _is_text(data):
        return False
    headers = message_from_bytes(data)
    return all(headers[name] for name in ("From", "Date")) and not headers.defects


def _is_outlook(data: bytes) -> bool:
    return data.startswith(OLD_OFFICE) and PROPERTIES in data


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {
    kind.name: kind
    for kind in (
        Kind("pdf", "PDF", "application/pdf", _begins(b"%PDF-")),
        Kind("jpeg", "JPEG image", "image/jpeg", _begins(b"\xff\xd8\xff")),
        Kind("png", "PNG image", "image/png", _begins(b"\x89PNG\r\n\x1a\n")),
        Kind("docx", "Word document", WORD, _office("word/")),
        Kind("xlsx", "Excel workbook", EXCEL, _office("xl/")),
        Kind("msg", "Outlook message", "application/vnd.ms-outlook", _is_outlook),
        Kind("eml", "e-mail", "message/rfc822", _is_message),
        Kind("txt", "plain text", "text/plain; charset=utf-8", _is_text),
    )
}
ACCEPT = ",".join(f".{name}" for name in (*KINDS, "jpg"))
TITLES = ", ".join(kind.title for kind in KINDS.values())


def kind_of(data: bytes) -> Kind | None:
    """Return the kind of a file by its content; none where it is of no kind that is taken."""
    return next((kind for kind in KINDS.values() if kind.known(data)), None)
