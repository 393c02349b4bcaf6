"""What each person of a round is to get, before it is sent; and who has looked at it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import Conflict
from tracker.domain.history import in_pieces
from tracker.domain.marks import mark_of
from tracker.domain.named import Named, named
from tracker.domain.office import Look
from tracker.domain.outcome import Outcome
from tracker.domain.participant import Participant
from tracker.domain.people import User
from tracker.domain.policies import demand_person
from tracker.domain.process import TOLD
from tracker.domain.round import Round, RoundInsight, RoundRecipient
from tracker.domain.workdays import local_date
from tracker.reports.composing import compose_reports
from tracker.reports.document import Document, Outside
from tracker.reports.freezing import addressed_to
from tracker.reports.opening import has_link, way_of_code
from tracker.returning.checks import (
    MOST_LIX,
    TARGET_LIX,
    can_be_measured,
    lix_of,
    unshared_words,
)
from tracker.returning.mending import Mended, to_mend
from tracker.returning.offering import lacks
from tracker.returning.planning import held
from tracker.returning.queries import confided_in, no_thanks_of
from tracker.returning.services import channels_of, recipients_of

# So many reports are written at a time, to find the next one to look at.
AT_ONCE = 20


class Seen(NamedTuple):
    """That somebody looked, at which report."""

    user: str
    mark: str


@dataclass(frozen=True, slots=True)
class Preview:
    """One person's report as it would be frozen now; none where the reader may not read it."""

    who: Named
    # Whom the letter is addressed to: them, or who reads it for them.
    addressee: str
    channel: str
    # How the code comes that the letter opens by; see `Outside`.
    code: str
    linked: bool
    lacks: str
    # Their letter comes in large print.
    large: bool
    # When they said no thanks, where that is what they last answered.
    no_thanks: datetime | None
    # Somebody may not read what was confided to others, and it would stand in the report.
    confided: bool
    lix: float
    # Of its language, how easily it reads cannot be measured.
    unmeasured: bool
    # The insights in it that repeat unshared words.
    unshared: frozenset[int]
    looks: Sequence[Seen]
    mark: str
    document: Document | None

    @property
    def seen_by(self) -> list[str]:
        """Who looked at the report as it is now."""
        return [look.user for look in self.looks if look.mark == self.mark]

    @property
    def differs(self) -> bool:
        """Somebody looked, and it is another report now."""
        return bool(self.looks) and not self.seen_by

    @property
    def stops(self) -> bool:
        """It does not leave without a reason."""
        return self.lix > MOST_LIX or bool(self.unshared)

    @property
    def hard(self) -> bool:
        """It is harder to read than it is to be, and yet may leave."""
        return TARGET_LIX < self.lix <= MOST_LIX


def previews(act: Act, round_: Round, people: Sequence[Participant]) -> list[Preview]:
    """The reports of some people of a round, in their order."""
    channels, today = channels_of(act, people), local_date(act.now)
    reports = _composed(act, round_, people, channels)
    unshared = frozenset(unshared_words(act, round_))
    looks = _looks(act, round_, list(channels))
    confided = confided_in(act, channels, Contribution.participant_id)
    no_thanks = no_thanks_of(act, channels)
    names = named(act.session, channels)
    return [
        Preview(
            who=names[person.id],
            addressee=addressed_to(person, person.represented, reports[person.id].language),
            channel=channels[person.id],
            code=way_of_code(person, channels[person.id]),
            linked=has_link(person, channels[person.id], act.now),
            lacks=lacks(person, today),
            large=person.large_print and channels[person.id] == "letter",
            no_thanks=no_thanks.get(person.id),
            confided=person.id in confided,
            lix=lix_of(reports[person.id]),
            unmeasured=not can_be_measured(reports[person.id]),
            unshared=unshared & reports[person.id].numbers().keys(),
            looks=looks.get(person.id, []),
            mark=mark_of_report(reports[person.id], channels[person.id]),
            document=None if person.id in confided else reports[person.id],
        )
        for person in people
    ]


def whole(act: Act, round_: Round) -> list[Preview]:
    """All of a round; those that have changed since somebody looked come first, then the unseen."""
    found = previews(act, round_, recipients_of(act, round_))
    return sorted(found, key=lambda one: (not one.differs, bool(one.seen_by), one.who.id))


def mark_of_report(document: Document, channel: str) -> str:
    """A sign of all that somebody gets: another one when a word, or the way to them, is another."""
    texts = [(p.section, p.kind, p.detail, p.text) for p in document.passages]
    return mark_of(document.language, channel, texts)


def look(act: Act, number: int, person: Participant, mark: str) -> None:
    """Keep that the actor looked at what a person is to get. Conflict when it is another now."""
    demand_person(act)
    round_ = held(act, number)
    (now,) = previews(act, round_, [person])
    if now.mark != mark:
        raise Conflict("changed_meanwhile")
    row = Look(
        round_id=round_.id, participant_id=person.id, user_id=act.actor.id, mark=mark, at=act.now
    )
    act.session.merge(row)


def outside(act: Act, round_: Round, preview: Preview) -> Outside:
    """What will stand around the report; a link that opens nothing, and no address."""
    process = round_.process
    return Outside(
        date=local_date(act.now),
        sender_name=process.department.name,
        recipient_name="" if preview.channel == "public" else preview.addressee,
        link=f"{act.settings.base_url}/r/…" if preview.linked else None,
        code=preview.code,
        slip_code="…" if preview.channel == "letter" else None,
        phone=process.phone or None,
        in_person=preview.channel == "in_person",
        demo=process.demo,
    )


def advice_on(act: Act, round_: Round, found: Sequence[Preview]) -> list[Mended]:
    """What staff wrote in a round of which there is something to say before it is sent."""
    reports = [(one.who, one.document) for one in found]
    return to_mend(act, round_, reports, unshared_words(act, round_))


def advice_in(act: Act, round_: Round, preview: Preview) -> list[Mended]:
    """The same of one report; nothing of one that may not be read."""
    passages = preview.document.passages if preview.document else ()
    texts = {passage.text for passage in passages}
    return [one for one in advice_on(act, round_, [preview]) if one.text in texts]


class Untranslated(NamedTuple):
    """An insight that somebody gets in another language than they read; `outdated`: it was
    translated, and says something else by now."""

    number: int
    text: str
    outdated: bool


def untranslated(round_: Round, found: Sequence[Preview]) -> list[Untranslated]:
    """The insights of a round whose reports say that they are not translated."""
    said = {
        passage.insight: passage.detail == "outdated"
        for one in found
        if one.document
        for passage in one.document.passages
        if passage.detail in ("untranslated", "outdated")
    }
    return [Untranslated(i.id, i.current.text, said[i.id]) for i in round_.insights if i.id in said]


def untold(round_: Round, found: Sequence[Preview]) -> list[tuple[str, str]]:
    """What a round tells of the process that is not translated for all of its readers, and the
    first language that it lacks."""
    process, asks = round_.process, round_.purpose == "qualify"
    lacks = {
        text: code
        for code in sorted(_read(round_, found), reverse=True)
        for text, of in (process.in_language(field, code) for field in TOLD if asks)
        if text and of != code
    }
    return list(lacks.items())


def _read(round_: Round, found: Sequence[Preview]) -> set[str]:
    """The other languages that its readers have."""
    return {one.document.language for one in found if one.document} - {round_.process.language}


class Unasked(NamedTuple):
    """A question that somebody gets in another language than they read, and the first such one;
    `number` is its place among the round's."""

    number: int
    text: str
    language: str


def unasked(round_: Round, found: Sequence[Preview]) -> list[Unasked]:
    """The questions of a round that are not translated for all of its readers."""
    read = _read(round_, found)
    return [
        Unasked(number, question.text, min(lacking))
        for number, question in enumerate(round_.questions, 1)
        if (lacking := read - question.translations.keys())
    ]


def without_outcome(act: Act, round_: Round) -> list[str]:
    """The insights of a closing round of which nobody has said what they were used for."""
    if round_.purpose != "closing":
        return []
    said = set(
        act.session.scalars(
            select(Outcome.insight_id)
            .join(RoundInsight, RoundInsight.insight_id == Outcome.insight_id)
            .where(RoundInsight.round_id == round_.id)
        )
    )
    return [insight.current.text for insight in round_.insights if insight.id not in said]


class Place(NamedTuple):
    """Which of how many somebody is among a round's people, and who stand beside them."""

    number: int
    total: int
    before: int | None
    after: int | None


def place_of(act: Act, round_: Round, person: int) -> Place:
    """Where somebody stands among the round's people."""
    whose = RoundRecipient.participant_id
    query = select(
        func.count(whose).filter(whose <= person),
        func.count(whose),
        func.max(whose).filter(whose < person),
        func.min(whose).filter(whose > person),
    ).where(RoundRecipient.round_id == round_.id)
    return Place(*act.session.execute(query).one())


def next_unseen(act: Act, round_: Round, after: int) -> int | None:
    """The next person, from there on and round again, whom nobody has looked at as it is now."""
    people = recipients_of(act, round_)
    hidden = confided_in(act, [p.id for p in people], Contribution.participant_id)
    readable = [person for person in people if person.id not in hidden]
    later = [person for person in readable if person.id > after]
    earlier = [person for person in readable if person.id < after]
    looks = _looks(act, round_, [person.id for person in readable])
    for some in _pieces([*later, *earlier]):
        seen = set(_seen_now(act, round_, [p for p in some if p.id in looks], looks))
        for person in some:
            if person.id not in seen:
                return person.id
    return None


def _seen_now(
    act: Act, round_: Round, people: Sequence[Participant], looks: Mapping[int, Sequence[Seen]]
) -> Iterator[int]:
    channels = channels_of(act, people)
    reports = _composed(act, round_, people, channels)
    for number, report in reports.items():
        mark = mark_of_report(report, channels[number])
        if any(look.mark == mark for look in looks[number]):
            yield number


def _composed(
    act: Act, round_: Round, people: Sequence[Participant], channels: Mapping[int, str]
) -> dict[int, Document]:
    """The reports as they will be frozen."""
    privacy = act.settings.privacy_url
    return compose_reports(act.session, round_, people, channels, act.now, privacy)


def _pieces(people: Sequence[Participant]) -> Iterator[Sequence[Participant]]:
    for begin in range(0, len(people), AT_ONCE):
        yield people[begin : begin + AT_ONCE]


def _looks(act: Act, round_: Round, people: Sequence[int]) -> dict[int, list[Seen]]:
    found: dict[int, list[Seen]] = {}
    for some in in_pieces(people):
        query = (
            select(Look.participant_id, User.name, Look.mark)
            .join(User, User.id == Look.user_id)
            .where(Look.round_id == round_.id, Look.participant_id.in_(some))
            .order_by(Look.at)
        )
        for person, name, mark in act.session.execute(query):
            found.setdefault(person, []).append(Seen(name, mark))
    return found
