"""A report is proof-read the same whatever it is written in; what is none is said to be none."""

import io
import subprocess
import sys

import docx
import pytest
import typst
import xlsxwriter

from lscp.report.proof import Verdict, proof
from lscp.report.proof.known import published

ROWS = [["Referrals", "2020-21", "2021-22", "Change"], ["North", "80", "122", "+66%"]]
SAID = "48 of 60 children (85%) were seen."


def as_word():
    file = docx.Document()
    file.add_heading("Referrals", 1)
    file.add_paragraph(SAID)
    table = file.add_table(2, 4)
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    into = io.BytesIO()
    file.save(into)
    return into.getvalue()


def as_workbook():
    into = io.BytesIO()
    with xlsxwriter.Workbook(into) as book:
        sheet = book.add_worksheet("Referrals")
        for r, row in enumerate(ROWS):
            sheet.write_row(r, 0, row)
        sheet.write(4, 0, SAID)
    return into.getvalue()


def as_pdf():
    cells = ", ".join(f"[{text}]" for row in ROWS for text in row)
    return typst.compile(f"{SAID}\n\n#table(columns: 4, {cells})".encode())


def as_html():
    rows = "".join(f"<tr>{''.join(f'<td>{text}' for text in row)}" for row in ROWS)
    return f"<html><body><p>{SAID}</p><script>1 of 2 (90%)</script><table>{rows}</table>".encode()


def as_markdown():
    bars = "\n".join("| " + " | ".join(row) + " |" for row in [ROWS[0], ["---"] * 4, ROWS[1]])
    return f"# Referrals\n\n{SAID}\n\n{bars}\n".encode()


def as_text():
    return (SAID + "\n\n" + "\n".join("\t".join(row) for row in ROWS)).encode()


WRITTEN = {
    "r.docx": as_word, "r.xlsx": as_workbook, "r.pdf": as_pdf, "r.html": as_html,
    "r.md": as_markdown, "r.txt": as_text,
}  # fmt: skip


@pytest.mark.parametrize("name", WRITTEN)
def test_a_report_is_read_whatever_it_is_written_in(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(WRITTEN[name]())
    (found,) = proof([path])
    wrong = {f.rule: f.claim for f in found.findings if f.verdict is Verdict.WRONG}
    assert wrong == {"share_of_a_whole": "85%", "change_in_a_table": "+66%"}
    assert found.unread == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 nothing", "damaged"),
        (b"PK\x03\x04nothing", "damaged"),
        (b"\xd0\xcf\x11\xe0nothing", "old Word or Excel"),
        (b"a\x00\xff", "neither text"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_remedy(tmp_path, content, says):
    path = tmp_path / "report"
    path.write_bytes(content)
    (found,) = proof([path])
    assert says in found.unread[0]
    assert found.findings == ()


def test_several_are_read_at_once_and_come_in_their_order(tmp_path):
    paths = [tmp_path / f"{n}.txt" for n in range(3)]
    for n, path in enumerate(paths):
        path.write_text(f"{n + 1} of 4 (25%) were seen.", encoding="utf-8")
    assert [each.count(Verdict.WRONG) for each in proof(paths)] == [0, 1, 1]


def test_what_is_published_is_known():
    known = published(2022, "E09000033")
    assert {171, 119, 123} <= {each.value for each in known.figures if each.year == 2022}
    assert {each.authority for each in known.figures} == {"E09000033"}


@pytest.mark.parametrize(("said", "status"), [("80", 0), ("85", 1)])
def test_the_command_says_by_its_status_whether_something_is_wrong(tmp_path, said, status):
    path = tmp_path / "r.txt"
    path.write_text(f"48 of 60 ({said}%) were seen.", encoding="utf-8")
    command = [sys.executable, "-c", "from lscp.cli import main; main()", "proof", str(path)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == status
