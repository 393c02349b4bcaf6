"""The forms of signing in, and of those who administer."""

from collections.abc import Sequence

from wtforms import HiddenField, SelectField, SelectMultipleField

from tracker.accounts.services import ADDRESS, WHOLE, Settled
from tracker.domain.people import ROLES, Department
from tracker.forms import Choice, Email, Form, Line, OnceForm, Password, Prose, WholeNumber
from tracker.interface import Saying
from tracker.language.given import LINE


class SignInForm(Form):
    email = Email("sign_in.email", longest=254, missing="sign_in.email_missing")
    password = Password("sign_in.password", longest=200, missing="sign_in.password_missing")
    next = HiddenField()


class ChoosePasswordForm(Form):
    password = Password("choose.password", longest=200, missing="choose.password_missing")


class PersonForm(OnceForm):
    """Somebody new, or one more role for somebody who is there."""

    email = Email("sign_in.email", longest=254, missing="sign_in.email_missing")
    name = Line("person.name", longest=LINE, missing="person.name_missing")
    department = SelectField(Saying("person.department"), coerce=int)
    role = Choice("role", values=ROLES, missing="role.missing")

    def among(self, departments: Sequence[Department]) -> "PersonForm":
        """Let it be one of these departments."""
        self.department.choices = [(each.id, each.name) for each in departments]
        return self


class NameForm(Form):
    name = Line("person.name", longest=LINE, missing="person.name_missing")


class RolesForm(Form):
    """The roles that somebody has in one department."""

    roles = SelectMultipleField(Saying("person.roles"), validate_choice=False)

    def offer(self) -> "RolesForm":
        """Let each role be chosen."""
        self.roles.choices = [(role, Saying(f"role.{role}")) for role in ROLES]
        return self


class NewDepartmentForm(OnceForm):
    name = Line("department.name", longest=LINE, missing="department.name_missing")


class ApproveForm(Form):
    """Who has read and approved the texts of a language; `seen` is the mark of the texts."""

    seen = HiddenField()
    name = Line("language.name", longest=LINE, missing="language.name_missing")


class DepartmentForm(Form):
    """What is settled for a department; `seen` is its mark as it was read."""

    seen = HiddenField()
    name = Line("department.name", longest=LINE, missing="department.name_missing")
    address = Prose("department.address", longest=ADDRESS)
    return_address = Prose("department.return_address", longest=ADDRESS)
    phone = Line("department.phone", longest=60)
    email = Email("department.email", longest=254)
    except_share = WholeNumber("department.except_share", least=1, most=WHOLE, optional=True)

    @property
    def given(self) -> Settled:
        return Settled(
            self.name.data,
            self.address.data,
            self.return_address.data,
            self.phone.data,
            self.email.data,
            self.except_share.data,
        )
