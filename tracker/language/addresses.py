"""Where somebody lives, as Danes write it: a street and a number, a postcode and a town."""

from __future__ import annotations

import re
from collections.abc import Iterator

# How the name of a street ends: within its last word, or as a word of its own.
_ENDING = (
    "(?:vej|gade|stræde|allé|alle|plads|torv|boulevard|vænge|toft|park|eng|mark|lund|krog|skov|"
    "gård|høj|bakke|kaj|sti|strand|brink|dal)(?:en|n|et|t)?"
)
_CAPITALISED = r"[A-ZÆØÅ][\w.’'-]*"
# What a sentence begins with, before the street.
_NO_NAME = (
    r"(?!(?:Af|Bag|De|Den|Det|Efter|For|Fra|Han|Hos|Hun|I|Jeg|Langs|Med|Mellem|Men|Mod|Nu|Når|Nær|"
    r"Og|Om|Omkring|Over|På|Rundt|Til|Under|Ud|Ved|Vi)[ ])"
)
# "3. oktober"; and what is counted stands after its number: that was no house.
_COUNTED = (
    r"(?!\.[ ][a-zæøå]|[ ]?(?:%|(?:gange?|år|timer?|minutter|dage|børn|meter|m|km|kr|kroner)\b))"
)
_TOWN = r"[A-ZÆØÅ][a-zæøåé]+(?:[ ](?:NV|NØ|SV|SØ|[CKNSVØ])\b)?"

_ADDRESS = re.compile(
    rf"""
    (?<![\w-])
    (?:
      {_NO_NAME}
      (?: (?:{_CAPITALISED}[ ]){{0,3}} [A-ZÆØÅ]\w*{_ENDING}
        | (?:{_CAPITALISED}[ ]){{1,4}} (?i:{_ENDING})
        | Torvet
      )
      [ ]{{1,2}} \d{{1,3}} (?: [a-z] | [ ]?[A-Z] )? (?! \w | [.,:]\d ) {_COUNTED}
      (?: ,[ ] (?:\d{{1,2}}|st|kl)\. (?: [ ]?(?:sal|tv|th|mf)\b ){{0,2}} )?
      (?: ,?\s{{1,2}} (?:DK-)?\d{{4}}[ ]{_TOWN} )?
    | (?<!\d[.,]) (?:DK-)?
      # A year and a name; but who writes 2000 Frederiksberg means the town.
      (?! (?:19|20)\d\d[ ](?!Frederiksberg|København) ) \d{{4}}[ ]{_TOWN}
    )
    """,
    re.VERBOSE,
)


def address_spans(text: str) -> Iterator[tuple[int, int]]:
    """The (start, end) of each place that looks like an address, in the text's order."""
    return (found.span() for found in _ADDRESS.finditer(text))
