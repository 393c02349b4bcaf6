"""What is new on a process's page: a feed, read off what was published and what was promised."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.insight import InsightVersion
from tracker.domain.opening import OpenPage, OpenPageInsight
from tracker.openness.shown import Shown, ShownInsight

# The newest so many.
MOST = 50


class Entry(NamedTuple):
    """Something new: `kind` is new, words, outcome, kept or broken.

    `name` tells it from every other entry, for good. The text is what stands on the page now,
    whatever stood there when it was new: what was taken out is in no feed either.
    """

    kind: str
    name: str
    at: datetime
    text: str
    about: ShownInsight | None = None

    @property
    def place(self) -> str:
        """Where it stands on the page."""
        return "-".join(self.name.split("-")[:2])


def entries(act: Act, page: OpenPage, shown: Shown) -> list[Entry]:
    """What is new on the page, the newest first."""
    found = [*_insights(act, page.process_id, shown), *_promises(shown)]
    return sorted(found, key=lambda entry: (entry.at, entry.name), reverse=True)[:MOST]


def updated(act: Act, page: OpenPage, found: Sequence[Entry]) -> datetime:
    """When something of the page was last another."""
    at = act.session.scalars(select(Event.at).where(Event.id == page.event_id)).one()
    return max([at, *(entry.at for entry in found)])


def _insights(act: Act, process: int, shown: Shown) -> Iterator[Entry]:
    """Each publication is held against the one before it."""
    now = {each.insight: each for each in shown.insights}
    before: dict[int, tuple[int, int | None]] = {}
    for page, at, pinned in _publications(act, process):
        for insight in sorted(pinned.keys() & now.keys()):
            kind = _changed(before.get(insight), pinned[insight])
            if kind is not None:
                each = now[insight]
                yield Entry(kind, f"insight-{insight}-{page}", at, each.text, each)
        before = pinned


def _changed(before: tuple[int, int | None] | None, now: tuple[int, int | None]) -> str | None:
    if before is None:
        return "new"
    if before[0] != now[0]:
        return "words"
    return "outcome" if before[1] != now[1] else None


def _publications(
    act: Act, process: int
) -> Iterator[tuple[int, datetime, dict[int, tuple[int, int | None]]]]:
    """Each publication: its number, when, and the version and outcome of each insight on it."""
    pages = (
        select(OpenPage.id, Event.at)
        .join(Event, Event.id == OpenPage.event_id)
        .where(OpenPage.process_id == process)
        .order_by(OpenPage.id)
    )
    query = (
        select(OpenPageInsight, InsightVersion.insight_id)
        .join(InsightVersion, InsightVersion.id == OpenPageInsight.version_id)
        .join(OpenPage, OpenPage.id == OpenPageInsight.page_id)
        .where(OpenPage.process_id == process)
    )
    pinned: dict[int, dict[int, tuple[int, int | None]]] = {}
    for row, insight in act.session.execute(query):
        pinned.setdefault(row.page_id, {})[insight] = (row.version_id, row.outcome_id)
    for page, at in act.session.execute(pages):
        yield page, at, pinned.get(page, {})


def _promises(shown: Shown) -> Iterator[Entry]:
    for each in shown.promises:
        if each.state != "open" and each.said_at is not None:
            name = f"promise-{each.id}-{each.state}-{int(each.said_at.timestamp())}"
            yield Entry(each.state, name, each.said_at, each.text)
