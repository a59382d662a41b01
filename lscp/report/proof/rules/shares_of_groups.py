"""Shares of a group that is named elsewhere in the report: “17% (22) of care leavers”."""

import re
from collections import defaultdict
from collections.abc import Iterator

from lscp.report.proof.document import Document, Sentence
from lscp.report.proof.finding import Verdict
from lscp.report.proof.numbers import Kind, Near, Number
from lscp.report.proof.rule import Known, Says, right, rule, silent, wrong
from lscp.report.proof.rules.shares import judged, plain
from lscp.report.proof.rules.shares_named import Pair, unsettled

GROUPS = (
    "care leavers", "children looked after", "looked after children", "children in care",
    "children in need", "children with a child protection plan", "private fostering arrangements",
    "children subject to a child protection plan", "foster carers", "social workers",
    "unaccompanied asylum-seeking children", "adopters", "schools", "referrals", "contacts",
    "assessments", "strategy discussions", "conferences", "missing episodes", "allegations",
    "delegates", "cases", "audits", "responses", "respondents", "electively home educated children",
)  # fmt: skip
GROUP = rf"\b(?P<group>{'|'.join(map(re.escape, GROUPS))})\b"
THE = r"(?:the\s+|all\s+|our\s+|its\s+)*"
COUNTED = re.compile(rf"^\s+(?:of\s+)?{THE}{GROUP}", re.IGNORECASE)
OF_GROUP = re.compile(
    rf"\s*[)\]]?\s*(?:-|–)?\s*of\s+{THE}{GROUP}(?!\s+(?:aged|who|with|in|at|from|under|over)\b)",
    re.IGNORECASE,
)
LEAD = re.compile(rf"\bof\s+{THE}{GROUP}\s*(?:[–,-]|were|are)?\s*$", re.IGNORECASE)
APART = 45
"""Points from which on a percentage is of something else than the group that it names."""
FAR = 8
"""Paragraphs after which a group is no longer that which was counted."""


@rule(
    right("There are 126 care leavers.\n\n17% (22 young people) of care leavers had work."),
    right("There are 126 care leavers.\n\nA share of care leavers – 17% (22) – had work."),
    wrong("There are 126 care leavers.\n\n27% (22 young people) of care leavers had work."),
    silent("There are 126 care leavers, last year 140 care leavers.\n\n27% (22) of care leavers "
           "had work."),
    silent("There are 126 care leavers.\n\n87% (22) of care leavers aged 21 worked."),
)  # fmt: skip
def share_of_a_group(document: Document, known: Known) -> Iterator[Says]:
    """A part with its percentage of a group whose number stands elsewhere, close by."""
    counted = _counted(document)
    for pair in unsettled(document):
        group = _group(pair)
        near = [
            number for sentence, number in counted.get(group, [])
            if abs(sentence.paragraph - pair.sentence.paragraph) <= FAR
        ] if group else []  # fmt: skip
        if len({n.value for n in near}) != 1 or near[0].value < pair.part.value:
            continue
        whole = near[0]
        found = judged(pair.sentence, pair.part, whole, pair.share)
        away = abs(100 * pair.part.value / whole.value - pair.share.value)
        if found.verdict is not Verdict.WRONG or away <= APART:
            yield found


def _counted(document: Document) -> dict[str, list[tuple[Sentence, Number]]]:
    """Return each group with the numbers that say how many it is."""
    found = defaultdict(list)
    for sentence in document.sentences:
        for number in plain(sentence)[1]:
            group = COUNTED.match(sentence.text[number.end :])
            exact = number.kind is Kind.COUNT and number.near is Near.EXACT
            if group and exact and number.value:
                found[group["group"].lower()].append((sentence, number))
    return found


def _group(pair: Pair) -> str:
    """Return the group that a pair says that it is a part of, or nothing."""
    text = pair.sentence.text
    start, end = min(pair.part.start, pair.share.start), max(pair.part.end, pair.share.end)
    after = text[end:]
    words = re.match(r"(?:\s+[\w’'-]+){0,3}", after)
    found = OF_GROUP.match(after, words.end() if words and ")" in after[words.end() :][:1] else 0)
    found = found or LEAD.search(text[:start])
    return found["group"].lower() if found else ""
