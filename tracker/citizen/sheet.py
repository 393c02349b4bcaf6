"""A page of the letter as it was sent: what it showed, laid over what was kept before."""

from collections.abc import Mapping, Sequence

from tracker.citizen.asking import MOVES, Ask
from tracker.citizen.forms import HELPER, AnswerForm, Problem, names_of
from tracker.citizen.queries import Letter
from tracker.citizen.services import Given
from tracker.citizen.steps import Step

MOST_DIGITS = 4


class Sheet:
    """`form` holds every answer that there is, `here` what could be answered on the page.

    `at`: which of the steps the page was, from 1; None when it was the letter as a whole. What
    the page did not ask is as it was kept, or else as the page carried it along.
    """

    def __init__(self, letter: Letter, posted: Mapping[str, str]) -> None:
        self.letter = letter
        self.posted = posted
        self.seen = posted.get("seen", "")
        self.at = step_number(posted["at"], letter.steps) if "at" in posted else None
        self.here = letter.asks if self.at is None else letter.steps[self.at - 1].asks
        self.form = AnswerForm(letter.asks, self._merged())

    @property
    def problems(self) -> dict[int | str, Problem]:
        """What is wrong on the page itself."""
        here = {ask.place for ask in self.here} | {HELPER}
        return {where: wrong for where, wrong in self.form.problems.items() if where in here}

    @property
    def taken_out(self) -> list[Given]:
        """The own words that the page itself says are to be taken out, also if they are by now."""
        return [
            Given(ask, "withdraw")
            for ask in self.letter.asks
            if "withdraw" in MOVES[ask.kind] and self.posted.get(names_of(ask)[0]) == "withdraw"
        ]

    def left(self, given: Sequence[Given]) -> dict[str, str]:
        """What stays unsent where one press is the answer, with its words or what it takes out."""
        said = (one for one in given if one.text or one.move == "withdraw")
        sent = {name for one in said for name in names_of(one.ask)}
        left = {name: said for name, said in self.form.fields().items() if name not in sent}
        # Who writes was sent along, and is nothing by itself.
        return left if left.keys() - {HELPER} else {}

    @property
    def can_be_kept(self) -> bool:
        """Whether all that was written could be kept as it is, if not sent."""
        return all(problem.unfinished for problem in self.form.problems.values())

    @property
    def first_wrong(self) -> int | None:
        """The step to go to when something is wrong: this one, or else the first that is."""
        if self.at is None or self.problems:
            return self.at
        wrong = (
            number
            for number, step in enumerate(self.letter.steps, start=1)
            if any(ask.place in self.form.problems for ask in step.asks)
        )
        return next(wrong, None)

    def _merged(self) -> dict[str, str]:
        draft, posted = self.letter.draft, self.posted
        fields = dict(posted if draft is None else draft.fields)
        written = AnswerForm(self.here, posted)
        # Somebody went on elsewhere: what this page left alone is not taken back by it.
        elsewhere = draft is not None and draft.mark != self.seen and self.at is None
        for ask in self.here:
            if elsewhere and not written.touched(ask):
                continue
            for name in names_of(ask):
                fields.pop(name, None)
                fields |= {name: posted[name]} if name in posted else {}
        return fields | ({HELPER: posted[HELPER]} if HELPER in posted else {})


def step_number(text: str, steps: Sequence[Step]) -> int | None:
    """Which step was asked for, from 1: the first for what is none, None when there are none."""
    if not steps:
        return None
    number = int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else 1
    return min(max(1, number), len(steps))


def carried(form: AnswerForm, here: Sequence[Ask]) -> dict[str, str]:
    """What a page takes along without showing it: all that was answered on the others."""
    shown = {name for ask in here for name in names_of(ask)}
    fields = form.fields()
    return {name: value for name, value in fields.items() if name not in {*shown, HELPER}}
