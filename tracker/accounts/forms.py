"""The forms of signing in."""

from wtforms import HiddenField

from tracker.forms import Email, Form, Password


class SignInForm(Form):
    email = Email("sign_in.email", longest=254, missing="sign_in.email_missing")
    password = Password("sign_in.password", longest=200, missing="sign_in.password_missing")
    next = HiddenField()


class ChoosePasswordForm(Form):
    password = Password("choose.password", longest=200, missing="choose.password_missing")
