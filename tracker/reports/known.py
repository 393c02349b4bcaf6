"""Everything that a round's reports are written from, and what of it who may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.contribution import Contribution, ContributionWording, SettingAsideReason
from tracker.domain.facts import Answer, Key, Loop
from tracker.domain.insight import Insight, InsightVersion, Source
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter, Process
from tracker.domain.response import Resolution, Response
from tracker.domain.round import Question, Round
from tracker.domain.voices import FEW
from tracker.reports.heard import Heard

# By insight and language: the words of each version that was translated as it is.
Translations = Mapping[int, Mapping[str, Mapping[int, str]]]


@dataclass(frozen=True, slots=True)
class Own:
    """A contribution of the reader's that stands, with its wordings."""

    contribution: Contribution
    encounter: Encounter | None
    wordings: Sequence[ContributionWording]

    @property
    def present(self) -> ContributionWording:
        """The words as their author last corrected them."""
        return next(w for w in reversed(self.wordings) if w.kind != "shareable")

    @property
    def shareable(self) -> ContributionWording | None:
        """The words that anybody may see (R8: not after a correction that was not looked at)."""
        last = self.wordings[-1]
        return last if last.kind == "shareable" else None

    def detail(self, words: ContributionWording) -> str | None:
        """`observed` and `retold` are nobody's own words, and stand without quotation marks."""
        how = self.contribution.how
        return None if words.kind == "corrected" or how == "verbatim" else how


@dataclass(frozen=True, slots=True)
class Dissent:
    """Disagreement that stands beside insights: its resolution, the answers and their authors.

    `words` may be shared, as far as all authors may be quoted; empty when there are none.
    """

    resolution: Resolution
    words: str
    answers: Mapping[int, Response]
    authors: Mapping[int, Participant]
    insights: frozenset[int]


@dataclass(frozen=True, slots=True)
class Reader:
    """One participant, and what is theirs. `public`: anybody may come to read the report."""

    participant: Participant
    loop: Loop
    public: bool
    own: Mapping[int, Own]
    answers: Mapping[int, Response]
    reasons: Mapping[int, SettingAsideReason]
    told: frozenset[Key]

    @property
    def alone(self) -> int | None:
        """The participant's id where nobody else reads the report."""
        return None if self.public else self.participant.id

    @property
    def several(self) -> bool:
        """Whether more than one is spoken to: a group, or everybody."""
        return self.public or self.participant.several

    @property
    def woven_into(self) -> set[int]:
        """The insights that their words are part of."""
        return {s.insight for s in self.loop.strands() if s.insight is not None}

    def answer_of(self, response: Response) -> str:
        """What they answered, as far as this report may show it."""
        answer = self.loop.answers[response.id]
        hidden = self.public or taken_back(self.loop, answer) or self._confided(answer)
        return "" if hidden else response.text.strip()

    def _confided(self, answer: Answer) -> bool:
        """Whether it is about what was confided, and somebody else reads this."""
        about = self.own.get(answer.contribution or 0)
        confided = about is not None and about.contribution.confidential
        return confided and self.participant.represented


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a process and one of its rounds, for all its readers.

    `causes`: the answers that caused a version, and whose they are; `answering`: the versions
    whose reason is what we answered those who caused them. `withdrawing`: who took words out so
    that a version was made; `taken_out`: the latest event that took something from under an
    insight.
    """

    round: Round
    process: Process
    today: date
    privacy_url: str | None
    people: int
    insights: Mapping[int, Insight]
    versions: Mapping[int, Sequence[InsightVersion]]
    round_versions: Sequence[InsightVersion]
    predecessors: Mapping[int, Sequence[int]]
    causes: Mapping[int, Mapping[int, int]]
    answering: frozenset[int]
    withdrawing: Mapping[int, frozenset[int]]
    taken_out: Mapping[int, int]
    knowledge: Mapping[int, Sequence[Source]]
    outcomes: Mapping[int, Outcome]
    obstacles: Mapping[int | None, Sequence[Obstacle]]
    commitments: Sequence[Commitment]
    questions: Sequence[Question]
    resolutions: Mapping[int, Resolution]
    dissents: Sequence[Dissent]
    heard: Heard = field(default_factory=Heard)
    readers: Mapping[int, Reader] = field(default_factory=dict)
    translations: Translations = field(default_factory=dict)

    @property
    def is_case(self) -> bool:
        """Whether nothing of others may be said at all."""
        return self.process.kind == "case"

    def shown_to(self, reader: Reader) -> list[InsightVersion]:
        """The round's insights for one reader, theirs first; in a case theirs alone."""
        theirs = reader.woven_into
        first = [v for v in self.round_versions if v.insight_id in theirs]
        rest = [v for v in self.round_versions if v.insight_id not in theirs]
        return first if self.is_case else first + rest

    def worded(self, version: InsightVersion, language: str) -> tuple[str, str]:
        """A version's words, and the language they are in: its reader's where they were translated
        as they are, else the process's."""
        translated = self.translations.get(version.insight_id, {}).get(language, {})
        text = translated.get(version.id)
        return (version.text, self.process.language) if text is None else (text, language)

    def asked(self, question: Question, language: str) -> tuple[str, str]:
        """A question of the round's, likewise."""
        text = question.translations.get(language)
        return (question.text, self.process.language) if text is None else (text, language)

    def was_translated(self, insight: int, language: str) -> bool:
        """Whether some words of an insight were translated once, be they others by now."""
        return language in self.translations.get(insight, {})

    def present_version(self, insight: int) -> InsightVersion:
        """The version the round tells, or the last one."""
        chosen = (v for v in self.round_versions if v.insight_id == insight)
        return next(chosen, self.versions[insight][-1])

    def words_of(self, reader: Reader, own: Own) -> ContributionWording | None:
        """The wording of a reader's own that their report may show: to anybody, or to them.

        What they confided to some of us is told nobody who reads for them.
        """
        if own.contribution.confidential and reader.participant.represented:
            return None
        return self.shared_of(reader, own) if reader.public else own.present

    def shared_of(self, reader: Reader, own: Own) -> ContributionWording | None:
        """The wording of a reader's own that others may read."""
        may_share = self.may_quote(reader.participant) and not own.contribution.confidential
        return own.shareable if may_share else None

    def reason_for(self, reader: Reader, version: InsightVersion) -> str:
        """Why a version was made, as far as the reader may know: an answer that we gave to others
        is theirs alone, and so is what somebody took out, and in a case whatever others caused."""
        people = set(self.causes.get(version.id, {}).values())
        withdrew = self.withdrawing.get(version.id, frozenset())
        me = reader.participant.id
        in_answer = version.id in self.answering and (reader.public or me not in people | withdrew)
        taken_out = bool(withdrew) and withdrew != {reader.alone}
        of_others = self.is_case and bool(people - {me})
        return "" if in_answer or taken_out or of_others else version.reason

    def may_repeat(self, told: InsightVersion) -> bool:
        """Whether what stood there once may be shown again: nothing has been taken from under it
        since."""
        return self.taken_out.get(told.insight_id, 0) <= told.event_id

    def may_tell(self, dissent: Dissent, to: int | None = None) -> bool:
        """Whether words for sharing stand there, and none of those who said them has said no.

        `to`: a participant who reads it alone, and need not be asked.
        """
        others = (author for id_, author in dissent.authors.items() if id_ != to)
        return bool(dissent.words) and all(map(self.may_quote, others))

    def may_quote(self, author: Participant) -> bool:
        """Whether others may see words of theirs: with few taking part only after a yes."""
        if self.is_case or author.may_quote is False:
            return False
        return author.may_quote is True or self.people >= FEW


def taken_back(loop: Loop, answer: Answer) -> bool:
    """Whether an answer holds words of a contribution that was withdrawn (R8)."""
    made = [said for said in loop.said.values() if said.response == answer.id]
    about = loop.said.get(answer.contribution) if answer.contribution is not None else None
    said = [*made, about] if about else made
    return answer.move == "withdraw" or any(s.withdrawn for s in said)
