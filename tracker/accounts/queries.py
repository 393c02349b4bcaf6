"""What the administrator's pages read: who works where, and the departments."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select

from tracker.accounts.approving import standings
from tracker.domain.act import Act
from tracker.domain.errors import Unseen
from tracker.domain.people import ROLES, Department, RoleHeld, User
from tracker.domain.policies import LARGEST
from tracker.reports.languages import Language

PEOPLE = 50


class Worker(NamedTuple):
    """A user, and their roles in the departments that the reader administers: (name, roles)."""

    user: User
    roles: list[tuple[str, list[str]]]


class Missing(NamedTuple):
    """What is to be put right before citizens are written to, and where, if in a department."""

    what: str
    department: Department | None = None
    language: Language | None = None


def people_seen(act: Act, after: int) -> tuple[list[Worker], bool]:
    """The next of those who work in the departments that the actor administers."""
    held = select(RoleHeld.user_id).where(RoleHeld.department_id.in_(administered(act)))
    query = (
        select(User).where(User.id.in_(held), User.id > after).order_by(User.id).limit(PEOPLE + 1)
    )
    users = list(act.session.scalars(query))
    mine = administered(act)
    return [Worker(user, _roles(user, mine)) for user in users[:PEOPLE]], len(users) > PEOPLE


def person_for(act: Act, number: int) -> User:
    """Somebody who works where the actor administers; Unseen otherwise."""
    user = act.session.get(User, number) if number <= LARGEST else None
    if user is None:
        raise Unseen("user", number)
    if not {held.department_id for held in user.roles_held} & set(administered(act)):
        raise Unseen("user", number, exists=True)
    return user


def department_for(act: Act, number: int) -> Department:
    """A department that the actor administers; Unseen otherwise."""
    department = act.session.get(Department, number) if number <= LARGEST else None
    if department is None:
        raise Unseen("department", number)
    if department.id not in administered(act):
        raise Unseen("department", number, exists=True)
    return department


def departments_administered(act: Act) -> list[Department]:
    """The departments that the actor administers, by name."""
    query = select(Department).where(Department.id.in_(administered(act))).order_by(Department.name)
    return list(act.session.scalars(query))


def still_missing(act: Act, departments: Sequence[Department]) -> list[Missing]:
    """What citizens are to find and do not: the operator's settings first, then in departments."""
    settings = act.settings
    found = [
        Missing(f"setting.{name}")
        for name, address in (
            ("accessibility", settings.accessibility_url),
            ("privacy", settings.privacy_url),
        )
        if not address
    ]
    for each in departments:
        lacks = [name for name in ("address", "phone") if not getattr(each, name).strip()]
        found += [Missing(f"department.{name}", each) for name in lacks]
    changed = [each.language for each in standings(act) if each.changed]
    return found + [Missing("language.changed", language=each) for each in changed]


def administered(act: Act) -> list[int]:
    """Their numbers."""
    return sorted(number for number, role in act.actor.roles if role == "administrator")


def _roles(user: User, departments: Sequence[int]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for held in user.roles_held:
        if held.department_id in departments:
            found.setdefault(held.department.name, []).append(held.role)
    return [(name, sorted(roles, key=list(ROLES).index)) for name, roles in sorted(found.items())]
