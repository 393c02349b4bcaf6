"""Three hundred voices about a hall: the file that came in from the hearing, as rows."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from tracker.demo import hall_words as words
from tracker.listening.foreseen import Foreseen, Imported
from tracker.listening.rows import Row

# How many shorter texts are put together about each thing.
MOST, OF_ACCESS, OF_THE_POOL = 28, 4, 6
# Which sentences make a text: what is said, because of what, and so what; or fewer of them.
SHAPES = (
    ("says",),
    ("says", "because"),
    ("because", "so"),
    ("says", "because", "so"),
    ("because", "says"),
)
IN_ASCII = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa"})


class Voice(NamedTuple):
    """What somebody wrote, what it is about, and in which language."""

    theme: str
    text: str
    language: str = "da"


def voices() -> list[Voice]:
    """All voices of the hearing, each text once; whole texts and shorter ones in turn."""
    read = tomllib.loads(Path(__file__).with_name("hall_voices.toml").read_text("utf-8"))
    whole = [Voice(**each) for each in read["voice"]]
    themes: Mapping[str, Any] = read["theme"]
    wanted = {"access": OF_ACCESS, "pool": OF_THE_POOL}
    rows = [
        list(_composed(theme, parts, wanted.get(theme, MOST))) for theme, parts in themes.items()
    ]
    short = [row[at] for at in range(MOST) for row in rows if at < len(row)]
    # The first to be read are each somebody's own; among the rest, every tenth is.
    return [*whole[:24], *_between(short, whole[24:])]


def rows_of(voices: Sequence[Voice], first: datetime, last: datetime, begin: int) -> Foreseen:
    """The voices as a file brings them in, each by somebody; their days are spread evenly."""
    apart = (last - first) / max(len(voices), 1)
    rows = [_row(at, voice, first + apart * at, begin + at) for at, voice in enumerate(voices)]
    return Foreseen(
        "participant",
        Imported(rows=len(rows)),
        rows=rows,
        fresh={f"h-{row.id}": row for row in rows},
        people={row.participant: row.person for row in rows if row.participant},
    )


def _composed(theme: str, parts: Mapping[str, Sequence[str]], wanted: int) -> Iterator[Voice]:
    """Texts of some of the sentences each; no two are alike."""
    seen: set[str] = set()
    turn = {name: count() for name in ("says", "because", "so")}
    for at in count():
        if len(seen) == wanted:
            return
        chosen = []
        for name in SHAPES[at % len(SHAPES)]:
            chosen.append(parts[name][next(turn[name]) % len(parts[name])])
        text = " ".join(chosen)
        if text not in seen:
            seen.add(text)
            yield Voice(theme, text)


def _between(short: Sequence[Voice], whole: Sequence[Voice]) -> Iterator[Voice]:
    left = iter(whole)
    for at, voice in enumerate(short):
        if at % 10 == 0:
            yield from (each for each in [next(left, None)] if each)
        yield voice
    yield from left


def _row(at: int, voice: Voice, when: datetime, number: int) -> Row:
    name = _name(number)
    person: dict[str, Any] = {"name": name, "language": voice.language}
    nobody = number % 33 == 32
    if number % 9 == 4:
        street = words.STREETS[number % len(words.STREETS)]
        person["address"] = f"{street} {number % 80 + 1}\n0999 Egeby"
    elif number % 12 == 7:
        person["phone"] = f"00 00 {number // 100:02} {number % 100:02}"
    elif number % 25 != 11:
        person["email"] = f"{name.lower().translate(IN_ASCII).replace(' ', '.')}@example.org"
        person["may_quote"] = number % 3 == 0
    return Row(
        line=at + 2,
        text=voice.text,
        participant=None if nobody else f"h-{number}",
        id=str(number),
        date=when.replace(microsecond=0),
        encounter=words.FAIR[0],
        person={} if nobody else person,
    )


def _name(number: int) -> str:
    """Nobody shares a name: the lists' lengths have no common divisor."""
    first = words.FIRST_NAMES[number * 7 % len(words.FIRST_NAMES)]
    return f"{first} {words.SURNAMES[number * 11 % len(words.SURNAMES)]}"
