"""What is written about the principles; and two who write at the same time."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import Conflict
from tracker.domain.marks import mark_of
from tracker.domain.office import Reflection
from tracker.domain.process import Process
from tracker.language.given import TEXT, text_given


class Written(NamedTuple):
    """A text as it is `given`, the mark of what was `seen` before, and what `stands` there now."""

    given: str
    seen: str
    stands: str

    @property
    def touched(self) -> bool:
        """Whether whoever gives it changed what they saw."""
        return mark_of_text(self.given) != self.seen

    @property
    def clashes(self) -> bool:
        """Whether somebody else changed it meanwhile too, into something else."""
        return len({mark_of_text(self.given), self.seen, mark_of_text(self.stands)}) == 3

    @property
    def is_new(self) -> bool:
        """Whether it is to take the place of what stands there."""
        return self.touched and mark_of_text(self.given) != mark_of_text(self.stands)


def mark_of_text(text: str) -> str:
    """How a text stands, however a browser ends its lines."""
    return mark_of(text.replace("\r\n", "\n").strip())


def field_of(principle: int) -> str:
    """What the field of a principle is called."""
    return f"principle_{principle}"


def reflect(
    act: Act, process: Process, moment: str, texts: Mapping[int, str], seen: Mapping[int, str]
) -> None:
    """Write down the texts by their principles; an empty one is taken out.

    `seen`: the marks of what was read before. What one left as it was, stays as others have
    written it since. Conflict when of the same principle somebody else wrote something else
    meanwhile; BadInput names the field. Either way nothing is written.
    """
    for principle, text in texts.items():
        if text.strip():
            text_given(field_of(principle), text, TEXT)
    kept = _held(act, process, moment)
    written = {
        principle: Written(
            text, seen.get(principle, ""), kept[principle].text if principle in kept else ""
        )
        for principle, text in texts.items()
    }
    if any(each.clashes for each in written.values()):
        raise Conflict("changed_meanwhile")
    for principle, each in written.items():
        if each.is_new:
            _write(act, kept.get(principle), process, moment, principle, each.given)
    act.session.flush()


def _held(act: Act, process: Process, moment: str) -> dict[int, Reflection]:
    """What is written now; nobody else writes about the process until this is over."""
    act.session.execute(select(Process.id).where(Process.id == process.id).with_for_update())
    query = select(Reflection).where(
        Reflection.process_id == process.id, Reflection.moment == moment
    )
    rows = act.session.scalars(query.execution_options(populate_existing=True))
    return {row.principle: row for row in rows}


def _write(
    act: Act, row: Reflection | None, process: Process, moment: str, principle: int, text: str
) -> None:
    if row is None:
        row = Reflection(process_id=process.id, moment=moment, principle=principle)
        act.session.add(row)
    elif not text.strip():
        act.session.delete(row)
        return
    row.text, row.user_id, row.at = text, act.actor.id, act.now
