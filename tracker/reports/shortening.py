"""The beginning of a text, where all of it stands elsewhere."""

from __future__ import annotations

import unicodedata

from tracker.reports.languages import APART, APART_NO_MORE

# More letters than these of somebody's words are for the place where all of them stand.
LONGEST = 140
_ENDS = (". ", "! ", "? ", "… ", "؟ ")


def first_words(text: str, longest: int = LONGEST) -> str:
    """The text on one line; of a long one what comes first, by whole sentences if there are any."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    cut = line[: longest + 1]
    at = max(cut.rfind(end) + len(end) - 1 for end in _ENDS)
    if at < longest // 3:
        at = cut.rfind(" ") if " " in cut else _between_signs(cut, longest)
    begun = cut[:at].rstrip(" ,;:–-")
    # What was set apart from the text around it still is.
    return f"{begun}{APART_NO_MORE * (begun.count(APART) - begun.count(APART_NO_MORE))} …"


def _between_signs(text: str, at: int) -> int:
    """The nearest place before, where no sign is parted from what is joined to it."""
    while at > 1 and (unicodedata.category(text[at])[0] in "MC" or text[at - 1] == "\u200d"):
        at -= 1
    return at
