"""All tables at once, for those who make or compare a schema."""

from tracker.domain import (
    commitment,
    contribution,
    first_voices,
    happened,
    history,
    insight,
    languages,
    office,
    opening,
    outcome,
    participant,
    people,
    planned,
    process,
    projection,
    published,
    response,
    round,
    second_thing,
)
from tracker.domain.base import Base

MODULES = (
    people,
    process,
    participant,
    contribution,
    insight,
    round,
    second_thing,
    response,
    planned,
    outcome,
    commitment,
    office,
    languages,
    opening,
    history,
    projection,
    first_voices,
    happened,
    published,
)
metadata = Base.metadata
