"""What a test writes on the sheet of the log, and reads off a page."""

import re
from typing import Any
from xml.etree.ElementTree import Element

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.oversight.desk import Desk
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.weaving.services import add_insight

CONTROLS = ("input", "textarea")


def fields(reader: Reader, action: str = r"/log(\?mend=\d+)?") -> dict[str, str]:
    """What the form that is sent to such an address holds, untouched; else, the log's own."""
    forms = reader.page.iter("form")
    (form,) = [f for f in forms if re.search(f"{action}$", f.get("action") or "")]
    found = {}
    for control in form.iter():
        name, kind = control.get("name"), control.get("type")
        unchosen = kind in ("radio", "checkbox") and control.get("checked") is None
        if name and control.tag in CONTROLS and not unchosen:
            found[name] = control.get("value") or (control.text or "").removeprefix("\n")
        if name and control.tag == "select":
            options = list(control.iter("option"))
            chosen = [o for o in options if "selected" in o.attrib] or options[:1]
            found[name] = chosen[0].get("value") or ""
    return found


def log_of(process: object, mend: int | None = None) -> str:
    return f"/processes/{process}/log" + (f"?mend={mend}" if mend else "")


def note(
    reader: Reader, process: object, /, text: str, who: str | None = None, **said: Any
) -> TestResponse:
    """Open the log, write this on it, and save; the answer."""
    address = log_of(process)
    reader.get(address)
    return save(reader, address, text=text, **({} if who is None else {"who": who}), **said)


def save(reader: Reader, address: str, /, **said: Any) -> TestResponse:
    """Send the form that stands open, with this written in it."""
    return reader.post(address, data=fields(reader) | said)


def errors(reader: Reader) -> list[str]:
    """What stands beside the fields."""
    return [
        text_of(each)
        for each in reader.page.iter("span")
        if "form-error-message" in (each.get("class") or "")
    ]


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def entries(reader: Reader) -> list[str]:
    """What was written down last, as it is read."""
    return [text_of(e) for e in reader.page.iter("li") if e.get("class") == "entry"]


def element(reader: Reader, tag: str, name: str) -> Element:
    (found,) = [each for each in reader.page.iter(tag) if each.get("name") == name]
    return found


def heard(desk: Desk, process: object) -> list[Contribution]:
    """All that was written down in a process, with its words, author and occasion loaded."""

    def read(act: Act) -> list[Contribution]:
        query = select(Contribution).where(Contribution.process_id == process)
        rows = list(act.session.scalars(query.order_by(Contribution.id)))
        for row in rows:
            assert row.wordings and row.participant
            assert row.encounter is None or row.encounter.title
        return rows

    return desk.do(read)


def count(desk: Desk, kind: type) -> int:
    return desk.do(lambda act: act.session.scalar(select(func.count(kind.id))) or 0)


def people(desk: Desk, process: object) -> list[Participant]:
    query = select(Participant).where(Participant.process_id == process)
    return desk.do(lambda act: list(act.session.scalars(query.order_by(Participant.id))))


def woven(desk: Desk, process: int) -> None:
    def weave(act: Act) -> None:
        row = act.session.get_one(Process, process)
        query = select(Contribution).where(Contribution.process_id == process)
        add_insight(act, row, "Der er for mørkt.", list(act.session.scalars(query)))

    desk.do(weave)
