"""That somebody has read and approved what citizens are told in a language; and who did."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, NotAllowed, Unseen
from tracker.domain.languages import LanguageApproval
from tracker.domain.marks import demand_unchanged, mark_of
from tracker.domain.policies import demand_person
from tracker.language.given import LINE, line_given
from tracker.reports.approvals import approval_of, changed_since, texts_in
from tracker.reports.languages import INTERFACE, LANGUAGES, Language, language

# What the others are read beside.
DANISH = "da"
OTHERS = tuple(code for code in LANGUAGES if code != DANISH)


class Standing(NamedTuple):
    """One language, the approval that stands, and how many texts have changed since."""

    language: Language
    approval: LanguageApproval | None
    changed: int

    @property
    def is_ours(self) -> bool:
        """Whether it comes with the product, and is offered whoever has read it."""
        return self.language.code in INTERFACE


def standings(act: Act) -> list[Standing]:
    """All languages that there are texts in, the product's own first."""
    return [standing(act, code) for code in OTHERS]


def standing(act: Act, code: str) -> Standing:
    """How a language stands; Unseen when there are no texts in it to be read."""
    if code not in OTHERS:
        raise Unseen("language", code)
    approval = approval_of(act.session, code)
    return Standing(language(code), approval, changed_since(approval) if approval else 0)


def approvals(act: Act, code: str) -> Sequence[LanguageApproval]:
    """Every approval of a language, the latest first; those that were taken back too."""
    query = select(LanguageApproval).where(LanguageApproval.language == code)
    return act.session.scalars(query.order_by(LanguageApproval.id.desc())).all()


def mark_of_texts(code: str) -> str:
    """The mark of what is read of a language."""
    return mark_of(texts_in(code))


def approve(act: Act, code: str, name: str, seen: str | None) -> LanguageApproval:
    """Write down who has read and approved all texts of a language, as they were `seen`.

    NotAllowed but for an administrator, Conflict when the texts are others by now.
    """
    standing(act, code)
    _demand_administrator(act)
    if not name.strip():
        raise BadInput("name", "approver_missing")
    demand_unchanged(seen, texts_in(code))
    approval = LanguageApproval(
        language=code,
        name=line_given("name", name, LINE),
        texts=texts_in(code),
        user_id=act.actor.id,
        at=act.now,
    )
    act.session.add(approval)
    act.session.flush()
    return approval


def take_back(act: Act, code: str, only: int | None = None) -> None:
    """Take all approvals of a language back, or `only` that of a number.

    While none stands it is offered no more, and reports are in their process's language instead.
    """
    standing(act, code)
    _demand_administrator(act)
    for approval in approvals(act, code):
        if approval.taken_back_at is None and only in (None, approval.id):
            approval.taken_back_at, approval.taken_back_by_id = act.now, act.actor.id
    act.session.flush()


def _demand_administrator(act: Act) -> None:
    demand_person(act)
    if "administrator" not in {role for _, role in act.actor.roles}:
        raise NotAllowed("administrator_only")
