"""Who gets what at every address: written by hand, so that no rule is checked against itself.

A row is an endpoint and a method, and the status that each gets: somebody who is not signed in,
somebody whose roles were all taken away, a caseworker, a manager and an administrator of the
department whose things the address names. `foreign` is what any member of staff of another
department gets, where the address names something: 404, as for a number that does not exist.

A POST is sent with a good token and an otherwise empty form: 422 means that it came so far.
`ids` says which of a side's numbers (tests/web/world.py) fills which part of the address.
Each room's rows stand in its `permissions.py`.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    endpoint: str
    method: str
    stranger: int
    roleless: int
    caseworker: int
    manager: int
    administrator: int
    foreign: int | None = None
    ids: dict[str, str] = field(default_factory=dict)
    # The others are refused at the door, whatever the address names.
    enter: tuple[str, ...] = ("caseworker", "manager", "administrator")


def everybody(endpoint: str, method: str, status: int, **ids: str) -> Row:
    """The same for all."""
    return Row(endpoint, method, status, status, status, status, status, ids=ids)


def administers(
    endpoint: str, method: str, status: int, foreign: int | None = None, **ids: str
) -> Row:
    """What an administrator alone gets; a caseworker and a manager are refused."""
    asked = 302 if method == "GET" else 303
    return Row(endpoint, method, asked, 403, 403, 403, status, foreign, ids, ("administrator",))


def staff(endpoint: str, method: str, status: int, foreign: int | None = None, **ids: str) -> Row:
    """The same for everybody who has a role; a stranger is sent to sign in."""
    asked = 302 if method == "GET" else 303
    return Row(endpoint, method, asked, 403, status, status, status, foreign, ids)
