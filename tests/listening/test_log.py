"""The log: what somebody said is written down, mended, and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.listening.sheets import (
    count,
    element,
    entries,
    errors,
    fields,
    heard,
    log_of,
    main,
    note,
    people,
    save,
)
from tests.oversight.desk import Desk, contributions, statements
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionReader
from tracker.domain.participant import Membership, Participant
from tracker.domain.process import Encounter, Process
from tracker.listening.services import Details, add_participant, log_contribution
from tracker.weaving.services import add_insight

WORDS = "Der mangler lys på stien.\r\nOg bænke."


def test_a_new_person_comes_with_what_they_said(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    answer = note(staff, process, WORDS, "  Signe   Dahl ")
    assert (answer.status_code, answer.location) == (303, log_of(process))
    (said,) = heard(desk, process)
    assert (said.recorded, said.how, said.confidential) == (WORDS, "verbatim", False)
    assert (said.participant.name, said.participant.channel) == ("Signe Dahl", "none")
    staff.get(log_of(process))
    assert "Gemt: Signe Dahl sagde det og er ny deltager." in main(staff)
    assert "Der mangler lys på stien." in entries(staff)[0]
    assert ("words", str(said.participant_id)) in desk.seen("participant")


def test_who_and_the_occasion_are_kept_for_the_next(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    new = {"occasion": "new", "kind": "interview", "title": "På Nordre Skole", "place": "Nordre"}
    assert note(staff, process, "Et.", "Signe", **new, place_kind="own").status_code == 303
    assert note(staff, process, "To.").status_code == 303
    first, second = heard(desk, process)
    assert first.participant_id == second.participant_id
    assert first.encounter_id == second.encounter_id
    assert (first.encounter.kind, first.encounter.place, first.encounter.place_kind) == (
        "interview",
        "Nordre",
        "own",
    )
    staff.get(log_of(process))
    given = fields(staff)
    assert given["who"] == f"Signe ({first.participant_id})"
    assert (given["occasion"], given["text"]) == (str(first.encounter_id), "")
    assert "På Nordre Skole" in main(staff)


def test_another_process_has_an_occasion_and_a_person_of_its_own(desk: Desk, staff: Reader) -> None:
    here, there = desk.process(), desk.process()
    note(staff, here, "Et.", "Signe", occasion="new", title="Gåtur")
    staff.get(log_of(there))
    assert (fields(staff)["who"], fields(staff)["occasion"]) == ("", "")


def test_what_was_kept_and_is_gone_is_kept_no_longer(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    with staff.session_transaction() as session:
        session["log"] = {str(process): [987654, desk.ids["person"]]}
    staff.get(log_of(process))
    assert (fields(staff)["who"], fields(staff)["occasion"]) == ("", "")


@pytest.mark.parametrize("language", ["da", "en"])
def test_nobody_knows_who_it_was(desk: Desk, staff: Reader, language: str) -> None:
    process = desk.process()
    staff.get(f"{log_of(process)}?lang={language}")
    (option,) = [
        o.get("value") or ""
        for o in staff.page.iter("option")
        if (o.get("value") or "").startswith(("Ukendt", "Unknown"))
    ]
    answer = note(staff, process, "Mere lys.", option)
    assert answer.status_code == 422 and len(errors(staff)) == 1
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur ved søen"}
    assert note(staff, process, "Mere lys.", option, **walk).status_code == 303
    assert note(staff, process, "Og bænke.", "UKENDT").status_code == 303
    one, other = heard(desk, process)
    assert one.participant.kind == "unknown" and one.participant_id == other.participant_id


def test_a_number_alone_says_who(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    for who in (str(anna), f"#{anna}", f"Anna ({anna})", f"anna ({anna})", "ANNA", "anna"):
        assert note(staff, process, f"Igen: {who}.", who).status_code == 303
    assert {row.participant_id for row in heard(desk, process)} == {anna}


def test_a_name_with_letters_that_have_no_case_in_the_database_is_found(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    desk.said(process, "Åse Øst")
    assert note(staff, process, "Mere.", "åse øst").status_code == 303
    assert len(people(desk, process)) == 1


def test_a_number_that_is_nobodys_or_anothers_is_no_new_person(
    desk: Desk, foreign: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    for who, error in (
        (f"Bo ({anna})", f"Nummer {anna} er Anna."),
        ("987654", "Ingen deltager i forløbet er »987654«."),
        (f"Anna ({foreign.ids['person']})", "Ingen deltager i forløbet er"),
        (f"({desk.ids['person']})", "Ingen deltager i forløbet er"),
        ("9999999999", "Ingen deltager i forløbet er"),
    ):
        assert note(staff, process, "Mere.", who).status_code == 422
        assert error in errors(staff)[0], who
    assert len(heard(desk, process)) == 1 and len(people(desk, process)) == 1


def test_two_of_one_name_are_told_apart(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    one, other = (desk.said(process, "Bo Holm") for _ in range(2))
    answer = note(staff, process, "Mere lys.", "Bo Holm")
    assert answer.status_code == 422
    assert "Der er 2, der hedder Bo Holm. Vælg, hvem af dem det er." in errors(staff)[0]
    assert element(staff, "textarea", "text").text == "\nMere lys." or fields(staff)["text"]
    offered = [o.get("value") for o in element(staff, "select", "which").iter("option")]
    assert offered == [str(one), str(other), "new"]
    for which in (str(other), "new"):
        assert note(staff, process, f"Til {which}.", "Bo Holm", which=which).status_code == 303
    third, fourth = heard(desk, process)[2:]
    assert third.participant_id == other
    assert fourth.participant_id not in (one, other) and fourth.participant.name == "Bo Holm"


def test_what_else_is_told_of_somebody_new_is_kept(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    group = desk.do(
        lambda act: (
            add_participant(
                act, act.session.get_one(Process, process), Details(name="Klubben"), group_size=9
            ).id
        )
    )
    told = {
        "channel": "letter",
        "email": "signe@kommune.dk",
        "phone": "87 13 00 00",
        "address": "Stien 4\r\n8000 Aarhus C",
        "protected": "y",
        "may_quote": "no",
        "language": "en",
        "perspectives": "cyklist",
        "guardian": "Else Dahl",
        "guardian_proof": "Fuldmagt, set i dag",
        "member_of": str(group),
    }
    assert note(staff, process, "Mere lys.", "Signe", **told).status_code == 303
    signe = desk.read(Participant, people(desk, process)[-1].id)
    assert (signe.channel, signe.email, signe.phone) == (
        "letter",
        "signe@kommune.dk",
        "87 13 00 00",
    )
    assert signe.address == "Stien 4\r\n8000 Aarhus C" and signe.protected_address
    assert (signe.may_quote, signe.language, signe.perspectives) == (False, "en", "cyklist")
    assert (signe.guardian, signe.guardian_proof) == ("Else Dahl", "Fuldmagt, set i dag")
    query = select(Membership.group_id).where(Membership.person_id == signe.id)
    assert desk.do(lambda act: list(act.session.scalars(query))) == [group]


def test_a_group_is_told_together(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    assert note(staff, process, "Mere lys.", "Ungdomsklubben", group="24").status_code == 303
    (club,) = people(desk, process)
    assert (club.kind, club.size) == ("group", 24)
    for size, error in (
        ("1", "En gruppe er mindst to."),
        ("x", "Skriv et helt tal."),
        ("9" * 30, "100000"),
    ):
        assert note(staff, process, "Mere.", "En anden", group=size).status_code == 422
        assert error in errors(staff)[0]


def test_what_is_told_of_somebody_we_know_changes_that_alone(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details={"email": "anna@kommune.dk", "perspectives": "nabo"})
    assert note(staff, process, "Mere.", "Anna", phone="87 13 00 00").status_code == 303
    row = desk.read(Participant, anna)
    assert (row.email, row.phone, row.perspectives) == (
        "anna@kommune.dk",
        "87 13 00 00",
        "nabo",
    )


@pytest.mark.parametrize("how", ["retold", "observed"])
def test_how_we_have_it_is_said(desk: Desk, staff: Reader, how: str) -> None:
    process = desk.process()
    note(staff, process, "Hun går udenom.", "Signe", how=how, shareable="Nogen går udenom.")
    (said,) = heard(desk, process)
    assert (said.how, said.shareable) == (how, "Nogen går udenom.")
    staff.get(log_of(process))
    assert "Har ord, andre må se" in entries(staff)[0]


def test_what_was_said_on_another_day_counts_from_then(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur", "held_on": "3.3.2026"}
    for _ in range(2):
        # Of the unknown two may well have said the same.
        assert note(staff, process, "Mere lys.", "ukendt", **walk).status_code == 303
    first, second = heard(desk, process)
    assert first.received_at == datetime(2026, 3, 3, 11, tzinfo=UTC)
    assert timedelta() < second.received_at - first.received_at or (
        first.participant_id != second.participant_id
    )


def test_the_same_words_twice_at_one_occasion_are_two(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur", "held_on": "3.3.2026"}
    assert note(staff, process, "Mere lys.", "ukendt", **walk).status_code == 303
    assert note(staff, process, "Mere lys.").status_code == 303
    first, second = heard(desk, process)
    assert first.encounter_id == second.encounter_id
    assert first.received_at < second.received_at


def test_a_confidential_entry_is_its_readers_alone(desk: Desk, staff: Reader, boss: Reader) -> None:
    process = desk.process()
    said = {"confidential": "y"}
    assert note(staff, process, "Det er hemmeligt.", "Signe", **said).status_code == 303
    (secret,) = heard(desk, process)
    query = select(ContributionReader.user_id)
    writer = desk.do(lambda act: desk.user(act.session, "caseworker").id)
    assert desk.do(lambda act: list(act.session.scalars(query))) == [writer]
    staff.get(log_of(process))
    assert "Det er hemmeligt." in entries(staff)[0] and "Fortroligt" in entries(staff)[0]
    boss.get(log_of(process))
    assert entries(boss) == []
    assert boss.get(log_of(process, secret.id)).status_code == 404
    manager = desk.do(lambda act: desk.user(act.session, "manager").id)
    said |= {"readers": str(manager)}
    note(staff, process, "Det er kun for os to.", "Signe", **said)
    boss.get(log_of(process))
    (shared,) = entries(boss)
    assert "Det er kun for os to." in shared


def test_readers_are_colleagues(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process = desk.process()
    other = foreign.do(lambda act: foreign.user(act.session, "manager").id)
    said = {"confidential": "y", "readers": str(other)}
    assert note(staff, process, "Det er hemmeligt.", "Signe", **said).status_code == 422
    assert heard(desk, process) == []


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ({"text": ""}, "Skriv det, der blev sagt."),
        ({"text": " \u200b"}, "Skriv det, der blev sagt."),
        ({"text": "x" * 50_001}, "Teksten er ét tegn for lang."),
        ({"text": "Vend \u202e om."}, "usynligt tegn"),
        ({"text": "Mit nummer er 010190-1234."}, "ligner et CPR-nummer"),
        ({"who": ""}, "Skriv, hvem der sagde det."),
        ({"who": "Signe 010190-1234"}, "ligner et CPR-nummer"),
        ({"who": "x" * 201}, "Teksten er ét tegn for lang."),
        ({"shareable": "Hun er 010190-1234"}, "ligner et CPR-nummer"),
        ({"how": "sung"}, "Vælg, om det er ordret"),
        ({"email": "signe@"}, "er ikke en e-mailadresse"),
        ({"phone": "010190-1234"}, "ligner et CPR-nummer"),
        ({"perspectives": "010190-1234"}, "ligner et CPR-nummer"),
        ({"channel": "dove"}, "Vælg en af mulighederne."),
        ({"occasion": "987654"}, "Vælg en af mulighederne."),
        ({"member_of": "987654"}, "Vælg en af mulighederne."),
        ({"occasion": "new", "title": ""}, "Skriv, hvad I vil kalde anledningen."),
        ({"occasion": "new", "title": "x", "held_on": ""}, "Skriv, hvornår det var."),
        ({"occasion": "new", "title": "x", "held_on": "3.3.2126"}, "kan ikke være rigtig"),
        ({"occasion": "new", "title": "010190-1234"}, "ligner et CPR-nummer"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_nothing_is_lost(
    desk: Desk, staff: Reader, said: dict[str, str], error: str
) -> None:
    process = desk.process()
    given = {"text": "Mere lys.\r\n", "who": "Signe", "perspectives": "cyklist"} | said
    answer = note(staff, process, **given)
    assert answer.status_code == 422
    assert any(error in beside for beside in errors(staff)), errors(staff)
    shown = fields(staff)
    for name in ("text", "who", "perspectives"):
        assert shown[name].strip() == given[name].strip().replace("\r\n", "\n"), name
    assert heard(desk, process) == [] and people(desk, process) == []
    assert (
        desk.do(
            lambda act: act.session.scalar(select(Encounter).where(Encounter.process_id == process))
        )
        is None
    )


def test_a_form_that_is_sent_twice_makes_one_entry(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(log_of(process))
    sent = fields(staff) | {"text": "Mere lys.", "who": "Signe"}
    assert [staff.post(log_of(process), data=sent).status_code for _ in range(2)] == [303, 303]
    assert len(heard(desk, process)) == len(people(desk, process)) == 1


def test_the_last_ten_stand_below(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    desk.said(process, "Anna", *(f"Nummer {number}." for number in range(12)))
    staff.get(log_of(process))
    shown = entries(staff)
    assert len(shown) == 10 and "Nummer 11." in shown[0] and "Nummer 2." in shown[-1]


def test_where_nothing_was_written_down_it_says_so(desk: Desk, staff: Reader) -> None:
    staff.get(log_of(desk.process()))
    assert "Det første kan du skrive nu." in main(staff)


def test_what_was_just_written_down_is_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "En fejl.", "Forkert Navn")
    (said,) = heard(desk, process)
    staff.get(log_of(process))
    back = fields(staff, "/log/undo")
    assert back["contribution"] == str(said.id)
    answer = staff.post(f"{log_of(process)}/undo", data=back)
    assert (answer.status_code, answer.location) == (303, log_of(process))
    assert heard(desk, process) == [] and people(desk, process) == []
    staff.get(log_of(process))
    assert "Det er fortrudt." in main(staff) and fields(staff)["who"] == ""
    assert staff.post(f"{log_of(process)}/undo", data=back).status_code == 303


def test_who_was_known_before_stays_when_it_is_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna")
    note(staff, process, "En fejl.", "Anna")
    staff.get(log_of(process))
    staff.post(f"{log_of(process)}/undo", data=fields(staff, "/log/undo"))
    assert [row.recorded for row in heard(desk, process)] == ["Det er for mørkt."]
    assert [row.id for row in people(desk, process)] == [anna]


def test_what_something_is_built_on_is_not_taken_back(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    staff.get(log_of(process))
    back = fields(staff, "/log/undo")
    woven(desk, process)
    assert staff.post(f"{log_of(process)}/undo", data=back).status_code == 422
    assert len(heard(desk, process)) == 1


def test_nothing_of_others_is_taken_back(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process = desk.process()
    theirs = foreign.said(foreign.process(), "Anna")
    number = foreign.do(
        lambda act: contributions(act, act.session.get_one(Participant, theirs))[0].id
    )
    where = f"{log_of(process)}/undo"
    assert staff.send(where, contribution=number).status_code == 404
    for bad in ("", "x", "-1", "9" * 30):
        assert staff.send(where, contribution=bad).status_code == 422
    assert foreign.read(Contribution, number)


def woven(desk: Desk, process: int) -> None:
    def weave(act: Act) -> None:
        row = act.session.get_one(Process, process)
        query = select(Contribution).where(Contribution.process_id == process)
        add_insight(act, row, "Der er for mørkt.", list(act.session.scalars(query)))

    desk.do(weave)


def test_an_entry_is_mended_in_place(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Sigen")
    (before,) = heard(desk, process)
    where = log_of(process, before.id)
    staff.get(where)
    given = fields(staff)
    assert (given["text"], given["who"]) == ("Mere lyd.", f"Sigen ({before.participant_id})")
    changed = {"text": "Mere lys.", "who": "Signe", "how": "retold", "shareable": "Lys."}
    answer = save(staff, where, **changed)
    assert (answer.status_code, answer.location) == (303, log_of(process))
    (after,) = heard(desk, process)
    assert (after.recorded, after.how, after.shareable) == ("Mere lys.", "retold", "Lys.")
    assert after.participant.name == "Signe" and after.received_at == before.received_at
    # Who has the old address gets what it became.
    assert staff.get(where).location == log_of(process, after.id)


def test_an_entry_becomes_confidential_and_open_again(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    for said, seen in (({"confidential": "y"}, 0), ({}, 1)):
        where = log_of(process, heard(desk, process)[0].id)
        staff.get(where)
        given = {k: v for k, v in fields(staff).items() if k != "confidential"}
        assert staff.post(where, data=given | said).status_code == 303
        boss.get(log_of(process))
        assert len(entries(boss)) == seen


def test_an_entry_that_something_is_built_on_says_why_not(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    (said,) = heard(desk, process)
    where = log_of(process, said.id)
    staff.get(where)
    written = fields(staff) | {"text": "Mere luft."}
    woven(desk, process)
    answer = staff.get(where)
    assert "Det kan ikke skrives om mere" in main(staff) and "Mere lys." in main(staff)
    assert f"/processes/{process}/participants/{said.participant_id}" in answer.text
    assert f"/processes/{process}/loops/{said.participant_id}" in answer.text
    assert staff.post(where, data=written).status_code == 422
    assert "Mere luft." in main(staff)
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]


def test_who_mends_what_somebody_mended_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Signe")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    boss.get(where)
    assert save(boss, where, text="Mere lys.").status_code == 303
    answer = save(staff, where, text="Mere luft.")
    assert answer.status_code == 409
    assert "Mere lys." in main(staff) and fields(staff)["text"] == "Mere luft."
    now = log_of(process, heard(desk, process)[0].id)
    assert save(staff, now).status_code == 303
    assert [row.recorded for row in heard(desk, process)] == ["Mere luft."]


def test_who_mends_what_was_given_words_for_others_meanwhile_is_told(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    note(staff, process, "Mere lys.", "Signe")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    written = fields(staff)
    staff.get(where)
    assert save(staff, where, shareable="Lys.").status_code == 303
    assert staff.post(where, data=written | {"text": "Luft."}).status_code == 409
    (said,) = heard(desk, process)
    assert (said.recorded, said.shareable) == ("Mere lys.", "Lys.")


def test_who_mends_what_was_taken_back_meanwhile_writes_it_anew(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Signe")
    staff.get(log_of(process))
    back = fields(staff, "/log/undo")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    written = fields(staff) | {"text": "Mere lys.", "who": "Signe"}
    staff.post(f"{log_of(process)}/undo", data=back)
    assert staff.post(where, data=written).status_code == 409
    assert "bliver det skrevet ned igen" in main(staff)
    assert save(staff, log_of(process)).status_code == 303
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]
    assert staff.get(where).location == log_of(process)


def test_a_mended_form_that_is_sent_twice_mends_once(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    note(staff, process, "Mere lyd.", "Signe")
    where = log_of(process, heard(desk, process)[0].id)
    staff.get(where)
    sent = fields(staff) | {"text": "Mere lys."}
    assert [staff.post(where, data=sent).status_code for _ in range(2)] == [303, 303]
    assert [row.recorded for row in heard(desk, process)] == ["Mere lys."]


def test_an_entry_is_not_mended_to_what_stands_there_already(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    walk = {"occasion": "new", "kind": "walk", "title": "Gåtur", "held_on": "3.3.2026"}
    note(staff, process, "Et.", "Signe", **walk)
    note(staff, process, "To.")
    where = log_of(process, heard(desk, process)[1].id)
    staff.get(where)
    assert save(staff, where, text="Et.").status_code == 422
    assert "Det samme står her allerede" in errors(staff)[0]


def test_only_what_is_here_is_mended(desk: Desk, foreign: Desk, staff: Reader) -> None:
    process, other = desk.process(), desk.process()
    desk.said(other, "Anna")
    (elsewhere,) = heard(desk, other)
    foreign.said(theirs := foreign.process(), "Anna")
    (hidden,) = heard(foreign, theirs)
    for number in (elsewhere.id, hidden.id, 987654):
        assert staff.get(log_of(process, number)).status_code == 404
        assert staff.send(log_of(process, number), text="x", who="y").status_code == 404
    assert ("refused", str(hidden.id)) in desk.seen("contribution")
    for odd in ("abc", "-1", "9" * 40):
        assert staff.get(f"{log_of(process)}?mend={odd}").status_code == 200


def test_many_rows_cost_no_more_statements_than_one(app: Flask, desk: Desk, staff: Reader) -> None:
    process = desk.process()
    desk.said(process, "Anna", "Et.")
    note(staff, process, "To.", "Anna", occasion="new", title="Gåtur")
    addresses = (log_of(process), log_of(process, heard(desk, process)[0].id))
    few = [statements(app, staff, where) for where in addresses]

    def more(act: Act) -> None:
        row = act.session.get_one(Process, process)
        walk = act.session.scalars(select(Encounter).order_by(Encounter.id.desc())).first()
        for number in range(50):
            person = add_participant(act, row, Details(name=f"Person {number}"))
            log_contribution(act, person, f"Ord {number}.", encounter=walk)

    desk.do(more)
    assert [statements(app, staff, where) for where in addresses] == few
    assert count(desk, Contribution) > 50


def test_what_was_said_in_another_language_is_marked_as_it(desk: Desk, staff: Reader) -> None:
    process = desk.process(language="en")
    desk.said(process, "Anna", "The path is dark.")
    (anna,) = people(desk, process)
    for page in ("log", "weave", f"loops/{anna.id}"):
        staff.get(f"/processes/{process}/{page}")
        voice = next(staff.page.iter("blockquote"))
        assert "en" in [each.get("lang") for each in voice.iter()], page
