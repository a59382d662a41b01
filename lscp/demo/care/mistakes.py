"""Mistakes put into the files of a made-up SSDA903 return, of the kinds that officers meet."""

from collections.abc import Mapping

from lscp.demo.mistakes import Mistake

MISTAKES: dict[str, tuple[Mistake, ...]] = {
    "header.csv": (
        Mistake("168", rb"(?m)^(MADEUP\d+,\d,[\d/]+,\w+,)[A-Z](?=\d{12})", rb"\1S"),
        Mistake("103", rb",WBRI,", rb",WHITE,", times=4),
    ),
    "episodes.csv": (
        Mistake("144", rb",V2,", rb",V1,"),
        Mistake("148", rb",E4A,", rb",,", times=4),
        Mistake("225", rb",X1,[A-Z]+,", rb",X1,,", times=10),
        Mistake("411", rb",IN,", rb",OUT,"),
    ),
    "reviews.csv": (Mistake("440", rb"(?m),PN1$", rb",PN0", times=8),),
    "oc2.csv": (
        Mistake("197a", rb"(?m)^(MADEUP\d+,[\d/]+,\d+),,", rb"\1,SDQ4,", times=4),
        Mistake("182", rb"(?m),[01],([01],[01],[01]?,[01]?)$", rb",,\1", times=4),
    ),
    "oc3.csv": (Mistake("345", rb",YES,[A-Z]\d,", rb",YES,0,"),),
    "missing.csv": (
        Mistake("567", rb"(?m),M,(?P<a>[\d/]+),(?!(?P=a)$)([\d/]+)$", rb",M,\2,\1", times=4),
    ),
    "previous_permanence.csv": (Mistake("630", rb"(?m),Z1,,$", rb",,,", times=4),),
}
"""By file, what is put into it."""


def broken(files: Mapping[str, bytes], *, later: bool = False) -> dict[str, bytes]:
    """Return a return's files, by name, with mistakes put in; the `later` ones are half others."""
    found = dict(files)
    for name, mistakes in MISTAKES.items():
        for mistake in mistakes:
            found[name] = mistake.made(found[name], mistake.times // 2 if later else 0)
    return found


def rules() -> list[tuple[str, int]]:
    """Return the rules that find the mistakes, and how many each finds at least."""
    return [(each.rule, each.times) for mistakes in MISTAKES.values() for each in mistakes]
