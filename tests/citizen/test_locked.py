"""Five wrong codes: the letter is locked, for a quarter of an hour, and for nobody else."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.citizen.at_the_door import PERSONAL, give, knock, said, wrong
from tests.citizen.letters import PHONE, Office, Sent, filled
from tests.web.reader import Reader
from tracker.citizen import services
from tracker.domain.people import AccessRecord
from tracker.domain.process import Process
from tracker.domain.second_thing import LOCKED, TRIES
from tracker.reports.links import token_hash


def test_five_wrong_codes_lock_the_letter_even_for_the_right_one(
    client: Reader, office: Office, case: Sent
) -> None:
    code = office.code(case)
    knock(client, case)
    told = []
    for n in range(1, TRIES):
        status, _ = give(client, wrong(code, n))
        assert status == 422
        told += re.findall(r"Du kan prøve (\w+) gang", said(client))
    assert told == ["4", "3", "2", "én"]
    status, page = give(client, wrong(code, 9))
    assert status == 429
    assert "Vent et kvarter" in page and PHONE in page
    assert re.search(r"igen fra kl\. \d{1,2}\.\d\d", said(client))
    assert not [word for word in PERSONAL if word in page]
    # The page that asks says so too, and the right code opens nothing now.
    assert client.get("/r/code").status_code == 429
    assert client.send("/r/code", code=code).status_code == 429
    assert client.get("/r/").status_code == 404 and office.openings(case) == 0
    # What was not looked at was no try.
    with office.act() as act:
        assert act.session.query(AccessRecord).filter_by(what="wrong code").count() == TRIES


@pytest.mark.parametrize(
    ("hours", "says"),
    [
        ("", f"Ring til os på {PHONE}. Så hjælper vi dig."),
        ("hverdage kl. 9-14", f"Ring til os på {PHONE}. Telefontid: hverdage kl. 9-14."),
    ],
)
def test_whoever_is_locked_out_is_told_when_they_can_call(
    client: Reader, office: Office, case: Sent, hours: str, says: str
) -> None:
    with office.act() as act:
        act.session.get_one(Process, case.process).contact_hours = hours
    knock(client, case)
    for n in range(1, TRIES + 1):
        give(client, wrong(office.code(case), n))
    assert says in said(client).replace("\u00a0", " ")
    assert "med det samme" not in said(client)


def test_a_lock_ends_after_a_quarter_of_an_hour_by_the_clock_that_is_passed_in(
    office: Office, case: Sent
) -> None:
    code = office.code(case).replace(" ", "")
    secret = token_hash(case.token)
    with office.act() as act:
        begun = act.now
        for n in range(1, TRIES + 1):
            tried = services.try_code(act, secret, wrong(code, n))
        assert tried is not None and tried.locked_until == begun + LOCKED
        for later in (timedelta(), timedelta(minutes=14, seconds=59)):
            act.now = begun + later
            with pytest.raises(services.Locked):
                services.try_code(act, secret, code)
    assert office.openings(case) == 0
    with office.act() as act:
        act.now = begun + LOCKED
        # The tries are new ones.
        for n in range(1, TRIES):
            again = services.try_code(act, secret, wrong(code, n))
            assert again is not None and not again.is_locked(act.now)
        assert services.try_code(act, secret, code) is None
    assert office.openings(case) == 1
    kept = office.tries(case)
    assert kept is not None and kept.wrong == 0


def test_the_lock_is_the_letters_and_no_browsers_or_addresss(
    client: Reader, office: Office, case: Sent, another: Callable[[], Reader]
) -> None:
    code = office.code(case)
    for n in range(1, TRIES + 1):
        reader = another()
        knock(reader, case)
        elsewhere = {"REMOTE_ADDR": f"10.0.0.{n}"}
        token = filled(next(iter(reader.page.iter("form"))))["csrf_token"]
        fields = {"csrf_token": token, "code": wrong(code, n)}
        reader.post("/r/code", data=fields, environ_overrides=elsewhere)
    answer = client.send(case.link)
    assert answer.status_code == 303
    assert client.get("/r/code").status_code == 429


def test_of_two_letters_one_is_locked_and_says_nothing_of_the_other(
    client: Reader, office: Office, case: Sent, another: Callable[[], Reader]
) -> None:
    other = office.letter(kind="case", name="Karen Møller", quote="Jeg går.")
    assert office.code(case) != office.code(other)
    knock(client, case)
    for n in range(1, TRIES + 1):
        give(client, wrong(office.code(case), n))
    reader = another()
    knock(reader, other)
    # One letter's code opens no other, and counts as its wrong one.
    status, page = give(reader, office.code(case))
    assert status == 422 and "Du kan prøve 4 gange til" in page
    assert give(reader, office.code(other))[0] == 303
    assert "Karen Møller" in reader.get("/r/").text
