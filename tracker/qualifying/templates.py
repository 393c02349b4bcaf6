"""How a department often begins an answer. Nobody is sent a template as it stands."""

import re
from collections.abc import Sequence

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.marks import demand_unchanged
from tracker.domain.office import AnswerTemplate
from tracker.domain.people import ROLES, Department
from tracker.domain.policies import LARGEST
from tracker.domain.process import Process
from tracker.language.given import LINE, TEXT, line_given, text_given
from tracker.language.text import same_text_key

TEMPLATES = 100

# What is still to be filled in: [navn], [hvad I gjorde]; what stands before an address is none.
_GAP = re.compile(r"\[[^\[\]]{1,200}\](?!\()")


def department_for(act: Act, number: int) -> Department:
    """A department that the actor works in, or Unseen."""
    row = act.session.get(Department, number) if number <= LARGEST else None
    if row is None:
        raise Unseen("department", number)
    if number not in {department for department, role in act.actor.roles if role in ROLES}:
        raise Unseen("department", number, exists=True)
    return row


def template_for(act: Act, department: Department, number: int) -> AnswerTemplate:
    """One of a department's templates, or Unseen."""
    row = act.session.get(AnswerTemplate, number) if number <= LARGEST else None
    if row is None or row.department_id != department.id:
        raise Unseen("template", number)
    return row


def templates_of(act: Act, department: int) -> Sequence[AnswerTemplate]:
    """A department's templates by their titles."""
    query = select(AnswerTemplate).where(AnswerTemplate.department_id == department)
    ordered = query.order_by(AnswerTemplate.title, AnswerTemplate.id).limit(TEMPLATES)
    return act.session.scalars(ordered).all()


def keep_template(act: Act, department: Department, title: str, text: str) -> AnswerTemplate:
    """Keep a text that answers can begin with."""
    row = AnswerTemplate(
        department_id=department.id,
        title=line_given("heading", title, LINE),
        text=text_given("text", text, TEXT),
    )
    act.session.add(row)
    act.session.flush()
    return row


def edit_template(act: Act, number: int, seen: str, title: str, text: str) -> None:
    """Give a template other words; Conflict when somebody else has since it was seen."""
    query = select(AnswerTemplate).where(AnswerTemplate.id == number).with_for_update()
    row = act.session.scalars(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise Unseen("template", number)
    if (row.title, row.text) == (title, text):
        return
    demand_unchanged(seen, row.title, row.text)
    row.title = line_given("heading", title, LINE)
    row.text = text_given("text", text, TEXT)


def drop_template(act: Act, template: AnswerTemplate) -> None:
    """Keep a template no longer; what was written with its help stays."""
    act.session.delete(template)


def demand_edited(act: Act, process: Process, reason: str) -> None:
    """BadInput for a reason that is a template as it stands, or has a gap that nobody filled."""
    gap = _GAP.search(reason)
    if gap is not None:
        raise BadInput("reason", "reason_has_a_gap", gap=gap[0])
    texts = {_key(template.text) for template in templates_of(act, process.department_id)}
    if _key(reason) in texts:
        raise BadInput("reason", "reason_is_a_template")


def _key(text: str) -> str:
    return " ".join(same_text_key(text).split())
