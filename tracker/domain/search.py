"""Full-text search in what citizens told us: Danish words by their stems, the newest first.

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

INDEX = table(
    "contribution_search",
    column("rowid", BigInteger),
    column("process", Text),
    column("words", Text),
)


# Danish å is a letter of its own: "ar" must not find "år".
_ON_SQLITE = (
    "CREATE VIRTUAL TABLE contribution_search USING fts5"
    "(process, words, tokenize = 'unicode61 remove_diacritics 0')",
)
_ELSEWHERE = (
    "CREATE TABLE contribution_search"
    " (rowid BIGINT PRIMARY KEY, process TEXT NOT NULL, words TEXT NOT NULL)",
    "CREATE INDEX ix_contribution_search_process ON contribution_search (process)",
    "CREATE INDEX ix_contribution_search_words ON contribution_search"
    " USING gin (to_tsvector('simple', words))",
)


def create(connection: Connection) -> None:
    """Make the index; no table of SQLAlchemy's, as none of its kinds is SQLite's."""
    for statement in _ON_SQLITE if connection.dialect.name == "sqlite" else _ELSEWHERE:
        connection.execute(text(statement))


@event.listens_for(Base.metadata, "after_create")
def _with_the_tables(
    _metadata: object, connection: Connection, tables: Sequence[Table], **_: object
) -> None:
    # Asked a second time, SQLAlchemy makes no table that is there already.
    if tables:
        create(connection)


def stems(said: str) -> list[str]:
    """The stem of each word, in order; composed and decomposed letters give the same."""
    plain = unicodedata.normalize("NFC", said).casefold()
    return [_stem(word) for word in _WORD.findall(plain) if len(word) <= LONGEST]


@lru_cache(maxsize=50_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def index(session: Session, rows: Iterable[tuple[int, int, str]]) -> None:
    """Make contributions found by their words: (contribution, process, text) each, all new."""
    values = [
        {"rowid": number, "process": f"p{process}", "words": " ".join(stems(said))}
        for number, process, said in rows
    ]
    if values:
        session.execute(insert(INDEX), values)


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


def forget(session: Session, contributions: Sequence[int]) -> None:
    """Have contributions found no more."""
    for some in in_pieces(contributions):
        session.execute(delete(INDEX).where(INDEX.c.rowid.in_(some)))


def searching(
    session: Session, query: Select[Any], process: int, asked: str
) -> tuple[Select[Any], ColumnElement[int]]:
    """A query of contributions, narrowed to those with all the words asked for; and their number,
    to sort by (the newest is the greatest) and to go on after.

    The last word may be only begun. A text without any word finds nothing.
    """
    number: ColumnElement[int] = literal_column("contribution_search.rowid")
    matching = _matching(session, process, stems(asked), asked)
    return query.join(INDEX, INDEX.c.rowid == Contribution.id).where(matching), number


def _matching(session: Session, process: int, found: list[str], asked: str) -> ColumnElement[bool]:
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
        return literal_column("contribution_search").op("MATCH")(bindparam(None, said))
    terms = [f"'{stem}'" for stem in found]
    if begun:
        terms[-1] = f"({terms[-1]} | '{last}':*)"
    vector = func.to_tsvector(literal_column("'simple'"), INDEX.c.words)
    wanted = func.to_tsquery(literal_column("'simple'"), " & ".join(terms))
    return (INDEX.c.process == f"p{process}") & vector.op("@@")(wanted)
