"""How a letter is shown: one thing at a time, or all on one page."""

from collections.abc import Sequence
from datetime import datetime

from flask import get_template_attribute, render_template, request, session
from markupsafe import Markup

from tracker.access import current_settings
from tracker.citizen import opened
from tracker.citizen.afterwards import Sent
from tracker.citizen.asking import Ask, words_for
from tracker.citizen.forms import AnswerForm, new_key, showable, words_field
from tracker.citizen.queries import Letter
from tracker.citizen.sheet import carried, step_number
from tracker.citizen.steps import minutes, rest_of
from tracker.domain.process import Process
from tracker.domain.workdays import COPENHAGEN, local_date
from tracker.reports.answering import BEFORE_NEXT
from tracker.reports.document import Passage
from tracker.reports.html import as_html
from tracker.reports.languages import LANGUAGES
from tracker.reports.words import Words, citizen
from tracker.reports.writing import sentence

# What a page says itself, beside the letter: its questions, choices and buttons.
WORDS_A_STEP = 25


def page(letter: Letter, form: AnswerForm, at: int | None, alert: str = "") -> str:
    """A step of the letter (from 1), or all of it (None), with what was written so far."""
    if at is None:
        return _whole(letter, form, alert)
    return _one(letter, form, at, alert)


def place(letter: Letter, asked: str | None) -> int | None:
    """Where to read on: as was asked for, else where it was left, else at the beginning."""
    if not opened.is_one_by_one():
        return None
    left = letter.draft.fields.get("at", "") if letter.draft else ""
    return step_number(left if asked is None else asked, letter.steps)


def kept(phone: str = "") -> str:
    """All that was written, to be sent once the right letter is open again."""
    language = request.form.get("language", session.get("language"))
    words = citizen(language if language in LANGUAGES else "da")
    fields = [
        (showable(name), showable(value))
        for name, value in request.form.items(multi=True)
        if name not in ("csrf_token", "go")
    ]
    shown = [(name, value) for name, value in fields if _was_written(name, value)]
    return render_template(
        "citizen/kept.html",
        words=words,
        shown=shown,
        kept=[field for field in fields if field not in shown],
        phone=phone,
    )


def hours(process: Process) -> str:
    """When the telephone is answered, to end a sentence with; empty when nobody has said it."""
    return sentence(process.contact_hours) if process.contact_hours else ""


def moment(words: Words, at: datetime) -> dict[str, str]:
    """The day and the time of day, as they are read aloud."""
    local = at.astimezone(COPENHAGEN)
    dot = "." if words.language == "da" else ":"
    return {"date": words.date(local_date(at)), "time": f"{local.hour}{dot}{local.minute:02}"}


def _one(letter: Letter, form: AnswerForm, at: int, alert: str) -> str:
    step, last = letter.steps[at - 1], at == len(letter.steps)
    here = [ask for ask in step.asks if ask.kind != "others"]
    # The page's own question stands by itself where the letter has no words for it.
    alone = next((ask for ask in here if ask.passage is None), None)
    return render_template(
        "citizen/step.html",
        step=step,
        at=at,
        last=last,
        shown=as_html(letter.document, after=_After(letter, form), only=step.passages),
        rest=_rest(letter, form) if last else "",
        alone=alone,
        answered=_answered(form, step.asks),
        carried=carried(form, step.asks),
        minutes=minutes(_texts(letter), len(letter.steps)),
        **_both_ways(letter, form, alert),
    )


def _whole(letter: Letter, form: AnswerForm, alert: str) -> str:
    words = letter.document.words
    sending = get_template_attribute("citizen/asking.html", "sending")
    whole = next((ask for ask in letter.asks if ask.kind == "whole"), None)
    report = as_html(
        letter.document,
        after=_After(letter, form),
        answering=sending(whole, form, words, words_field, words_for),
        answering_after=_last_asking(letter),
        unfolded=form.touches_others,
        only=[passage for passage in letter.document.passages if passage.kind != "title"],
        contents=True,
    )
    # The rest of what others told is read by whoever has the time.
    read = (p for p in letter.document.passages if p.section != "others_more")
    texts = [passage.text or "" for passage in read]
    return render_template(
        "citizen/read.html",
        report=report,
        minutes=minutes(texts, len(letter.asks)),
        **_both_ways(letter, form, alert),
    )


def _both_ways(letter: Letter, form: AnswerForm, alert: str) -> dict[str, object]:
    """What a page is given whichever way the letter is read."""
    words, draft = letter.document.words, letter.draft
    return {
        "words": words,
        "letter": letter,
        "form": form,
        "alert": alert,
        "key": new_key(current_settings(), letter.delivery.token_hash or ""),
        "saved": moment(words, draft.at) if draft else None,
        "last_question": next((ask for ask in letter.asks if ask.kind == "last"), None),
        "words_field": words_field,
        "words_for": words_for,
    }


class _After:
    """What follows a passage: the fields to answer it with, where it asks something."""

    def __init__(self, letter: Letter, form: AnswerForm) -> None:
        self.form = form
        self.words = letter.document.words
        self.shown = get_template_attribute("citizen/asking.html", "asked")
        self.asks = {ask.passage.hash: ask for ask in letter.asks if ask.passage is not None}

    def __call__(self, passage: Passage) -> Markup | str:
        ask = self.asks.get(passage.hash)
        return self.shown(ask, self.form, self.words, words_field, words_for) if ask else ""


def _rest(letter: Letter, form: AnswerForm) -> Markup:
    only = rest_of(letter.document, letter.steps)
    after = _After(letter, form)
    return as_html(letter.document, after=after, only=only, unfolded=True, prefix="rest")


def _answered(form: AnswerForm, here: Sequence[Ask]) -> list[Sent]:
    """What was answered on other pages, as it would be sent."""
    return [
        Sent(
            given.ask.kind,
            given.move,
            given.text,
            (given.ask.passage.text or "") if given.ask.passage else "",
        )
        for given in form.given
        if given.ask not in here
    ]


def _texts(letter: Letter) -> list[str]:
    """What is read from page to page, with what the pages say themselves."""
    texts = [passage.text or "" for step in letter.steps for passage in step.passages]
    return texts + ["ord " * WORDS_A_STEP] * len(letter.steps)


def _last_asking(letter: Letter) -> str:
    """The section that the answers are sent after: all has been read that can be answered."""
    names = [section.name for section in letter.document.sections()]
    if any(ask.kind == "last" for ask in letter.asks):
        return "next"
    before = [name for name in names if name in BEFORE_NEXT]
    return next(reversed(before or names), "")


def _was_written(name: str, value: str) -> bool:
    """Own words stand in their fields before anybody writes; they are shown if to be corrected."""
    kind, _, where = name.partition("-")
    corrected = request.form.get(f"move-{where}") == "correct"
    return bool(value.strip()) and (kind == "words" or (kind == "own" and corrected))
