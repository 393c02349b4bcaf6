"""What several rooms' pages say alike: what people are called, and when something is promised."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from babel.dates import format_skeleton
from flask import Flask

from tracker.domain.named import Named
from tracker.domain.workdays import COPENHAGEN, local_date
from tracker.interface import current_language, current_words, day, moment, say
from tracker.reports.languages import language as language_of


def furnish(app: Flask) -> None:
    """Let the templates of an application say these phrases."""
    app.jinja_env.globals.update(called=called, listed=listed, today=today, who_did=who_did)
    app.jinja_env.filters.update(near_day=near_day, clock=clock, near_moment=near_moment)


def today() -> date:
    """The day in Copenhagen at this moment."""
    return local_date(datetime.now(UTC))


def called(who: Named) -> str:
    """What pages call somebody; a person without a name by their number."""
    if who.name:
        return who.name
    if who.kind == "unknown":
        return say("people.unknown", occasion=who.occasion or "")
    return say(f"people.unnamed.{who.kind}", number=who.id)


def who_did(name: str | None) -> str:
    """Who did something, as a sentence begins with it: somebody by name, or the system."""
    return name or say("by_the_system").capitalize()


def listed(people: Sequence[Named], total: int) -> str:
    """Some of so many people: Anna, Bo og 3 andre."""
    names = [called(who) for who in people]
    rest = total - len(names)
    if rest > 0:
        names.append(say("people.others", n=rest))
    return current_words().join(names)


def near_day(when: date | datetime) -> str:
    """The day as it is read aloud; without its year when that is this one."""
    if isinstance(when, datetime):
        when = when.astimezone(COPENHAGEN).date()
    if when.year != today().year:
        return day(when)
    return _in_its_year(when, current_language())


# A page names a few days again and again, and reading a pattern takes long.
@lru_cache(maxsize=4096)
def _in_its_year(when: date, language: str) -> str:
    return format_skeleton("MMMMd", when, locale=language_of(language).locale)


def near_moment(when: datetime) -> str:
    """The moment as it is read aloud; of this day and the next, the time alone."""
    if local_date(when) == today():
        return say("moment.today", time=clock(when))
    if local_date(when) == today() + timedelta(days=1):
        return say("moment.tomorrow", time=clock(when))
    return moment(when)


def clock(when: datetime) -> str:
    """The time of day in Copenhagen."""
    here = when.astimezone(COPENHAGEN)
    return here.strftime({"da": "%H.%M", "en": "%H:%M"}[current_language()])
