"""What insights were used for, what stands in the way, and what was promised."""

from datetime import date
from typing import Any

from tests.factories.ground import kept
from tracker.domain.act import Act
from tracker.domain.commitment import Commitment, Obstacle
from tracker.domain.insight import Insight
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process


def an_outcome(
    act: Act, insight: Insight, use: str = "used", reason: str = "", **columns: Any
) -> Outcome:
    outcome = Outcome(insight_id=insight.id, use=use, reason=reason, **columns)
    act.record(
        insight.process_id,
        "outcome_recorded",
        insight=insight.id,
        outcome=outcome,
        use=use,
        expected=outcome.expected,
        decided_first=bool(outcome.decided_first),
    )
    return outcome


def an_obstacle(
    act: Act, process: Process, text: str, insight: Insight | None = None, answer: str = ""
) -> Obstacle:
    row = Obstacle(
        process_id=process.id, insight_id=insight.id if insight else None, text=text, answer=answer
    )
    return kept(act, row)


def a_commitment(
    act: Act, process: Process, text: str, due: date = date(2026, 5, 1), state: str = "open"
) -> Commitment:
    return kept(act, Commitment(process_id=process.id, text=text, due=due, state=state))
