"""What is done about users: added with a role, given a link, a password chosen."""

from uuid import uuid4

from email_validator import EmailNotValidError, validate_email
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.accounts.passwords import hashed, is_right
from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.people import ROLES, Department, RoleHeld, User
from tracker.domain.policies import demand_administrator
from tracker.keys import Keys
from tracker.language.given import LINE, line_given

LINK_LASTS_DAYS = 7


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
