"""All tables at once, for those who make or compare a schema."""

from tracker.domain import (
    commitment,
    contribution,
    first_voices,
    happened,
    history,
    insight,
    office,
    opening,
    outcome,
    participant,
    people,
    process,
    projection,
    published,
    response,
    round,
)
from tracker.domain.base import Base

MODULES = (
    people,
    process,
    participant,
    contribution,
    insight,
    round,
    response,
    outcome,
    commitment,
    office,
    opening,
    history,
    projection,
    first_voices,
    happened,
    published,
)
metadata = Base.metadata
