"""A text from a file as a page can show it: on one line, short, and with no letter unseen."""

import unicodedata

SHORT = 60
UNSEEN = "□"


def shortened(text: str, most: int = SHORT) -> str:
    """The beginning of a text; what cannot be seen, or is half a letter, is a box."""
    line = " ".join(text[: most * 4].split())
    if len(line) > most:
        line = f"{line[:most].rstrip()}…"
    return "".join(UNSEEN if unicodedata.category(each)[0] == "C" else each for each in line)
