"""Full-text search in what citizens told us, and in what was opened to other departments: Danish
words by their stems, the newest first.

SQLite's FTS5 keeps the index on SQLite, a GIN index elsewhere; both hold the same stems, made here.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import snowballstemmer
from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    Table,
    TableClause,
    Text,
    bindparam,
    column,
    delete,
    event,
    false,
    func,
    insert,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.orm import Session

from tracker.domain.base import Base
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.history import in_pieces

_STEMMER = snowballstemmer.stemmer("danish")
_WORD = re.compile(r"\w+")
# Longer ones are typed by no one who searches, and would only fill the index.
LONGEST = 60


def _index(name: str) -> TableClause:
    columns = column("rowid", BigInteger), column("process", Text), column("words", Text)
    return table(name, *columns)


# What was said in each process, and the insights that were opened: there one searches in all.
INDEX = _index("contribution_search")
OPENED = _index("opened_search")
EVERYWHERE = 0


# Danish å is a letter of its own: "ar" must not find "år".
_ON_SQLITE = (
    "CREATE VIRTUAL TABLE {name} USING fts5"
    "(process, words, tokenize = 'unicode61 remove_diacritics 0')",
)
_ELSEWHERE = (
    "CREATE TABLE {name} (rowid BIGINT PRIMARY KEY, process TEXT NOT NULL, words TEXT NOT NULL)",
    "CREATE INDEX ix_{name}_process ON {name} (process)",
    "CREATE INDEX ix_{name}_words ON {name} USING gin (to_tsvector('simple', words))",
)


def create(connection: Connection, where: TableClause = INDEX) -> None:
    """Make an index; no table of SQLAlchemy's, as none of its kinds is SQLite's."""
    for statement in _ON_SQLITE if connection.dialect.name == "sqlite" else _ELSEWHERE:
        connection.execute(text(statement.format(name=where.name)))


@event.listens_for(Base.metadata, "after_create")
def _with_the_tables(
    _metadata: object, connection: Connection, tables: Sequence[Table], **_: object
) -> None:
    # Asked a second time, SQLAlchemy makes no table that is there already.
    if tables:
        create(connection)
        create(connection, OPENED)


def stems(said: str) -> list[str]:
    """The stem of each word, in order; composed and decomposed letters give the same."""
    plain = unicodedata.normalize("NFC", said).casefold()
    return [_stem(word) for word in _WORD.findall(plain) if len(word) <= LONGEST]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def index(
    session: Session, rows: Iterable[tuple[int, int, str]], where: TableClause = INDEX
) -> None:
    """Make rows found by their words: (its number, process, text) each, all new."""
    values = [
        {"rowid": number, "process": f"p{process}", "words": " ".join(stems(said))}
        for number, process, said in rows
    ]
    if values:
        session.execute(insert(where), values)


def index_again(session: Session, contribution: Contribution) -> None:
    """Make a contribution found by the words it has now: as corrected, and as shared."""
    forget(session, [contribution.id])
    query = (
        select(ContributionWording.text)
        .where(ContributionWording.contribution_id == contribution.id)
        .order_by(ContributionWording.id)
    )
    words = "\n".join(session.scalars(query))
    index(session, [(contribution.id, contribution.process_id, words)])


def forget(session: Session, numbers: Sequence[int], where: TableClause = INDEX) -> None:
    """Have rows found no more."""
    for some in in_pieces(numbers):
        session.execute(delete(where).where(where.c.rowid.in_(some)))


def searching(
    session: Session, query: Select[Any], process: int, asked: str
) -> tuple[Select[Any], ColumnElement[int]]:
    """A query of contributions, narrowed to those with all the words asked for; and their number,
    to sort by (the newest is the greatest) and to go on after.

    The last word may be only begun. A text without any word finds nothing.
    """
    number: ColumnElement[int] = literal_column("contribution_search.rowid")
    matching = matches(session, process, asked)
    return query.join(INDEX, INDEX.c.rowid == Contribution.id).where(matching), number


def matches(
    session: Session, process: int, asked: str, where: TableClause = INDEX
) -> ColumnElement[bool]:
    """That a row of an index has all the words asked for, as `searching` says."""
    found = stems(asked)
    if not found:
        return false()
    begun = not asked[-1:].isspace()
    # One is found by its stem, and while it is typed by how it begins.
    last = _WORD.findall(unicodedata.normalize("NFC", asked).casefold())[-1][:LONGEST]
    if session.get_bind().dialect.name == "sqlite":
        terms = [f'"{stem}"' for stem in found]
        if begun:
            terms[-1] = f'({terms[-1]} OR "{last}"*)'
        said = f"process : p{process} AND words : ({' AND '.join(terms)})"
        return literal_column(where.name).op("MATCH")(bindparam(None, said))
    terms = [f"'{stem}'" for stem in found]
    if begun:
        terms[-1] = f"({terms[-1]} | '{last}':*)"
    vector = func.to_tsvector(literal_column("'simple'"), where.c.words)
    wanted = func.to_tsquery(literal_column("'simple'"), " & ".join(terms))
    return (where.c.process == f"p{process}") & vector.op("@@")(wanted)
