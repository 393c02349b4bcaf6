"""What is done about users: added with a role, given a link, a password chosen."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from uuid import uuid4

from email_validator import EmailNotValidError, validate_email
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.passwords import hashed, is_right
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, NotAllowed, RuleBroken, Unseen
from tracker.domain.marks import demand_unchanged
from tracker.domain.people import ROLES, Department, RoleHeld, User
from tracker.domain.policies import demand_administrator
from tracker.keys import Keys
from tracker.language.given import LINE, line_given, text_given

LINK_LASTS_DAYS = 7
# In characters: an address has room for a few lines.
ADDRESS = 500
# Percent.
WHOLE = 100


def add_user(
    act: Act, email: str, name: str, role: str, department_name: str, password: str | None = None
) -> User:
    """Give a role in a department to a user; either is made when there is none yet.

    A user who is there already keeps their name and, unless one is given, their password.
    Raises BadInput, and NotAllowed unless the actor administers the department.
    """
    if role not in ROLES:
        raise BadInput("role", "no_such_role", role=role)
    address = _checked_email(email)
    department = _department(act.session, department_name)
    demand_administrator(act, department.id)
    user = _user_of(act.session, address) or _new_user(act.session, address, name)
    held = {(each.department_id, each.role) for each in user.roles_held}
    if (department.id, role) not in held:
        user.roles_held.append(RoleHeld(department=department, role=role))
    user.active = True
    if password is not None:
        _set_password(user, password)
    act.session.flush()
    return user


def add_user_to(act: Act, department: int, email: str, name: str, role: str) -> User:
    """As `add_user`, in a department by its number."""
    owner = act.session.get(Department, department)
    demand_administrator(act, owner.id if owner else None)
    return add_user(act, email, name, role, owner.name if owner else "")


def give_roles(act: Act, user: User, department: Department, roles: Sequence[str]) -> None:
    """Let a user have just these roles in a department; with none they work there no more.

    NotAllowed unless the actor administers it; RuleBroken when nobody would administer it then.
    """
    demand_administrator(act, department.id)
    if not set(roles) <= set(ROLES):
        raise BadInput("roles", "no_such_role", role=min(set(roles) - set(ROLES)))
    kept = [
        held
        for held in user.roles_held
        if held.department_id != department.id or held.role in roles
    ]
    have = {held.role for held in kept if held.department_id == department.id}
    new = [role for role in ROLES if role in roles and role not in have]
    if "administrator" not in roles:
        _demand_another_administrator(act.session, user, department)
    user.roles_held = kept + [RoleHeld(department=department, role=role) for role in new]
    act.session.flush()


def rename(act: Act, user: User, name: str) -> None:
    """Give a user another name. NotAllowed unless the actor administers where they work."""
    _demand_administrator_of(act, user)
    if not name.strip():
        raise BadInput("name", "name_missing")
    user.name = line_given("name", name, LINE)


def shut_out(act: Act, user: User) -> None:
    """Let a user sign in no more; what they did stays theirs, and they can be let in again."""
    _demand_administrator_of(act, user)
    if user.id == act.actor.id:
        raise RuleBroken("shut_out_oneself")
    for held in user.roles_held:
        _demand_another_administrator(act.session, user, held.department)
    user.active = False
    end_sessions(act, user)


def let_in(act: Act, user: User) -> None:
    """Let a user who was shut out sign in again, with the roles they had."""
    _demand_administrator_of(act, user)
    user.active = True


def add_department(act: Act, name: str) -> Department:
    """Make a department, administered by whoever makes it. BadInput when there is one of the
    name."""
    if act.actor.kind == "user" and "administrator" not in {role for _, role in act.actor.roles}:
        raise NotAllowed("administrator_only")
    if act.session.scalars(select(Department.id).where(Department.name == name.strip())).first():
        raise BadInput("name", "department_exists", name=name.strip())
    department = _department(act.session, name)
    user = act.session.get(User, act.actor.id) if act.actor.id is not None else None
    if user is not None:
        user.roles_held.append(RoleHeld(department=department, role="administrator"))
        act.session.flush()
    return department


@dataclass(frozen=True, slots=True)
class Settled:
    """What is settled for a department: what letters and citizens are told of it, and the percent
    of a process's loops that one manager excepts alone (None: as many as they say)."""

    name: str
    address: str = ""
    return_address: str = ""
    phone: str = ""
    email: str = ""
    except_share: int | None = None


def settled_of(department: Department) -> Settled:
    """What is settled now."""
    return Settled(**{each.name: getattr(department, each.name) for each in fields(Settled)})


def edit_department(act: Act, department: Department, seen: str, to: Settled) -> None:
    """Change a department as it was `seen`; Conflict when it is so no more."""
    demand_administrator(act, department.id)
    demand_unchanged(seen, *astuple(settled_of(department)))
    if not to.name.strip():
        raise BadInput("name", "department_missing")
    same = select(Department.id).where(
        Department.name == to.name.strip(), Department.id != department.id
    )
    if act.session.scalars(same).first():
        raise BadInput("name", "department_exists", name=to.name.strip())
    department.name = line_given("name", to.name, LINE)
    department.address = to.address and text_given("address", to.address, ADDRESS)
    department.return_address = to.return_address and text_given(
        "return_address", to.return_address, ADDRESS
    )
    department.phone = to.phone and line_given("phone", to.phone, 60)
    department.email = _checked_email(to.email) if to.email.strip() else ""
    if to.except_share is not None and not 1 <= to.except_share <= WHOLE:
        raise BadInput("except_share", "share_out_of_bounds", most=WHOLE)
    department.except_share = to.except_share
    act.session.flush()


def one_time_link(act: Act, user: User) -> str:
    """The address where the user chooses a password, once, within seven days."""
    token = _signer(act.settings.keys).dumps([user.id, user.fs_uniquifier])
    return f"{act.settings.base_url}/choose-password/{token}"


def holder_of(session: Session, keys: Keys, token: str) -> User:
    """Whose the link is; Unseen when it was used, is too old, or never was one."""
    try:
        said = _signer(keys).loads(token, max_age=LINK_LASTS_DAYS * 24 * 60 * 60)
        number, uniquifier = said
    except (BadSignature, ValueError, TypeError):
        raise Unseen("link", "") from None
    user = session.get(User, number)
    if user is None or not user.active or user.fs_uniquifier != uniquifier:
        raise Unseen("link", "")
    return user


def choose_password(_: Act, user: User, password: str) -> None:
    """Set a password; every session and every link from before ends. Raises BadInput."""
    _set_password(user, password)


def end_sessions(_: Act, user: User) -> None:
    """Sign the user out everywhere."""
    user.fs_uniquifier = _new_uniquifier()


def recognised(session: Session, email: str, password: str) -> User | None:
    """The active user with this address and password; else None, never saying which was wrong."""
    user = _user_of(session, email.strip().lower())
    right = is_right(user.password if user is not None and user.active else None, password)
    return user if right else None


def _demand_administrator_of(act: Act, user: User) -> None:
    """NotAllowed unless the actor administers every department that the user works in."""
    if not user.roles_held:
        demand_administrator(act, None)
    for held in user.roles_held:
        demand_administrator(act, held.department_id)


def _demand_another_administrator(session: Session, user: User, department: Department) -> None:
    """RuleBroken when the user is the last who administers the department."""
    mine = {(held.department_id, held.role) for held in user.roles_held}
    if (department.id, "administrator") not in mine:
        return
    others = (
        select(RoleHeld.id)
        .join(User, User.id == RoleHeld.user_id)
        .where(RoleHeld.department_id == department.id, RoleHeld.role == "administrator")
        .where(User.id != user.id, User.active)
    )
    if session.scalars(others.limit(1)).first() is None:
        raise RuleBroken("last_administrator", department=department.name)


def _set_password(user: User, password: str) -> None:
    user.password = hashed(password)
    user.fs_uniquifier = _new_uniquifier()


def _new_uniquifier() -> str:
    return uuid4().hex


def _checked_email(email: str) -> str:
    try:
        # A name inside the house (bo@intra, bo@kommune.test) is one too: no mail need leave it.
        found = validate_email(
            email.strip(),
            check_deliverability=False,
            globally_deliverable=False,
            test_environment=True,
        )
        return found.normalized.lower()
    except EmailNotValidError:
        raise BadInput("email", "not_an_email", email=email) from None


def _user_of(session: Session, email: str) -> User | None:
    return session.scalars(select(User).where(func.lower(User.email) == email)).first()


def _new_user(session: Session, address: str, name: str) -> User:
    if not name.strip():
        raise BadInput("name", "name_missing")
    user = User(
        email=address,
        name=line_given("name", name, LINE),
        fs_uniquifier=_new_uniquifier(),
        active=True,
        language="da",
        roles_held=[],
    )
    session.add(user)
    session.flush()
    return user


def _department(session: Session, name: str) -> Department:
    if not name.strip():
        raise BadInput("department", "department_missing")
    name = line_given("department", name, LINE)
    department = session.scalars(select(Department).where(Department.name == name)).first()
    if department is None:
        department = Department(name=name)
        session.add(department)
        session.flush()
    return department


def _signer(keys: Keys) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(keys.sessions, salt="choose a password")
