"""From the first user to a signed process, by commands alone; and a case, which no mail tells."""

from pathlib import Path
from typing import Any

import pytest

from tests.command import Command

BY = ("--by", "anna@kommune.dk")
SIGNS = ("--by", "mads@kommune.dk")
CONTACT = ("--contact", "Jens Holm, 87 13 00 00")
REASON = ("--reason", "Fordi I sagde det.")
SAID = """participant;id;date;email;phone;text
a;1;2.3.2026;a@example.org;;Der mangler lys på stien
b;2;2.3.2026;;87130000;Hunde løber løse
c;3;3.3.2026;;;Jeg kan lide stien
d;4;3.3.2026;;;Byg en motorvej
e;5;4.3.2026;;;Her er mørkt om aftenen
"""


class Office:
    """One process, and those who work on it."""

    def __init__(self, tracker: Command, kind: str, *options: object) -> None:
        self.tracker = tracker
        for name, role in (("anna", "caseworker"), ("mads", "manager")):
            user = ("user", "add", f"{name}@kommune.dk", "--name", name.title(), "--role", role)
            tracker(*user, "--department", "Natur")
        new = ("process", "add", "Stien om søen", "--kind", kind, "--department", "Natur")
        self.process = tracker.number(*new, *CONTACT, *options, *BY)

    def listed(self, listing: str) -> Any:
        return self.tracker.read(listing, "--process", self.process, *BY)

    def silent(self, *words: object) -> None:
        """A call that succeeds and has nothing to say."""
        assert self.tracker(*words) == ""

    def gives_back(self, purpose: str, *options: object) -> int:
        plan = ("round", "add", "--process", self.process, "--purpose", purpose)
        number = self.tracker.number(*plan, *options, *BY)
        self.silent("send", number, *BY)
        return number

    def steps(self) -> dict[str, Any]:
        return {
            row["participant_ref"]: row["step"] if row["state"] == "open" else row["state"]
            for row in self.listed("loops")
        }


@pytest.fixture
def office(tracker: Command) -> Office:
    return Office(tracker, "development", "--mail", "report")


def test_from_the_first_user_to_a_signature(office: Office, tmp_path: Path) -> None:
    tracker, silent = office.tracker, office.silent
    file = tmp_path / "sagt.csv"
    file.write_bytes(SAID.encode("cp1252"))
    assert "5 contributions" in tracker("import", file, "--process", office.process, *BY)
    a, b, c, d, e = (row["participant"] for row in office.listed("contributions"))
    light, dogs, like, road, dark = (row["id"] for row in office.listed("contributions"))
    assert office.steps() == dict.fromkeys("abcde", 0)

    new = ("insight", "add", "--process", office.process, "--text")
    lit = tracker.number(*new, "Stien er for mørk.", "--evidence", f"{light},{dogs}", *BY)
    loose = tracker.number(*new, "Hunde skal føres i snor.", *BY)
    silent("unweave", lit, dogs, "--reason", "Det hører til hundene.", *BY)
    silent("weave", loose, dogs, like, *BY)
    silent("unweave", loose, like, "--reason", "Det var ros.", *BY)
    silent("weave", lit, like, "--stance", "nuances", *BY)
    silent("weave", lit, dark, *BY)
    silent("set-aside", road, "--reason", "Stien er fredet.", *BY)
    assert office.steps() == dict.fromkeys("abcde", 1)

    first = office.gives_back("qualify", "--question", "Hvor er der mørkest?")
    silent("send", first, *BY)
    told = ("record", first, "--how", "told", "--at", "2026-04-01T10:00", *BY)
    silent(*told, "--participant", f"{b},{c}", "--note", "Ved døren")
    session = ("session", "add", "--round", first, "--at", "2026-04-02T19:00")
    tracker.number(*session, "--place", "Biblioteket", "--present", f"{a},{d}", *BY)
    # A meeting tells what it showed: why something was set aside is told by the report alone.
    assert office.steps() == {"a": 3, "b": 2, "c": 2, "d": 1, "e": 1}
    silent(*told, "--participant", d)
    assert office.steps()["d"] == 2
    out = tmp_path / "tilbage.eml"
    whose = ("report", "--round", first, "--participant", a, "--out", out, "--format", "eml")
    silent(*whose, *BY)
    assert b"a@example.org" in out.read_bytes()

    def answers(person: int, move: str, *words: object) -> int:
        respond = ("respond", "--round", first, "--participant", person, "--move", move)
        return tracker.number(*respond, *words, *BY)

    nuance = answers(a, "nuance", "--insight", lit, "--text", "Mest ved broen")
    free = answers(b, "said", "--text", "Det er ikke rigtigt med hundene")
    answers(c, "recognise")
    more = answers(d, "add", "--text", "Der mangler også en bænk")
    silent("sort", free, "--as", "disagree", "--insight", loose, *BY)
    assert "the loop is" in tracker.run("close", office.process).stdout
    number = tracker.number(
        *("resolve", nuance, "--as", "changed", *REASON, "--text", "Stien er mørk ved broen.", *BY)
    )
    assert number > 0
    tracker("resolve", free, "--as", "dissent", *REASON, "--shareable", "Hunde gør intet.", *BY)
    silent("weave", lit, office.listed("contributions")[-1]["id"], *BY)
    tracker("resolve", more, "--as", "added", *REASON, *BY)

    silent(
        *("except", "--process", office.process, "--participant", e),
        *("--because", "no-contact", "--reason", "Ingen adresse.", *SIGNS),
    )
    decide = ("outcome", "add", "--reason", "Byrådet gav penge.", "--insight")
    tracker.number(*decide, lit, "--use", "used", *BY)
    tracker.number(*decide, loose, "--use", "partly", *BY)
    assert office.steps() == {"a": 4, "b": 4, "c": 4, "d": 4, "e": "excepted"}

    last = office.gives_back("closing")
    record = ("record", last, "--how", "told", "--at", "2026-05-01T10:00", *BY)
    silent(*record, "--participant", f"{a},{b}", "--participant", f"{c},{d}")
    assert office.steps() == dict.fromkeys("abcd", "closed") | {"e": "excepted"}
    tracker("due")

    assert tracker.refused("close", office.process) == (
        "Nothing stands in the way: name who signs with --by."
    )
    assert tracker.refused("close", office.process, TRACKER_ACTOR="mads@kommune.dk") == (
        "Nothing stands in the way: name who signs with --by."
    )
    assert "Only a manager" in tracker.refused("close", office.process, *BY)
    paper = tmp_path / "lukket.pdf"
    signed = tracker.run("close", office.process, *SIGNS, "--out", paper)
    assert (signed.exit_code, len(signed.stdout.split())) == (0, 1)
    assert signed.stderr == "No mail server is set: mails are written to files, and reach nobody.\n"
    assert paper.read_bytes().startswith(b"%PDF")
    assert tracker("loops", "--verify") == ""


def test_what_stands_in_the_way_is_listed_and_signs_nothing(office: Office, tmp_path: Path) -> None:
    tracker = office.tracker
    file = tmp_path / "sagt.csv"
    file.write_text(SAID, encoding="utf-8")
    tracker("import", file, "--process", office.process)
    paper = tmp_path / "lukket.pdf"
    for who in ((), SIGNS):
        result = tracker.run("close", office.process, *who, "--out", paper)
        assert result.exit_code == 1
        assert len(result.stdout.splitlines()) == 5
        assert result.stdout.splitlines()[0] == "participant 1: the loop is heard; next: weave"
        assert not paper.exists()


def test_an_empty_process_can_be_signed(office: Office) -> None:
    assert "name who signs" in office.tracker.refused("close", office.process)
    assert office.tracker("close", office.process, *SIGNS)


def test_a_case_is_told_by_letter_or_by_a_link_that_asks_for_a_code(
    tracker: Command, tmp_path: Path
) -> None:
    office = Office(tracker, "case", "--mail", "report")
    file = tmp_path / "sagt.csv"
    file.write_text(
        "participant,email,address,text\n"
        "a,a@example.org,,Jeg vil blive boende\n"
        "b,,Vej 1,Jeg vil have hjælp\n",
        encoding="utf-8",
    )
    tracker("import", file, "--process", office.process, *BY)
    a, b = (row["participant"] for row in office.listed("contributions"))
    for row in office.listed("contributions"):
        new = ("insight", "add", "--process", office.process, "--text", "Et hjem er vigtigt.")
        tracker.number(*new, "--evidence", row["id"], *BY)
    number = office.gives_back("qualify")
    rows = tracker.read("deliveries", number, *BY)
    assert [(row["participant"], row["channel"]) for row in rows] == [
        (a, "email"),
        (b, "letter"),
    ]
    assert [(row["state"], row["attempts"]) for row in rows] == [("waiting", 1), ("waiting", 0)]
    report = ("report", "--round", number, "--participant", a, *BY)
    for form in ("html", "txt"):
        out = tmp_path / f"rapport.{form}"
        office.silent(*report, "--format", form, "--out", out)
        told = out.read_text("utf-8")
        assert "Jeg vil blive boende" in told
        assert not [word for word in ("hjælp", "@example.org") if word in told]
    assert "skal bruge en kode" in told
    out = tmp_path / "rapport.eml"
    office.silent(*report, "--format", "eml", "--out", out)
    assert b"To:" not in out.read_bytes()
    out = tmp_path / "breve.pdf"
    office.silent("letters", number, "--out", out, *BY)
    assert out.read_bytes().startswith(b"%PDF")
    office.silent(
        *("record", number, "--participant", b, "--how", "posted", "--at", "2026-04-01", *BY)
    )
    office.silent(
        *("record", number, "--participant", a, "--how", "told", "--at", "2026-04-01", *BY)
    )
    assert {row["state"] for row in tracker.read("deliveries", number)} == {"reached"}
