"""What whoever looks for somebody typed, read as facts: one box takes all of it.

Nobody should have to know which box a number belongs in. What looks like a date is one, what
looks like a postcode is one; what is left is a name.
"""

import re
from contextlib import suppress
from datetime import date, datetime

from lscp.core import time, upn
from lscp.people import keys
from lscp.people.evidence import Facts, Name
from lscp.people.identifiers import SCHEMES, guessed, validate

MOST_WORDS = 5
"""Words of a name that are looked for; the rest is left out."""
NOT_A_DATE = "Enter the date of birth like 31 3 2015, or the year alone like 2015."

_DATE = re.compile(r"\b(\d{1,2})[/. -](\d{1,2}|[A-Za-z]{3,9})[/. -](\d{4}|\d{2})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_YEAR = re.compile(r"\b(19|20)\d{2}\b")
_NHS = re.compile(r"\b\d{3}[ -]?\d{3}[ -]?\d{4}\b")
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) ?(\d[ABD-HJLNP-UW-Z]{2})?\b", re.IGNORECASE)
_STREET = re.compile(r"\b(flat \d+[a-z]?,? )?\d+[a-z]?,? [^\W\d]{2,}.*", re.IGNORECASE)
SHORTEST = 4
"""Characters of a word that may be an authority’s own identifier, in a box for anything."""


def read(words: str, *, born: str = "", identifier: str = "", postcode: str = "") -> Facts:
    """Return what was asked for, from one box or from several. Raises ValueError of a date."""
    rest = f" {words} "
    day, rest = _taken_date(rest)
    own, rest = _taken_identifiers(rest)
    year, rest = (None, rest) if day else _taken_year(rest)
    homes, rest = _taken_addresses(rest)
    if born.strip():
        day, year = _born(born)
    return Facts(
        names=_names(rest),
        born_on=day,
        born_in=None if day else year,
        identifiers=own | _identifiers(identifier),
        addresses=homes | _postcode(postcode),
    )


def kinds(facts: Facts) -> tuple[str, ...]:
    """Return which kinds of fact are asked for, as codes: the trail never holds the facts."""
    asked = {
        "name": facts.names, "date_of_birth": facts.born_on, "year_of_birth": facts.born_in,
        "identifier": facts.identifiers, "address": facts.addresses,
    }  # fmt: skip
    return tuple(kind for kind, given in asked.items() if given)


def _taken_date(text: str) -> tuple[date | None, str]:
    for pattern in _ISO, _DATE:
        for found in pattern.finditer(text):
            parts = found.groups()
            day = _day(*(reversed(parts) if pattern is _ISO else parts))
            if day:
                return day, text.replace(found[0], " ", 1)
    return None, text


def _day(day: str, month: str, year: str) -> date | None:
    number = int(year)
    if len(year) == 2:
        number += 2000 if number <= time.today().year % 100 else 1900
    for form in ("%d %m %Y", "%d %b %Y", "%d %B %Y"):
        with suppress(ValueError):
            return datetime.strptime(f"{day} {month} {number:04d}", form).date()  # noqa: DTZ007
    return None


def _born(typed: str) -> tuple[date | None, int | None]:
    day, rest = _taken_date(" ".join(typed.split()))
    year, rest = (None, rest) if day else _taken_year(rest)
    if (day or year) is None or rest.strip():
        raise ValueError(NOT_A_DATE)
    return day, year


def _taken_year(text: str) -> tuple[int | None, str]:
    found = _YEAR.search(text)
    return (int(found[0]), text.replace(found[0], " ", 1)) if found else (None, text)


def _taken_identifiers(text: str) -> tuple[frozenset[tuple[str, str]], str]:
    """Take out what can be nothing else; what may be an authority's own number is kept too."""
    own: set[tuple[str, str]] = set()
    for found in _NHS.findall(text):
        own.update(guessed(found))
        text = text.replace(found, " ", 1)
    for word in text.split():
        is_number = upn.is_formed(word.upper())
        if is_number or _may_be_an_id(word):
            own.update(guessed(word))
        if is_number:
            text = text.replace(word, " ", 1)
    return frozenset(own), text


def _may_be_an_id(word: str) -> bool:
    has_digits = any(map(str.isdigit, word))
    return len(word) >= SHORTEST and has_digits and not _YEAR.fullmatch(word)


def _identifiers(typed: str) -> frozenset[tuple[str, str]]:
    """Return whatever an identifier may be, where it was said to be one."""
    found = set()
    for scheme in SCHEMES if typed.strip() else ():
        with suppress(ValueError):
            found.add((scheme, validate(scheme, typed)))
    return frozenset(found)


def _taken_addresses(text: str) -> tuple[frozenset[tuple[str, str]], str]:
    code = ""
    found = _POSTCODE.search(text)
    if found:
        code = " ".join(part.upper() for part in found.groups() if part)
        text = text.replace(found[0], " ", 1)
    street = _STREET.search(text)
    line = keys.address_key(re.split(r"(?<=[^\W\d]),", street[0])[0]) if street else ""
    if street:
        text = text.replace(street[0], " ", 1)
    homes = frozenset([(line, code)]) if line or code else frozenset[tuple[str, str]]()
    return homes, " ".join(word for word in text.split() if not any(map(str.isdigit, word)))


def _postcode(typed: str) -> frozenset[tuple[str, str]]:
    code = re.sub(r"[^A-Z\d]", "", typed.upper())
    full = re.fullmatch(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})", code)
    return frozenset([("", " ".join(full.groups()) if full else code)] if code else ())


def _names(text: str) -> tuple[Name, ...]:
    """Return the names that words may be: the family name may stand first, or be one of two.

    After a comma stands the given name.
    """
    family, comma, given = text.partition(",")
    if comma and keys.normalise(family) and keys.normalise(given):
        return ((keys.normalise(given), keys.normalise(family)),)
    words = keys.normalise(text).split()[:MOST_WORDS]
    if len(words) == 1:
        return ((words[0], ""), ("", words[0]))
    splits = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return tuple(dict.fromkeys([*splits, *((last, first) for first, last in splits)]))
