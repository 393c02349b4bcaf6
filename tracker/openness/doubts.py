"""What a text that is about to leave looks as if it gives away. It points; a person decides."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.participant import Membership, Participant
from tracker.domain.process import Process
from tracker.domain.projection import LoopRow
from tracker.domain.published import STEP
from tracker.domain.unshared import answered_in, said_in
from tracker.domain.voices import voices_of
from tracker.language.guards import find_contacts, find_cpr, names
from tracker.language.overlap import worst_runs

# So many words in a row are hardly anybody's by chance.
SAME_WORDS = 6
# Shorter ones are words of the language as often as names.
SHORTEST_NAME = 2


class Doubt(NamedTuple):
    """Something to look at: a "name", a "contact", a "quote", or that "few" took part."""

    kind: str
    words: str


def voices_in(act: Act, process: Process) -> int:
    """How many voices took part, ended loops left out (R19). For the fence alone."""
    people = (
        select(Participant.id, Participant.kind, Participant.size)
        .join(LoopRow, LoopRow.participant_id == Participant.id)
        .where(LoopRow.process_id == process.id, LoopRow.state != "ended")
    )
    members = (
        select(Membership.person_id, Membership.group_id)
        .join(Participant, Participant.id == Membership.person_id)
        .where(Participant.process_id == process.id)
    )
    rows = [(number, kind, size) for number, kind, size in act.session.execute(people)]
    pairs = [(person, group) for person, group in act.session.execute(members)]
    return voices_of(rows, pairs).count


def doubts(
    act: Act, process: Process, texts: Mapping[str, str], reachable: Iterable[str] = ()
) -> list[Doubt]:
    """What to look at in texts, each by a name of its own, before others read them.

    `reachable` are those of them that are meant to hold a telephone or an address of ours.
    RuleBroken for a CPR number, which nobody may publish.
    """
    whole = "\n".join(texts.values())
    if find_cpr(whole):
        raise RuleBroken("cpr_number")
    closed = "\n".join(text for name, text in texts.items() if name not in set(reachable))
    said, _ = said_in(act.session, process.id)
    heard = said | answered_in(act.session, process.id)
    found = [Doubt("name", name) for name in _named(act, process, whole)]
    found += [Doubt("contact", each.text) for each in find_contacts(closed)]
    found += [Doubt("quote", each.run) for each in worst_runs(texts, heard, SAME_WORDS).values()]
    if voices_in(act, process) < STEP:
        found.append(Doubt("few", ""))
    return list(dict.fromkeys(found))


def _named(act: Act, process: Process, text: str) -> list[str]:
    """Those who took part that a text names; of a part of a name, only when it is written so."""
    query = select(Participant.name).where(
        Participant.process_id == process.id, Participant.name != ""
    )
    known = list(act.session.scalars(query))
    parts = {part for name in known for part in name.split() if len(part) >= SHORTEST_NAME}
    found = names(text, known)
    whole = " ".join(found).split()
    written = sorted(part for part in parts if part in text and part[:1].isupper())
    return found + [part for part in names(text, written) if part not in whole]
