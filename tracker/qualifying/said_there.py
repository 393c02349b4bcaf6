"""What was said at a session about each insight: the words behind it, and what is written down.

What a person or a group said is an answer of theirs, as one that came by letter. What nobody in
particular said belongs to the session's *Ukendte* (R19): a contribution, and where its move says
how it stands to the insight, evidence for it.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import selectinload

from tracker.domain.act import Act
from tracker.domain.answering import new_sending, present_move
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.evidence import weave
from tracker.domain.hearing import hear, unknown_of
from tracker.domain.history import Event
from tracker.domain.insight import STANCES, Evidence, Insight, InsightVersion
from tracker.domain.named import NAMED, Named, with_occasion
from tracker.domain.participant import Participant
from tracker.domain.policies import LARGEST, seen_contributions, seen_responses, taken_back
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.round import JointSession, Presence, VersionShown
from tracker.language.given import WORDS, text_given
from tracker.qualifying.services import delivery_to, respond
from tracker.qualifying.writing_in import Thing

# Of the words behind an insight, so many stand beside it.
BEHIND = 12

# How what nobody in particular said stands to the insight that it was said about.
STANCE_OF = {"recognise": "supports", "nuance": "nuances", "disagree": "contradicts"}


class Present(NamedTuple):
    """Somebody who was there; of a group how many."""

    who: Named
    came: int


class Behind(NamedTuple):
    """Words that an insight was made of."""

    stance: str
    text: str
    who: Named


class Remark(NamedTuple):
    """What is written down already. `who`: none for what nobody in particular said."""

    who: Named | None
    move: str
    text: str


class Column(NamedTuple):
    """One insight that was shown, or the whole round: what is behind it, and what was said.

    `more`: how many words behind it do not stand here. `confided`: how many may not.
    """

    thing: Thing
    behind: Sequence[Behind] = ()
    more: int = 0
    confided: int = 0
    said: Sequence[Remark] = ()


class NewRemark(NamedTuple):
    """What somebody said about a thing; `who`: a participant's number, none for nobody in
    particular. `row` is the row of the page that says it."""

    thing: Thing
    row: int
    who: int | None
    move: str
    text: str

    @property
    def field(self) -> str:
        """The field of the page that holds the words."""
        return f"text_{self.thing.name}_{self.row}"


def session_of(act: Act, process: Process, number: int) -> JointSession:
    """A session of that process, or Unseen."""
    found = act.session.get(JointSession, number) if number <= LARGEST else None
    if found is None or found.round.process_id != process.id:
        raise Unseen("joint_session", number)
    return found


def present_at(act: Act, session: JointSession) -> list[Present]:
    """Who was there, by name."""
    query = with_occasion(
        select(Presence.count, *NAMED).join(Participant, Participant.id == Presence.participant_id)
    ).where(Presence.session_id == session.id)
    rows = act.session.execute(query.order_by(Participant.name, Participant.id))
    return [Present(Named(*who), count) for count, *who in rows]


def things_of(act: Act, session: JointSession) -> list[Thing]:
    """The insights that were shown, in the words that were; the whole of it comes last."""
    versions = (
        select(InsightVersion.insight_id, InsightVersion.text)
        .join(VersionShown, VersionShown.version_id == InsightVersion.id)
        .where(VersionShown.session_id == session.id)
        .order_by(InsightVersion.insight_id)
    )
    shown = (Thing("insight", number, text) for number, text in act.session.execute(versions))
    return [*shown, Thing("round", session.round_id)]


def columns_of(act: Act, session: JointSession, things: Sequence[Thing]) -> list[Column]:
    """What stands beside each of the things, by as many statements as for one."""
    insights = [thing.number for thing in things if thing.kind == "insight"]
    behind, counts = _behind(act, session, insights), _counts(act, session, insights)
    answers, heard = _answered(act, session, insights), _heard(act, session, insights)
    found = []
    for thing in things:
        words = behind.get(thing.number, []) if thing.kind == "insight" else []
        seen, confided = counts.get(thing.number, (0, 0)) if thing.kind == "insight" else (0, 0)
        said = [*answers.get(thing.name, []), *heard.get(thing.name, [])]
        found.append(Column(thing, words, seen - len(words), confided, said))
    return found


def whose(columns: Sequence[Column]) -> set[int]:
    """Those whose words stand there."""
    behind = {each.who.id for column in columns for each in column.behind}
    return behind | {each.who.id for column in columns for each in column.said if each.who}


def write_down(act: Act, session: JointSession, remarks: Sequence[NewRemark]) -> int:
    """Write down what was said; how much. All or nothing: BadInput names the field of its row."""
    # Another writes down the same session at this moment: one after the other.
    act.session.refresh(session, with_for_update=True)
    sendings = _sendings(act, session)
    for remark in remarks:
        try:
            _write_down(act, session, remark, sendings)
        except BadInput as bad:
            raise BadInput(remark.field, bad.code, **bad.values) from None
    return len(remarks)


def _write_down(
    act: Act, session: JointSession, remark: NewRemark, sendings: dict[int, int]
) -> None:
    at, thing = session.encounter.held_at, remark.thing
    insight = act.session.get_one(Insight, thing.number) if thing.kind == "insight" else None
    if remark.who is None:
        _hear(act, session, remark, insight)
        return
    delivery = delivery_to(act, session.round, remark.who)
    sending = sendings.setdefault(remark.who, new_sending())
    respond(act, delivery, remark.move, remark.text, insight, at=at, sending=sending)


def _hear(act: Act, session: JointSession, remark: NewRemark, insight: Insight | None) -> None:
    """It is retold: nobody wrote down who said it, nor word for word."""
    text = text_given("text", remark.text, WORDS)
    encounter = session.encounter
    unknown = unknown_of(act, encounter)
    heard = hear(
        act,
        unknown,
        text,
        received_at=encounter.held_at,
        how="retold",
        encounter=encounter,
        about=(insight.id if insight is not None else None, remark.move),
    )
    stance = STANCE_OF.get(remark.move)
    if stance is not None and insight is not None and insight.ending is None:
        weave(act, insight, [heard], stance)


def _sendings(act: Act, session: JointSession) -> dict[int, int]:
    """What each said at a session is one sending, also when it is written down bit by bit: so
    nothing that they said there takes the place of something else (R10)."""
    query = _said_there(select(Response.participant_id, Response.sending), session)
    return {participant: sending for participant, sending in act.session.execute(query)}


def _said_there(query: Any, session: JointSession) -> Any:
    """Those of the answers that were given at a session: nobody is at two at one moment."""
    present = select(Presence.participant_id).where(Presence.session_id == session.id)
    return query.where(
        Response.round_id == session.round_id,
        Response.participant_id.in_(present),
        Response.at == session.encounter.held_at,
        Response.event_id > session.event_id,
    ).order_by(Response.id)


def _answered(act: Act, session: JointSession, insights: Sequence[int]) -> dict[str, list[Remark]]:
    """What people answered there, beside what it is about as it is sorted by now."""
    query = with_occasion(
        select(Response, *NAMED).join(Participant, Participant.id == Response.participant_id)
    ).where(seen_responses(act.actor), ~taken_back())
    rows = act.session.execute(
        _said_there(query, session).options(selectinload(Response.sortings))
    ).all()
    present = [(row, *present_move(row)[:2]) for row, *_ in rows]
    versions = select(InsightVersion.id, InsightVersion.insight_id).where(
        InsightVersion.id.in_([version for _, _, version in present if version is not None])
    )
    insight_of: dict[int, int] = {number: of for number, of in act.session.execute(versions)}
    found: dict[str, list[Remark]] = {}
    for (row, move, version), (_, *who) in zip(present, rows, strict=True):
        about = _beside(session, insights, insight_of.get(version) if version else None)
        found.setdefault(about, []).append(Remark(Named(*who), move, row.text))
    return found


def _heard(act: Act, session: JointSession, insights: Sequence[int]) -> dict[str, list[Remark]]:
    """What was logged of the session, beside the insight that was spoken of there; where that is
    not known, beside what it is evidence for by now."""
    query = (
        with_occasion(
            select(Contribution, Event.data, *NAMED)
            .select_from(Contribution)
            .join(Event, Event.id == Contribution.event_id)
            .join(Participant, Participant.id == Contribution.participant_id)
        )
        .where(Contribution.encounter_id == session.encounter_id, seen_contributions(act.actor))
        .where(Contribution.withdrawn_event_id.is_(None))
        .options(selectinload(Contribution.wordings))
        .order_by(Contribution.id)
    )
    rows = act.session.execute(query).all()
    woven = _woven(act, session)
    found: dict[str, list[Remark]] = {}
    for said, data, *who in rows:
        evidence = woven.get(said.id, (None, "said"))
        insight, move = (data["about"], data["move"]) if "move" in data else evidence
        author = Named(*who)
        remark = Remark(None if author.kind == "unknown" else author, move, said.present)
        found.setdefault(_beside(session, insights, insight), []).append(remark)
    return found


def _woven(act: Act, session: JointSession) -> dict[int, tuple[int, str]]:
    """What of the session is evidence: the first insight that it is for, and the move it says."""
    moves = {stance: move for move, stance in STANCE_OF.items()}
    query = (
        select(Evidence.contribution_id, Evidence.insight_id, Evidence.stance)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Contribution.encounter_id == session.encounter_id)
        .where(Evidence.ended_event_id.is_(None))
        .order_by(Evidence.id.desc())
    )
    rows = act.session.execute(query)
    return {said: (insight, moves[stance]) for said, insight, stance in rows}


def _beside(session: JointSession, insights: Sequence[int], insight: int | None) -> str:
    """The insight, or the whole round where it was not shown."""
    if insight is not None and insight in insights:
        return Thing("insight", insight).name
    return Thing("round", session.round_id).name


def _behind(act: Act, session: JointSession, insights: Sequence[int]) -> dict[int, list[Behind]]:
    """The first of the words that each insight is made of; not what was said at the session."""
    rank = case({stance: rank for rank, stance in enumerate(STANCES)}, value=Evidence.stance)
    place = func.row_number().over(partition_by=Evidence.insight_id, order_by=(rank, Evidence.id))
    first = (
        select(Evidence.id, place.label("place"))
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(*_evidence(session, insights), seen_contributions(act.actor))
        .subquery()
    )
    query = with_occasion(
        select(Evidence.insight_id, Evidence.stance, Contribution, *NAMED)
        .join(first, first.c.id == Evidence.id)
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .join(Participant, Participant.id == Contribution.participant_id)
        .where(first.c.place <= BEHIND)
        .options(selectinload(Contribution.wordings))
        .order_by(Evidence.insight_id, rank, Evidence.id)
    )
    found: dict[int, list[Behind]] = {}
    for insight, stance, said, *who in act.session.execute(query):
        found.setdefault(insight, []).append(Behind(stance, said.present, Named(*who)))
    return found


def _counts(act: Act, session: JointSession, insights: Sequence[int]) -> dict[int, tuple[int, int]]:
    """How much each insight is made of: what one may read, and what was confided to others."""
    seen = seen_contributions(act.actor)
    query = (
        select(Evidence.insight_id, func.count().filter(seen), func.count().filter(~seen))
        .join(Contribution, Contribution.id == Evidence.contribution_id)
        .where(*_evidence(session, insights))
        .group_by(Evidence.insight_id)
    )
    return {insight: (n, hidden) for insight, n, hidden in act.session.execute(query)}


def _evidence(session: JointSession, insights: Iterable[int]) -> list[Any]:
    elsewhere = Contribution.encounter_id.is_distinct_from(session.encounter_id)
    return [Evidence.insight_id.in_(insights), Evidence.ended_event_id.is_(None), elsewhere]
