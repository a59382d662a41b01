"""A small census, whose parts a test replaces."""

import io

import pytest

from lscp.returns.cin.read import read

HEADER = """<Header>
<CollectionDetails>
<Collection>CIN</Collection><Year>2022</Year><ReferenceDate>2022-03-31</ReferenceDate>
</CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>207</LEA><SerialNo>001</SerialNo></Source>
</Header>"""
IDENTIFIERS = """<ChildIdentifiers>
<LAchildID>{id}</LAchildID><PersonBirthDate>2014-05-06</PersonBirthDate>
<GenderCurrent>1</GenderCurrent>
</ChildIdentifiers>"""
CHARACTERISTICS = "<ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>"
EPISODE = """<CINdetails>
<CINreferralDate>2021-06-01</CINreferralDate><ReferralSource>1A</ReferralSource>
<ReferralNFA>false</ReferralNFA>
</CINdetails>"""


def _child(*within, child_id="A1", characteristics=CHARACTERISTICS):
    identifiers = IDENTIFIERS.format(id=child_id)
    return f"<Child>\n{identifiers}\n{characteristics}\n{''.join(within or [EPISODE])}</Child>\n"


def _census(*children, header=HEADER):
    return f"<Message>\n{header}\n<Children>\n{''.join(children)}</Children>\n</Message>\n"


@pytest.fixture
def child():
    """Return the text of a child: `child(episode, …, child_id=…)`."""
    return _child


@pytest.fixture
def census():
    """Return the text of a census: `census(child, …, header=…)`."""
    return _census


@pytest.fixture
def reading():
    """Read a census from its text."""

    def read_text(text, encoding="utf-8"):
        return read(io.BytesIO(text if isinstance(text, bytes) else text.encode(encoding)))

    return read_text
