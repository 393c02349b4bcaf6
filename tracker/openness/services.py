"""Opening and shutting: each a fact, and each after somebody looked at what others will read."""

from sqlalchemy import select

from tracker.domain import closing, search
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Conflict, NotAllowed, RuleBroken
from tracker.domain.insight import Insight
from tracker.domain.marks import mark_of
from tracker.domain.opening import OpenedInsight, told_words, what_stays
from tracker.domain.policies import demand_manager
from tracker.domain.process import Process
from tracker.openness.doubts import Doubt, doubts
from tracker.openness.queries import Offered, opening_of, outcomes_of

# Who works with the process opens its insights; a family's case its manager alone.
OPENING = frozenset({"caseworker", "manager"})


def offered(act: Act, insight: Insight) -> Offered:
    """What others would read of an insight; RuleBroken says why they may not."""
    process = insight.process
    if stays := what_stays(act.session, insight):
        raise RuleBroken(stays)
    version = told_words(insight)
    if version is None:
        raise RuleBroken("untold_stays")
    outcome = outcomes_of(act, [insight.id]).get(insight.id)
    if outcome is None:
        raise RuleBroken("undecided_stays")
    if closing.state_of(act.session, process, act.now) != "closed":
        raise RuleBroken("unclosed_stays")
    return Offered(version, outcome)


def doubts_of(act: Act, process: Process, what: Offered) -> list[Doubt]:
    """What to look at in an insight before it is opened."""
    return doubts(act, process, what.texts)


def mark(what: Offered) -> str:
    """A sign of the very words that were looked at."""
    return mark_of(*what.standing)


def open_insight(
    act: Act, insight: Insight, seen: str | None, confirmed: bool = False
) -> OpenedInsight:
    """Let other departments read an insight of a closed process, as it was `seen`.

    NotAllowed unless it is theirs to open; RuleBroken when it stays within; Conflict when its
    words are others by now; BadInput when there is something to confirm.
    """
    process = _held(act, insight)
    _demand_opening(act, process)
    what = offered(act, insight)
    if seen != mark(what):
        raise Conflict("other_words_now")
    if not confirmed and doubts_of(act, process, what):
        raise BadInput("confirmed", "look_first")
    before = opening_of(act, insight)
    if before is not None:
        if (before.version_id, before.outcome_id) == (what.version.id, what.outcome.id):
            return before
        _end(act, before)
    row = OpenedInsight(
        insight_id=insight.id, version_id=what.version.id, outcome_id=what.outcome.id
    )
    act.record(process.id, "insight_opened", insight=insight.id, opening=row)
    words = "\n".join(what.texts.values())
    search.index(act.session, [(row.id, search.EVERYWHERE, words)], search.OPENED)
    return row


def shut_insight(act: Act, insight: Insight) -> None:
    """Let other departments read an insight no more; nothing happens when they do not."""
    process = _held(act, insight)
    _demand_opening(act, process)
    row = opening_of(act, insight)
    if row is not None:
        _end(act, row)


def _end(act: Act, row: OpenedInsight) -> None:
    row.ended_event_id = act.record(
        row.insight.process_id, "insight_shut", insight=row.insight_id, opening=row.id
    )
    search.forget(act.session, [row.id], search.OPENED)


def _held(act: Act, insight: Insight) -> Process:
    """The process; two who open or shut at once do it one after the other."""
    query = select(Process).where(Process.id == insight.process_id).with_for_update(of=Process)
    process = act.session.scalars(query).one()
    act.session.refresh(insight, ["versions"])
    return process


def _demand_opening(act: Act, process: Process) -> None:
    if process.kind == "case":
        demand_manager(act, process)
    elif not any((process.department_id, role) in act.actor.roles for role in OPENING):
        raise NotAllowed("opening_only")
