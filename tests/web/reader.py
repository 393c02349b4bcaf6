"""A browser without a screen: what it gets is checked, and a 500 is never taken for granted."""

from time import time
from typing import Any
from xml.etree.ElementTree import Element

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.web import pages
from tracker.headers import POLICY


class Reader(FlaskClient):
    """`page` is the last page it got, as a tree."""

    page: Element
    # A test that wants the server to fail says so.
    foresees_failure = False

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        body = response.get_data()
        response.close()
        assert response.status_code < 500 or self.foresees_failure, body.decode(errors="replace")
        assert response.headers["Content-Security-Policy"] == POLICY
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            self.page = pages.checked(body.decode())
        return response

    def sign_in_as(self, uniquifier: str) -> None:
        """Be signed in without the form, as sessions.begin does it."""
        with self.session_transaction() as session:
            session["user"] = uniquifier
            session["since"] = int(time())

    def token(self) -> str:
        """A token for a form of this session."""
        self.get("/sign-in")
        return pages.fields_of(self.page)["csrf_token"]

    def send(self, address: str, **fields: Any) -> TestResponse:
        """Post a form with a good token."""
        return self.post(address, data={"csrf_token": self.token(), **fields})
