"""The same desk and people as the pages of oversight have."""

from tests.oversight.conftest import (
    app,
    axe,
    boss,
    browser_type_launch_args,
    client,
    compiled,
    desk,
    foreign,
    made,
    page_at,
    server,
    settings,
    staff,
    world,
)

__all__ = [
    "app",
    "axe",
    "boss",
    "browser_type_launch_args",
    "client",
    "compiled",
    "desk",
    "foreign",
    "made",
    "page_at",
    "server",
    "settings",
    "staff",
    "world",
]
