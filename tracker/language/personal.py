"""What may not be written down about people: their health, ethnicity or faith.

A list of words, and so neither all of it nor always right: good for a question, not for a refusal.
"""

import re
from functools import cache

from tracker.language.officialese import LISTS
from tracker.language.text import same_text_key
from tracker.language.tokens import words

# "Muslim/kurder", "adhd-ramt": each part by itself.
_PARTS = re.compile(r"[^\W_]+")


def tells_personal(text: str) -> bool:
    """Whether a word in it tells of somebody's health, ethnicity or faith."""
    parts = (part for word in words(same_text_key(text)) for part in _PARTS.findall(word))
    return any(_listed().match(part) for part in parts)


@cache
def _listed() -> re.Pattern[str]:
    lines = (LISTS / "personal.txt").read_text("utf-8").splitlines()
    given = (line for line in lines if line and not line.startswith("#"))
    each = (re.escape(word.removesuffix("*")) + r"\w*" * word.endswith("*") for word in given)
    return re.compile(rf"(?:{'|'.join(each)})\Z")
