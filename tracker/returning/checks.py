"""What is looked at before a round is fixed: is it readable, and are the words ours to share?"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.errors import RuleBroken
from tracker.domain.participant import Participant
from tracker.domain.response import Response
from tracker.domain.round import Round
from tracker.language.given import TEXT, text_given
from tracker.language.overlap import worst_runs
from tracker.language.readability import measure
from tracker.reports.composing import compose_reports, demand_no_cpr
from tracker.reports.document import Document

TARGET_LIX = 35
MOST_LIX = 45
# LIX of a few words says nothing.
LEAST_WORDS = 50
# So many words in a row are nobody's by chance.
SAME_WORDS = 12

# Running text: not headings, labels, quotes and what is said of them.
RUNNING = frozenset(
    {
        "lead",
        "paragraph",
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
    return ["hard_to_read"] if hardest > TARGET_LIX else []


def lix_of(document: Document) -> float:
    """LIX over all running text of a report together; 0 when it is too short to say."""
    running = [p.text for p in document.passages if p.kind in RUNNING and p.text]
    measured = measure("\n\n".join(running), document.language)
    return measured.lix if measured.words >= LEAST_WORDS else 0.0


def _demand_own_words(act: Act, round_: Round) -> None:
    texts = {insight.id: insight.current.text for insight in round_.insights}
    said, shared = _said(act, round_)
    for insight, worst in worst_runs(
        texts, said | _answered(act, round_), SAME_WORDS, shared
    ).items():
        raise RuleBroken("unshared_words", insight=insight, words=worst.run, count=worst.words)


def _said(act: Act, round_: Round) -> tuple[dict[str, str], dict[str, str]]:
    """What people said, by a name of its own; and of those who let us, how others may see it."""
    rows = act.session.execute(
        select(ContributionWording, Contribution.confidential, Participant.may_quote)
        .join(Contribution, Contribution.id == ContributionWording.contribution_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(Contribution.process_id == round_.process_id)
        .order_by(ContributionWording.contribution_id, ContributionWording.id)
    )
    said: dict[str, str] = {}
    shared: dict[str, str] = {}
    for _, wordings in groupby(rows, key=lambda row: row[0].contribution_id):
        found = [
            (wording, not confidential and quote is not False)
            for wording, confidential, quote in wordings
        ]
        last, may_share = found[-1]
        own = {f"wording {w.id}": w.text for w, _ in found if w.kind != "shareable"}
        said |= own
        if last.kind == "shareable" and may_share:
            shared |= dict.fromkeys(own, last.text)
    return said, shared


def _answered(act: Act, round_: Round) -> dict[str, str]:
    answered = act.session.execute(
        select(Response.id, Response.text).where(
            Response.process_id == round_.process_id, Response.text != ""
        )
    )
    return {f"response {id_}": text for id_, text in answered}
