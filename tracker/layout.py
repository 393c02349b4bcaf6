"""What the frame around every page shows: who is signed in, where one can go, what the law asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, g, request
from werkzeug.exceptions import HTTPException

from tracker.access import current_actor, rule_of
from tracker.interface import address, current_words
from tracker.sessions import current_user


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the main menu: its endpoint, and the words it is called by."""

    endpoint: str
    words: str
    key: str = ""
    # What else is found here: /processes/4/insights/7 is below "insights".
    also: tuple[str, ...] = ()
    # Pages that belong here although their addresses do not say so.
    pages: tuple[str, ...] = ()


# In the order of the menu; one is shown when its room is there and the reader may enter.
MENU = (
    Place("oversight.my_work", "menu.work", also=("done", "calendar")),
    Place("oversight.dashboard", "menu.board", also=("loops", "indicators")),
    Place("processes.index", "menu.processes"),
    Place("openness.knowledge", "menu.knowledge"),
    Place("processes.handing_over.index", "menu.handing_over"),
    Place("accounts.administration.people", "menu.people"),
    Place("accounts.administration.departments", "menu.departments"),
    Place("accounts.languages.index", "menu.languages"),
)

# The pages of one process, in the order of the work; the letter is the key that leads there.
PROCESS_MENU = (
    Place("processes.show", "process_menu.overview", "o"),
    Place("listening.log", "process_menu.log", "l", ("import",)),
    Place("weaving.weave", "process_menu.weave", "f", ("insights", "assumptions", "obstacles")),
    Place("returning.rounds", "process_menu.rounds", "t", ("sessions",)),
    Place("qualifying.responses", "process_menu.responses", "s", pages=("qualifying.write_in",)),
    Place("qualifying.outcomes", "process_menu.outcomes", "b"),
    Place("listening.participants", "process_menu.participants", "d"),
    Place("compass.compass", "process_menu.compass", "m"),
)


def furnish(app: Flask) -> None:
    """Give the templates of an application what the frame needs."""
    app.jinja_env.globals.update(
        current_user=current_user,
        menu=lambda: _menu(app, MENU),
        process_menu=lambda number: _menu(app, PROCESS_MENU, number=number),
        help_here=lambda: _help(app),
    )


def _help(app: Flask) -> str:
    """The endpoint of this page, when it is one of the staff's that there is help for; else "".

    The others explain themselves, and so does one that says no.
    """
    here = _page_here(app)
    if f"help.{here}" not in current_words().sentences or g.get("says_no"):
        return ""
    rule = rule_of(app, here)
    return here if rule is not None and rule.roles and current_user() is not None else ""


def _page_here(app: Flask) -> str:
    """The endpoint of this page; of one that answers a POST, that of the page above it."""
    rule = request.url_rule
    if rule is None or "GET" in (rule.methods or ()):
        return request.endpoint or ""
    above = request.path.rpartition("/")[0]
    try:
        return str(app.url_map.bind("").match(above, "GET")[0])
    except HTTPException:
        return ""


def _menu(app: Flask, places: Sequence[Place], **parts: Any) -> list[dict[str, Any]]:
    """The places the reader may go: address, words, key, and whether they are there already."""
    if current_user() is None:
        return []
    roles = {role for _, role in current_actor().roles}
    found = [
        (address(place.endpoint, **parts), place)
        for place in places
        if place.endpoint in app.view_functions and _may_enter(app, place, roles)
    ]
    here = request.path
    # Of several places that hold this page, the innermost: /processes/4 holds /processes/4/log.
    around = [
        (held, own)
        for own, place in found
        for held in (own, *_further(place, own))
        if _holds(held, here)
    ]
    _, inside = max(around, key=lambda both: len(both[0]), default=("", ""))
    return [
        {
            "address": own,
            "words": place.words,
            "key": place.key,
            "current": "page" if here == own else "true" if own == inside else None,
        }
        for own, place in found
    ]


def _further(place: Place, own: str) -> list[str]:
    """What belongs to a place beside its own address."""
    found = [f"{own.rpartition('/')[0]}/{part}" for part in place.also]
    return [*found, request.path] if request.endpoint in place.pages else found


def _may_enter(app: Flask, place: Place, roles: set[str]) -> bool:
    rule = rule_of(app, place.endpoint)
    return rule is not None and bool(rule.roles & roles)


def _holds(address: str, here: str) -> bool:
    return address != "/" and (here == address or here.startswith(f"{address.rstrip('/')}/"))
