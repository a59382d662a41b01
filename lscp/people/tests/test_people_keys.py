"""Keys of names: what differs in writing alone is the same, and what sounds alike meets."""

import csv
import unicodedata
from itertools import combinations
from pathlib import Path

import jellyfish
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lscp.people import keys

WORDS = st.text(max_size=30)
LATIN = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x24F), max_size=30)
PLAIN = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=15)
ACCENTS = st.lists(st.sampled_from("\u0300\u0301\u0302\u0303\u0308\u030c\u0323\u0328"), max_size=3)

FAMILY = [
    "Smith", "Jones", "Taylor", "Brown", "Williams", "Wilson", "Johnson", "Davies", "Patel",
    "Robinson", "Wright", "Thompson", "Evans", "Walker", "White", "Roberts", "Green",
    "Hall", "Wood", "Jackson", "Clarke", "Khan", "Ali", "Ahmed", "Hussain", "Begum", "Kaur",
    "Singh", "Murphy", "Kelly", "Nowak", "Kowalski", "Okafor", "Mensah", "Nguyen", "Chen",
    "Popescu", "Silva", "Garcia",
]  # fmt: skip


def spellings():
    with Path(__file__).with_name("spellings.csv").open(encoding="utf-8", newline="") as file:
        return [(row["one"], row["other"]) for row in csv.DictReader(file)]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("O’Brien", "obrien"),
        ("O'BRIEN", "obrien"),
        ("Smith-Jones", "smith jones"),
        ("  van   der Berg ", "van der berg"),
        ("Zoë", "zoe"),
        ("Strauß", "strauss"),
        ("Sørensen", "sorensen"),
        ("Wałęsa", "walesa"),
        ("Đặng Thị", "dang thi"),
        ("Æthelred", "aethelred"),
        ("İbrahim", "ibrahim"),
        ("St. John", "st john"),
        ("Иванов", "иванов"),
        ("محمد علي", "محمد علي"),
        ("李伟", "李伟"),
        ("हिन्दी", "हिन्दी"),  # its vowels are marks
        ("", ""),
        ("?!", ""),
    ],
)
def test_a_name_is_compared_without_its_accents_and_marks(name, key):
    assert keys.normalise(name) == key


@settings(deadline=None)
@given(WORDS)
def test_a_key_is_its_own_key(text):
    assert keys.normalise(keys.normalise(text)) == keys.normalise(text)
    assert keys.sound(keys.normalise(text)) == keys.sound(text)


@settings(deadline=None)
@given(LATIN)
def test_case_does_not_matter(text):
    assert keys.normalise(text.upper().lower()) == keys.normalise(text.lower())


@settings(deadline=None)
@given(PLAIN, ACCENTS)
def test_accents_do_not_matter(word, accents):
    accented = unicodedata.normalize("NFC", "".join(letter + "".join(accents) for letter in word))
    assert keys.normalise(accented) == word
    assert keys.sound(accented) == keys.sound(word)


@settings(deadline=None)
@given(PLAIN)
def test_every_name_has_a_sound(word):
    assert keys.sound(word)


def test_a_name_in_several_parts_is_found_by_the_whole_and_by_each():
    assert keys.parts("Smith-Jones") == ("smithjones", "smith", "jones")
    assert keys.parts("de la Cruz") == ("delacruz", "cruz")
    assert keys.parts("O’Brien") == ("obrien",)
    assert keys.parts("Ng") == ("ng",)
    assert keys.parts("李 伟") == ("李伟", "李", "伟")
    assert keys.parts("") == ("",)


def test_the_keys_of_a_name_are_few():
    assert keys.rows("Amelia", "Smith") == [("amelia", "smith", "aml", "smt")]
    assert len(keys.rows("Amelia", "Smith-Jones")) == 3
    assert len(keys.rows("a bc def ghi jkl mno pqr", "stu vwx yza bcd efg hij")) == 25


def test_people_stand_in_the_order_of_their_names():
    assert keys.sort_key("Élan", "de la Cruz") == "delacruz elan"
    assert keys.sort_key("Zoë", "") == "zoe"
    assert keys.sort_key("", "Smith") == "smith"


def test_a_short_form_means_its_name_and_the_others_of_it():
    assert {"liz", "elizabeth", "beth", "elisabeth"} <= keys.alike("Liz")
    assert {"alexander", "alexandra"} <= keys.alike("Alex")
    assert "liz" in keys.alike("Elizabeth")
    assert keys.alike("Xanthippe") == {"xanthippe"}


def test_most_spellings_of_a_name_sound_alike_and_more_than_by_other_keys():
    def meet(key):
        return [(one, other) for one, other in spellings() if key(one) == key(other)]

    def others(key):
        return lambda name: key(keys.normalise(name).replace(" ", ""))

    ours = len(meet(keys.sound))
    assert ours >= 0.94 * len(spellings())
    for key in jellyfish.metaphone, jellyfish.nysiis, jellyfish.soundex:
        assert ours >= len(meet(others(key))) + 20, key


def test_different_names_seldom_sound_alike():
    pairs = list(combinations(FAMILY, 2))
    alike = [pair for pair in pairs if keys.sound(pair[0]) == keys.sound(pair[1])]
    assert len(alike) <= 3, alike


@pytest.mark.parametrize(
    ("lines", "key"),
    [
        (("12 High St", "Barking"), "12 high street"),
        (("", "Flat 2, 3 St. John’s Rd"), "flat 2 3 st johns road"),
        (("The Old Hse",), "the old house"),
        ((), ""),
    ],
)
def test_an_address_is_compared_by_its_first_line(lines, key):
    assert keys.address_key(*lines) == key


@settings(deadline=None)
@given(WORDS)
def test_an_address_key_is_its_own_key(line):
    assert keys.address_key(keys.address_key(line)) == keys.address_key(line)
