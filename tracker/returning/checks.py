"""What is looked at before a round is fixed: is it readable, and are the words ours to share?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.insight import InsightTranslation, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.round import Round
from tracker.domain.unshared import answered_in, said_in
from tracker.language.given import TEXT, text_given
from tracker.language.overlap import SharedRun, worst_runs
from tracker.language.readability import LEAST_WORDS, count_together, lix
from tracker.language.sentences import LANGUAGES as MEASURED
from tracker.reports.composing import compose_reports, demand_no_cpr
from tracker.reports.document import Document, Passage

TARGET_LIX = 35
MOST_LIX = 45
# So many words in a row are nobody's by chance.
SAME_WORDS = 12

# Without a link or a slip to answer by afterwards: the telephone alone is left.
TOLD = frozenset({"phone", "in_person", "public"})

# Running text: not headings, labels, and what is said of quotes.
RUNNING = frozenset(
    {
        "lead",
        "paragraph",
        "short",
        "insight",
        "knowledge",
        "change",
        "dissent",
        "question",
        "how",
        "resolution",
        "outcome",
        "reason",
        "promise",
    }
)


# These hold quotes within a sentence: what was answered, and in which words somebody disagrees.
QUOTING = frozenset({("change", "answer"), ("dissent", "words"), ("dissent", "yours")})


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why a round goes out all the same; empty: it does not."""

    readability: str = ""
    words: str = ""

    def checked(self) -> "Reasons":
        """The same; BadInput when one cannot be kept."""
        for field, reason in (("readability", self.readability), ("words", self.words)):
            if reason:
                text_given(field, reason, TEXT)
        return self


def check_words(
    act: Act, round_: Round, channels: Mapping[Participant, str], reasons: Reasons
) -> list[str]:
    """RuleBroken for a report that nobody can read, a CPR number, or others' unshared words.

    Returns the codes of what to warn of.
    """
    if not reasons.words:
        _demand_own_words(act, round_)
    hardest = 0.0
    by_id = {person.id: channel for person, channel in channels.items()}
    reports = compose_reports(act.session, round_, list(channels), by_id, act.now)
    for document in reports.values():
        demand_no_cpr(document.passages)
        hardest = max(hardest, lix_of(document))
    if hardest > MOST_LIX and not reasons.readability:
        raise RuleBroken("too_hard_to_read", lix=round(hardest, 1), limit=MOST_LIX)
    warned = {
        "hard_to_read": hardest > TARGET_LIX,
        "no_number": has_no_number(round_, channels.values()),
    }
    return [code for code, is_so in warned.items() if is_so]


def has_no_number(round_: Round, channels: Iterable[str]) -> bool:
    """Whether somebody is told who then has no way to answer, as there is no number to call."""
    return not round_.process.phone.strip() and not TOLD.isdisjoint(channels)


def can_be_measured(document: Document) -> bool:
    """Whether LIX says anything of the report's language."""
    return document.language in MEASURED


def lix_of(document: Document) -> float:
    """LIX over all running text of a report together; 0 when it is too short to say, or in a
    language that LIX says nothing of."""
    if not can_be_measured(document):
        return 0.0
    running = [p.text for p in document.passages if p.text and is_running(p)]
    found = count_together(running, document.language)
    return lix(*found) if found.words >= LEAST_WORDS else 0.0


def is_running(passage: Passage) -> bool:
    """Whether it is text written for the report; what is said in short stands whole elsewhere."""
    said_again = passage.source is not None and passage.source.kind == "shortly"
    quotes = (passage.kind, passage.detail) in QUOTING
    return passage.kind in RUNNING and not quotes and not said_again


def _demand_own_words(act: Act, round_: Round) -> None:
    for insight, worst in unshared_words(act, round_).items():
        raise RuleBroken("unshared_words", insight=insight, words=worst.run, count=worst.words)


def translated(act: Act, insights: Sequence[int]) -> list[tuple[int, str]]:
    """What the insights say in other languages, where that is of their words as they are."""
    query = (
        select(InsightVersion.insight_id, InsightTranslation.text)
        .join(InsightTranslation, InsightTranslation.version_id == InsightVersion.id)
        .where(
            InsightVersion.insight_id.in_(insights), InsightTranslation.of == InsightVersion.text
        )
        .order_by(InsightTranslation.id)
    )
    return [(insight, text) for insight, text in act.session.execute(query)]


def unshared_words(act: Act, round_: Round) -> dict[int, SharedRun[str]]:
    """Where an insight of the round repeats what somebody said and nobody may read, by its number.

    Empty when none does.
    """
    texts = {insight.id: insight.current.text for insight in round_.insights}
    # Words can be repeated there too.
    for insight, text in translated(act, list(texts)):
        texts[insight] += f"\n\n{text}"
    said, shared = said_in(act.session, round_.process_id)
    answered = answered_in(act.session, round_.process_id)
    return worst_runs(texts, said | answered, SAME_WORDS, shared)
