"""A bare application that answers what the pages answer, by best practice, and nothing more.

Flask, SQLAlchemy and Flask-WTF's CSRF; rows and not objects where pages read; indexed keyset
queries, FTS5 by rowid, counts kept in the writing transaction, BEGIN IMMEDIATE for writes alone.
Its pages are plain HTML. They say who is signed in, hold to the department, and show as many rows
as the product's own pages, which are measured against it.
"""

import secrets
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from flask import Flask, abort, g, redirect, render_template, request, session
from flask_wtf.csrf import CSRFProtect
from jinja2 import DictLoader
from sqlalchemy import event, func, insert, select, text, update

from bench.bare_form import NONE, LogForm
from bench.bare_tables import (
    SEARCH,
    Aside,
    Contribution,
    Event,
    Evidence,
    Insight,
    Occasion,
    Person,
    Process,
    Role,
    Task,
    User,
    Wording,
    db,
)
from bench.bare_templates import TEMPLATES

PAGE, SAID, FACTS, LATEST, SUGGESTED, INSIGHTS, PEOPLE, REASONS = 40, 30, 40, 10, 200, 60, 3, 5
AWAIT = "await"


def create(path: Path) -> Flask:
    """The application, on a database that is made when it is not there."""
    app = Flask(__name__)
    app.jinja_loader = DictLoader(TEMPLATES)
    app.config["SQLALCHEMY_DATABASE_URI"] = f"sqlite:///{path}"
    app.secret_key = secrets.token_hex()
    db.init_app(app)
    CSRFProtect(app)
    with app.app_context():
        event.listen(db.engine, "connect", _connected)
        event.listen(db.engine, "begin", _begin)
        if not path.exists():
            db.create_all()
            db.session.execute(text(SEARCH))
            db.session.commit()
    app.before_request(_sign_in)
    _pages(app)
    return app


def _sign_in() -> None:
    query = select(User.id, User.name).where(User.id == session.get("user"))
    user = db.session.execute(query).first()
    if user is None:
        abort(403)
    g.user = user
    roles = select(Role.department_id, Role.role).where(Role.user_id == user.id)
    g.departments = {department for department, _ in db.session.execute(roles)}


def _process(number: int) -> Any:
    query = select(Process.id, Process.title).where(
        Process.id == number, Process.department_id.in_(g.departments)
    )
    return db.session.execute(query).first() or abort(404)


def _pages(app: Flask) -> None:
    @app.route("/processes/<int:number>/log", methods=["GET", "POST"])
    def log(number: int) -> Any:
        process = _process(number)
        form = _form(number)
        if form.validate_on_submit():
            _save(number, int(form.who.data or 0), str(form.words.data))
            return redirect(f"/processes/{number}/log", 303)
        suggested = (
            select(Person.id, Person.name)
            .where(Person.process_id == number)
            .order_by(Person.id.desc())
            .limit(SUGGESTED)
        )
        return render_template(
            "log",
            title="Log",
            process=process,
            form=form,
            people=db.session.execute(suggested).all(),
            latest=db.session.execute(_rows(number).limit(LATEST)).all(),
        )

    @app.get("/processes/<int:number>/weave")
    def listed(number: int) -> str:
        process = _process(number)
        asked = request.args.get("words", "")
        query = _found(number, asked) if asked else _rows(number)
        rows = db.session.execute(query.limit(PAGE + 1)).all()
        insights = _insights(number)
        return render_template(
            "list",
            title="Flet",
            process=process,
            rows=rows[:PAGE],
            more=len(rows) > PAGE,
            asked=asked,
            became=_became([row.id for row in rows[:PAGE]]),
            insights=insights,
            occasions=_occasions(number),
            reasons=_reasons(number),
        )

    @app.get("/processes/<int:number>/loops/<int:person>")
    def opened(number: int, person: int) -> str:
        process = _process(number)
        whose = select(Person.id, Person.name, Person.step, Person.action, Person.due)
        row = db.session.execute(
            whose.where(Person.id == person, Person.process_id == number)
        ).first()
        said = _said(person)
        return render_template(
            "open",
            title=row.name if row else abort(404),
            process=process,
            row=row,
            said=said[:SAID],
            more=len(said) > SAID,
            became=_became([each.id for each in said[:SAID]]),
            facts=_facts(person),
        )

    @app.get("/")
    def work() -> str:
        tasks = _tasks()
        return render_template(
            "work",
            title="Mit arbejde",
            tasks=[task for task in tasks if task.action != AWAIT],
            total=sum(task.loops for task in tasks if task.action != AWAIT),
            awaiting={task.process_id: task.loops for task in tasks if task.action == AWAIT},
            late=_late(),
            people=_first_people(),
            to_sign=_to_sign(),
        )


def _form(number: int) -> LogForm:
    """The form with the occasions, colleagues and groups to choose among."""
    form = LogForm()
    colleagues = (
        select(User.id, User.name)
        .join(Role, Role.user_id == User.id)
        .where(Role.department_id.in_(g.departments))
        .order_by(User.name)
    )
    groups = select(Person.id, Person.name).where(Person.process_id == number, Person.is_group)
    form.occasion.choices = [NONE, *map(tuple, _occasions(number))]
    form.readers.choices = [tuple(row) for row in db.session.execute(colleagues)]
    form.member_of.choices = [NONE, *map(tuple, db.session.execute(groups.limit(100)))]
    return form


def _save(process: int, who: int, words: str) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    whose = select(Person.id, Person.step, Person.action).where(
        Person.id == who, Person.process_id == process
    )
    person = db.session.execute(whose).one()
    new = insert(Contribution).returning(Contribution.id)
    number = db.session.scalars(
        new, [{"process_id": process, "person_id": who, "how": "verbatim", "at": now}]
    ).one()
    db.session.execute(insert(Wording), [{"contribution_id": number, "words": words}])
    db.session.execute(
        insert(Event),
        [{"person_id": who, "kind": "contribution_recorded", "at": now, "user_id": g.user.id}],
    )
    db.session.execute(
        text("INSERT INTO search (rowid, process, words) VALUES (:id, :process, :words)"),
        {"id": number, "process": f"p{process}", "words": words},
    )
    if person.action != "weave":
        for action, change in ((person.action, -1), ("weave", 1)):
            kept = update(Task).where(Task.process_id == process, Task.action == action)
            db.session.execute(kept.values(loops=Task.loops + change))
    loop = update(Person).where(Person.id == who)
    db.session.execute(loop.values(step=0, action="weave", said=Person.said + 1))
    counted = update(Process).where(Process.id == process)
    db.session.execute(counted.values(contributions=Process.contributions + 1))
    db.session.commit()


def _rows(number: int) -> Any:
    """Contributions with their words, person and occasion, the newest first."""
    return (
        select(
            Contribution.id,
            Contribution.how,
            Contribution.at,
            Wording.words,
            Person.id.label("person"),
            Person.name,
            Occasion.title.label("occasion"),
        )
        .join(Wording, Wording.contribution_id == Contribution.id)
        .join(Person, Person.id == Contribution.person_id)
        .outerjoin(Occasion, Occasion.id == Contribution.occasion_id)
        .where(Contribution.process_id == number)
        .order_by(Contribution.id.desc())
    )


def _found(number: int, asked: str) -> Any:
    ids = db.session.scalars(
        text("SELECT rowid FROM search WHERE search MATCH :asked ORDER BY rowid DESC LIMIT :count"),
        {"asked": f'process : p{number} AND words : "{asked}"', "count": PAGE + 1},
    ).all()
    return _rows(number).where(Contribution.id.in_(ids))


def _became(numbers: Sequence[int]) -> dict[int, list[tuple[str, str]]]:
    """What each contribution became: evidence for an insight, or set aside."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    woven = (
        select(Evidence.contribution_id, Evidence.stance, Insight.text)
        .join(Insight, Insight.id == Evidence.insight_id)
        .where(Evidence.contribution_id.in_(numbers))
    )
    aside = select(Aside.contribution_id, Aside.reason).where(Aside.contribution_id.in_(numbers))
    for number, stance, words in db.session.execute(woven):
        found[number].append((stance, words))
    for number, reason in db.session.execute(aside):
        found[number].append(("aside", reason))
    return found


def _insights(number: int) -> Any:
    """The insights with how many contributions and how many people stand behind each."""
    query = (
        select(
            Insight.id,
            Insight.text,
            Insight.version,
            func.count(Evidence.id).label("evidence"),
            func.count(Contribution.person_id.distinct()).label("voices"),
        )
        .outerjoin(Evidence, Evidence.insight_id == Insight.id)
        .outerjoin(Contribution, Contribution.id == Evidence.contribution_id)
        .where(Insight.process_id == number)
        .group_by(Insight.id)
        .order_by(Insight.id)
        .limit(INSIGHTS)
    )
    return db.session.execute(query).all()


def _occasions(number: int) -> Any:
    query = select(Occasion.id, Occasion.title).where(Occasion.process_id == number)
    return db.session.execute(query.order_by(Occasion.id.desc()).limit(PAGE)).all()


def _reasons(number: int) -> Any:
    """The latest reasons for setting something aside, to choose among."""
    query = select(Aside.reason).where(Aside.process_id == number)
    latest = db.session.scalars(query.order_by(Aside.id.desc()).limit(60))
    return list(dict.fromkeys(latest))[:REASONS]


def _said(person: int) -> Any:
    query = (
        select(
            Contribution.id,
            Contribution.how,
            Contribution.at,
            Wording.words,
            Occasion.title.label("occasion"),
        )
        .join(Wording, Wording.contribution_id == Contribution.id)
        .outerjoin(Occasion, Occasion.id == Contribution.occasion_id)
        .where(Contribution.person_id == person)
        .order_by(Contribution.id)
        .limit(SAID + 1)
    )
    return db.session.execute(query).all()


def _facts(person: int) -> Any:
    query = (
        select(Event.kind, Event.at, User.name)
        .outerjoin(User, User.id == Event.user_id)
        .where(Event.person_id == person)
        .order_by(Event.id.desc())
        .limit(FACTS)
    )
    return db.session.execute(query).all()


def _tasks() -> Any:
    """How many loops wait for what in each process of one's departments; the counts are kept."""
    query = (
        select(Task.process_id, Process.title, Task.action, Task.loops)
        .join(Process, Process.id == Task.process_id)
        .where(Process.department_id.in_(g.departments), Task.loops > 0)
        .order_by(Task.process_id, Task.action)
    )
    return db.session.execute(query).all()


def _late() -> dict[tuple[int, str], int]:
    query = (
        select(Person.process_id, Person.action, func.count())
        .join(Process, Process.id == Person.process_id)
        .where(Process.department_id.in_(g.departments), Person.due < date.today())
        .where(Person.action.notin_(("none", AWAIT)))
        .group_by(Person.process_id, Person.action)
    )
    return {(process, action): count for process, action, count in db.session.execute(query)}


def _first_people() -> dict[tuple[int, str], list[Any]]:
    """The people of each task whose promises are the oldest."""
    other = Person.__table__.alias()
    first = (
        select(other.c.id)
        .where(other.c.process_id == Task.process_id, other.c.action == Task.action)
        .order_by(other.c.due, other.c.id)
        .limit(PEOPLE)
        .correlate(Task)
    )
    query = (
        select(Task.process_id, Task.action, Person.id, Person.name, Person.due)
        .join(Process, Process.id == Task.process_id)
        .join(Person, Person.id.in_(first))
        .where(Process.department_id.in_(g.departments), Task.loops > 0, Task.action != AWAIT)
        .order_by(Person.due, Person.id)
    )
    found: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.process_id, row.action].append(row)
    return found


def _to_sign() -> Any:
    waits = select(Task.process_id).where(Task.process_id == Process.id, Task.loops > 0).exists()
    query = (
        select(Process.id, Process.title)
        .where(Process.department_id.in_(g.departments), Process.contributions > 0)
        .where(~Process.signed, ~waits)
        .order_by(Process.id)
    )
    return db.session.execute(query.limit(20)).all()


def _connected(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("busy_timeout = 10000", "journal_mode = WAL", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    reads = request and request.method == "GET"
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


__all__ = ["create", "db"]
