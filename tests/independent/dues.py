"""When the next step is due: R22, with the Danish calendar reckoned here."""

from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from .actions import told_undecided
from .events import Book
from .steps import open_answers, steps_of
from .strands import Strand
from .telling import tellings_of, thing_of

COPENHAGEN = ZoneInfo("Europe/Copenhagen")
PROMISES = {"days_to_return": 21, "days_to_answer": 14, "days_to_close": 21}


def easter_of(year: int) -> date:
    """R22: Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    offset = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * offset) // 451
    month, day = divmod(h + offset - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays_of(year: int) -> frozenset[date]:
    """R22: Danish public holidays: about Easter, New Year's Day and two days of Christmas.

    Constitution Day and Christmas Eve are none. Store Bededag was one until 2023.
    """
    days_after_easter = [-3, -2, 0, 1, 39, 49, 50] + ([26] if year < 2024 else [])
    easter = easter_of(year)
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    return frozenset(fixed | {easter + timedelta(days=days) for days in days_after_easter})


def working_day(day: date) -> date:
    """R22: the day itself, or the next that is neither weekend nor holiday."""
    while day.weekday() >= 5 or day in holidays_of(day.year):
        day += timedelta(days=1)
    return day


def local_day(moment: datetime) -> date:
    """R22: the day it is in Copenhagen."""
    return moment.astimezone(COPENHAGEN).date()


def promised_days(book: Book, promise: str, n: int) -> int:
    """R22: what the process promises, as it was last said."""
    facts = book.of(n, "process_created", "promises_changed")
    said = [fact.data[promise] for fact in facts if fact.data.get(promise) is not None]
    return int(said[-1]) if said else PROMISES[promise]


def _days_after(book: Book, moment: datetime, promise: str, n: int) -> date:
    return working_day(local_day(moment) + timedelta(days=promised_days(book, promise, n)))


def due_of(book: Book, participant: int, strand: Strand, step: int, n: int) -> date | None:
    """R22: the day by which the strand is to reach its next step."""
    if step <= 1:
        return _days_after(book, receipt_of(book, strand.contribution, n), "days_to_return", n)
    if step == 2:
        return _due_for_qualifying(book, participant, strand, n)
    if step == 3:
        return _due_for_answering(book, participant, strand, n)
    if step == 4:
        return _days_after(book, came_to(book, participant, strand, 4, n), "days_to_close", n)
    return None


def receipt_of(book: Book, contribution: int, n: int) -> datetime:
    """R22: when it was received, or imported when it is older than its process."""
    fact = book.of(n, "contribution_recorded", contribution=contribution)[0]
    created = book.of(n, "process_created")
    return fact.recorded if created and fact.at < created[0].at else fact.at


def _due_for_qualifying(book: Book, participant: int, strand: Strand, n: int) -> date | None:
    """R22: the latest window's end among the deliveries that told it."""
    told = tellings_of(book, participant, thing_of(book, strand, n), n)
    ends = [copy.end for copy in told if copy.end is not None]
    return working_day(local_day(max(ends))) if ends else None


def _due_for_answering(book: Book, participant: int, strand: Strand, n: int) -> date:
    """R22: once *undecided* was told its date, unmoved; also after that date has passed.

    Chosen: as the sentence stands, that date goes before an open response too.
    """
    undecided = told_undecided(book, participant, strand, n)
    if undecided is not None and undecided.data.get("expected") is not None:
        expected: date = undecided.data["expected"]
        return expected
    waiting = [answer.at for answer in open_answers(book, participant, strand, n)]
    start = min(waiting) if waiting else came_to(book, participant, strand, 3, n)
    return _days_after(book, start, "days_to_answer", n)


def came_to(book: Book, participant: int, strand: Strand, step: int, n: int) -> datetime:
    """R22: when the fact happened after which it has stood there or above without a break.

    Chosen: the strand of a successor is a new one, which came to its step with the merge.
    """
    first = n
    for number in reversed(book.numbers_for(participant, n)):
        if steps_of(book, participant, number).get(strand, -1) < step:
            break
        first = number
    return next(event.at for event in book.events if event.n == first)
