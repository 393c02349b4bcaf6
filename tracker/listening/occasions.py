"""The occasions on which citizens contributed: noted, and chosen among."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput
from tracker.domain.policies import LARGEST
from tracker.domain.process import Encounter, Process
from tracker.domain.workdays import COPENHAGEN, local_date
from tracker.language.given import LINE, day_given, line_given, moment_given

# Occasions to choose from.
OCCASIONS_SHOWN = 40


@dataclass(frozen=True, slots=True)
class NewOccasion:
    """An occasion that is told of for the first time."""

    kind: str
    title: str
    day: date
    place: str = ""
    place_kind: str = "neutral"


def add_encounter(
    act: Act,
    process: Process,
    kind: str,
    title: str,
    held_at: datetime,
    place: str = "",
    place_kind: str = "neutral",
) -> Encounter:
    """Note an occasion where citizens contributed."""
    encounter = Encounter(
        process=process,
        kind=kind,
        title=line_given("title", title, LINE),
        place=place and line_given("place", place, LINE),
        place_kind=place_kind,
        held_at=moment_given("held_at", held_at, act.now),
    )
    act.session.add(encounter)
    act.session.flush()
    return encounter


def note_occasion(act: Act, process: Process, new: NewOccasion) -> Encounter:
    """Note an occasion of which the day is known; of today's, this is the moment."""
    day = day_given("held_on", new.day)
    today = local_date(act.now)
    if day > today:
        raise BadInput("held_on", "in_the_future", value=day)
    noon = datetime.combine(day, time(12), COPENHAGEN).astimezone(UTC)
    held_at = act.now if day == today else noon
    return add_encounter(act, process, new.kind, new.title, held_at, new.place, new.place_kind)


def occasion_of(act: Act, process: Process, number: int | None) -> Encounter | None:
    """The process's occasion of that number, if there is one."""
    if number is None or not 0 < number <= LARGEST:
        return None
    query = select(Encounter).where(Encounter.id == number, Encounter.process_id == process.id)
    return act.session.scalars(query).first()


def occasions_of(act: Act, process: Process, besides: int | None = None) -> list[Encounter]:
    """The occasions to choose from, the latest first; one more, `besides`, is always among them."""
    query = (
        select(Encounter)
        .where(Encounter.process_id == process.id)
        .order_by(Encounter.held_at.desc(), Encounter.id.desc())
        .limit(OCCASIONS_SHOWN)
    )
    found = list(act.session.scalars(query))
    other = None
    if besides not in (None, *(each.id for each in found)):
        other = occasion_of(act, process, besides)
    return [*found, other] if other is not None else found
