"""What the pages of listening show besides: a group with a member, an occasion, more words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.domain.act import Act
from tracker.domain.process import Process
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
