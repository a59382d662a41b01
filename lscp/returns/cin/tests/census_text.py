"""A small census that breaks no rule, whose parts a test replaces: text, tables and findings."""

import io
from html import escape

from lscp.returns.check import check
from lscp.returns.cin.read import read
from lscp.returns.cin.tables import CHILD, HEADER, Block, Items

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
YEAR = 2025
REPEATED = (
    "CINdetails", "Assessments", "CINPlanDates", "Section47", "ChildProtectionPlans",
    "PreProceedingsandFGDM",
)  # fmt: skip


def upn(number=1, *, authority="207", last="4"):
    """Return a UPN whose check letter is right; `number` makes it another one."""
    rest = f"{authority}{number:08d}{last}"
    weighed = sum(place * LETTERS.index(c) if c in LETTERS else place * int(c)
                  for place, c in enumerate(rest, start=2))  # fmt: skip
    return LETTERS[weighed % 23] + rest


def text(*children, year=YEAR, header=None):
    """Return a census of a year as XML, each child a dictionary of what is to be different.

    The names are those of the file, a repeated element is a list, and None leaves an element out:
    `text({"UPN": None, "CINdetails": [{"CINclosureDate": "2024-07-01", "Assessments": [{}]}]})`.
    What is not named is as in a child, an episode or an assessment that breaks no rule. Without
    children, there is one such child.
    """
    top = {
        "Collection": "CIN", "Year": str(year), "ReferenceDate": f"{year}-03-31",
        "SourceLevel": "L", "LEA": "207", "SerialNo": "001", **(header or {}),
    }  # fmt: skip
    whole = [_element(CHILD, _child(n, child, year)) for n, child in enumerate(children or [{}])]
    return (
        f"<Message>\n{_element(HEADER, top)}<Children>\n{''.join(whole)}</Children>\n</Message>\n"
    )


def tables(*children, **more):
    """Return the tables of a census, as the reader makes them; arguments as for `text`."""
    return dict(read(io.BytesIO(text(*children, **more).encode())).tables)


def found(code, *children, **more):
    """Return what a rule finds in a census: a set of (table, row), or (None, None) for the whole.

    Arguments as for `text`. The rule has to have run.
    """
    answer = check("cin", tables(*children, **more), rules=[code])
    assert answer.complete, answer.not_run.rows()
    return set(zip(answer.findings["table"], answer.findings["row"], strict=True))


def _child(n, different, year):
    sex = {"Sex": "F"} if year >= 2025 else {"GenderCurrent": "2"}
    child = {
        "LAchildID": f"A{n + 1}", "UPN": upn(n + 1), "PersonBirthDate": "2014-05-06", **sex,
        "Ethnicity": "WBRI", "Disability": ["NONE"], "CINdetails": [{}], **different,
    }  # fmt: skip
    episodes = [_episode(episode, year) for episode in child.pop("CINdetails") or []]
    return {**child, "CINdetails": episodes}


def _episode(different, year):
    episode = {
        "CINreferralDate": f"{year - 1}-06-03", "ReferralSource": "1A", "PrimaryNeedCode": "N1",
        "ReferralNFA": "false", "Assessments": [{}], **different,
    }  # fmt: skip
    assessments = [_assessment(each, year) for each in episode.pop("Assessments") or []]
    return {**episode, "Assessments": assessments}


def _assessment(different, year):
    return {
        "AssessmentActualStartDate": f"{year - 1}-06-04",
        "AssessmentAuthorisationDate": f"{year - 1}-06-20", "AssessmentFactors": ["3B"],
        **different,
    }  # fmt: skip


def _element(block, values):
    """Return a block as XML; one that has no table takes its values from around it."""
    inner = "".join(_within(each, values) for each in block.within)
    return f"<{block.name}>{inner}</{block.name}>\n" if inner else ""


def _within(each, values):
    if not isinstance(each, Block):
        given = values.get(each.name)
        items = given if isinstance(given, list) else [given]
        assert isinstance(each, Items) or len(items) == 1, each.name
        return "".join(
            f"<{each.name}>{escape(str(item))}</{each.name}>" for item in items if item is not None
        )
    if isinstance(values.get(each.name), list):
        return "".join(_element(each, inner) for inner in values[each.name])
    return "" if each.name in REPEATED else _element(each, values)
