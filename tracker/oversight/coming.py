"""How far loops came and what became of what was said in them: those an indicator counts."""

from sqlalchemy import ColumnElement, and_, exists

from tracker.domain.projection import LoopRow, OpenResponse
from tracker.domain.steps import Step

_STANDS = LoopRow.state != "ended"
_QUALIFIED = and_(_STANDS, LoopRow.step >= Step.QUALIFIED)
_RETURNED = LoopRow.returned_after.is_not(None)
# By the name that an address and an indicator have for it.
CAME: dict[str, ColumnElement[bool]] = {
    "contributed": _STANDS,
    "waiting": and_(_STANDS, ~_RETURNED),
    "returned": _RETURNED,
    "told": and_(_RETURNED, LoopRow.step == Step.RETURNED),
    "by_answer": and_(_QUALIFIED, ~LoopRow.decided_first, ~LoopRow.no_answer),
    "by_silence": and_(_QUALIFIED, ~LoopRow.decided_first, LoopRow.no_answer),
    "by_waiver": and_(_QUALIFIED, LoopRow.decided_first),
    "changed": LoopRow.changed > 0,
    "unchanged": LoopRow.unchanged > 0,
    "open_responses": exists().where(OpenResponse.participant_id == LoopRow.participant_id),
    "partly": LoopRow.partly > 0,
    "undecided": LoopRow.undecided > 0,
    "not_used": (LoopRow.unused > 0) | (LoopRow.aside > 0),
    "unused": LoopRow.unused > 0,
    "aside": LoopRow.aside > 0,
}
