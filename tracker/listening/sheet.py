"""The sheet that the log is written on: filled with what is kept, or with the entry to mend."""

from dataclasses import dataclass
from typing import Any

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.named import Named, named
from tracker.domain.policies import one_of_process
from tracker.domain.process import Process
from tracker.domain.whom import groups_of, namesakes
from tracker.domain.workdays import local_date
from tracker.interface import say
from tracker.listening import kept, mending
from tracker.listening.forms import LogForm
from tracker.listening.latest import colleagues_of, readers_of
from tracker.listening.occasions import occasions_of
from tracker.phrases import called
from tracker.reports.approvals import offered


@dataclass(frozen=True, slots=True)
class Mending:
    """The entry that is mended: by its number, and as it stands, unless it was taken back."""

    number: int
    now: Contribution | None
    built_on: bool = False

    @property
    def gone(self) -> bool:
        return self.now is None or self.now.id != self.number


def mending_of(act: Act, process: Process, number: int) -> Mending:
    """An entry that is to be mended; Unseen when there never was one that is theirs to read."""
    if act.session.get(Contribution, number, populate_existing=True) is None:
        return Mending(number, mending.successor(act, process, number))
    contribution = one_of_process(act, Contribution, number, process)
    return Mending(number, contribution, mending.is_built_on(act, contribution))


def sheet(act: Act, process: Process, mended: Mending | None, blank: bool = False) -> LogForm:
    """The form with all that can be chosen in it; `blank` also where something was sent."""
    now = mended.now if mended else None
    values = _kept(act, process) if now is None else _written(act, now)
    values["held_on"] = local_date(act.now)
    besides = values.pop("besides")
    form = LogForm(**({"formdata": None} if blank else {}), **values)
    # What was sent without a mark was never read.
    if now is not None and (blank or not form.is_submitted()):
        form.seen.data = mending.seen_mark(act, now)
    form.about(occasions_of(act, process, besides), colleagues_of(act, process), act.actor.id)
    form.among(groups_of(act, process), process, offered(act.session))
    form.tell_apart(namesakes(act, process, form.who.data or ""))
    return form


def as_written(who: Named) -> str:
    """What the page writes in the field for somebody; with their number, for there may be two."""
    return say("log.unknown") if who.kind == "unknown" else f"{called(who)} ({who.id})"


def _kept(act: Act, process: Process) -> dict[str, Any]:
    encounter, person = kept.kept_in(act, process)
    who = named(act.session, [person.id])[person.id] if person else None
    return {
        "occasion": str(encounter.id) if encounter else "",
        "besides": encounter.id if encounter else None,
        "who": as_written(who) if who else "",
    }


def _written(act: Act, now: Contribution) -> dict[str, Any]:
    who = named(act.session, [now.participant_id])[now.participant_id]
    return {
        "text": now.present,
        "who": as_written(who),
        "occasion": str(now.encounter_id or ""),
        "besides": now.encounter_id,
        "how": now.how,
        "shareable": now.shareable or "",
        "confidential": now.confidential,
        "readers": [str(number) for number in readers_of(act, now)],
    }
