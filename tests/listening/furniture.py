"""What the pages of listening show besides: a group with a member, an occasion, and files."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.office import ImportedFile
from tracker.domain.process import Process
from tracker.listening.files import receive_file
from tracker.listening.occasions import add_encounter
from tracker.listening.services import Details, add_participant

if TYPE_CHECKING:
    from tests.web.world import Side


def furnish(act: Act, side: Side) -> None:
    """A walk where a group told what its member knows, which others may see in other words."""
    process = act.session.get_one(Process, side.ids["worked"])
    walk = add_encounter(act, process, "walk", f"Canary walk of {side.name}", act.now)
    name = f"Canary group of {side.name}"
    group = add_participant(act, process, Details(name=name), group_size=6)
    member = add_participant(act, process, Details(name=f"Bo Canary {side.name}"), groups=[group])
    side.ids |= {"walk": walk.id, "group": group.id, "member": member.id}
    _files(act, side, process)


def _files(act: Act, side: Side, process: Process) -> None:
    """One that waits, one with a row that is wrong, and one that is in."""
    rows = "".join(f"Canary {n} of {side.name};Bo {n};bo{n}@kommune.dk;\n" for n in range(12))
    waiting = f"tekst;navn;mail;Hvad er der mere at sige om det?\n{rows}Mere lys;;;\n"
    wrong = f"tekst;dato\nCanary of {side.name};i går\n" + "".join(
        f"Lys {n};{n}. januar\n" for n in range(30)
    )
    for name, content in (("waiting_file", waiting), ("wrong_file", wrong)):
        file = receive_file(act, process, f"høring {side.name}.csv", content.encode())
        # It waits for a day, by the clock on the wall.
        file.at = datetime.now(UTC)
        side.ids[name] = file.id
    brought = ImportedFile(process_id=process.id, at=act.now, name="svar.xlsx", rows=2, added=2)
    act.session.add(brought)
    act.session.flush()
    side.ids["brought_file"] = brought.id
