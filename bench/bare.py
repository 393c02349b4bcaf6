"""A bare application that does what the pages do and nothing more, by best practice.

Flask and SQLAlchemy, indexed keyset queries, FTS5 by rowid, counts kept in the writing transaction,
BEGIN IMMEDIATE for writes: what the product's own pages are measured against.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import DictLoader
from sqlalchemy import ForeignKey, Index, event, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

PAGE = 40
TEMPLATES = {
    "layout": "<!doctype html><html lang=da><title>{{ title }}</title><h1>{{ title }}</h1>"
    "{% block main %}{% endblock %}",
    "log": '{% extends "layout" %}{% block main %}<form method=post>'
    "<textarea name=words></textarea><input name=who list=people><datalist id=people>"
    "{% for p in people %}<option value={{ p.id }}>{{ p.name }}</option>{% endfor %}</datalist>"
    "<button>Gem</button></form>"
    "{% for c, p in latest %}<p>{{ p.name }}: {{ c.words }}</p>{% endfor %}{% endblock %}",
    "list": '{% extends "layout" %}{% block main %}{% for c, p in rows %}<article><h2>{{ p.name }}'
    "</h2><p>{{ c.words }}</p><time>{{ c.at }}</time></article>{% endfor %}{% endblock %}",
    "open": '{% extends "layout" %}{% block main %}<p>{{ p.name }}</p>{% for c in said %}<p>'
    "{{ c.words }}</p>{% endfor %}{% for s in steps %}<li>{{ s }}</li>{% endfor %}{% endblock %}",
    "work": '{% extends "layout" %}{% block main %}{% for t in tasks %}<li>{{ t.title }} '
    "{{ t.action }} {{ t.n }} {{ t.due }}</li>{% endfor %}{% endblock %}",
}


class Base(DeclarativeBase):
    pass


class Process(Base):
    __tablename__ = "process"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    contributions: Mapped[int] = mapped_column(default=0)


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (Index("ix_person_process_id_id", "process_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    name: Mapped[str]
    # The loop, kept: step, next action, due.
    step: Mapped[int] = mapped_column(default=0)
    action: Mapped[str] = mapped_column(default="weave")
    due: Mapped[date | None]


class Contribution(Base):
    __tablename__ = "contribution"
    __table_args__ = (Index("ix_contribution_process_id_id", "process_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    words: Mapped[str]
    at: Mapped[datetime]


class Event(Base):
    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    contribution_id: Mapped[int] = mapped_column(ForeignKey("contribution.id"))
    at: Mapped[datetime]


db = SQLAlchemy(model_class=Base)
SEARCH = (
    "CREATE VIRTUAL TABLE search USING fts5"
    "(process, words, tokenize = 'unicode61 remove_diacritics 0')"
)


def create(path: Path) -> Flask:
    """The application, on a database that is made when it is not there."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader(TEMPLATES)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "connect", _connected)
        event.listen(db.engine, "begin", _begin)
        if not path.exists():
            db.create_all()
            db.session.execute(text(SEARCH))
            db.session.execute(text("CREATE INDEX ix_due ON person (process_id, action, due)"))
            db.session.commit()
    _pages(app)
    return app


def _pages(app: Flask) -> None:
    @app.get("/processes/<int:number>/log")
    def log(number: int) -> str:
        people = db.session.scalars(_of(Person, number).order_by(Person.id.desc()).limit(200))
        return render_template("log", title="Log", people=list(people), latest=_rows(number, 10))

    @app.post("/processes/<int:number>/log")
    def save(number: int) -> Any:
        now = datetime.now(UTC).replace(tzinfo=None)
        person = db.session.get_one(Person, int(request.form["who"]))
        row = Contribution(
            process_id=number, person_id=person.id, words=request.form["words"], at=now
        )
        db.session.add(row)
        db.session.flush()
        db.session.add(Event(contribution_id=row.id, at=now))
        db.session.execute(
            text("INSERT INTO search (rowid, process, words) VALUES (:id, :process, :words)"),
            {"id": row.id, "process": f"p{number}", "words": row.words},
        )
        process = db.session.get_one(Process, number)
        process.contributions = Process.contributions + 1
        person.step = 0
        db.session.commit()
        return redirect(f"/processes/{number}/log", 303)

    @app.get("/processes/<int:number>/weave")
    def listed(number: int) -> str:
        asked = request.args.get("words", "")
        rows = _found(number, asked) if asked else _rows(number, PAGE)
        return render_template("list", title="Flet", rows=rows)

    @app.get("/processes/<int:number>/loops/<int:person>")
    def opened(number: int, person: int) -> str:
        row = db.session.get_one(Person, person)
        said = db.session.scalars(
            select(Contribution).where(Contribution.person_id == person).limit(30)
        ).all()
        steps = db.session.scalars(
            select(Event.at).where(Event.contribution_id.in_([c.id for c in said]))
        ).all()
        return render_template("open", title=row.name, p=row, said=said, steps=steps)

    @app.get("/")
    def work() -> str:
        query = (
            select(
                Process.title,
                Person.action,
                func.count().label("n"),
                func.min(Person.due).label("due"),
            )
            .join(Process, Process.id == Person.process_id)
            .group_by(Person.process_id, Person.action)
            .order_by(func.min(Person.due))
            .limit(60)
        )
        return render_template("work", title="Mit arbejde", tasks=db.session.execute(query).all())


def _of(kind: Any, number: int) -> Any:
    return select(kind).where(kind.process_id == number)


def _rows(number: int, count: int) -> Any:
    query = (
        select(Contribution, Person)
        .join(Person, Person.id == Contribution.person_id)
        .where(Contribution.process_id == number)
        .order_by(Contribution.id.desc())
        .limit(count)
    )
    return db.session.execute(query).all()


def _found(number: int, asked: str) -> Any:
    ids = db.session.scalars(
        text("SELECT rowid FROM search WHERE search MATCH :asked ORDER BY rowid DESC LIMIT :count"),
        {"asked": f'process : p{number} AND words : "{asked}"', "count": PAGE},
    ).all()
    query = (
        select(Contribution, Person)
        .join(Person, Person.id == Contribution.person_id)
        .where(Contribution.id.in_(ids))
        .order_by(Contribution.id.desc())
    )
    return db.session.execute(query).all()


def _connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    reads = request and request.method == "GET"
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


__all__ = ["create", "db"]
