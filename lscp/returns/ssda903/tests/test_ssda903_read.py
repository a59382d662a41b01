"""The files of a return are read whatever they are called and however they were saved."""

import io
from datetime import date, datetime

import pytest
import xlsxwriter

from lscp.returns import NotAReturn
from lscp.returns.ssda903.read import read, submitted
from lscp.returns.ssda903.sheets import may_hold
from lscp.returns.ssda903.tables import PLACED
from lscp.returns.submitted import Handed

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
)
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE"
XML = """<?xml version="1.0"?><EXPSSDA903><CHILD><HEADER><CHILDID>7</CHILDID><DOB>01/01/2012</DOB>
<UASC>1</UASC><DUC/><AREVIEW><REVIEW>01/05/2021</REVIEW><REVIEW_CODE>PN1</REVIEW_CODE></AREVIEW>
<IN_TOUCH>YES</IN_TOUCH></HEADER><EPISODE><DECOM>01/04/2021</DECOM><PL>U1</PL></EPISODE></CHILD>
</EXPSSDA903>"""


@pytest.fixture
def saved(tmp_path):
    """Save a text or bytes as a file of a name, and return its path."""

    def save(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return save


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_is_known_by_its_columns(saved, delimiter, encoding):
    text = f"{HEADER}\n1,m,01/02/2010,wbri,É,,\n".replace(",", delimiter)
    header = read([saved("anything.txt", text, encoding)]).tables["Header"].row(0, named=True)
    assert (header["SEX"], header["ETHNIC"], header["UPN"]) == ("M", "WBRI", "É")
    assert header["DOB_on"] == date(2010, 2, 1)


def test_columns_may_stand_in_any_order_and_case_and_values_hold_new_lines(saved):
    text = 'review_code,REVIEW,Child,DOB\npn1,01/02/2021,"A\n1",\n'
    reviews = read([saved("reviews.csv", text)]).tables["Reviews"]
    assert reviews.select("CHILD", "REVIEW_CODE", "DOB").row(0) == ("A\n1", "PN1", None)


def test_a_day_that_excel_saved_as_a_number_is_read_and_said(saved):
    found = read([saved("r.csv", f"{REVIEWS}\n1,40575,44317,PN1\n")])
    assert found.tables["Reviews"].select("DOB_on", "REVIEW_on").row(0) == (
        date(2011, 2, 1), date(2021, 5, 1),
    )  # fmt: skip
    assert {caution.code for caution in found.cautions} == {"unusual_date"}


def test_a_workbook_has_a_sheet_for_each_table(tmp_path):
    path = tmp_path / "return.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, heads in (("a", REVIEWS), ("b", HEADER), ("notes", "")):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, heads.split(",") if heads else [])
        book.get_worksheet_by_name("a").write_row(1, 0, [5, "", "", "pn1"])
        book.get_worksheet_by_name("a").write_datetime(1, 2, datetime(2021, 3, 1), day)  # noqa: DTZ001
    found = read([path])
    assert found.rows == {"Reviews": 1, "Header": 0}
    assert found.tables["Reviews"].select("CHILD", "REVIEW", "REVIEW_CODE").row(0) == (
        "5", "01/03/2021", "PN1",
    )  # fmt: skip


def test_the_xml_becomes_the_tables_that_its_csv_files_would_be(saved):
    found = read([saved("r.xml", XML)])
    rows = dict.fromkeys(("Header", "Episodes", "Reviews", "UASC", "OC3"), 1)
    assert found.rows == rows | dict.fromkeys(
        ("OC2", "AD1", "PlacedAdoption", "PrevPerm", "Missing"), 0
    )
    assert found.file_format == "xml"
    assert found.tables["Episodes"].select("CHILD", "PLACE").row(0) == ("7", "U1")
    assert found.tables["Reviews"].select("CHILD", "DOB", "REVIEW_CODE", "line").row(0) == (
        "7", "01/01/2012", "PN1", 2,
    )  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_row_says_on_which_line_of_its_file_it_starts(saved, end):
    text = end.join(
        [REVIEWS, f'1,,"01/05{end}{end}/2021",PN1', "2,,,PN1", "", "3,,,PN1", ",,,", ""]
    )
    found = read([saved("r.csv", text)]).tables["Reviews"]
    assert found["line"].to_list() == [2, 5, 7]
    assert found["CHILD"].to_list() == ["1", "2", "3"]


def test_a_row_that_holds_nothing_is_none_and_keeps_its_line(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "return.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, [*REVIEWS.split(","), "", ""])
        sheet.write_row(3, 0, ["5"])
    found = read([tmp_path / "return.xlsx"]).tables["Reviews"]
    assert found.select("CHILD", "line").rows() == [("5", 4)]


def test_columns_that_no_file_has_are_not_taken_as_given(saved):
    found = read([saved("h.csv", f"{HEADER}\n1,m,,,,,\n"), saved("e.csv", EPISODES)])
    assert found.lacking == {"Header.UASC", *(f"Episodes.{column}" for column in PLACED)}
    assert "UASC" in found.tables["Header"].columns
    assert "UASC" not in found.as_given["Header"].columns


def test_a_list_of_postcodes_is_known_by_its_columns_among_the_files(saved):
    text = "Postcode,LA,East,North\nAA3 1AB,E09000033,1,2\n"
    assert read([saved("p.csv", text)]).rows == {"Postcodes": 1}


def test_a_first_line_of_a_great_many_columns_is_refused_at_once(saved):
    with pytest.raises(NotAReturn, match="those of no table"):
        read([saved("wide.csv", "SECRET," * 9_000 + "\n")])


def test_what_stands_in_a_file_without_a_first_line_of_columns_is_not_told(saved):
    with pytest.raises(NotAReturn) as refused:
        read([saved("bare.csv", "A1,Secret,Secret,PN1\nA2,,,\n")])
    assert "Secret" not in str(refused.value)


def test_last_year_s_files_stand_beside_this_year_s(saved):
    header = saved("h.csv", f"{HEADER}\n1,m,,,,,\n")
    read = submitted(Handed([header], last=[header], authority="E09000033", year=2022))
    assert set(read.tables) == {"Header", "Header_last"}
    assert read.files == {"Header": "h.csv", "Header_last": "h.csv"}
    assert read.about == {"localAuthority": "E09000033", "file_format": "csv"}


@pytest.mark.parametrize("more", [{"authority": "E09000033"}, {"year": 2022}])
def test_files_that_nobody_said_are_whose_are_not_read(saved, more):
    with pytest.raises(NotAReturn, match="neither whose it is nor of which year"):
        submitted(Handed([saved("h.csv", HEADER)], **more))


@pytest.mark.parametrize(
    ("first", "may"),
    [
        (HEADER.encode(), True), (HEADER.encode("utf-16"), True), (XML.encode(), True),
        (XML.encode("utf-16"), True), (b"PK\x03\x04...[Content_Types].xml", True),
        (b"PK\x03\x04census.xml", False), (b"<Message>", False), (b"", False), (b"%PDF", False),
        (b"a\x00", False),
    ],
)  # fmt: skip
def test_a_file_of_this_return_is_known_by_how_it_begins(first, may):
    assert may_hold(first) is may


def test_two_files_for_one_table_are_refused(saved):
    files = [saved("one.csv", EPISODES), saved("two.csv", EPISODES)]
    with pytest.raises(NotAReturn, match="two.csv: It holds the table Episodes, and so does one"):
        read(files)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"A,B\n1,2\n", "those of no table"),
        (b"CHILD,DOB,REVIEW\n1,,\n", None),
        (b"CHILD,DOB\n1,\n", "nearest is"),
        (b"CHILD,DOB,DOB,REVIEW,REVIEW_CODE\n", "DOB stands twice"),
        (f"{REVIEWS}\n1,2,3,4\n1,2,3,4,5\n".encode(), "line 3: The row has more cells"),
        (b"%PDF-1.7", "it is a PDF"),
        (b"PK\x03\x04nothing", "no workbook"),
        (b"\xff\xfea", "cut short"),
        (b"a\x00,b\xff\n", "binary"),
        (b"<Message/>", "begins with <Message>"),
        (b"<EXPSSDA903><CHILD>", "cut short"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><EXPSSDA903/>', "DOCTYPE"),
    ],
)
def test_what_is_no_file_of_a_return_is_refused_with_the_remedy(saved, content, says):
    path = saved("file.csv", content)
    if says is None:
        assert read([path]).rows == {"Reviews": 1}
        return
    with pytest.raises(NotAReturn, match=says):
        read([path])


def test_a_number_of_children_that_is_of_no_child_is_refused(saved):
    for many, same in ((1000, "1"), (3000, "")):
        rows = "".join(f"{same},01/01/2012,01/05/2021,PN1\n" for _ in range(many))
        assert read([saved("reviews.csv", f"{REVIEWS}\n{rows}")]).rows == {"Reviews": many}
    rows = "1E+12,01/01/2012,01/05/2021,PN1\n" * 1001
    with pytest.raises(NotAReturn, match="1,001 of its rows have the same CHILD"):
        read([saved("reviews.csv", f"{REVIEWS}\n{rows}")])


def test_what_is_read_may_be_a_file_that_is_open(saved):
    file = io.BytesIO(REVIEWS.encode())
    file.name = "upload.csv"
    assert read([file]).files == {"Reviews": "upload.csv"}
