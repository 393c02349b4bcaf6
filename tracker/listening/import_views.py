"""Bringing a file in: sent, its columns said, tried, brought in, and perhaps undone."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.access import allow, current_act, log_access, signed_in
from tracker.domain.act import Act
from tracker.domain.errors import BadInput
from tracker.domain.marks import mark_of
from tracker.domain.office import ImportedFile
from tracker.domain.policies import process_for
from tracker.domain.process import Process
from tracker.domain.tidying import KEPT
from tracker.interface import refusal, say
from tracker.listening import files
from tracker.listening.foreseen import Foreseen
from tracker.listening.import_forms import BringInForm, ColumnsForm, DoneForm, UploadForm
from tracker.listening.reading import Table
from tracker.listening.remembering import mapped_in
from tracker.listening.rows import RowError
from tracker.listening.shortened import shortened
from tracker.paging import number_asked

LOOKED_AT = 10
LONGEST_CELL = 200
MOST_NAMED = 20
# From here on bringing it in takes so long that one wonders.
MANY_ROWS = 2_000


@allow(signed_in)
def import_(number: int) -> ResponseReturnValue:
    process = process_for(current_act(), number)
    form = UploadForm()
    if form.validate_on_submit() and _received(form, process):
        file = getattr(form.result, "id", form.result)
        return redirect(url_for(".import_file", number=number, file=file), 303)
    return _list_page(number, form)


@allow(signed_in)
def import_file(number: int, file: int) -> ResponseReturnValue:
    act = current_act()
    process, row = _whose(act, number, file)
    if row.content is None:
        return _done_page(act, process, row)
    table = files.table_in(row)
    form = ColumnsForm.of(table.header, mapped_in(row.columns))
    if form.validate_on_submit() and form.carry_out(files.map_columns, row, form.mapped):
        return redirect(url_for(".import_try", number=number, file=file), 303)
    return _columns_page(number, file, form, table)


@allow(signed_in)
def import_try(number: int, file: int) -> ResponseReturnValue:
    act = current_act()
    process, row = _whose(act, number, file)
    if row.content is None or "text" not in mapped_in(row.columns).fields:
        return redirect(url_for(".import_file", number=number, file=file), 303)
    form = BringInForm()
    if form.validate_on_submit() and _brought_in(form, process, file):
        return redirect(url_for(".import_file", number=number, file=file), 303)
    return _try_page(number, file, form)


@allow(signed_in)
def import_drop(number: int, file: int) -> ResponseReturnValue:
    _, row = _whose(current_act(), number, file)
    form = DoneForm()
    name = row.name
    if form.validate_on_submit() and form.carry_out(files.drop_file, row):
        flash(say("import.dropped", name=name))
        return redirect(url_for(".import_", number=number), 303)
    return _list_page(number, UploadForm(formdata=None), undoing=form)


@allow(signed_in)
def import_undo(number: int, file: int) -> ResponseReturnValue:
    _, row = _whose(current_act(), number, file)
    form = DoneForm()
    if form.validate_on_submit() and form.carry_out(files.undo_file, row):
        flash(say("import.undone", n=row.added, name=row.name))
        return redirect(url_for(".import_", number=number), 303)
    return _list_page(number, UploadForm(formdata=None), undoing=form)


def _whose(act: Act, number: int, file: int) -> tuple[Process, ImportedFile]:
    process = process_for(act, number)
    return process, files.file_of(act, process, file)


def _received(form: UploadForm, process: Process) -> bool:
    sent = form.file.data
    return form.carry_out(files.receive_file, process, sent.filename or "", sent.read())


def _brought_in(form: BringInForm, process: Process, file: int) -> bool:
    return form.carry_out(files.bring_file_in, process, file, form.seen.data, form.confirmed.data)


def _list_page(number: int, form: UploadForm, undoing: DoneForm | None = None) -> tuple[str, int]:
    act = current_act()
    process = process_for(act, number)
    lines, more = files.files_of(act, process, number_asked("before"))
    before = number_asked("before")
    log_access("process", process.id)
    return render_template(
        "listening/import.html",
        process=process,
        form=form,
        undoing=undoing,
        lines=lines,
        next_page=url_for(".import_", number=number, before=lines[-1].file.id) if more else "",
        first_page=url_for(".import_", number=number) if before else "",
    ), (undoing or form).status


def _columns_page(number: int, file: int, form: ColumnsForm, table: Table) -> tuple[str, int]:
    process, row = _whose(current_act(), number, file)
    wide = len(table.header)
    looked_at = [
        (line.number, [shortened(cell, LONGEST_CELL) for cell in _padded(line.cells, wide)])
        for line in table.lines[:LOOKED_AT]
    ]
    log_access("process", process.id)
    return render_template(
        "listening/import_columns.html",
        process=process,
        file=row,
        until=row.at + KEPT,
        form=form,
        columns=list(zip(form.columns, _examples(table), strict=True)),
        lines=looked_at,
    ), form.status


def _padded(cells: list[str], wide: int) -> list[str]:
    return [*cells[:wide], *[""] * (wide - len(cells))]


def _examples(table: Table) -> list[str]:
    """Of each column the first thing in it."""
    return [
        next((shortened(c[at]) for _, c in table.lines if at < len(c) and c[at].strip()), "")
        for at in range(len(table.header))
    ]


def _try_page(number: int, file: int, form: BringInForm) -> tuple[str, int]:
    """What would come of it as it stands now: somebody may have brought in the same."""
    act = current_act()
    process, row = _whose(act, number, file)
    found = files.foreseen_of(act, process, row)
    form.seen.data = mark_of(*files.what_matters(row, found))
    errors = found.result.errors
    log_access("process", process.id)
    return render_template(
        "listening/import_try.html",
        process=process,
        file=row,
        form=form,
        found=found,
        reached=_reached(found),
        wrong=[_told(error) for error in errors[:MOST_NAMED]],
        wrong_in_all=len(errors),
        takes_long=row.rows >= MANY_ROWS,
    ), form.status


def _reached(found: Foreseen) -> list[tuple[str, int]]:
    ways = ("email", "letter", "phone", "in_person", "none")
    return [(way, found.reached[way]) for way in ways if found.reached.get(way)]


def _told(error: RowError) -> dict[str, Any]:
    values = {k: shortened(v) if isinstance(v, str) else v for k, v in error.values.items()}
    why = BadInput(error.column, error.code, **values)
    return {
        "line": error.line,
        "column": shortened(error.column),
        "value": shortened(error.value),
        "what": refusal(why),
    }


def _done_page(act: Act, process: Process, row: ImportedFile) -> str:
    log_access("process", process.id)
    return render_template("listening/import_done.html", process=process, file=row)
