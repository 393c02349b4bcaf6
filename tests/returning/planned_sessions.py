"""Sessions as they are planned on the office's own pages."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.oversight.desk import Desk
from tests.returning.office import address
from tests.web.pages import fields_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.planned import PlannedSession
from tracker.domain.workdays import COPENHAGEN

AHEAD = datetime.now(UTC) + timedelta(days=9)
# What a session's form says that is filled in as it was planned.
FILLED_IN = "Dag, sted og indsigter er hentet fra planen."
WHEN = f"{AHEAD.astimezone(COPENHAGEN):%Y-%m-%dT%H:%M}"


def planning(reader: Reader, process: int, round_: int, **more: Any) -> Any:
    """The plan as the form proposes it, but for what is said."""
    return fill(reader, address(process, round_, "sessions", "plan"), **more)


def fill(reader: Reader, where: str, **more: Any) -> Any:
    reader.get(where)
    return reader.post(where, data=filled(reader, **more))


def filled(reader: Reader, **more: Any) -> dict[str, Any]:
    hidden = fields_of(reader.page)
    kept = {name: hidden[name] for name in ("csrf_token", "once", "seen") if name in hidden}
    ticked = [e for e in reader.page.iter("input") if "checked" in e.attrib]
    chosen: dict[str, Any] = {"insights": [], "expected": []}
    for each in ticked:
        if each.get("name") in chosen:
            chosen[str(each.get("name"))].append(str(each.get("value")))
    told = {"at": WHEN, "minutes": "90", "place": "Beboerhuset", "place_kind": "own", "note": ""}
    return {**kept, **chosen, **told, **more}


def plan_of(desk: Desk, number: int) -> PlannedSession:
    def found(act: Act) -> PlannedSession:
        row = act.session.get_one(PlannedSession, number)
        assert row.expected is not None and row.shown is not None and row.led_by is not None
        return row

    return desk.do(found)


def number_in(location: str) -> int:
    return int(location.rpartition("/")[2])


def over(desk: Desk, number: int) -> None:
    """Its time goes by, and before that the time when it was planned."""

    def pass_(act: Act) -> None:
        row = act.session.get_one(PlannedSession, number)
        row.at = act.now - timedelta(hours=3)
        row.round.created_at = act.now - timedelta(days=2)

    desk.do(pass_)
