"""What a row may say: kept exactly, or refused with its line, its column and what to do."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.command import Command
from tests.commands.bringing import a_file, a_process, bring, refused_rows, said
from tests.commands.town import database
from tracker.domain.contribution import Contribution
from tracker.domain.participant import Participant
from tracker.domain.process import Encounter


def people(tracker: Command) -> list[Participant]:
    """All participants."""
    return kept(tracker, Participant)


def kept(tracker: Command, kind: type[Any]) -> list[Any]:
    """All rows of a kind."""
    opened = database(tracker)
    with Session(opened) as session:
        found = list(session.scalars(select(kind).order_by(kind.id)))
    opened.dispose()
    return found


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-03-02", utc(2026, 3, 1, 23)),
        ("2026-03-02T14:30", utc(2026, 3, 2, 13, 30)),
        ("2026-03-02 14:30:05", utc(2026, 3, 2, 13, 30, 5)),
        ("2026-03-02T14:30Z", utc(2026, 3, 2, 14, 30)),
        ("2026-07-02T14:30:00+02:00", utc(2026, 7, 2, 12, 30)),
        ("2026-07-02", utc(2026, 7, 1, 22)),
        ("2.3.2026", utc(2026, 3, 1, 23)),
        ("02-03-2026", utc(2026, 3, 1, 23)),
        ("2/3/2026", utc(2026, 3, 1, 23)),
        ("2.3.2026 kl. 14.30", utc(2026, 3, 2, 13, 30)),
        ("02-03-2026 14:30:05", utc(2026, 3, 2, 13, 30, 5)),
        (" 2026-03-02 ", utc(2026, 3, 1, 23)),
        ("1772461800000", utc(2026, 3, 2, 14, 30)),
        ("1772461800123", utc(2026, 3, 2, 14, 30, 0, 123000)),
        # The night when clocks are put forward, and the hour that comes twice.
        ("2026-03-29T02:30", utc(2026, 3, 29, 1, 30)),
        ("2025-10-26T02:30", utc(2025, 10, 26, 0, 30)),
    ],
)
def test_dates_are_read(tracker: Command, written: str, meant: datetime) -> None:
    bring(tracker, f'text,date\nHej,"{written}"\n')
    assert [row.received_at for row in kept(tracker, Contribution)] == [meant]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2026-02-30", "2026-02-30 is not a date; write for example 2026-03-02."),
        ("31.11.2025", "31.11.2025 is not a date"),
        ("2.3.26", "is not a date"),
        ("3/14/2026", "is not a date"),
        ("i går", "i går is not a date"),
        ("2026-03-02T25:00", "is not a date"),
        ("1772461800", "is not a date"),
        ("9999999999999999", "is not a date"),
        ("99999999999999", "has not happened yet"),
        ("2099-01-01", "2099-01-01 has not happened yet"),
        ("1.1.2099", "1.1.2099 has not happened yet"),
        ("9999-12-31T23:59:59-14:00", "cannot be right"),
        ("0001-01-01", "cannot be right"),
        ("1969-12-31", "1969-12-31 cannot be right"),
        ("1.1.0001", "cannot be right"),
        ("=TODAY()", "is not a date"),
        ("i\ngår", "i går is not a date"),
        ("x" * 5000, "is not a date"),
    ],
)
def test_dates_that_cannot_be_are_refused(tracker: Command, written: str, said: str) -> None:
    (line,) = refused_rows(tracker, f'text,when\nHej,"{written}"\n', "--map", "date=when")
    assert line.startswith("line 2, column when: ") and said in line
    assert len(line) < 400


TEXTS = {
    "danish": "Rød grød med fløde på åen: æøåÆØÅ",
    "arabic": "أريد مقعدًا بجانب البحيرة\u200f",
    "emoji": "🦆🦢👩\u200d👩\u200d👧\u200d👦🏳️\u200d🌈",
    "composed": "\u00e5\u00e9",
    "decomposed": "a\u030ae\u0301",
    "spaces": "  to  mellemrum \t og tabulator  ",
    "lines": "første\r\nanden\nтретья\n\n",
    "quotes": 'Hun sagde "ja", og gik',
    "markup": "<script>alert(1)</script>{{ 7*7 }}'; DROP TABLE contribution;--",
    "formula": '=HYPERLINK("http://x")',
    "case number": "Sag 24-011234 og tlf. 87 13 00 00",
}


@pytest.mark.parametrize("name", TEXTS)
def test_text_is_kept_byte_for_byte(tracker: Command, name: str) -> None:
    quoted = TEXTS[name].replace('"', '""')
    assert [text.encode() for text in said(tracker, f'text\n"{quoted}"\n')] == [
        TEXTS[name].encode()
    ]


def test_spellings_that_read_alike_are_two_texts(tracker: Command) -> None:
    assert said(tracker, "text\n\u00e5\na\u030a\n") == ["\u00e5", "a\u030a"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "Write something."),
        ("   ", "Write something."),
        ("\u200b\u200d\u2060", "Write something."),
        ("\u00ad\u3164", "Write something."),
        ("x" * 50_003, "The text is 3 characters too long; there is room for 50000."),
        ("Hej \u202edav", "cannot be kept: U+202E."),
        ("Hej \u2066dav\u2069", "cannot be kept: U+2066, U+2069."),
        ("Hej\x07", "cannot be kept: U+0007."),
        ("Hej\x1b[31m", "cannot be kept: U+001B."),
        ("Hej\x85dav", "cannot be kept: U+0085."),
        ("Hej\x7f", "cannot be kept: U+007F."),
        ("Mit nummer er 010203-1234", "This looks like a CPR number; take it out first."),
        ("0102031234", "This looks like a CPR number"),
        ("Født 01 02 03 1234", "This looks like a CPR number"),
    ],
)
def test_text_that_cannot_be_kept_is_refused(tracker: Command, written: str, said: str) -> None:
    (line,) = refused_rows(tracker, f'id,text\n1,"{written}"\n')
    assert line.startswith("line 2, column text: ") and said in line


def test_half_a_letter_is_refused_where_it_stands(tracker: Command) -> None:
    content = "text,id\nSå,1\nH".encode() + b"\xed\xa0\xbd,2\nJa,3\n"
    (line,) = refused_rows(tracker, content)
    assert line == "line 3, column text: The text holds characters that cannot be kept: U+D83D."


@pytest.mark.parametrize(
    ("field", "written", "said"),
    [
        ("email", "anna", "anna is not an e-mail address."),
        ("email", "anna@kommune", "is not an e-mail address."),
        ("email", "a@x.dk b@x.dk", "is not an e-mail address."),
        ("email", "a@x.dk; b@x.dk", "is not an e-mail address."),
        ("email", "a@x.dk\nBcc: b@x.dk", "is not an e-mail address."),
        ("email", "Anna <a@x.dk>", "is not an e-mail address."),
        ("email", "a@@x.dk", "is not an e-mail address."),
        ("channel", "pigeon", "pigeon is not a channel: email, letter, phone, in_person or none."),
        ("protected", "måske", "måske is neither yes nor no."),
        ("may_quote", "2", "2 is neither yes nor no."),
        (
            "language",
            "de",
            "Citizens cannot get their report in de. Choose one of these languages: da, en.",
        ),
        ("language", "ar", "Choose one of these languages: da, en."),
        ("name", "Anna\nLise", "Write it on one line."),
        ("name", "x" * 201, "The text is 1 characters too long; there is room for 200."),
        ("name", "\u200b", "Write something."),
        ("phone", "010203-1234", "This looks like a CPR number"),
        ("address", "Vej 1\x00".replace("\x00", "\x01"), "cannot be kept: U+0001."),
        ("address", "x" * 501, "1 characters too long"),
        ("participant", "x" * 201, "1 characters too long"),
        ("participant", "010203-1234", "This looks like a CPR number"),
        ("id", "\u202e1", "cannot be kept: U+202E."),
        ("encounter", "x" * 201, "1 characters too long"),
    ],
)
def test_a_field_that_cannot_be_used_is_refused(
    tracker: Command, field: str, written: str, said: str
) -> None:
    header = "text,who" if field == "participant" else f"text,who,{field}"
    row = f'Hej,"{written}"' if field == "participant" else f'Hej,a,"{written}"'
    (line,) = refused_rows(tracker, f"{header}\n{row}\n", "--map", "participant=who")
    column = "who" if field == "participant" else field
    assert line.startswith(f"line 2, column {column}: ") and said in line


def test_a_row_with_several_faults_is_one_line(tracker: Command) -> None:
    (line,) = refused_rows(tracker, "text,date,email\n,i går,anna\n")
    assert line == (
        "line 2, column text: Write something. "
        "column date: i går is not a date; write for example 2026-03-02. "
        "column email: anna is not an e-mail address."
    )


@pytest.mark.parametrize(
    ("contacts", "channel"),
    [
        ("a@x.dk,Vej 1,87130000,", "email"),
        (",Vej 1,87130000,", "letter"),
        (",,87130000,", "phone"),
        (",,,", "none"),
        ("a@x.dk,Vej 1,87130000,letter", "letter"),
        ("a@x.dk,,,None", "none"),
        (",,,In person", "in_person"),
        ("a@x.dk,Vej 1,,Brev", "letter"),
        ("a@x.dk,Vej 1,,E-mail", "email"),
        (",Vej 1,,mail", "email"),
        ("a@x.dk,Vej 1,,TELEFON", "phone"),
        (",,,Ansigt til ansigt", "in_person"),
        ("a@x.dk,,,ingen", "none"),
    ],
)
def test_the_channel_is_the_wish_or_else_what_there_is(
    tracker: Command, contacts: str, channel: str
) -> None:
    bring(tracker, f"text,participant,email,address,phone,channel\nHej,a,{contacts}\n")
    (person,) = people(tracker)
    assert person.channel == channel


def test_what_is_said_of_a_person_is_gathered_from_all_their_rows(tracker: Command) -> None:
    bring(
        tracker,
        "text,participant,name,email,protected,may_quote,language,large_print\n"
        "Hej,a,,,,,,ja\n"
        "Dav,a,Anna Æ,Anna@Example.ORG,Ja,nej,EN,\n"
        "Farvel,a,Anna Æ,,x,0,,\n"
        "Tak,b,,,,ja,,nej\n"
        "Hov,c,,,,,Engelsk,\n",
    )
    anna, bo, carla = people(tracker)
    assert carla.language == "en"
    assert (anna.ref, anna.name, anna.email) == ("a", "Anna Æ", "Anna@example.org")
    assert (anna.large_print, bo.large_print) == (True, False)
    assert (anna.protected_address, anna.may_quote, anna.language) == (True, False, "en")
    assert (bo.protected_address, bo.may_quote, bo.language) == (False, True, "da")


def test_rows_that_contradict_each_other_are_each_named(tracker: Command) -> None:
    lines = refused_rows(
        tracker,
        "text,participant,email,may_quote\n"
        "Hej,a,a@x.dk,ja\nDav,b,a@x.dk,nej\nFarvel,a,b@x.dk,\nTak,a,a@x.dk,nej\n",
    )
    assert lines == [
        "line 4, column email: The file says two different things of a.",
        "line 5, column may_quote: The file says two different things of a.",
    ]


def test_what_nobody_put_a_name_to_belongs_to_the_occasion(tracker: Command) -> None:
    rows = bring(
        tracker,
        "text,participant,encounter,date\n"
        "Hej,,Gåtur,2026-03-02\nDav,,Gåtur,2026-03-01\nTak,a,Gåtur,\nNej,,,\nJo,,Møde,\n",
    )
    assert [row["participant_ref"] for row in rows] == [None, None, "a", None, None]
    kinds = {person.id: person.kind for person in people(tracker)}
    assert [kinds[row["participant"]] for row in rows] == [
        *("unknown", "unknown", "person", "unknown", "unknown")
    ]
    assert rows[0]["participant"] == rows[1]["participant"]
    assert len({row["participant"] for row in rows}) == 4
    walk = next(e for e in kept(tracker, Encounter) if e.title == "Gåtur")
    assert walk.held_at == utc(2026, 2, 28, 23)
    assert {c.encounter_id for c in kept(tracker, Contribution)[:3]} == {walk.id}


def test_contacts_without_a_participant_are_not_dropped_in_silence(tracker: Command) -> None:
    path = a_file(tracker, "text,email\nHej,a@x.dk\nDav,\n")
    result = tracker.run("import", path, "--process", a_process(tracker))
    assert (result.exit_code, len(result.stdout.splitlines())) == (0, 1)
    assert result.stderr == (
        "1 rows have a name or a contact but no participant. These were not kept: "
        "say with --map participant=COLUMN who is who.\n"
    )
    by_email = ("--process", a_process(tracker), "--map", "participant=email")
    assert tracker.run("import", path, *by_email).stderr == ""
    assert [person.email for person in people(tracker)] == [None, "a@x.dk", None]


def test_a_promise_to_return_publicly_is_the_unknowns_own(tracker: Command) -> None:
    process = a_process(tracker, "--public-return")
    tracker("import", a_file(tracker, "text\nHej\n"), "--process", process)
    assert [(p.kind, p.public_return) for p in people(tracker)] == [("unknown", True)]
