"""The forms of an import: the file, what its columns are, and that it is to come in."""

from collections.abc import Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import StopValidation

from tracker.forms import Form, OnceForm
from tracker.interface import Saying, say
from tracker.listening.foreseen import NOBODY
from tracker.listening.remembering import BEST, TOLD_APART, Mapped
from tracker.listening.rows import FIELDS
from tracker.listening.shortened import shortened

NOT_USED = ""


class UploadForm(OnceForm):
    """A file with what many said."""

    file = FileField(Saying("import.file"))

    def validate_file(self, field: Any) -> None:
        if not field.data:
            raise StopValidation(say("import.file_missing"))


class ColumnsForm(Form):
    """Which column is which field; `of` makes one with a field for each column of a file."""

    told_apart = SelectField(Saying("import.told_apart"))

    @staticmethod
    def of(header: Sequence[str], mapped: Mapped) -> "ColumnsForm":
        """The form for a file with such a header, as it is mapped now."""
        columns = {
            f"column_{at}": SelectField(shortened(name) or say("import.column_unnamed", n=at + 1))
            for at, name in enumerate(header)
        }
        given = {f"column_{at}": name for name, at in mapped.fields.items()}
        form: ColumnsForm = type("ColumnsOfAFile", (ColumnsForm,), columns)(
            data={name: given.get(name, NOT_USED) for name in columns}
            | {"told_apart": mapped.told_apart}
        )
        for column in form.columns:
            column.choices = [
                (name, say(f"import.field.{name or 'none'}")) for name in (NOT_USED, *FIELDS)
            ]
        form.told_apart.choices = [(how, say(f"import.told_apart.{how}")) for how in TOLD_APART]
        return form

    @property
    def columns(self) -> list[Any]:
        """The fields of the columns, in the order of the file."""
        return [field for name, field in self._fields.items() if name.startswith("column_")]

    @property
    def mapped(self) -> Mapped:
        """What was chosen."""
        chosen = {f.data: at for at, f in enumerate(self.columns) if f.data != NOT_USED}
        return Mapped(chosen, self.told_apart.data)

    def validate(self, extra_validators: object = None) -> bool:
        valid: bool = super().validate(extra_validators)
        return valid and not self._doubled() and self._tells_enough()

    def _doubled(self) -> bool:
        """Say beside each column that it is what another one is."""
        chosen = [field.data for field in self.columns if field.data != NOT_USED]
        doubled = [field for field in self.columns if chosen.count(field.data) > 1]
        for field in doubled:
            what = say(f"import.field.{field.data}")
            field.errors = [say("import.column_twice", what=what)]
        return bool(doubled)

    def _tells_enough(self) -> bool:
        fields, told_apart = self.mapped.fields, self.told_apart.data
        if "text" not in fields:
            self.columns[0].errors = [say("import.no_text")]
        elif told_apart not in (BEST, NOBODY) and told_apart not in fields:
            what = say(f"import.field.{told_apart}")
            self.told_apart.errors = [say("import.told_apart_missing", what=what)]
        return not self.errors


class BringInForm(OnceForm):
    """It is to come in, as it was seen; and how new people are to be told was looked at."""

    seen = HiddenField()
    confirmed = BooleanField(Saying("import.confirmed"))


class DoneForm(Form):
    """A button alone."""
