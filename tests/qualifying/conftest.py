"""The same desk and people as the pages of oversight have."""

from tests.oversight.conftest import (
    app,
    boss,
    client,
    compiled,
    desk,
    foreign,
    made,
    settings,
    staff,
    world,
)

__all__ = [
    "app",
    "boss",
    "client",
    "compiled",
    "desk",
    "foreign",
    "made",
    "settings",
    "staff",
    "world",
]
