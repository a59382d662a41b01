"""Reads a report of any kind into a document: what a file is, its first bytes say.

No file is trusted: size, pages, cells and depth have limits; nothing outside the file is opened.
"""

import io
import zipfile
from pathlib import Path

from lscp.report.proof.document import Document

LARGEST = 200 << 20
"""Bytes of the largest file that is read."""
MOST_UNPACKED = 512 << 20
"""Bytes that a zip file (Word, Excel) may hold."""
LARGE_PART, MOST_PACKED = 20 << 20, 100
"""Bytes of a part that is looked at closer, and how many times smaller a true one may be packed."""
PDF, ZIP, OLD = b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


class NotReadable(ValueError):
    """A file that cannot be proof-read: which, why, and what to do."""

    def __init__(self, file: str, reason: str, remedy: str = "") -> None:
        self.file, self.reason, self.remedy = file, reason, remedy
        super().__init__(f"{file}: {reason}{' ' + remedy if remedy else ''}")


def read(path: Path | str) -> Document:
    """Return the document of a file. Raises NotReadable."""
    path = Path(path)
    if path.is_dir():
        raise NotReadable(path.name, "This is a folder, not a file.", "Give the files in it.")
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise NotReadable(path.name, f"It cannot be opened: {error.strerror}.") from None
    return of(data, path.name)


def of(data: bytes, name: str) -> Document:
    """Return the document of what a file holds. Raises NotReadable."""
    if len(data) > LARGEST:
        raise NotReadable(name, "The file is larger than 200 MiB.", "Give a part of it.")
    if not data.strip():
        raise NotReadable(name, "The file is empty.", "Check that the whole file arrived.")
    if data.lstrip()[:4] == PDF:
        from lscp.report.proof.readers import pdf

        return pdf.read(data, name)
    if data.startswith(ZIP):
        return _zip(data, name)
    if data.startswith(OLD):
        raise NotReadable(name, "It is an old Word or Excel file, or one with a password.",
                          "Save it as docx or xlsx, without a password.")  # fmt: skip
    return _text(data, name)


def _zip(data: bytes, name: str) -> Document:
    """Return the document of a Word file or a workbook."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            held = archive.infolist()
    except zipfile.BadZipFile:
        raise NotReadable(name, "The file is damaged or cut short.",
                          "Save it again, and check that the whole file arrived.",
                          ) from None  # fmt: skip
    names = {each.filename for each in held}
    is_bomb = any(
        each.file_size > max(LARGE_PART, MOST_PACKED * each.compress_size) for each in held
    )
    if is_bomb or sum(each.file_size for each in held) > MOST_UNPACKED:
        raise NotReadable(name, "It would unpack to far more than a report holds.")
    if "word/document.xml" in names:
        from lscp.report.proof.readers import word

        return word.read(data, name)
    if any(each.startswith("xl/") for each in names):
        from lscp.report.proof.readers import sheets

        return sheets.workbook(data, name)
    raise NotReadable(name, "It is a zip file, and neither Word nor Excel.", "Unpack it first.")


def _text(data: bytes, name: str) -> Document:
    from lscp.report.proof.readers import sheets, text, web

    said = decoded(data, name)
    ending = Path(name).suffix.lower()
    if ending in (".html", ".htm", ".xhtml") or said.lstrip()[:200].lower().startswith(
        ("<!doctype html", "<html")
    ):
        return web.read(said, name)
    if ending in (".csv", ".tsv"):
        return sheets.csv_text(said, name)
    if ending in (".md", ".markdown"):
        return web.markdown(said, name)
    return text.read(said, name)


def decoded(data: bytes, name: str) -> str:
    """Return the text of a file: UTF-8, UTF-16 or Windows-1252. Raises NotReadable."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\x00" in data:
            raise NotReadable(name, "It is neither text nor a kind of file that is read.",
                              "Give PDF, Word, Excel, HTML or text.") from None  # fmt: skip
        return data.decode("cp1252", errors="replace")
