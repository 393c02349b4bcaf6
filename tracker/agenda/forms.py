"""What one wants to be told."""

from wtforms import BooleanField

from tracker.domain.office import WHOSE
from tracker.forms import Choice, Form
from tracker.interface import Saying


class WishesForm(Form):
    """What the calendar and the mail are of, and whether there is to be a mail."""

    whose = Choice("agenda.whose", values=WHOSE, missing="agenda.whose_missing")
    by_mail = BooleanField(Saying("agenda.by_mail"))
