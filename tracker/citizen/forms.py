"""The answers as they were written, by their place in the report, and what is wrong with them.

No field holds an id, and what a report does not ask is not looked at.
"""

import hashlib
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from itsdangerous import BadSignature, Signer

from tracker.citizen.asking import Ask
from tracker.citizen.services import Given
from tracker.domain.answering import NEEDS_WORDS
from tracker.domain.errors import BadInput
from tracker.forms import is_blank
from tracker.language.given import WORDS, line_given, text_given
from tracker.settings import Settings

# The one field that is about none of the things that were asked.
HELPER = "helper"


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an answer: the field it is shown beside, and the key of what to do."""

    where: str
    words: str
    values: Mapping[str, object] = field(default_factory=dict)
    # Something is missing yet: all that there is can be kept until it comes.
    unfinished: bool = False


class AnswerForm:
    """What was posted (nothing yet, when the letter is only read), by what was asked."""

    def __init__(self, asks: Sequence[Ask], posted: Mapping[str, str] | None = None) -> None:
        self.asks = asks
        self.posted = posted or {}
        self.problems: dict[int | str, Problem] = {}
        self.given: list[Given] = []
        for ask in asks:
            self._read(ask)
        self.helper = self._read_helper()

    def move(self, ask: Ask) -> str:
        """What was chosen; empty when nothing was. Who writes other own words corrects them."""
        if not ask.moves:
            return ""
        unchosen = "correct" if ask.kind == "own" and self.written(ask) else ""
        return self.posted.get(f"move-{ask.place}", unchosen)

    def text(self, ask: Ask) -> str:
        """What stands in the field: what was written, else what stood there before."""
        return self.posted.get(words_field(ask), ask.given) if ask.words else ""

    def shown(self, ask: Ask) -> str:
        """The text as a page can show it again."""
        return showable(self.text(ask))

    def written(self, ask: Ask) -> str:
        """What was written; empty when nothing of it can be seen, or it is what stood there.

        Own words that are to stay do, whatever was written first.
        """
        text = self.text(ask)
        left = ask.kind == "own" and self.posted.get(f"move-{ask.place}") == ""
        return "" if left or is_blank(text) or _same(text, ask.given) else text

    def touched(self, ask: Ask) -> bool:
        return bool(self.move(ask) or self.written(ask))

    @property
    def helper_shown(self) -> str:
        """Who writes, as a page can show it again."""
        return showable(self.posted.get(HELPER, ""))

    @property
    def touches_others(self) -> bool:
        """Whether something was answered that is folded, as it is not about their own words."""
        return any(ask.kind == "others" and self.touched(ask) for ask in self.asks)

    def fields(self) -> dict[str, str]:
        """All that was answered, by the names of its fields; what stood there before is left."""
        found: dict[str, str] = {}
        for ask in self.asks:
            if self.touched(ask):
                found |= {name: self.posted[name] for name in names_of(ask) if name in self.posted}
        return found | ({HELPER: self.posted[HELPER]} if self.posted.get(HELPER) else {})

    def _read_helper(self) -> str:
        """Who writes for the one it is from; empty when nobody says."""
        written = self.posted.get(HELPER, "")
        try:
            return "" if is_blank(written) else line_given(HELPER, written)
        except BadInput as bad:
            self.problems[HELPER] = Problem(HELPER, f"problem.{bad.code}", bad.values)
            return ""

    def _read(self, ask: Ask) -> None:
        if ask.withdrawn or not self.touched(ask):
            return
        move, text = self.move(ask), self.written(ask)
        if not move:
            move = "said"
        elif move not in ask.moves:
            self.problems[ask.place] = Problem(f"move-{ask.place}", "problem.choose")
            return
        # Words that are taken out need no other ones.
        text = "" if ask.kind == "own" and move == "withdraw" else text
        problem = _problem(ask, move, text)
        if problem is not None:
            self.problems[ask.place] = problem
        else:
            self.given.append(Given(ask, move, text))


def showable(text: str) -> str:
    """A text without what no page can hold, and nobody can see to take out."""
    return "".join(c for c in text if c in "\t\n\r" or unicodedata.category(c) != "Cc")


def names_of(ask: Ask) -> tuple[str, str]:
    """The names of a thing's two fields: what was chosen, and the words."""
    return f"move-{ask.place}", words_field(ask)


def words_field(ask: Ask) -> str:
    """The name of the field for words; own words that are there already are told apart by it."""
    return f"own-{ask.place}" if ask.kind == "own" else f"words-{ask.place}"


def _problem(ask: Ask, move: str, text: str) -> Problem | None:
    where = words_field(ask)
    if move in NEEDS_WORDS and not text:
        words = f"problem.words.{'own' if ask.kind == 'own' else move}"
        return Problem(where, words, unfinished=True)
    try:
        if text:
            text_given(where, text, WORDS)
    except BadInput as bad:
        return Problem(where, f"problem.{bad.code}", bad.values)
    return None


def _same(text: str, given: str) -> bool:
    """Browsers send line breaks of their own."""
    return text.split() == given.split()


def new_key(settings: Settings, token_hash: str) -> str:
    """A form's key: a new one each time the letter is shown, good for this letter alone."""
    return _signer(settings, token_hash).sign(secrets.token_urlsafe(16)).decode()


def sending_key(
    settings: Settings, token_hash: str, key: str, given: Sequence[Given], helper: str = ""
) -> str | None:
    """What the same answers from the same form have in common; None for another letter's form.

    Somebody who goes back in the browser, and changes something, sends something else.
    """
    try:
        nonce = _signer(settings, token_hash).unsign(key)
    except BadSignature:
        return None
    digest = hashlib.sha256(nonce)
    for one in sorted(given, key=lambda one: one.ask.place):
        said = f"\0{one.ask.place}\0{one.move}\0{one.text}"
        digest.update(said.encode("utf-8", "surrogatepass"))
    digest.update(f"\0{helper}".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _signer(settings: Settings, token_hash: str) -> Signer:
    return Signer(settings.keys.sessions, salt=f"tracker answers 1:{token_hash}")
