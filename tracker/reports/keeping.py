"""Passages as the database keeps them; those that say the same are kept once for a round."""

from collections.abc import Hashable
from typing import Any

from sqlalchemy import Row, Select, insert, or_, select
from sqlalchemy.orm import Session

from tracker.domain.round import Delivery, DeliveryPassage, Round
from tracker.domain.round import Passage as Kept
from tracker.reports.document import Document, Passage, Source, content_hash


class KeptPassages:
    """The passages of a round's reports; those of an earlier call for the round are known too."""

    def __init__(self, session: Session, round_: Round) -> None:
        self._session = session
        self._process_id = round_.process_id
        self._by_content: dict[Hashable, Passage] = {}
        self._ids: dict[str, int] = {}
        self._new: dict[str, Passage] = {}
        for kept in session.scalars(_kept_in(round_)):
            passage = passage_of(kept)
            self._by_content[_content(passage)] = passage
            self._ids[passage.hash] = kept.id

    def shared(self, document: Document) -> Document:
        """The document with each passage as it is kept already, where it is."""
        passages = tuple(map(self._same, document.passages))
        kind, process_kind = document.kind, document.process_kind
        sealed = content_hash(passages, document.language, kind, process_kind)
        return Document(document.language, kind, process_kind, passages, sealed)

    def new(self) -> list[Passage]:
        """What is not kept yet."""
        return list(self._new.values())

    def add(self) -> None:
        """Keep all that is new."""
        if not self._new:
            return
        rows = [_columns(passage, self._process_id) for passage in self._new.values()]
        # Each has a hash of its own: rows that may come back in any order are added many at once.
        new = insert(Kept).returning(Kept.hash, Kept.id).execution_options(render_nulls=True)
        self._ids |= {hash_: id_ for hash_, id_ in self._session.execute(new, rows)}
        self._new.clear()

    def id_of(self, passage: Passage) -> int:
        """The number of a passage that was added."""
        return self._ids[passage.hash]

    def _same(self, passage: Passage) -> Passage:
        passage = self._by_content.setdefault(_content(passage), passage)
        if passage.hash not in self._ids:
            self._new[passage.hash] = passage
        return passage


def passage_of(kept: Kept | Row[Any]) -> Passage:
    """The passage as it was sealed, or as its erasure left it; of a row with its columns too."""
    return Passage(
        section=kept.section,
        kind=kept.kind,
        language=kept.language,
        text=kept.text,
        salt=kept.salt,
        hash=kept.hash,
        source=_source(kept.source_kind, kept.source_id),
        about=_source(kept.about_kind, kept.about_id),
        erased_on=kept.erased_on,
        insight=kept.insight_id,
        detail=kept.detail,
    )


def _source(kind: str | None, id_: int | None) -> Source | None:
    return None if kind is None or id_ is None else Source(kind, id_)


def _columns(passage: Passage, process_id: int) -> dict[str, Any]:
    source, about = passage.source, passage.about
    return {
        "process_id": process_id,
        "section": passage.section,
        "kind": passage.kind,
        "language": passage.language,
        "text": passage.text,
        "salt": passage.salt,
        "hash": passage.hash,
        "source_kind": source.kind if source else None,
        "source_id": source.id if source else None,
        "about_kind": about.kind if about else None,
        "about_id": about.id if about else None,
        "insight_id": passage.insight,
        "detail": passage.detail,
        "erased_on": None,
    }


def _content(passage: Passage) -> Hashable:
    """All that two passages share when they say the same, whatever salt each got."""
    return (
        passage.section,
        passage.kind,
        passage.language,
        passage.text,
        passage.source,
        passage.about,
        passage.insight,
        passage.detail,
    )


def _kept_in(round_: Round) -> Select[Kept]:
    """What the round's reports may have in common so far; an erased passage equals none."""
    in_common = (
        select(DeliveryPassage.passage_id)
        .join(Delivery, Delivery.id == DeliveryPassage.delivery_id)
        .join(Kept, Kept.id == DeliveryPassage.passage_id)
        .where(
            Delivery.round_id == round_.id,
            or_(Kept.about_id.is_(None), Kept.about_id != Delivery.participant_id),
        )
    )
    return select(Kept).where(Kept.id.in_(in_common))
