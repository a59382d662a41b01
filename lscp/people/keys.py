"""The keys that people are found by: names and addresses as they are written, and as they sound.

Whoever looks for somebody has heard a name, or read it from another's handwriting. The keys are
columns with plain indexes, since those are what row-level security lets a search reach.
"""

import csv
import re
import unicodedata
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

APOSTROPHES = dict.fromkeys(map(ord, "'’‘`´ʼʻʹʿʾ′＇"))
"""They join what they part: O’Brien is obrien."""
LETTERS = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ŋ": "ng",
    "ħ": "h", "ŧ": "t", "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ĸ": "k",
})  # fmt: skip
"""Letters of Latin alphabets that are no other letter with an accent."""
SHORTEST_PART = 3
"""Letters; shorter parts of a longer name (de, la, al, van der) find too many to be keys."""
MOST_PARTS = 4
REMEMBERED = 20_000
"""Names whose keys a process keeps at hand: a search compares some hundreds."""

_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"^mac(?=[bcdfgklmnpqrtvw])", "mc"), (r"^mc", "mk"),  # MacDonald, McDonald
        (r"^(kn|gn|pn)", "n"), (r"^wr", "r"), (r"^ps", "s"),  # Knight, Wright
        (r"[sc]z|sch|sh", "s"), (r"tch|ch|kh|ck", "k"), (r"ph", "f"),  # Szymon, Michael, Philip
        (r"(?<=[aeiou])(bh|mh)", "v"), (r"th|dt", "t"), (r"dh", "d"), (r"rz", "r"),  # Siobhan
        (r"ngh", "ng"), (r"(?!^)gh(?=[tn]|$)", ""), (r"gh", "g"),  # Singh, Wright, Meghan
        (r"mp(?=[st])", "m"),  # Thompson
        (r"s?c(?=[eiy])", "s"), (r"[cq]", "k"), (r"x", "ks"), (r"z", "s"), (r"v", "f"),
        (r"^g(?=[ei])", "j"), (r"^y(?=[aou])", "j"),  # Gillian, Jillian; Yasmin, Jasmine
        (r"(.)\1+", r"\1"),  # before the vowels go: Mohammed keeps two of its three Ms
        (r"^[aeiouy]+", "a"), (r"(?!^)[aeiouyhw]+", ""),
    )
)  # fmt: skip

STREETS = {
    "st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close",
    "dr": "drive", "ct": "court", "cres": "crescent", "pl": "place", "sq": "square",
    "gdns": "gardens", "grn": "green", "pk": "park", "terr": "terrace", "tce": "terrace",
    "hse": "house", "blk": "block", "apt": "flat", "apartment": "flat",
}  # fmt: skip


class Key(NamedTuple):
    """One way that a name may be asked for; both parts as written, and as they sound."""

    given: str
    family: str
    given_sound: str
    family_sound: str


def normalise(text: str) -> str:
    """Return words as they are compared: lower case, no accents, no punctuation, single spaces.

    Only Latin letters lose their accents: in other scripts marks may be vowels, and a name in
    them is found as it is written.
    """
    folded = _folded(text.translate(APOSTROPHES))
    kept = (one if one.isalnum() or _is_mark(one) else " " for one in folded)
    return " ".join("".join(kept).split())


def sort_key(given: str, family: str) -> str:
    """Return what a list of people is put in order by: the family name, then the given."""
    return f"{normalise(family).replace(' ', '')} {normalise(given)}".strip()


@lru_cache(REMEMBERED)
def sound(word: str) -> str:
    """Return how a name sounds: its consonants, those alike as one; in other scripts, the name.

    Spellings that fail to meet: test_keys.py lists them, and compares with other keys of sound.
    """
    plain = normalise(word).replace(" ", "")
    if not plain.isascii():
        return plain
    for pattern, heard in _SOUNDS:
        plain = pattern.sub(heard, plain)
    return plain


@lru_cache(REMEMBERED)
def parts(name: str) -> tuple[str, ...]:
    """Return what a given or a family name may be asked for by: the whole, and each part."""
    words = normalise(name).split()
    long = [word for word in words if len(word) >= SHORTEST_PART or not word.isascii()]
    return tuple(dict.fromkeys(["".join(words), *long[:MOST_PARTS]]))


def rows(given: str, family: str) -> list[Key]:
    """Return the keys of a name, usually one: Smith-Jones has three."""
    both = product(parts(given), parts(family))
    return [Key(one, other, sound(one), sound(other)) for one, other in both]


@lru_cache(REMEMBERED)
def alike(given: str) -> frozenset[str]:
    """Return the given names that may be meant by one: Elizabeth by Liz, and so Beth."""
    name = normalise(given).replace(" ", "")
    meant = _meant().get(name, frozenset([name]))
    return meant.union(*(_meant().get(other, ()) for other in meant))


@cache
def _meant() -> dict[str, frozenset[str]]:
    """Return each name that has short forms, and each short form → itself, and the others."""
    meant: dict[str, set[str]] = {}
    path = Path(__file__).with_name("short_names.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            full = normalise(row["name"])
            for short in map(normalise, row["short_forms"].split()):
                meant.setdefault(short, {short}).add(full)
                meant.setdefault(full, {full}).add(short)
    return {name: frozenset(others) for name, others in meant.items()}


def address_key(*lines: str) -> str:
    """Return an address's first line that is not empty, as it is compared: 12 high street."""
    first = next((words for words in map(normalise, lines) if words), "").split()
    # St stands for Saint where a name follows: St Johns Road.
    return " ".join(
        word if word == "st" and at + 1 < len(first) else STREETS.get(word, word)
        for at, word in enumerate(first)
    )


def _folded(text: str) -> str:
    """Return lower-case text, with Latin letters bare and all others composed again."""
    bare: list[str] = []
    latin = False
    lower = unicodedata.normalize("NFKD", text).casefold().translate(APOSTROPHES)
    for one in unicodedata.normalize("NFKD", lower):
        if not _is_mark(one):
            latin = unicodedata.name(one, "").startswith("LATIN")
        elif latin:
            continue
        bare.append(one)
    return unicodedata.normalize("NFC", "".join(bare).translate(LETTERS))


def _is_mark(one: str) -> bool:
    return unicodedata.category(one).startswith("M")
