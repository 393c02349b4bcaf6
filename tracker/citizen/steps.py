"""A letter taken one thing at a time: what each page shows and asks, and how long it all takes."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.citizen.asking import Ask
from tracker.reports.document import Document, Passage

# What is heard last has nothing else to be answered: it is read as a whole.
READ_WHOLE = frozenset({"closing"})
# The sections of which a page shows all, with the answers to each thing in it.
SECTION = {"own": "told", "aside": "set_aside"}
TITLES = {
    "insight": "step.insight",
    "aside": "set_aside.heading",
    "questions": "help.questions",
    "whole": "slip.whole",
}
# What says only what comes after it.
INTRODUCING = frozenset({"heading", "lead"})
# Slowly, as somebody reads who is old, or reads in a language that is not their first.
WORDS_A_MINUTE = 130
SECONDS_AN_ANSWER = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One page: what is asked on it, and the passages of the letter that it shows."""

    kind: str
    asks: tuple[Ask, ...]
    passages: tuple[Passage, ...]

    @property
    def title(self) -> str:
        """The key of its title; own words have the letter's."""
        return TITLES.get(self.kind, "")


def steps_of(document: Document, asks: Sequence[Ask]) -> list[Step]:
    """The pages of a letter in their order; at least one, and none when it is read as a whole."""
    if document.kind in READ_WHOLE:
        return []
    steps = list(_section(document, asks, "own"))
    steps += [
        Step("insight", (ask,), _about(document, ask)) for ask in asks if ask.kind == "insight"
    ]
    steps += _section(document, asks, "aside")
    last = [ask for ask in asks if ask.kind == "questions"]
    last = last or [ask for ask in asks if ask.kind == "whole"]
    run = [p for p in document.passages if p.kind == "question" and p.text is not None]
    others = tuple(ask for ask in asks if ask.kind == "others")
    # What can be influenced, and what not, is known before one is asked.
    before = [p for p in document.passages if p.section == "help" and p.kind == "paragraph"]
    steps += [Step(ask.kind, (ask, *others), (*before, *run)) for ask in last]
    # Their own words stand there, and what one can do is all around: what became of it is lacking,
    # and in a case that nothing is decided by it.
    notice = (p for p in document.passages if p.kind == "decision_notice")
    begun = (*document.in_short("became"), *notice, *steps[0].passages)
    return [replace(steps[0], passages=begun), *steps[1:]]


def rest_of(document: Document, steps: Sequence[Step]) -> list[Passage]:
    """What no page shows: it is folded on the last."""
    shown = {passage.hash for step in steps for passage in step.passages}
    left = [p for p in document.passages if p.hash not in shown and p.kind != "title"]
    # A heading of what is shown elsewhere stands over nothing.
    filled = {p.section for p in left if p.kind not in INTRODUCING}
    return [
        passage
        for place, passage in enumerate(left)
        if passage.section in filled and (not _is_yours(passage) or _stands_over(left[place + 1 :]))
    ]


def _is_yours(passage: Passage) -> bool:
    """Over the insights that their words are part of; what they changed has that detail too."""
    return passage.kind == "heading" and passage.detail == "yours"


def _stands_over(following: Sequence[Passage]) -> bool:
    return bool(following) and following[0].kind == "insight"


def minutes(texts: Iterable[str], answers: int) -> int:
    """How long reading and answering takes, in whole minutes; one at least."""
    words = sum(len(text.split()) for text in texts)
    return max(1, math.ceil(words / WORDS_A_MINUTE + answers * SECONDS_AN_ANSWER / 60))


def _section(document: Document, asks: Sequence[Ask], kind: str) -> Iterable[Step]:
    """A section as one page, without its heading where that is the page's title."""
    some = tuple(ask for ask in asks if ask.kind == kind)
    if some:
        shown = (p for p in document.passages if p.section == SECTION[kind])
        titled = kind in TITLES
        yield Step(kind, some, tuple(p for p in shown if not (titled and p.kind == "heading")))


def _about(document: Document, ask: Ask) -> tuple[Passage, ...]:
    """An insight with all that is said of it where it is told."""
    if ask.passage is None:
        return ()
    for section in document.sections():
        for block in section.blocks():
            if block[0].hash == ask.passage.hash:
                return block
    return (ask.passage,)
