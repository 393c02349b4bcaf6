"""What a test weaves of, and reads off the pages of weaving."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from tests.oversight.desk import Desk, contributions
from tests.web.pages import text_of
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, SettingAside
from tracker.domain.insight import Evidence, Insight, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.weaving.services import add_insight

REASON = "Mange skrev, at det kun er om vinteren."


def place(process: int) -> str:
    return f"/processes/{process}/weave"


def main(reader: Reader) -> str:
    (found,) = reader.page.iter("main")
    return text_of(found)


def listed(reader: Reader) -> list[int]:
    """The contributions on the page, in its order."""
    boxes = [e for e in reader.page.iter("input") if e.get("name") == "contribution"]
    return [int(e.get("value") or 0) for e in boxes if e.get("type") == "checkbox"]


def undoing(reader: Reader) -> tuple[str, dict[str, str]]:
    """The form that undoes what was just done."""
    for form in reader.page.iter("form"):
        if "z" in {e.get("data-key") for e in form.iter("button")}:
            fields = {e.get("name") or "": e.get("value") or "" for e in form.iter("input")}
            return form.get("action") or "", fields
    raise AssertionError("nothing is undone here")


def told(desk: Desk, process: int, name: str = "Anna", *texts: str) -> list[int]:
    """What somebody said, by its numbers."""
    person = desk.said(process, name, *texts)
    return desk.do(
        lambda act: [c.id for c in contributions(act, act.session.get_one(Participant, person))]
    )


def insight(desk: Desk, process: int, text: str, evidence: Sequence[int] = ()) -> int:
    def drafted(act: Act) -> int:
        said = [act.session.get_one(Contribution, each) for each in evidence]
        return add_insight(act, act.session.get_one(Process, process), text, said).id

    return desk.do(drafted)


def evidence(desk: Desk, number: int) -> list[tuple[int, str]]:
    query = select(Evidence.contribution_id, Evidence.stance).where(
        Evidence.insight_id == number, Evidence.ended_event_id.is_(None)
    )
    return desk.do(
        lambda act: [tuple(row) for row in act.session.execute(query.order_by(Evidence.id))]
    )


def count(desk: Desk, kind: Any) -> int:
    return desk.do(lambda act: act.session.scalar(select(func.count(kind.id))) or 0)


def aside(desk: Desk, number: int) -> str | None:
    """The reason a contribution is set aside for at present."""

    def found(act: Act) -> str | None:
        query = select(SettingAside).where(
            SettingAside.contribution_id == number, SettingAside.ended_event_id.is_(None)
        )
        row = act.session.scalars(query).first()
        return row and row.reason.text

    return desk.do(found)


def address(process: int, number: int, rest: str = "") -> str:
    return f"/processes/{process}/insights/{number}{rest}"


def writing(reader: Reader, where: str) -> dict[str, str]:
    """The fields by which the page knows what was read, as a browser has them now."""
    reader.get(where)
    fields = {}
    for form in reader.page.iter("form"):
        if form.get("data-draft"):
            for element in form.iter("input"):
                if element.get("type") == "hidden":
                    fields[element.get("name") or ""] = element.get("value") or ""
    return fields


def versions(desk: Desk, number: int) -> list[InsightVersion]:
    query = select(InsightVersion).where(InsightVersion.insight_id == number)
    return desk.do(lambda act: list(act.session.scalars(query.order_by(InsightVersion.number))))


def is_given_back(desk: Desk, process: int) -> tuple[int, int, list[int]]:
    """An insight that two people were told: the insight, the round, the people."""
    people = [desk.said(process, name, f"{name} synes, der er mørkt.") for name in ("Anna", "Bo")]
    round_ = desk.told(process, people, "Der er mørkt.")
    number = desk.do(lambda act: act.session.scalars(select(func.max(Insight.id))).one())
    return number, round_, people
