"""Which column of a file is which field: guessed by its name, or as it was the last time."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import PurePosixPath
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.office import ImportedFile
from tracker.domain.process import Process
from tracker.listening.foreseen import KNOWN_BY, NOBODY
from tracker.listening.rows import FIELDS

NAME = 200
# Of the file's own; the best is the first of KNOWN_BY that it has.
BEST = "best"
TOLD_APART = (BEST, *KNOWN_BY[1:], NOBODY)

# What people call the columns of a field, besides its own name.
_CALLED = {
    "text": "tekst bidrag kommentar kommentarer høringssvar besked udtalelse comment message",
    "participant": "deltager deltagerid deltagernr deltagernummer borgerid participantid",
    "id": "bidragsid bidragsnr bidragsnummer svarid commentid",
    "date": "dato tidspunkt oprettet modtaget indsendt timestamp created",
    "name": "navn fuldenavn fullname",
    "email": "mail mailadresse emailadresse epost emailaddress",
    "phone": "telefon telefonnummer telefonnr tlf tlfnr mobil mobilnummer telephone mobile",
    "address": "adresse postadresse postaladdress",
    "channel": "kanal ønsketkanal",
    "protected": "beskyttet adressebeskyttelse navneogadressebeskyttelse beskyttetadresse",
    "large_print": "storskrift stortryk largetype",
    "may_quote": "måciteres citat maycite quote",
    "language": "sprog",
    "encounter": "anledning møde arrangement event",
}
_FIELD_OF = {name: field for field, names in _CALLED.items() for name in names.split()}
_FIELD_OF |= {field.replace("_", ""): field for field in FIELDS}


class Mapped(NamedTuple):
    """Which column, counted from 0, each field is in, and by what people are told apart."""

    fields: dict[str, int]
    told_apart: str = BEST

    @property
    def known_by(self) -> str:
        """One of KNOWN_BY, or NOBODY when the file does not tell them apart."""
        if self.told_apart != BEST:
            return self.told_apart
        return next((name for name in KNOWN_BY if name in self.fields), NOBODY)

    @property
    def places(self) -> dict[str, int]:
        """The columns that are read: who is known otherwise is not read by an id."""
        known_by = self.known_by
        return {f: at for f, at in self.fields.items() if f != "participant" or f == known_by}


def guessed(header: Sequence[str]) -> Mapped:
    """The first column that is called as a field is, in either language."""
    fields: dict[str, int] = {}
    for at, name in enumerate(header):
        field = _FIELD_OF.get(_plain(name))
        if field is not None:
            fields.setdefault(field, at)
    return Mapped(fields)


def remembered(act: Act, process: Process, header: Sequence[str]) -> Mapped | None:
    """As a file with the same header was last brought into a process of the department."""
    query = (
        select(ImportedFile.columns)
        .join(Process, Process.id == ImportedFile.process_id)
        .where(Process.department_id == process.department_id, ImportedFile.content.is_(None))
        .where(ImportedFile.columns.startswith(_beginning(header), autoescape=True))
        .order_by(ImportedFile.id.desc())
        .limit(1)
    )
    columns = act.session.scalars(query).first()
    return None if columns is None else mapped_in(columns)


def columns_kept(header: Sequence[str], fields: Mapping[str, int], told_apart: str) -> str:
    """What is kept of it: a digest of the header, which may be somebody's words by mistake."""
    return json.dumps({"header": _digest(header), "fields": fields, "told_apart": told_apart})


def mapped_in(columns: str) -> Mapped:
    """What was kept."""
    kept = json.loads(columns)
    return Mapped(kept["fields"], kept["told_apart"])


def name_kept(name: str) -> str:
    """A file's own name, without its folders, and shortened in its middle."""
    visible = "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")
    last = PurePosixPath(visible.replace("\\", "/")).name.strip()
    return last if len(last) <= NAME else f"{last[: NAME - 21]}…{last[-20:]}"


def _beginning(header: Sequence[str]) -> str:
    return json.dumps({"header": _digest(header)})[:-1]


def _digest(header: Sequence[str]) -> str:
    names = json.dumps([name.casefold() for name in header])
    return sha256(names.encode()).hexdigest()


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
