"""Files that are damaged, enormous or meant to harm are refused in words, in bounded time."""

import io
import time
import zipfile

import docx
import pytest
import typst

from lscp.report.proof import Verdict, proof
from lscp.report.proof.readers import pdf

SOON = 20
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    started = time.perf_counter()
    (found,) = proof([path])
    assert time.perf_counter() - started < SOON
    return found


def word_file(**parts):
    """Return a Word file, with parts of it put in the place of its own."""
    into = io.BytesIO()
    docx.Document().save(into)
    changed = io.BytesIO()
    with zipfile.ZipFile(into) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != "word/document.xml":
                new.writestr(name, old.read(name))
        new.writestr("word/document.xml", parts["document"])
    return changed.getvalue()


def word_document(body, before=""):
    inside = f"<w:body>{body}</w:body>"
    return f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}">{inside}</w:document>'


def said(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_zip_bomb_is_not_unpacked(tmp_path):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (65 << 20))
        archive.writestr("word/styles.xml", b"0" * (65 << 20))
    found = read(tmp_path, "bomb.docx", into.getvalue())
    assert "unpack" in found.unread[0]


def test_entities_are_not_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("48 of 60 (85%)", encoding="utf-8")
    before = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>'
    found = read(tmp_path, "x.docx", word_file(document=word_document(said("&x;"), before)))
    assert not any(each.verdict is Verdict.WRONG for each in found.findings)


def test_entities_do_not_multiply(tmp_path):
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    before = f'<!DOCTYPE d [<!ENTITY a0 "ha ha">{lines}]>'
    found = read(tmp_path, "x.docx", word_file(document=word_document(said("&a11;"), before)))
    assert found.findings == ()


def test_deep_nesting_ends(tmp_path):
    found = read(tmp_path, "deep.html", b"<div>" * 50_000 + b"48 of 60 (85%)" + b"</div>" * 50_000)
    assert found.file == "deep.html"
    read(tmp_path, "deep.docx", word_file(
        document=word_document("<w:sdt><w:sdtContent>" * 5_000 + "</w:sdtContent></w:sdt>" * 5_000)
    ))  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"9" * 100_000,
        b"1," * 50_000,
        b"one hundred and " * 5_000,
        b"from 1 to 2 " * 5_000,
        b"(5%) " * 1_000,
        b"a " * 100_000 + b"48 of 60",
        b"1 of 2 (50%) of which 1 of 2 " * 1_000,
    ],
    ids=["digits", "commas", "words", "changes", "shares", "letters", "parts"],
)
def test_enormous_lines_end(tmp_path, content):
    assert read(tmp_path, "long.txt", content).file == "long.txt"


@pytest.mark.parametrize("content", [b"a," * 1_000_000, b'"' + b"a" * 5_000_000 + b'",1\n'])
def test_enormous_cells_end(tmp_path, content):
    assert read(tmp_path, "long.csv", content).file == "long.csv"


def test_a_page_that_is_a_picture_is_said_to_be_unreadable(tmp_path):
    source = b"48 of 60 (80%) were seen.\n#pagebreak()\n#rect(width: 5cm, height: 5cm)"
    found = read(tmp_path, "scan.pdf", typst.compile(source))
    assert found.unread == ("Page 2 is a picture: its words cannot be read.",)


def test_what_runs_along_the_pages_is_read_once():
    pages = [
        f"Annual report 48 of 60 (85%)\nPage says {n}\nmore\nmore still\n{n}" for n in range(1, 7)
    ]
    left = pdf.without_running(pages)
    assert [page.count("85%") for page in left] == [1, 0, 0, 0, 0, 0]


def test_columns_of_prose_are_read_one_after_the_other(tmp_path):
    filler = (
        "The partnership met and heard what had been done in the year by all who work here. " * 12
    )
    source = (
        f"#set page(columns: 2)\n{filler} There were 60 referrals. Of these, 48 (85%) came from "
        f"schools. {filler}#colbreak()\n{filler} 13 of 50 (26%) left. {filler}"
    )
    found = read(tmp_path, "columns.pdf", typst.compile(source.encode()))
    assert {each.claim: str(each.verdict) for each in found.findings if "share" in each.rule} == {
        "85%": "wrong", "26%": "right",
    }  # fmt: skip


def test_footnotes_and_boxes_of_word_are_read(tmp_path):
    inside = f"<w:txbxContent>{said('48 of 60 (85%) were seen.')}</w:txbxContent>"
    box = f"<w:p><w:r><w:pict>{inside}</w:pict></w:r></w:p>"
    found = read(tmp_path, "box.docx", word_file(document=word_document(box)))
    assert [each.claim for each in found.findings if each.verdict is Verdict.WRONG] == ["85%"]
