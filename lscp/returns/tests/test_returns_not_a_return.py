"""What is no return is refused, with the file, the line, the reason and the remedy."""

import gzip
import io
import pickle
import zipfile

import pytest

from lscp.returns import NotAReturn
from lscp.returns.cin.read import read

HEAD = """<Message><Header>
<CollectionDetails><Collection>CIN</Collection><ReferenceDate>2022-03-31</ReferenceDate>
</CollectionDetails><Source><LEA>207</LEA></Source></Header>
"""
CENSUS = HEAD + "<Children></Children></Message>"
BOMB = '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>\n' + CENSUS
OUTSIDE = '<!DOCTYPE m [<!ENTITY a SYSTEM "file:///etc/hostname">]>\n' + CENSUS


def zipped():
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("census.xml", CENSUS)
    return held.getvalue()


BROKEN = {
    "nothing": (b"", 0, "is empty"),
    "blanks": (b" \n\n ", 0, "is empty"),
    "a table": (b"LAchildID,UPN\n1,2\n", 1, "not an XML file"),
    "json": (b'{"Message": 1}', 1, "not an XML file"),
    "a zip": (zipped(), 1, "it is a zip file"),
    "a gzip": (gzip.compress(CENSUS.encode()), 1, "compressed with gzip"),
    "a pdf": (b"%PDF-1.7\n", 1, "it is a PDF"),
    "an old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 1, "an old Excel"),
    "zeros": (bytes(1000), 1, "begins with zeros"),
    "zeros inside": (HEAD.encode() + bytes(1000), 4, "not XML here"),
    "a page": (b"<html><body></body></html>", 1, "begins with <html>"),
    "another collection": (CENSUS.replace("CIN", "CLA").encode(), 4, "another collection, CLA"),
    "cut in a tag": (CENSUS[:-4].encode(), 4, "cut short"),
    "cut between tags": (CENSUS[:-10].encode(), 4, "cut short"),
    "a tag not closed": (CENSUS.replace("</Source>", "").encode(), 3, "mismatched tag"),
    "two at once": ((CENSUS + CENSUS).encode(), 4, "junk after"),
    "an entity bomb": (BOMB.encode(), 1, "DOCTYPE"),
    "an external entity": (OUTSIDE.encode(), 1, "DOCTYPE"),
    "an entity not defined": (CENSUS.replace(">CIN<", ">&nbsp;<").encode(), 2, "undefined entity"),
    "utf-32": (CENSUS.encode("utf-32"), 1, "UTF-32"),
    "an encoding unheard of": (b"<?xml version='1.0' encoding='no-such'?><a/>", 1, "encoding"),
    "an encoding of two bytes": (b"<?xml version='1.0' encoding='shift_jis'?><a/>", 1, "encoding"),
    "not the encoding it says": (CENSUS.replace(">CIN<", ">\xe9<").encode("cp1252"), 2, "not XML"),
    "no header": (b"<Message><Children></Children></Message>", 1, "no Header"),
    "no authority": (CENSUS.replace("<LEA>207</LEA>", "").encode(), 1, "no LEA"),
    "no such authority": (CENSUS.replace("207", "999").encode(), 1, "LEA 999 is not"),
    "an authority of the past": (CENSUS.replace("207", "837").encode(), 1, "LEA 837 was not"),
    "no year": (CENSUS.replace("2022-03-31", "").encode(), 1, "Neither ReferenceDate nor Year"),
    "a nesting of strangers": (b"<Message>" + b"<a>" * 1000, 1, "nested too deep"),
    "a nesting of our own": (b"<Message><Header><Source>" + b"<LEA>" * 1000, 1, "nested too deep"),
    "a thousand strangers": (
        b"<Message>" + b"".join(b"<n%d/>" % n for n in range(2000)), 1, "Hardly any",
    ),
    "a thousand prefixes": (
        b"<Message>" + b"".join(b"<p%d:Header/>" % n for n in range(2000)), 1, "prefixes",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", BROKEN)
def test_what_is_no_return_is_refused_with_its_place_and_reason(kind, tmp_path):
    content, line, reason = BROKEN[kind]
    path = tmp_path / "census.xml"
    path.write_bytes(content)
    with pytest.raises(NotAReturn, match=reason) as refused:
        read(path)
    error = refused.value
    assert (error.file, error.line, bool(error.remedy)) == ("census.xml", line, True)
    assert str(error).startswith(f"census.xml, line {line}: " if line else "census.xml: ")
    assert str(tmp_path) not in str(error)


def test_a_folder_is_refused(tmp_path):
    with pytest.raises(NotAReturn, match="folder"):
        read(tmp_path)


def test_an_external_entity_is_never_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("hunter2")
    text = OUTSIDE.replace("/etc/hostname", str(secret)).replace(">207<", ">&a;<")
    with pytest.raises(NotAReturn) as refused:
        read(io.BytesIO(text.encode()))
    assert "hunter2" not in str(refused.value)


class Endless(io.RawIOBase):
    """A file that would never end, and says how much of it was asked for."""

    def __init__(self, start, unit):
        self.start, self.unit, self.given = start, unit, 0

    def read(self, size=-1):
        piece = self.start + self.unit * (size // len(self.unit))
        self.start = b""
        self.given += len(piece)
        return piece


ENDLESS = {
    "zeros": (b"", b"\0"),
    "blanks": (b"", b" "),
    "zeros in it": (b"<Message>", b"\0"),
    "one tag": (b"<Message", b"a"),
    "one attribute": (b"<Message a='", b"a"),
    "attributes": (b"<Message ", b"a=''  "),
    "one value": (b"<Message><Header><Source><LEA>", b"a"),
    "stray text": (b"<Message>", b"a"),
    "one comment": (b"<!--", b"a"),
    "one instruction": (b"<?a ", b"a"),
    "one section": (b"<Message><Header><Source><LEA><![CDATA[", b"a"),
    "tags that open": (b"<Message>", b"<a>"),
}


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_has_no_end_is_refused_near_its_beginning(kind):
    file = Endless(*ENDLESS[kind])
    with pytest.raises(NotAReturn):
        read(file)
    assert file.given < 4_000_000


def test_the_error_can_be_handed_between_processes():
    error = NotAReturn("a.xml", 3, "It is cut short.", "Export it again.")
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.line) == ("a.xml, line 3: It is cut short. Export it again.", 3)
