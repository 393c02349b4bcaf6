"""Which languages citizens can be offered, and what has to be read before one is.

Danish and English are the product's own: each release's makers write both. Of any other language a
person who knows it has read all that citizens can be told in it, beside the Danish.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.domain.languages import LanguageApproval, approved_languages
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.reports.languages import INTERFACE, LANGUAGES
from tracker.reports.words import Words, citizen

# What a sentence was when it was approved: in Danish, and in each of its forms in the language.
Told = Sequence[str]


@dataclass(frozen=True)
class Text:
    """One fixed text, and how it was when it was approved, if it has changed since or is new."""

    key: str
    danish: str
    other: Sequence[str]
    changed: bool
    before: Sequence[str]


def offered(session: Session) -> tuple[str, ...]:
    """The languages that somebody can be given their report in, the product's own first."""
    approved = approved_languages(session)
    return tuple(code for code in LANGUAGES if code in INTERFACE or code in approved)


def offered_beside(session: Session, process: Process) -> dict[str, int]:
    """Those beside the process's own, and how many in it read each; the most read first."""
    query = (
        select(Participant.language, func.count())
        .where(Participant.process_id == process.id)
        .group_by(Participant.language)
    )
    read = {code: count for code, count in session.execute(query)}
    others = [code for code in offered(session) if code != process.language]
    return {code: read.get(code, 0) for code in sorted(others, key=lambda c: -read.get(c, 0))}


def approval_of(session: Session, language: str) -> LanguageApproval | None:
    """The latest approval that stands."""
    standing = LanguageApproval.language == language, LanguageApproval.taken_back_at.is_(None)
    query = select(LanguageApproval).where(*standing).order_by(LanguageApproval.id.desc()).limit(1)
    return session.scalars(query).first()


@cache
def texts_in(language: str) -> str:
    """All fixed texts as an approval keeps them: JSON, {key: [Danish, each form in the other]}."""
    danish, other = citizen("da").sentences, citizen(language)
    told = {key: [danish[key], *_forms(other, key)] for key in danish}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def texts(language: str, approval: LanguageApproval | None) -> list[Text]:
    """All fixed texts in the catalogue's order, each with what has changed since the approval."""
    danish, other = citizen("da").sentences, citizen(language)
    before: Mapping[str, Told] = json.loads(approval.texts) if approval else {}
    found = []
    for key in danish:
        now = [danish[key], *_forms(other, key)]
        was = before.get(key, [])
        changed = approval is not None and now != list(was)
        found.append(Text(key, now[0], now[1:], changed, was if changed else []))
    return found


def changed_since(approval: LanguageApproval) -> int:
    """How many texts are others than those that were approved."""
    if approval.texts == texts_in(approval.language):
        return 0
    return sum(text.changed for text in texts(approval.language, approval))


def _forms(words: Words, key: str) -> Sequence[str]:
    # Several numbers can have the same words; so can what is said to one reader and to several.
    spoken = (words.to(several) for several in (False, True))
    said = chain.from_iterable(each.forms.get(key, [each.sentences[key]]) for each in spoken)
    return list(dict.fromkeys(said))
