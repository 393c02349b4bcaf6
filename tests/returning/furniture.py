"""What each department of the web's small world has of giving back: a round planned for Anna."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from tracker.citizen.services import try_code
from tracker.domain.act import Act
from tracker.domain.office import LetterBatch
from tracker.domain.participant import Participant
from tracker.domain.people import Department, User
from tracker.domain.process import Process, ProcessMember
from tracker.domain.round import Round
from tracker.domain.second_thing import TRIES
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.processes.services import add_process
from tracker.reports import links
from tracker.returning.checks import Reasons
from tracker.returning.contacting import Gathering, meet
from tracker.returning.services import deliveries_to, fix_round, freeze_next, plan_round
from tracker.returning.session_plans import SessionPlan, cancel_session, plan_session
from tracker.weaving.services import add_insight

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """Beside the round that Anna was told, another for her, which is a draft yet; meetings about
    the first: ahead, over, and called off; and files of letters that the manager asked for, one
    that is ready and one that stopped."""
    process = act.session.get_one(Process, side.ids["worked"])
    told = act.session.scalars(select(Round).where(Round.process_id == process.id)).one()
    anna = act.session.get_one(Participant, side.ids["person"])
    draft = plan_round(act, process, "qualify", None, [anna], questions=["Hvorfor?"])
    held = plan_session(act, told.id, SessionPlan(act.now + timedelta(days=1), "Beboerhuset"))
    ahead = plan_session(
        act,
        told.id,
        SessionPlan(
            datetime(2098, 9, 3, 17, tzinfo=UTC),
            f"Canary place of {side.name}",
            "own",
            insights=[insight.id for insight in told.insights],
            expected=[anna.id],
            note=f"Canary note of a plan of {side.name}",
        ),
    )
    called_off = cancel_session(
        act, plan_session(act, told.id, SessionPlan(act.now + timedelta(days=2), "Kajen")).id
    )
    side.ids |= {"sent_round": told.id, "draft_round": draft.id}
    side.ids |= {"planned": ahead.id, "to_record": held.id, "called_off": called_off.id}
    ready, stopped = _batch(act, side, told), _batch(act, side, told)
    ready.ready_at, stopped.failed = ready.at, True
    side.ids |= {"sent_round": told.id, "draft_round": draft.id}
    side.ids |= {"ready_batch": ready.id, "stopped_batch": stopped.id}
    _furnish_case(act, side)
    _furnish_session(act, side)


def _furnish_case(act: Act, side: Side) -> None:
    """A case whose letter opens by a code; Karl has tried five wrong ones. The manager's alone."""
    department = act.session.get_one(Department, side.department)
    process = add_process(act, f"Canary of {side.name}: sagen", "case", department)
    process.contact_phone = "87 13 00 00"
    home = "Søvej 3\n8220 Brabrand"
    details = Details(name=f"Karl Canary {side.name}", email="karl@kommune.dk", address=home)
    karl = add_participant(act, process, details)
    said = log_contribution(act, karl, f"Canary case of {side.name}.")
    insight = add_insight(act, process, f"Canary understood of {side.name}.", [said])
    round_ = plan_round(act, process, "qualify", [insight], [karl])
    fix_round(act, round_, Reasons("", "the words are a canary"))
    freeze_next(act, round_)
    (delivery,) = deliveries_to(act, round_, [karl.id])
    link = links.token(act.settings.keys.links, delivery.id, delivery.generation)
    for n in range(TRIES):
        try_code(act, links.token_hash(link), f"{n:08}")
    narrow_to(act, process)
    side.ids |= {"case": process.id, "case_round": round_.id, "in_case": karl.id}
    side.ids["code_link"] = link


def _furnish_session(act: Act, side: Side) -> None:
    """A session that Else and six of a group were at, of which nothing is written down yet."""
    department = act.session.get_one(Department, side.department)
    process = add_process(act, f"Canary of {side.name}: mødet", "development", department)
    else_ = add_participant(act, process, Details(name=f"Else Canary {side.name}"))
    group = add_participant(act, process, Details(name=f"Klassen {side.name}"), group_size=24)
    said = [log_contribution(act, who, f"Canary {who.name}.") for who in (else_, group)]
    insight = add_insight(act, process, f"Canary seen by {side.name}.", said)
    round_ = plan_round(act, process, "qualify", [insight], [else_, group])
    gathering = Gathering(act.now, "Skolen", [(else_.id, 1), (group.id, 6)], [insight.id])
    held = meet(act, round_.id, gathering, Reasons("", "the words are a canary"))
    narrow_to(act, process)
    side.ids |= {"met": process.id, "held": held.id}


def narrow_to(act: Act, process: Process) -> None:
    """Open a process to who furnishes it alone: what others find waiting is told by the tests."""
    process.narrowed = True
    act.session.add(ProcessMember(process_id=process.id, user_id=act.actor.id))


def _batch(act: Act, side: Side, round_: Round) -> LetterBatch:
    who = select(User.id).where(User.fs_uniquifier == side.users["manager"])
    now = datetime.now(UTC)
    row = LetterBatch(
        round_id=round_.id,
        user_id=act.session.scalars(who).one(),
        at=now,
        protected=False,
        letters=60,
        made=60,
        spoilt=1,
        moved_at=now,
        mark="",
    )
    act.session.add(row)
    act.session.flush()
    return row
