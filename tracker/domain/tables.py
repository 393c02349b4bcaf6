"""All tables at once, for those who make or compare a schema."""

from tracker.domain import (
    commitment,
    contribution,
    history,
    insight,
    office,
    opening,
    outcome,
    participant,
    people,
    process,
    projection,
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
)
metadata = Base.metadata
