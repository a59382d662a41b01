"""The keys by which adults and employers are recognised, made of their names."""

import re
from collections.abc import Iterator

from lscp.allegations.models import Adult, AdultKey, AdultName
from lscp.core.time import today
from lscp.people import keys

# What an employer’s name is written with or without.
LEFT_OUT = frozenset({"the", "of", "and", "ltd", "limited", "plc", "llp", "cic", "uk", "co"})
WRITTEN = {"st": "street", "sch": "school", "cofe": "ce", "rc": "catholic", "assoc": "association",
           "utd": "united", "fc": "football club"}  # fmt: skip


def adult_rows(adult: Adult, given: str, family: str) -> Iterator[AdultName | AdultKey]:
    """Give a name of an adult, if it is one, and its keys, to be saved in this order."""
    if not keys.normalise(given + family):
        return
    name = AdultName(adult=adult, given=given, family=family, recorded_on=today())
    yield name
    for key in keys.rows(given, family):
        yield AdultKey(adult=adult, name=name, **key._asdict())


def employer_key(name: str) -> str:
    """Return an employer’s name as it is compared: St Anne’s School Ltd is saint annes school."""
    plain = keys.normalise(name.replace("&", " "))
    together = re.sub(r"\b(\w) (?=\w\b)", r"\1", plain)  # F.C. is fc
    saint = re.sub(r"^(the )?st\b", "saint", together)  # St stands for Street where it ends a name
    words = [WRITTEN.get(word, word) for word in saint.split()]
    kept = [word for word in words if word not in LEFT_OUT] or words
    return " ".join(kept)


def employer_sound(name: str) -> str:
    """Return how an employer’s name sounds, word by word."""
    return " ".join(filter(None, map(keys.sound, employer_key(name).split())))
