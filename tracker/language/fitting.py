"""Whether what is suggested can stand in the very place of the office's words.

A button writes it there, and nobody may read broken Danish: what is of another part of speech,
or needs the rest of the sentence turned around, is advice in words. So one too many is left to
the writer rather than one too few.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tracker.language.officialese import suggestions

# The rest of the sentence goes there: "kræve … af".
GAP = "…"

_WORD = re.compile(r"[^\W\d_]+")
_NEXT = re.compile(r"(?:\s|, (?=at\b))+([^\W\d_]+)")
# These stand before the word, and take its gender; none within another clause.
_NEAR = re.compile(r"(?:[^\W\d_]+ +){0,3}\Z")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_PREPOSITIONS = _set("af efter for fra hos i med mod om over på til uden ved")
# What a clause begins with, or whom it is about.
_CLAUSE = _set(
    "der som hvad hvem hvor hvordan hvornår hvis når fordi så da mens at vi du jeg han hun man os "
    "that which who what how when if because it we you they"
)
_CONJUNCTIONS = _set("hvis fordi når da mens som om så if because when")
_MODALS = _set("vil ville villet kan kunne skal skulle må måtte bør burde will must can should")
# These follow what they are said of: "sende brevet tilbage".
_PARTICLES = _set(
    "bedre frem færdig fri hjem hurtigere igen ind mindre ned op ren sammen tilbage ud videre"
)
_POLITE = _set("at venligst")
_BEING = _set("er var være været blev blive bliver blevet bør kan skal vil må")
_DETERMINERS = _set(
    "en et den det de denne dette disse min mit mine din dit dine sin sit sine vores jeres deres "
    "hver hvert hvilken hvilket hvilke ingen intet nogen noget nogle sådan sådant samme anden "
    "andet anden enhver ethvert ny nyt god godt stor stort"
)
_ADJECTIVE = re.compile(r".*(?:ig|sk|som|[^t]e|t)\Z")
_SURE_ADJECTIVE = re.compile(r".{2,}(?:ig|isk)\Z")


def fits(office: str, way: str, before: str = "", after: str = "", language: str = "da") -> bool:
    """Whether `way` can be written in place of `office`, between what stands before and after."""
    office_words, words = _WORD.findall(office.casefold()), way.casefold().split()
    if not office_words or GAP in way or "," in way:
        return False
    return (
        _is_of_its_kind(office_words, words)
        and _goes_with_what_follows(office_words, words, after)
        and _goes_with_what_precedes(office_words, words, before, language)
    )


def _is_of_its_kind(office: Sequence[str], words: Sequence[str]) -> bool:
    if words[0] == "at" and office[0] != "at":
        return False
    if len(words) > 1 and not _CLAUSE.isdisjoint(_without_last_at(words)):
        return False
    if _last_in(words, _CONJUNCTIONS) and _last_in(office, _PREPOSITIONS):
        # "I tilfælde af regn": a thing follows, and no clause.
        return len(words) == 1 and words[0] == "om"
    if len(office) > 1:
        return True
    # "Budgetmæssige følger" are no "om penge følger".
    describes = office[0].endswith(("ig", "ige", "e", "et"))
    if len(words) > 1 and words[0] in _PREPOSITIONS and describes:
        return False
    # "Afgørelsen anfægtes" is no "afgørelsen klages over".
    return not (office[0].endswith("es") and len(words) > 1 and _hangs(words))


def _goes_with_what_follows(office: Sequence[str], words: Sequence[str], after: str) -> bool:
    follows = _NEXT.match(after.casefold())
    next_word = follows[1] if follows else ""
    if words[-1] in _MODALS | {"at"} and office[-1] not in _MODALS | _POLITE:
        # "Påtænker en udvidelse" is no "vil en udvidelse".
        return False
    if next_word == "at":
        return words[-1] not in _MODALS | _CONJUNCTIONS | {"at"} or words[-1] == "om"
    if next_word and words[-1] in _PARTICLES and len(words) > 1 and len(office) == 1:
        return office[0].endswith("es") or next_word in _PREPOSITIONS
    repeated = next_word in _PREPOSITIONS and _hangs(words) and not _hangs(office)
    return not repeated and next_word != words[-1]


def _goes_with_what_precedes(
    office: Sequence[str], words: Sequence[str], before: str, language: str
) -> bool:
    near = _NEAR.search(before.replace("\n", " "))
    earlier = near[0].casefold().split()[::-1] if near else []
    if language == "en":
        vowels = office[0][0] in "aeiou", words[0][0] in "aeiou"
        return earlier[:1] not in (["a"], ["an"]) or vowels[0] == vowels[1]
    participle = len(office) == 1 and office[0].endswith("t") and len(words) > 1
    if participle and _hangs(words) and not _BEING.isdisjoint(earlier[:2]):
        # "Er anfægtet" is no "er klaget over", though "har klaget over" is right.
        return False
    return not _is_determined(earlier) or _agree(office, words)


def _is_determined(earlier: Sequence[str]) -> bool:
    """Whether an article, or an adjective, says which gender the word has."""
    for place, word in enumerate(earlier):
        if word in _DETERMINERS or (not place and _SURE_ADJECTIVE.match(word)):
            return True
        if not _ADJECTIVE.match(word):
            return False
    return False


def _agree(office: Sequence[str], words: Sequence[str]) -> bool:
    ours, theirs = _gender(_head(office)), _gender(_head(words))
    if ours or theirs:
        return ours == theirs
    return len(words) == 1 and _ending(office[-1]) == _ending(words[0])


@cache
def _gender(noun: str) -> str | None:
    """As our list shows by what else stands in it: "anmodning" and "anmodningen"; None: unknown."""
    stems = {noun[:-1]} if noun[-1] == "e" else {noun, noun + noun[-1]}
    found = [end for end in ("en", "et") if any(stem + end in _listed() for stem in stems)]
    return found[0] if len(found) == 1 else None


@cache
def _listed() -> frozenset[str]:
    listed = suggestions("da")
    return frozenset(_WORD.findall(" ".join([*listed, *listed.values()])))


def _head(words: Sequence[str]) -> str:
    """The noun that the others say more of."""
    cut = next((n for n, word in enumerate(words) if word in _PREPOSITIONS and n), len(words))
    return words[cut - 1]


def _ending(word: str) -> str:
    return word[-1] if word[-1] in "et" else ""


def _without_last_at(words: Sequence[str]) -> Sequence[str]:
    # "For at", "ret til at bestemme".
    return [word for word in words if word != "at"]


def _hangs(words: Sequence[str]) -> bool:
    return words[-1] in _PREPOSITIONS


def _last_in(words: Sequence[str], among: frozenset[str]) -> bool:
    return words[-1] in among
