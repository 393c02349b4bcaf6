"""What is caught before a text is stored or sent: CPR numbers, contact details, names, addresses.

A guard points; a person decides. So it rather shows one place too many than one too few.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from stdnum.dk import cpr
from stdnum.exceptions import ValidationError

from tracker.language.addresses import address_spans
from tracker.language.text import same_text_key, spelt

# A name in the genitive is a `name_of`: what is written instead is another word.
Kind = Literal["cpr", "email", "phone", "address", "name", "name_of"]
# Shorter ones are words of the language as often as names.
SHORTEST_NAME = 2

_SPACE = r"[ \t\u00a0\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_HYPHEN = r"[-\u00ad\u2010-\u2015\u2043\u2212\ufe58\ufe63\uff0d]"
_HYPHENED = rf"{_SPACE}{{0,2}}{_HYPHEN}\s{{0,2}}"

# 010203-1234, 010203 1234, 01.02.03-1234, 01 02 03 1234, and 0102031234. A number that goes on
# after a hyphen or a slash is a case number, unless what follows is the next person's.
_CPR = re.compile(
    rf"""
    (?<!\d)
    (?:
      (?P<bare> \d{{10}} )
    | \d{{6}} (?: {_HYPHENED} | {_SPACE}{{1,3}} ) \d{{4}}
    | \d\d (?P<parting>[./-]) \d\d (?P=parting) \d\d {_HYPHENED} \d{{4}}
    | \d\d {_SPACE} \d\d {_SPACE} \d\d (?: {_HYPHENED} | {_SPACE} ) \d{{4}}
    )
    (?! \d | [-/]\d{{1,5}}(?!\d) )
    """,
    re.VERBOSE,
)

# What stands before ten digits that are a phone or an account.
_OTHER_NUMBER = re.compile(
    r"(?:\b(?:bankkonto|konto|reg|tlf|telefon|mobil|phone|account|ean|iban)(?:nr|nummer)?[.:]{0,2}"
    r"\s?(?:(?:nr|nummer|no|number)[.:]{0,2}\s?)?(?:\d{4}[\s-])?"
    r"|\b(?!19|20)\d{4}\s"
    r"|\+|\d[.,])\Z",
    re.IGNORECASE,
)
_WITHIN_WORD = re.compile(r"[^\W\d_]\Z")
_ANNOUNCED = re.compile(r"(?:cpr|nr|nummer|født|born)\Z", re.IGNORECASE)

_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@(?:[\w-]+\.)+[^\W\d_]{2,}")
_PHONE = re.compile(
    rf"""
    (?<![\w+]) (?<!\d[.,/-])
    (?:
      \(?\+ \d (?: [ \xa0().-]{{0,2}} \d ){{6,14}}
    | (?<!\d[ ]) 00 \d (?: [ ]?\d ){{8,13}}
    | [2-9]\d{{7}}
    | (?<!\d\d[ ]) [2-9]\d (?P<parting>{_SPACE}|[.-]) \d\d (?P=parting) \d\d (?P=parting) \d\d
      (?! (?P=parting)\d )
    | (?<!\d{{4}}[ ]) (?! (?:19|20)\d\d {_SPACE} (?:19|20)\d\d )
      [2-9]\d{{3}} {_SPACE} \d{{4}} (?! [ ]\d{{4}} )
    )
    (?! [.,/-]?\d | [\w@] | {_SPACE}?(?:kr|kroner|mio|mia|DKK|EUR)\b )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True)
class Found:
    """One place in a text: text[start:end]."""

    kind: Kind
    text: str
    start: int
    end: int


def find_cpr(text: str) -> list[Found]:
    """What can be a CPR number: six digits that are a date, and four.

    Only the date counts: since 2007 numbers are given that fail the old modulus 11.
    """
    found: list[Found] = []
    for match in _CPR.finditer(text):
        start, end = match.span()
        after_another = bool(found) and found[-1].end == start - 1
        if not _has_birth_date(match[0]):
            continue
        if match["bare"] and _is_other_number(text, start, end):
            continue
        if after_another or not re.match(r"\d[-/]", text[max(0, start - 2) : start]):
            found.append(Found("cpr", match[0], start, end))
    return found


def find_contacts(text: str) -> list[Found]:
    """E-mail addresses and phone numbers, in the text's order."""
    found = [Found("email", one[0], *one.span()) for one in _EMAIL.finditer(text)]
    found += [Found("phone", one[0], *one.span()) for one in _PHONE.finditer(text)]
    return sorted(found, key=lambda one: one.start)


def find_addresses(text: str) -> list[Found]:
    """Where somebody lives: a street with a number, a postcode with a town."""
    return [Found("address", text[start:end], start, end) for start, end in address_spans(text)]


def find_names(text: str, known_names: Iterable[str]) -> list[Found]:
    """Where somebody is named, in the text's order.

    A name of several words counts in any case; one word, or a part, only as a name is written:
    "mona jensen", "Mona" and "Jensens" name Mona Jensen, and "bo" names nobody.
    """
    # Few of the names are there at all, and that is quickly seen.
    folded = " ".join(same_text_key(text).split())
    whole = {" ".join(same_text_key(name).split()) for name in known_names}
    parts = {part for key in whole for part in key.split() if len(part) >= SHORTEST_NAME}
    there = [key for key in whole | parts if key and key in folded]
    found: list[Found] = []
    # The longest first, so that the parts of a name that stands whole are not told apart.
    for key in sorted(there, key=lambda key: (-len(key), key)):
        for match in _whole(key).finditer(text):
            start, end = match.span()
            taken = any(one.start < end and start < one.end for one in found)
            # Arabic has no capitals to tell a name by.
            told = match[0][0].isupper() or match[0][0].lower() == match[0][0].upper()
            if not taken and (" " in key or told):
                found.append(Found("name_of" if match["of"] else "name", match[0], start, end))
    return sorted(found, key=lambda one: one.start)


def names(text: str, known_names: Iterable[str]) -> list[str]:
    """Which of the names stand in the text as whole words, each once, as they were given.

    In any case, and with a genitive: Mona, MONA, Monas, Jens', Max's.
    """
    folded = " ".join(same_text_key(text).split())
    return [
        name
        for name in dict.fromkeys(known_names)
        # Most names are not there at all, and that is quickly seen.
        if (key := " ".join(same_text_key(name).split())) and key in folded
        if _whole(name).search(text)
    ]


def _has_birth_date(number: str) -> bool:
    # Any script's digits are read: a citizen may write with an Arabic keyboard.
    digits = "".join(str(unicodedata.decimal(sign)) for sign in number if sign.isdecimal())
    try:
        # Not is_valid: whether somebody is born yet would depend on the day of asking.
        cpr.get_birth_date(digits)
    except ValidationError:
        return False
    return True


def _is_other_number(text: str, start: int, end: int) -> bool:
    """Whether ten digits are a phone, an account, or a piece of a longer sign."""
    before = text[max(0, start - 40) : start]
    if text[end : end + 1].isalpha():
        return True
    if _WITHIN_WORD.search(before) and not _ANNOUNCED.search(before):
        return True
    return bool(_OTHER_NUMBER.search(before))


def _whole(name: str) -> re.Pattern[str]:
    words = unicodedata.normalize("NFC", name).split()
    whole = r"\s+".join("".join(map(spelt, word)) for word in words)
    # "Hansen-sagen" names Hansen; "Anne-Marie" is not Anne.
    return re.compile(
        rf"(?<![\w-]){whole}(?P<of>['’]?s|['’])?(?!\w)(?!(?-i:-[A-ZÆØÅ]))", re.IGNORECASE
    )
