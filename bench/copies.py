"""Copies of everything that a database holds of its processes, under numbers of their own."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Column, Connection, Table, func, select, text

from tracker.domain.history import START, Event, chained
from tracker.domain.tables import metadata

# What is nobody's own: who works where, and what is kept of the whole instance.
SHARED = {
    "access_record",
    "department",
    "event_counter",
    "publication",
    "published_cell",
    "role_held",
    "user",
}
# What no two rows have alike, drawn anew.
DRAWN = {
    ("delivery", "token_hash"): "lower(hex(randomblob(32)))",
    ("delivery", "slip_code"): "hex(randomblob(12))",
    ("attempt", "message_id"): "lower(hex(randomblob(16)))",
}
# The tables whose numbers a fact's values are, by their names there.
NUMBERED = {
    "participant": "participant",
    "contribution": "contribution",
    "contributions": "contribution",
    "aside": "setting_aside",
    "reason": "setting_aside_reason",
    "delivery": "delivery",
    "attempt": "attempt",
    "response": "response",
    "responses": "response",
    "resolution": "resolution",
    "insight": "insight",
    "version": "insight_version",
    "outcome": "outcome",
    "round": "round",
}
SOURCES = NUMBERED | {"wording": "contribution_wording", "withdrawal": "insight"}

Spans = Mapping[str, int]


def copy(connection: Connection, times: int) -> None:
    """Have everything so many times; the chains of the events are made anew."""
    spans = {
        table.name: connection.scalar(select(func.max(table.c.id))) or 0
        for table in metadata.sorted_tables
        if "id" in table.c and table.name not in SHARED
    }
    copied = [
        table
        for table in metadata.sorted_tables
        if table.name not in SHARED | {"event"}
        and connection.scalar(select(func.count()).select_from(table))
    ]
    events = list(connection.execute(select(Event.__table__).order_by(Event.id)).mappings())
    connection.rollback()
    # Within a transaction, as SQLAlchemy begins one, SQLite would not change these.
    raw: Any = connection.connection.driver_connection
    for pragma in ("foreign_keys = OFF", "synchronous = OFF", "cache_size = -400000"):
        raw.execute(f"PRAGMA {pragma}")
    for nth in range(1, times):
        with connection.begin():
            for table in copied:
                connection.execute(text(_statement(table, spans)), {"nth": nth})
            connection.exec_driver_sql(_EVENT, list(_events(events, spans, nth)))
            connection.execute(_SEARCH, {"nth": nth, **_spans_of_search(spans)})
    last = {"last": times * spans["event"]}
    with connection.begin():
        connection.execute(text("UPDATE event_counter SET last = :last"), last)
    raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _statement(table: Table, spans: Spans) -> str:
    names = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(_value(table, column, spans) for column in table.columns)
    whole = "WHERE " + " AND ".join(
        f"{column.name} <= {span}" for column, span in _numbers(table, spans) if column.primary_key
    )
    return f'INSERT INTO "{table.name}" ({names}) SELECT {values} FROM "{table.name}" {whole}'


def _numbers(table: Table, spans: Spans) -> Iterator[tuple[Column[Any], int]]:
    """The columns that are numbers of what is copied, and by how much each copy shifts them."""
    for column in table.columns:
        if column.name == "id":
            yield column, spans[table.name]
        for key in column.foreign_keys:
            if key.column.table.name in spans:
                yield column, spans[key.column.table.name]


def _value(table: Table, column: Column[Any], spans: Spans) -> str:
    if (table.name, column.name) in DRAWN:
        return (
            f"CASE WHEN {column.name} IS NULL THEN NULL ELSE {DRAWN[table.name, column.name]} END"
        )
    if (table.name, column.name) == ("passage", "source_id"):
        shifts = " ".join(f"WHEN '{kind}' THEN {spans[of]}" for kind, of in SOURCES.items())
        return f"source_id + :nth * CASE source_kind {shifts} ELSE 0 END"
    shift = dict(_numbers(table, spans)).get(column)
    return f'"{column.name}"' if shift is None else f'"{column.name}" + :nth * {shift}'


_EVENT = (
    "INSERT INTO event (id, process_id, kind, at, recorded, actor_kind, actor_id, everyones, data,"
    " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


def _events(events: list[Any], spans: Spans, nth: int) -> Iterator[tuple[Any, ...]]:
    heads: dict[int, bytes] = {}
    for event in events:
        row = dict(event) | {
            "id": event["id"] + nth * spans["event"],
            "process_id": event["process_id"] + nth * spans["process"],
            "data": {name: _moved(name, said, spans, nth) for name, said in event["data"].items()},
        }
        row["hash"] = heads[row["process_id"]] = chained(heads.get(row["process_id"], START), row)
        moments = {name: row[name].replace(tzinfo=None).isoformat(" ") for name in MOMENTS}
        yield tuple((row | moments | {"data": json.dumps(row["data"])}).values())


MOMENTS = ("at", "recorded")


def _moved(name: str, said: Any, spans: Spans, nth: int) -> Any:
    if name == "tells":
        return [[kind, number + nth * spans[SOURCES[kind]]] for kind, number in said]
    if said is None or name not in NUMBERED:
        return said
    shift = nth * spans[NUMBERED[name]]
    return [number + shift for number in said] if isinstance(said, list) else said + shift


_SEARCH = text(
    "INSERT INTO contribution_search (rowid, process, words)"
    " SELECT rowid + :nth * :contribution, 'p' || (substr(process, 2) + :nth * :process), words"
    " FROM contribution_search WHERE rowid <= :contribution"
)


def _spans_of_search(spans: Spans) -> dict[str, int]:
    return {name: spans[name] for name in ("contribution", "process")}
