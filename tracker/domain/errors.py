"""What the domain says no with: a code and its values. The words are in the catalogues."""


class Refused(Exception):
    """Something that cannot be done as asked. `code` names the sentence that says why."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(f"{code} {values}" if values else code)
        self.code = code
        self.values = values


class RuleBroken(Refused):
    """A rule of the loop stands against it."""


class NotAllowed(Refused):
    """The person has no right to do it."""


class BadInput(Refused):
    """Something given cannot be used; `field` is where it was given."""

    def __init__(self, field: str, code: str, **values: object) -> None:
        super().__init__(code, **values)
        self.field = field


class Unseen(Refused):
    """There is nothing of that kind and number here, or it is not theirs to see: never which."""

    def __init__(self, kind: str, number: int | str, exists: bool = False) -> None:
        super().__init__("unseen", kind=kind, number=number)
        self.kind = kind
        self.number = number
        self.exists = exists


class Conflict(Refused):
    """Somebody else changed it meanwhile."""
