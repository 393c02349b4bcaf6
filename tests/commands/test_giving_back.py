"""Rounds, sending, reports, letters, and what people record of them."""

import email
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.commands.bringing import rows_in
from tests.commands.town import Town, acting, staff
from tests.printed import text_of
from tracker.domain.act import Act
from tracker.domain.round import Attempt, Delivery, Presence, RoundInsight, RoundRecipient
from tracker.outbound import outbox
from tracker.outbound.claims import Claimant

LATER = ("--at", "2026-02-01T12:00")
NATUR = ("--by", staff("Natur"))


def found(town: Town, query: Any) -> list[Any]:
    """What a query finds in the town's database."""
    rows: list[Any] = []
    acting(town.tracker, lambda act: rows.extend(act.session.execute(query).all()))
    return rows


def planned(town: Town, *words: object) -> int:
    process = town.natur.process
    return town.tracker.number("round", "add", "--process", process, "--purpose", "update", *words)


def insights_of(town: Town, number: int) -> list[int]:
    query = select(RoundInsight.insight_id).where(RoundInsight.round_id == number)
    return sorted(row[0] for row in found(town, query))


def people_of(town: Town, number: int) -> list[int]:
    query = select(RoundRecipient.participant_id).where(RoundRecipient.round_id == number)
    return sorted(row[0] for row in found(town, query))


def test_a_round_is_to_all_about_all_unless_told(own_town: Town) -> None:
    natur = own_town.natur
    first, second = natur.insights
    for words in ((), ("--insights", "all"), ("--insights", second, "--insights", first)):
        assert insights_of(own_town, planned(own_town, *words)) == [first, second]
    both = f"{second},{first}"
    assert insights_of(own_town, planned(own_town, "--insights", both)) == [first, second]
    assert insights_of(own_town, planned(own_town, "--insights", "none")) == []
    assert insights_of(own_town, planned(own_town, "--insights", second)) == [second]
    everybody = sorted(natur.people)
    assert people_of(own_town, planned(own_town)) == everybody
    assert people_of(own_town, planned(own_town, "--to", "all")) == everybody
    some = planned(own_town, "--to", f"{everybody[1]},{everybody[2]}", "--to", everybody[0])
    assert people_of(own_town, some) == everybody[:3]


def test_an_insight_without_evidence_is_not_sent(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    bare = tracker.number("insight", "add", "--process", natur.process, "--text", "Bar.")
    assert bare not in insights_of(own_town, planned(own_town))
    number = planned(own_town, "--insights", bare)
    assert tracker.refused("send", number) == (
        f"Insight {bare} has no evidence, and cannot be given back."
    )
    assert tracker.read("deliveries", number) == []


def test_sending_is_silent_and_twice_is_once(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    result = tracker.run("send", natur.planned)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    before, listed = rows_in(tracker), tracker.read("deliveries", natur.planned)
    assert {row["participant"] for row in listed} == set(natur.people)
    assert "no_channel" in {row["state"] for row in listed}
    assert tracker("send", natur.planned) == ""
    assert tracker("send", natur.planned, "--hold", 600) == ""
    assert (rows_in(tracker), tracker.read("deliveries", natur.planned)) == (before, listed)


@pytest.mark.parametrize("seconds", [0, 600])
def test_what_is_sent_waits_as_long_as_it_is_held(own_town: Town, seconds: int) -> None:
    before = datetime.now(UTC)
    own_town.tracker("send", own_town.natur.planned, "--hold", seconds)
    query = (
        select(Attempt.not_before)
        .join(Delivery, Delivery.id == Attempt.delivery_id)
        .where(Delivery.round_id == own_town.natur.planned)
    )
    (mail,) = found(own_town, query)
    held = timedelta(seconds=seconds)
    assert before + held <= mail[0] <= datetime.now(UTC) + held


HARD = (
    "Kommunalbestyrelsens udviklingsstrategiske helhedsplanlægning forudsætter tværkommunale "
    "samarbejdsrelationer, borgerinddragelsesprocesser og miljøkonsekvensvurderinger, hvorefter "
    "forvaltningsafdelingernes sagsbehandlere sammenskriver høringssvarene fuldstændigt."
)


def test_what_is_hard_to_read_goes_with_a_reason(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    said = tracker.read("contributions", "--process", natur.process)[0]["id"]
    new = ("insight", "add", "--process", natur.process, "--text", " ".join([HARD] * 12))
    hard = tracker.number(*new, "--evidence", said)
    number = planned(own_town, "--insights", hard)
    assert "--reason-readability" in tracker.refused("send", number)
    assert tracker.read("deliveries", number) == []
    result = tracker.run("send", number, "--reason-readability", "Loven kræver de ord.")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "One or more reports are hard to read (LIX above 35).\n"


def test_what_nobody_has_shared_goes_with_a_reason(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    words = "Jeg så selv de to store hunde løbe løse nede ved broen om aftenen i går"
    file = tracker.instance.parent / "x.csv"
    file.write_text(f"participant,text\nh,{words}\n", encoding="utf-8")
    tracker("import", file, "--process", natur.process)
    said = tracker.read("contributions", "--process", natur.process)[-1]["id"]
    new = ("insight", "add", "--process", natur.process, "--text", f"{words}.")
    number = planned(own_town, "--insights", tracker.number(*new, "--evidence", said))
    assert "--reason-words" in tracker.refused("send", number)
    tracker("send", number, "--reason-words", "Alle har hørt det.")


def report(town: Town, person: int, form: str, out: Path, *words: object) -> bytes:
    whose = ("--round", town.natur.round, "--participant", person)
    assert town.tracker("report", *whose, "--format", form, "--out", out, *words) == ""
    return out.read_bytes()


def test_a_report_has_four_forms(town: Town, tmp_path: Path) -> None:
    person, words = town.natur.people[0], "Stien er kanariegul"
    page = report(town, person, "html", tmp_path / "r.html")
    assert page.lower().startswith(b"<!doctype html>") and words in page.decode()
    assert words in report(town, person, "txt", tmp_path / "r.txt").decode()
    assert report(town, person, "pdf", tmp_path / "r.pdf").startswith(b"%PDF")
    mail = email.message_from_bytes(report(town, person, "eml", tmp_path / "r.eml"))
    assert mail["To"] == "natur-a@example.org"
    large = report(town, person, "html", tmp_path / "l.html", "--large-print")
    assert large != page and words in large.decode()


def test_a_mail_without_an_address_is_to_nobody(town: Town, tmp_path: Path) -> None:
    mail = email.message_from_bytes(report(town, town.natur.people[2], "eml", tmp_path / "r.eml"))
    assert "To" not in mail and mail["Subject"] and mail["From"]


@pytest.mark.parametrize("out", ["ingen/r.txt", ".", "x" * 300])
def test_a_file_that_cannot_be_written_is_one_line(town: Town, tmp_path: Path, out: str) -> None:
    whose = ("--round", town.natur.round, "--participant", town.natur.people[0])
    town.tracker.refused("report", *whose, "--format", "txt", "--out", tmp_path / out)
    town.tracker.refused("letters", town.natur.round, "--out", tmp_path / out)


def test_one_who_has_no_report_is_said_so(town: Town, tmp_path: Path) -> None:
    natur = town.natur
    whose = ("--round", natur.round, "--participant", natur.group)
    said = f"Participant {natur.group} has no report in round {natur.round}."
    file = ("--format", "txt", "--out", tmp_path / "r.txt")
    assert town.tracker.refused("report", *whose, *file) == said
    assert town.tracker.refused("respond", *whose, "--move", "recognise") == said


def test_letters_leave_out_protected_addresses_unless_confirmed(
    own_town: Town, tmp_path: Path
) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    out = tmp_path / "breve.pdf"
    result = tracker.run("letters", natur.round, "--out", out)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")
    assert out.read_bytes().startswith(b"%PDF")
    new = ("participant", "add", "--process", natur.process, "--name", "Hemmelig")
    hidden = tracker.number(*new, "--address", "Vej 2\\n8000 Aarhus", "--protected")
    number = planned(own_town, "--to", f"{natur.people[1]},{hidden}")
    tracker("send", number)
    result = tracker.run("letters", number, "--out", out)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == (
        "1 letters to protected addresses were left out; --protected prints them.\n"
    )
    alone = len(out.read_bytes())
    assert tracker.run("letters", number, "--out", out, "--protected").stderr == ""
    assert len(out.read_bytes()) > alone


def words_of(file: Path) -> str:
    return " ".join(text_of(file.read_bytes()).split())


def test_several_letters_begin_with_an_index_and_are_large_where_that_is_wished(
    own_town: Town, tmp_path: Path
) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    out = tmp_path / "breve.pdf"
    new = ("participant", "add", "--process", natur.process, "--name", "Vera Stor")
    large = tracker.number(*new, "--address", "Vej 2\\n8000 Aarhus", "--large-print")
    number = planned(own_town, "--to", f"{natur.people[1]},{large}")
    tracker("send", number)
    assert tracker("letters", number, "--out", out) == ""
    words = words_of(out)
    assert words.startswith("Oversigt over breve") and "1 af dem er med stor skrift." in words
    assert "2 breve på" in words and "Stor skrift" in words.split("Lukket", 1)[1]
    assert tracker("letters", number, "--out", out, "--no-index") == ""
    assert "Oversigt over breve" not in words_of(out)
    # Alone it is large too.
    report = ("report", "--round", number, "--participant", large, "--format")
    tracker(*report, "html", "--out", tmp_path / "r.html")
    assert 'class="large"' in (tmp_path / "r.html").read_text()


def test_a_sent_round_has_a_poster_without_names(own_town: Town, tmp_path: Path) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    out = tmp_path / "plakat.pdf"
    assert tracker("poster", natur.round, "--out", out) == ""
    words = words_of(out)
    assert "Har vi forstået jer rigtigt?" in words and "Her er kanariegul." in words
    draft = planned(own_town)
    said = "The round was not sent, or it tells nothing that everybody may read."
    assert tracker.refused("poster", draft, "--out", out).startswith(said)


def test_what_people_did_is_recorded_for_several_at_once(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    _, letter, _, phone, nothing = natur.people
    record = ("record", natur.round, *LATER)
    assert tracker(*record, "--participant", letter, "--how", "posted") == ""
    assert states(own_town)[letter] == "reached"
    assert tracker(*record, "--participant", letter, "--how", "returned", "--note", "Flyttet") == ""
    assert states(own_town)[letter] == "failed"
    tracker(*record, "--participant", f"{phone},{nothing}", "--how", "tried")
    assert states(own_town)[nothing] == "no_channel"
    tracker(*record, "--participant", phone, "--participant", nothing, "--how", "told")
    assert {states(own_town)[person] for person in (phone, nothing)} == {"reached"}


def states(town: Town) -> dict[int, str]:
    rows = town.tracker.read("deliveries", town.natur.round)
    return {row["participant"]: row["state"] for row in rows}


def test_a_reminder_is_recorded_as_one(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    record = ("record", natur.round, *LATER, "--participant", natur.people[3], *NATUR)
    tracker(*record, "--how", "told")
    tracker(*record, "--how", "tried", "--reminder", "--note", "Tog ikke telefonen")
    query = select(Attempt.reminder, Attempt.note).order_by(Attempt.id)
    assert [tuple(row) for row in found(own_town, query)[-2:]] == [
        (False, ""),
        (True, "Tog ikke telefonen"),
    ]


def test_what_cannot_have_been_is_not_recorded(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    record = ("record", natur.round, "--participant", natur.people[1])
    before = rows_in(tracker)
    assert "No letter was posted" in tracker.refused(*record, "--how", "returned", *LATER)
    later = ("--at", "2090-01-01")
    said = tracker.refused(*record, "--how", "told", *later)
    assert "2089-12-31T23:00:00+00:00 has not happened yet" in said
    both = (natur.round, "--participant", f"{natur.people[1]},{natur.group}")
    assert "has no report" in tracker.refused("record", *both, "--how", "told", *LATER)
    assert rows_in(tracker) == before


def in_doubt(act: Act) -> None:
    """One mail whose answer never came."""
    taken = outbox.take(act, Claimant.this_process())
    assert taken is not None and taken.mail is not None
    outbox.doubt(act, act.session.get_one(Attempt, taken.attempt), "no_answer")


@pytest.mark.parametrize(("said", "becomes"), [("sent", "sent"), ("not-sent", "waiting")])
def test_a_person_settles_what_nobody_can_know(own_town: Town, said: str, becomes: str) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    tracker("send", natur.planned)
    acting(tracker, in_doubt)
    (doubtful,) = [
        row["delivery"]
        for number in (natur.round, natur.planned, own_town.social.round)
        for row in tracker.read("deliveries", number)
        if row["state"] == "uncertain"
    ]
    settle = ("settle", doubtful, "--as", said)
    by = staff("Natur") if doubtful < own_town.social.deliveries[0] else staff("Social")
    assert tracker.refused(*settle) == "A named person has to say so: use --by."
    other = (*natur.deliveries[1:2], *settle[1:])
    assert "is not uncertain" in tracker.refused("settle", *other, *NATUR)
    assert tracker(*settle, "--by", by) == ""
    listed = {
        row["delivery"]: row["state"]
        for number in (natur.round, natur.planned, own_town.social.round)
        for row in tracker.read("deliveries", number)
    }
    assert listed[doubtful] in {becomes, "reached"}
    assert "is not uncertain" in tracker.refused(*settle, "--by", by)


def test_a_meeting_has_people_and_how_many_of_a_group(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    add = ("session", "add", "--round", natur.round, *LATER, "--place", "Biblioteket")
    present = ("--present", f"{natur.people[1]},{natur.group}:3", "--present", natur.people[3])
    number = tracker.number(*add, *present, "--insights", natur.insights[0])
    query = select(Presence.participant_id, Presence.count).where(Presence.session_id == number)
    assert dict(map(tuple, found(own_town, query))) == {
        natur.people[1]: 1,
        natur.group: 3,
        natur.people[3]: 1,
    }
    assert states(own_town)[natur.group] == "reached"


def test_a_meeting_that_cannot_have_been_is_refused(town: Town) -> None:
    natur, before = town.natur, rows_in(town.tracker)

    def refused(*words: object, at: tuple[str, str] = LATER) -> str:
        add = ("session", "add", "--round", natur.round, *at, "--place", "Biblioteket")
        return town.tracker.refused(*add, *words)

    one = natur.people[0]
    assert "that many cannot" in refused("--present", f"{natur.group}:7")
    assert "that many cannot" in refused("--present", f"{one}:2")
    assert "that many cannot" in refused("--present", f"{one}:0")
    assert f"Participant {one} is named twice." == refused("--present", one, "--present", one)
    assert "has not happened yet" in refused("--present", one, at=("--at", "2090-01-01"))
    theirs = town.social.insights[0]
    assert refused("--present", one, "--insights", theirs) == f"There is no insight {theirs}."
    assert rows_in(town.tracker) == before


def test_what_is_due_is_said_and_is_due_once(own_town: Town) -> None:
    tracker = own_town.tracker
    first = tracker("due", "--now", "2026-02-10")
    assert "windows ended" in first.splitlines()[0]
    before = rows_in(tracker)
    again = tracker("due", "--now", "2026-02-10")
    assert again.startswith("0 reminders queued, 0 notices counted, 0 windows ended")
    assert rows_in(tracker) == before
