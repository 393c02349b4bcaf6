"""Processes, participants and users: what the options say is what is kept."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.command import Command
from tests.commands.bringing import a_process, rows_in
from tests.commands.town import Town, acting
from tests.factories import an_approved_language
from tracker.domain.insight import InsightTranslation
from tracker.domain.participant import Membership, Participant
from tracker.domain.people import User
from tracker.domain.process import Process


def the(tracker: Command, kind: type[Any], number: int) -> Any:
    """A row as it stands."""
    found: list[Any] = []
    acting(tracker, lambda act: found.append(act.session.get_one(kind, number)))
    return found[0]


def test_a_process_is_as_it_was_begun(tracker: Command) -> None:
    new = ("process", "add", " Sag 1 ", "--kind", "case", "--department", "Natur")
    number = tracker.number(
        *(*new, "--language", "en", "--contact", "Ann, the elder, 87 13 00 00"),
        *("--mail", "report", "--public-return"),
        *("--days-to-return", 1, "--days-to-answer", 2, "--days-to-close", 3),
    )
    row = the(tracker, Process, number)
    assert (row.title, row.kind, row.language, row.mail) == ("Sag 1", "case", "en", "report")
    assert (row.contact_name, row.contact_phone) == ("Ann, the elder", "87 13 00 00")
    assert (row.public_return, row.department.name) == (True, "Natur")
    assert (row.days_to_return, row.days_to_answer, row.days_to_close) == (1, 2, 3)


def test_a_process_promises_what_is_usual_unless_told(tracker: Command) -> None:
    row = the(tracker, Process, a_process(tracker))
    assert (row.language, row.mail, row.public_return) == ("da", "notice", False)
    assert (row.days_to_return, row.days_to_answer, row.days_to_close) == (21, 14, 21)
    assert the(tracker, Process, a_process(tracker, "--contact", "Ann")).contact_name == "Ann"


def test_a_participant_is_as_they_were_added_and_edited(tracker: Command) -> None:
    process = a_process(tracker)
    new = ("participant", "add", "--process", process)
    group = tracker.number(*new, "--name", "Koret", "--group", 12)
    other = tracker.number(*new, "--group", 3)
    number = tracker.number(
        *(*new, "--ref", "a-1", "--name", "Åse", "--email", "aase@example.org"),
        *("--phone", "87 13 00 00", "--address", "Vej 1\\n8000 Aarhus", "--protected"),
        "--large-print",
        *("--perspectives", "cyklist", "--guardian", "Bo", "--guardian-proof", "Fuldmagt"),
        *("--language", "en", "--may-quote", "--public-return", "--member-of", group),
    )
    row = the(tracker, Participant, number)
    assert (row.ref, row.name, row.email, row.channel) == (
        *("a-1", "Åse", "aase@example.org", "email"),
    )
    assert (row.address, row.protected_address) == ("Vej 1\n8000 Aarhus", True)
    assert (row.perspectives, row.guardian, row.guardian_proof) == ("cyklist", "Bo", "Fuldmagt")
    assert (row.language, row.may_quote, row.public_return) == ("en", True, True)
    assert row.large_print
    edit = ("participant", "edit", number, "--channel", "letter", "--no-quote", "--member-of")
    assert tracker(*edit, other) == ""
    row = the(tracker, Participant, number)
    assert (row.name, row.channel, row.may_quote) == ("Åse", "letter", False)
    assert row.large_print
    tracker("participant", "edit", number, "--usual-print")
    assert not the(tracker, Participant, number).large_print
    assert tracker("participant", "edit", group, "--group", 13) == ""
    assert the(tracker, Participant, group).size == 13
    groups: list[int] = []
    query = select(Membership.group_id).order_by(Membership.group_id)
    acting(tracker, lambda act: groups.extend(act.session.scalars(query)))
    assert groups == [group, other]


@pytest.mark.parametrize(
    ("contact", "channel"),
    [
        (("--email", "a@kommune.test"), "email"),
        (("--address", "Vej 1", "--phone", "87130000"), "letter"),
        (("--phone", "87130000"), "phone"),
        ((), "none"),
        (("--email", "a@x.dk", "--channel", "in_person"), "in_person"),
    ],
)
def test_the_channel_is_the_wish_or_what_there_is(
    tracker: Command, contact: tuple[str, ...], channel: str
) -> None:
    new = ("participant", "add", "--process", a_process(tracker))
    assert the(tracker, Participant, tracker.number(*new, *contact)).channel == channel


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--email", "a@x.dk, b@x.dk"), "is not an e-mail address."),
        (("--email", "anna@intra"), "is not an e-mail address."),
        (("--ref", "a"), "There is a participant called a already."),
        (("--member-of", 1), "is not a group one can be in."),
    ],
)
def test_a_participant_that_cannot_be_is_refused(
    town: Town, words: tuple[object, ...], said: str
) -> None:
    before = rows_in(town.tracker)
    new = ("participant", "add", "--process", town.natur.process)
    assert said in town.tracker.refused(*new, *words)
    assert rows_in(town.tracker) == before


def test_a_user_has_a_link_or_a_password(tracker: Command) -> None:
    new = ("user", "add", "Anna@Kommune.dk", "--name", "Anna", "--role", "manager")
    link = tracker(*new, "--department", "Natur")
    assert link.startswith("http://127.0.0.1:5000/choose-password/") and len(link.split()) == 1
    words = (*new, "--department", "Natur", "--password-stdin")
    given = tracker.run(*words, given="tre ord i træk\n")
    assert (given.exit_code, given.stdout, given.stderr) == (0, "", "")
    row = the(tracker, User, 1)
    assert (row.email, row.name) == ("anna@kommune.dk", "Anna")
    assert row.password.startswith("$argon2")
    assert [(held.role, held.department.name) for held in row.roles_held] == [("manager", "Natur")]


@pytest.mark.parametrize(
    ("email", "password"), [("anna", "tre ord i træk"), ("a@x.dk", "kort"), ("a@x.dk", "x" * 201)]
)
def test_a_user_that_cannot_be_is_refused(tracker: Command, email: str, password: str) -> None:
    before = rows_in(tracker)
    new = ("user", "add", email, "--name", "Anna", "--role", "manager", "--department", "Natur")
    tracker.refused(*new, "--password-stdin", given=f"{password}\n")
    assert rows_in(tracker) == before


def test_a_language_is_accepted_once_it_is_approved(tracker: Command, tmp_path: Path) -> None:
    process = a_process(tracker)
    new = ("participant", "add", "--process", process, "--name", "كريم", "--language", "ar")
    refused = tracker.run(*new)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "Choose one of these languages: da, en." in refused.stderr
    acting(tracker, an_approved_language)
    assert the(tracker, Participant, tracker.number(*new)).language == "ar"
    file = tmp_path / "said.csv"
    file.write_text("text,participant,language\nالطريق مظلم,a,AR\n")
    tracker("import", file, "--process", process)
    (said,) = tracker.read("contributions", "--process", process)
    assert the(tracker, Participant, said["participant"]).language == "ar"


def test_a_child_is_told_in_person_and_nobody_reads_for_it(
    tracker: Command, tmp_path: Path
) -> None:
    soon = f"{datetime.now(UTC).year + 2}-03"
    process = a_process(tracker)
    add = ("participant", "add", "--name", "Freja", "--process", process)
    mailed = (*add, "--email", "f@example.org", "--child-until", soon)
    child = tracker.number(*mailed, "--ref", "freja")
    assert "told in person" in tracker.refused(*mailed, "--channel", "email")
    edit = ("participant", "edit", child)
    assert "told in person" in tracker.refused(*edit, "--channel", "letter")
    guardian = ("--guardian", "Bo", "--guardian-proof", "Set", "--represented")
    assert "never go to a guardian" in tracker.refused(*edit, *guardian)
    assert "by what right" in tracker.refused(*add, "--guardian", "Bo", "--represented")
    assert "not a month" in tracker.refused(*add, "--child-until", "15")
    row = the(tracker, Participant, child)
    assert (row.channel, row.represented) == ("in_person", False)
    file = tmp_path / "mere.csv"
    file.write_text("participant,channel,email,text\nfreja,email,,Jeg vil med\n", "utf-8")
    refused = tracker.refused("import", file, "--process", process)
    assert "line 2, column channel:" in refused and "told in person" in refused
    file.write_text("participant,phone,text\nfreja,87130000,Jeg vil med\n", "utf-8")
    tracker("import", file, "--process", process)
    row = the(tracker, Participant, child)
    assert (row.channel, row.phone) == ("in_person", "87130000")
    tracker(*edit, "--child-until", "none", "--channel", "email")
    assert the(tracker, Participant, child).child_until is None


def test_an_insight_is_said_in_another_language(tracker: Command) -> None:
    process = a_process(tracker)
    number = tracker.number("insight", "add", "--process", process, "--text", "Stien er mørk.")
    said = ("insight", "translate", number, "--text", "The path is dark.", "--language")
    tracker(*said, "EN")
    row = the(tracker, InsightTranslation, 1)
    assert (row.language, row.of, row.text) == ("en", "Stien er mørk.", "The path is dark.")
    for code in ("da", "ar", "e1"):
        assert tracker.run(*said, code).exit_code == 2
