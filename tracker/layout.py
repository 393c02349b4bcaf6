"""What the frame around every page shows: who is signed in, where one can go, what the law asks."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for

from tracker.access import current_actor, rule_of
from tracker.sessions import current_user
from tracker.settings import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the main menu: its endpoint, and the words it is called by."""

    endpoint: str
    words: str


# In the order of the menu; one is shown when its room is there and the reader may enter.
MENU = (
    Place("oversight.my_work", "menu.work"),
    Place("processes.index", "menu.processes"),
)


def furnish(app: Flask, settings: Settings) -> None:
    """Give the templates of an application what the frame needs."""
    app.jinja_env.globals.update(
        current_user=current_user,
        menu=lambda: _menu(app),
        accessibility_url=settings.accessibility_url,
        privacy_url=settings.privacy_url,
    )


def _menu(app: Flask) -> list[dict[str, Any]]:
    """The places the reader may go: address, words, and whether they are there already."""
    if current_user() is None:
        return []
    roles = {role for _, role in current_actor().roles}
    here = request.path
    entries = []
    for place in MENU:
        rule = rule_of(app, place.endpoint) if place.endpoint in app.view_functions else None
        if rule is not None and rule.roles & roles:
            address = url_for(place.endpoint)
            inside = address != "/" and here.startswith(address)
            entries.append(
                {
                    "address": address,
                    "words": place.words,
                    "current": "page" if here == address else "true" if inside else None,
                }
            )
    return entries
