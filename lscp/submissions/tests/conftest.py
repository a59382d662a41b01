"""Small censuses, written by hand, for the tests of loading."""

import pytest

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<Message><Header>
<CollectionDetails><Collection>CIN</Collection><Year>{year}</Year>
<ReferenceDate>{year}-03-31</ReferenceDate></CollectionDetails>
<Source><SourceLevel>L</SourceLevel><LEA>{lea}</LEA>
<SoftwareCode>{software}</SoftwareCode></Source>
</Header><Children>
"""
CHILD = """<Child><ChildIdentifiers><LAchildID>C{n}</LAchildID>
<PersonBirthDate>2010-0{n}-01</PersonBirthDate><GenderCurrent>1</GenderCurrent>
</ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity></ChildCharacteristics>
<CINdetails><CINreferralDate>{before}-05-0{n}</CINreferralDate>
<ReferralSource>1A</ReferralSource><PrimaryNeedCode>N1</PrimaryNeedCode>
<ReferralNFA>0</ReferralNFA></CINdetails></Child>
"""


@pytest.fixture
def census(tmp_path):
    """Write a census of so many children and return its path."""

    def write(children=3, *, year=2022, lea=207, software="A case system", name="cin.xml"):
        text = HEADER.format(year=year, lea=lea, software=software)
        text += "".join(CHILD.format(n=n + 1, before=year - 1) for n in range(children))
        path = tmp_path / name
        path.write_text(text + "</Children></Message>\n", encoding="utf-8")
        return path

    return write
