"""What is promised for a day, in words: for the staff's calendars and their mail of the week.

Both are read outside the fence, on a telephone on a table: they say how many, and never who.
"""

from datetime import date
from email.message import EmailMessage

from tracker.domain.agenda import About, Entry, Waits, Week
from tracker.reports.mail import Envelope, message
from tracker.reports.words import Words, interface

# Where one sees all of it, settles what one is told, and finds a process.
ALL = "/"
WISHES = "/calendar"
PROCESS = "/processes/{number}"


def summary(words: Words, entry: Entry) -> str:
    """What stands in a calendar: "3 svar lovet: Stien langs åen"."""
    title = title_of(words, entry.about)
    return say(f"agenda.{entry.kind}", words, entry.count, title=title)


def session_summary(words: Words, about: About) -> str:
    """A session in a calendar: "Kig med-møde: Stien langs åen"."""
    return words.say("agenda.session", title=title_of(words, about))


def title_of(words: Words, about: About) -> str:
    """What a process is called; by its number alone, when its title says too much."""
    if about.unnamed:
        return words.say("agenda.unnamed", number=about.id)
    return f"{about.title} ({words.say('process.demo')})" if about.demo else about.title


def digest(
    envelope: Envelope, language: str, week: Week, whose: str, monday: date, base_url: str
) -> EmailMessage:
    """The mail of a week. ValueError without an address."""
    if not envelope.to:
        raise ValueError("a mail needs an address")
    words = interface(language)
    more = week.processes - len(week.named)
    values = {
        "words": words,
        "monday": words.date(monday),
        "lead": _sentences(words, week, whose),
        "lines": [
            (_line(words, each), base_url + PROCESS.format(number=each.about.id))
            for each in week.named
        ],
        "more": say("digest.more", words, more) if more else "",
        "all": base_url + ALL,
        "wishes": base_url + WISHES,
        "demo": week.demo,
    }
    return message("digest", envelope, language, values)


def _sentences(words: Words, week: Week, whose: str) -> str:
    said = [say(f"digest.waits.{whose}", words, week.count)]
    if week.late:
        said.append(say("digest.late", words, week.late))
    if week.soon:
        said.append(say("digest.soon", words, week.soon))
    return " ".join(said)


def _line(words: Words, each: Waits) -> str:
    said = [say("digest.line", words, each.count, title=title_of(words, each.about))]
    if each.late:
        said.append(say("digest.line.late", words, each.late))
    return ", ".join(said)


def say(key: str, words: Words, n: int, **values: str) -> str:
    """The sentence of so many; of one, that of one, where there is one."""
    one = f"{key}.one"
    return words.say(one if n == 1 and one in words.sentences else key, n=n, **values)
