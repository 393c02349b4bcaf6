"""What is done about one's agenda: an address made, stopped, and what one wants to be told."""

import secrets

from tracker.domain.act import Act
from tracker.domain.errors import BadInput
from tracker.domain.office import WHOSE, Agenda
from tracker.domain.policies import demand_person
from tracker.reports.links import token_hash

# 256 bits, as a citizen's link.
SECRET_BYTES = 32


def make_address(act: Act) -> str:
    """The secret of a new address, which is kept nowhere; the one before opens nothing more."""
    secret = secrets.token_urlsafe(SECRET_BYTES)
    agenda = _own(act)
    agenda.token_hash, agenda.opened_at = token_hash(secret), act.now
    return secret


def stop_address(act: Act) -> None:
    """Let no address open the calendar any more."""
    agenda = _own(act)
    agenda.token_hash = agenda.opened_at = None


def settle_wishes(act: Act, whose: str, by_mail: bool) -> None:
    """Say what the calendar and the mail are of, and whether there is to be a mail."""
    if whose not in WHOSE:
        raise BadInput("whose", "no_such_agenda", value=whose)
    agenda = _own(act)
    agenda.whose, agenda.by_mail = whose, by_mail


def _own(act: Act) -> Agenda:
    """The actor's row, made when there is none; NotAllowed for nobody by name."""
    demand_person(act)
    number = act.actor.id
    agenda = act.session.get(Agenda, number, with_for_update=True)
    if agenda is None:
        agenda = Agenda(user_id=number, whose="mine", by_mail=False)
        act.session.add(agenda)
    return agenda
