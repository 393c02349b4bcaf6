"""The weekly digests on their way, beside the reports: claimed, sent and marked in the same way.

A week has one for each who wants it, whatever becomes of it. What is in doubt stays so: it is
never sent again, and nobody has to settle it, as the next week has another.
"""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from email.policy import SMTP

from sqlalchemy import Select, exists, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tracker.domain import agenda, history
from tracker.domain.act import Act, Actor
from tracker.domain.office import Agenda, Digest
from tracker.domain.people import User
from tracker.domain.workdays import COPENHAGEN, local_date, monday_of
from tracker.outbound import claims
from tracker.outbound.claims import Claimant
from tracker.outbound.composing import new_message_id, no_reply
from tracker.outbound.outbox import AT_ONCE, Taken, pause_after
from tracker.outbound.transport import Mail, Result
from tracker.reports.agenda import digest as written
from tracker.reports.mail import Envelope
from tracker.reports.words import interface

# On Monday before work begins; where nobody was there to send it, until Tuesday is over.
AT = time(6)
LASTS_DAYS = 2


def queue_week(act: Act, most: int | None = None) -> int:
    """Queue the digests of this week that are not queued yet; returns how many.

    Who wants none is left out; whether there is anything to say is seen when it is sent.
    """
    monday = _week(act.now)
    if monday is None:
        return 0
    wanted = _wanted(monday).limit(most)
    if act.session.scalars(wanted.limit(1)).first() is None:
        return 0
    # Two workers at once would both queue it.
    history.wait_for_others(act.session)
    people = act.session.scalars(wanted).all()
    act.session.add_all(
        Digest(
            user_id=person,
            week=monday,
            state="waiting",
            message_id=new_message_id(act.settings),
            not_before=AT_ONCE,
            at=act.now,
        )
        for person in people
    )
    act.session.flush()
    return len(people)


def next_moment(session: Session) -> datetime | None:
    """When the next digest may go; None when none waits."""
    query = select(Digest.not_before).where(Digest.state == "waiting")
    return session.scalars(query.order_by(Digest.not_before).limit(1)).first()


def take(act: Act, claimant: Claimant) -> Taken | None:
    """Claim a digest that may go now; None when none may. Commit before sending it.

    One that nobody wants any more, that comes too late or has nothing to say ends here.
    """
    query = _due(act.now).limit(1).with_for_update(of=Digest, skip_locked=True)
    digest = act.session.scalars(query).first()
    if digest is None:
        return None
    try:
        mail, reason = _compose(act, digest)
    except SQLAlchemyError:
        raise
    except Exception:
        # One that cannot be written must not keep all the others from being sent.
        mail, reason = None, "not_written"
    if mail is None:
        _turn(act, digest, "failed" if reason == "not_written" else "stopped", reason)
        return Taken(digest.id, None, None, reason)
    claimant.claim(digest)
    digest.tried_since = digest.tried_since or act.now
    _turn(act, digest, "claimed")
    return Taken(digest.id, None, mail)


def mark(act: Act, number: int, result: Result) -> None:
    """Say what became of a digest that was claimed."""
    digest = act.session.get_one(Digest, number, with_for_update=True)
    if digest.state not in ("claimed", "uncertain"):
        return
    claims.release(digest)
    digest.answer = result.answer
    if result.kind == "sent":
        _turn(act, digest, "sent", "" if result.via == "smtp" else result.via)
    elif result.kind == "later":
        _try_later(act, digest)
    elif result.kind == "unsure":
        _turn(act, digest, "uncertain", "no_answer")
    else:
        _turn(act, digest, "failed", result.kind)


def doubt_abandoned(act: Act, claimant: Claimant) -> int:
    """Make uncertain what was claimed by processes that are no more; returns how many."""
    claimed = act.session.scalars(select(Digest).where(Digest.state == "claimed"))
    dead = [digest for digest in claimed if claimant.knows_dead(digest, act.now)]
    for digest in dead:
        claims.release(digest)
        _turn(act, digest, "uncertain", "interrupted")
    return len(dead)


def postpone(act: Act, answer: str) -> int:
    """No mail can leave: what may go now waits longer. Returns 0: when its days are over, `take`
    ends it.
    """
    for digest in act.session.scalars(_due(act.now)):
        digest.answer = answer
        digest.tried_since = digest.tried_since or act.now
        _try_later(act, digest)
    return 0


def _week(now: datetime) -> date | None:
    """The Monday of the week whose digests go now; None when it is not their time."""
    here = now.astimezone(COPENHAGEN)
    if here.weekday() >= LASTS_DAYS or (here.weekday() == 0 and here.time() < AT):
        return None
    return monday_of(here.date())


def _wanted(monday: date) -> Select[int]:
    queued = exists().where(Digest.user_id == Agenda.user_id, Digest.week == monday)
    return (
        select(Agenda.user_id)
        .join(User, User.id == Agenda.user_id)
        .where(Agenda.by_mail, User.active, ~queued)
        .order_by(Agenda.user_id)
    )


def _due(now: datetime) -> Select[Digest]:
    waiting = select(Digest).where(Digest.state == "waiting", Digest.not_before <= now)
    return waiting.order_by(Digest.not_before, Digest.id)


def _compose(act: Act, digest: Digest) -> tuple[Mail | None, str]:
    """The mail, or why there is none. ValueError when it cannot be written."""
    user = digest.user
    wishes = agenda.wishes(act, user.id)
    theirs = replace(act, actor=Actor.of(user))
    if not wishes.by_mail or not theirs.actor.roles:
        return None, "unwanted"
    if local_date(act.now) >= digest.week + timedelta(days=LASTS_DAYS):
        return None, "late"
    week = agenda.week_of(theirs, wishes.whose)
    if week is None:
        return None, "nothing"
    sender = no_reply(act.settings)
    envelope = Envelope(
        to=user.email,
        sender_name=interface(user.language).say("product"),
        sender_address=sender,
        message_id=digest.message_id or "",
        at=act.now,
    )
    mail = written(envelope, user.language, week, wishes.whose, digest.week, act.settings.base_url)
    content = mail.as_bytes(policy=SMTP)
    return Mail(digest.message_id or "", sender, user.email, content, week.demo), ""


def _try_later(act: Act, digest: Digest) -> None:
    _turn(act, digest, "waiting", "later")
    digest.not_before = act.now + pause_after(digest.tries)
    digest.tries += 1


def _turn(act: Act, digest: Digest, state: str, reason: str = "") -> None:
    digest.state, digest.reason, digest.at = state, reason, act.now
