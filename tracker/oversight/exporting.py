"""A ledger as a file: CSV and XLSX name their columns in the reader's language, JSON by machine
names. It is written line by line, and lies in memory only while it is small."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import Any, NamedTuple

from tracker.domain.workdays import COPENHAGEN
from tracker.oversight.ledger import sentence_of, topic_of, way_of
from tracker.oversight.telling import Told
from tracker.reports.cells import cell
from tracker.reports.words import Words

_IN_MEMORY = 1_000_000
# As many letters as a workbook's cell takes.
_CELL = 32_767


class Line(NamedTuple):
    """One fact as files hold it. `by` is who recorded it: a citizen, a user by `name`, the system.
    `via` is the code of the way by which something went, where it went anywhere."""

    number: int
    kind: str
    topic: str
    happened: datetime
    recorded: datetime
    by: str
    name: str | None
    via: str | None
    how: str
    sentence: str
    words: str | None


Cells = tuple[object, ...]
_WIDTHS = (8, 17, 17, 16, 60, 60, 14, 24, 24)


def lines(told: Iterable[Told], words: Words, who: str) -> Iterator[Line]:
    """Facts of somebody who is called so, as a file in this language holds them."""
    for event, user, text in told:
        yield Line(
            event.id,
            event.kind,
            topic_of(event.kind),
            event.at,
            event.recorded,
            event.actor_kind,
            user,
            event.data.get("via") or event.data.get("channel"),
            way_of(words, event),
            sentence_of(words, event, who),
            text,
        )


def written(
    form: str, found: Iterable[Line], words: Words, about: Mapping[str, Any]
) -> SpooledTemporaryFile[bytes]:
    """The file, to be read from its beginning. `about` says in JSON whose facts they are, and what
    was asked for."""
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)
    if form == "json":
        _json(file, found, about)
    else:
        _FOR_PEOPLE[form](file, _heads(words), (_cells(line, words) for line in found), words)
    file.seek(0)
    return file


def _heads(words: Words) -> list[str]:
    names = ("number", "happened", "recorded", "topic", "sentence", "words", "by", "name", "how")
    return [words.say(f"ledger.column.{name}") for name in names]


def _cells(line: Line, words: Words) -> Cells:
    return (
        line.number,
        _here(line.happened),
        _here(line.recorded),
        words.say(f"ledger.topic.{line.topic}"),
        line.sentence,
        line.words or "",
        words.say(f"ledger.actor.{line.by}"),
        line.name or "",
        line.how,
    )


def _here(moment: datetime) -> datetime:
    """The time on a clock in Copenhagen, to the minute's second."""
    return moment.astimezone(COPENHAGEN).replace(tzinfo=None, microsecond=0)


def _csv(file: Any, heads: list[str], rows: Iterable[Cells], words: Words) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    # Where a comma parts the decimals, spreadsheets part the cells by a semicolon.
    writer = csv.writer(text, delimiter=";" if words.language == "da" else ",")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([cell(value) for value in row])
    text.detach()


def _xlsx(file: Any, heads: list[str], rows: Iterable[Cells], words: Words) -> None:
    # It takes long to import, and commands share this room.
    from xlsxwriter import Workbook

    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_date_format": "yyyy-mm-dd hh:mm",
    }
    with Workbook(file, options) as book:
        sheet = book.add_worksheet(words.say("ledger.sheet"))
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, heads, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, str):
                    sheet.write_string(number, column, value[:_CELL], wrapped)
                else:
                    sheet.write(number, column, value)


def _json(file: Any, found: Iterable[Line], about: Mapping[str, Any]) -> None:
    text = io.TextIOWrapper(file, "utf-8", newline="")
    head = json.dumps(dict(about), ensure_ascii=False)
    text.write(f'{head[:-1]}, "facts": [')
    for number, line in enumerate(found):
        fact = line._asdict() | {
            "happened": line.happened.isoformat(),
            "recorded": line.recorded.isoformat(),
        }
        text.write(",\n" if number else "\n")
        text.write(json.dumps(fact, ensure_ascii=False))
    text.write("\n]}\n")
    text.detach()


_FOR_PEOPLE: Mapping[str, Callable[[Any, list[str], Iterable[Cells], Words], None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
}
FORMS = (*_FOR_PEOPLE, "json")
