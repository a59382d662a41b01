"""Reads PDF: the lines of each page, put together as text is; tables by the gaps in lines."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from lscp.report.proof.document import Document
from lscp.report.proof.finding import Place
from lscp.report.proof.readers import text
from lscp.report.proof.reading import NotReadable

MOST_PAGES = 2000
GAP = 2.0
"""Widths of a letter that part two columns of a line."""
NUMBERED = re.compile(r"^(?:page\s+)?\d+\s+|\s+(?:page\s+)?\d+(?:\s+of\s+\d+)?$", re.IGNORECASE)
FEWEST, PROSE = 8, 25
"""Lines of a column of prose at least, and letters of them on average."""


def read(data: bytes, name: str) -> Document:
    """Return the document of a PDF. Raises NotReadable. A page without words is said to be so."""
    import pypdfium2 as pdfium

    try:
        file = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        reason = "It has a password." if "password" in str(error).lower() else (
            "It is damaged or cut short."
        )  # fmt: skip
        raise NotReadable(name, reason, "Save it again as PDF without a password.") from None
    if len(file) > MOST_PAGES:
        raise NotReadable(name, f"It has more than {MOST_PAGES} pages.", "Give a part of it.")
    pages, unread = [], []
    for number, page in enumerate(file, start=1):
        said = "\n".join(_lines(page))
        if not said.strip() and any(True for _ in page.get_objects(max_depth=2)):
            unread.append(f"Page {number} is a picture: its words cannot be read.")
        pages.append(said)
        page.close()
    file.close()
    pages = without_running(pages)
    found = text.read("\f".join(pages), name)
    return replace(_numbered(found, pages), unread=tuple(unread))


def _numbered(found: Document, pages: list[str]) -> Document:
    """Number lines from the top of each page, as a reader counts them."""
    before = [0]
    for page in pages:
        before.append(before[-1] + page.count("\n"))

    def on_page(place: Place) -> Place:
        page = place.page or 1
        return replace(place, page=page, line=place.line - before[page - 1])

    return replace(
        found,
        sentences=tuple(replace(each, place=on_page(each.place)) for each in found.sentences),
        tables=tuple(
            replace(each, places=tuple(tuple(map(on_page, row)) for row in each.places))
            for each in found.tables
        ),
    )


def _lines(page: Any) -> list[str]:
    """Return the lines of a page from top to bottom; a wide gap in one becomes a tab."""
    words = page.get_textpage()
    rows: list[tuple[float, float, float, str]] = []
    for n in range(words.count_rects()):
        left, bottom, right, top = words.get_rect(n)
        said = words.get_text_bounded(left, bottom, right, top)
        said = re.sub(r"\s+", " ", said).strip()
        if said:
            rows.append(((bottom + top) / 2, left, right, said))
    words.close()
    return [_joined(row) for column in _columns(rows) for row in _grouped(column)]


Piece = tuple[float, float, float, str]


def _columns(rows: list[Piece]) -> list[list[Piece]]:
    """Return the pieces of a page by its columns of prose: what is above both comes first."""
    if len(rows) < 2 * FEWEST:
        return [rows]
    first, last = min(row[1] for row in rows), max(row[2] for row in rows)
    for part in (50, 48, 52, 46, 54, 44, 56, 42, 58):
        middle = first + (last - first) * part / 100
        left = [row for row in rows if row[2] <= middle]
        right = [row for row in rows if row[1] >= middle]
        across = [row for row in rows if row[1] < middle < row[2]]
        if not (_is_prose(left) and _is_prose(right)) or len(across) * 5 > len(rows):
            continue
        top = max(row[0] for row in (*left, *right))
        above = [row for row in across if row[0] > top]
        below = [row for row in across if row[0] <= top]
        return [above, left, right, below]
    return [rows]


def _is_prose(rows: list[Piece]) -> bool:
    return len(rows) >= FEWEST and sum(len(row[3]) for row in rows) / len(rows) > PROSE


def without_running(pages: list[str]) -> list[str]:
    """Blank the lines at the head or foot of pages that repeat on most, but where first read."""
    held = [page.split("\n") for page in pages]
    many = Counter(key for lines in held for key in {_key(lines[n]) for n in _ends(lines)} if key)
    running = {key for key, n in many.items() if n >= 3 and 3 * n >= len(pages)}
    seen: set[str] = set()
    for lines in held:
        for n in _ends(lines):
            key = _key(lines[n])
            if key in running and key in seen:
                lines[n] = ""
            seen.add(key)
    return ["\n".join(lines) for lines in held]


def _ends(lines: list[str]) -> list[int]:
    """Return the places of the first and the last lines of a page."""
    return sorted({*range(min(2, len(lines))), *range(max(len(lines) - 2, 0), len(lines))})


def _key(line: str) -> str:
    """Return a line as it is compared with that of another page: whatever its page number."""
    return NUMBERED.sub("", line.strip())


def _grouped(
    rows: list[tuple[float, float, float, str]],
) -> list[list[tuple[float, float, float, str]]]:
    """Return the pieces of text by lines: those whose middles are at one height."""
    lines: list[list[tuple[float, float, float, str]]] = []
    for piece in sorted(rows, key=lambda each: -each[0]):
        if lines and abs(lines[-1][0][0] - piece[0]) < 3:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return [sorted(line, key=lambda each: each[1]) for line in lines]


def _joined(line: list[tuple[float, float, float, str]]) -> str:
    said = line[0][3]
    for before, after in zip(line, line[1:], strict=False):
        letter = max((before[2] - before[1]) / max(len(before[3]), 1), 1)
        said += ("\t" if after[1] - before[2] > GAP * letter else " ") + after[3]
    return said
