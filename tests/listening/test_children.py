"""A child under 15 is told in person; who reads for an adult is named, and has a proof."""

from datetime import UTC, datetime

import pytest

from tests.listening.sheets import errors
from tests.listening.taking_part import ANNA, edit, list_of, page_of
from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.domain.participant import Participant

THIS_YEAR = datetime.now(UTC).year
CHILD, GROWN = f"{THIS_YEAR + 2}-03", f"{THIS_YEAR - 2}-03"
READS = {"guardian": "Else Holm", "guardian_proof": "Fuldmagt, set i sagen", "represented": "y"}


def wrong(reader: Reader) -> set[str | None]:
    """The names of the fields that say what is wrong with them."""
    return {e.get("name") for e in reader.page.iter() if e.get("aria-invalid") == "true"}


def test_a_child_is_told_in_person_unless_something_else_is_said(desk: Desk, staff: Reader) -> None:
    process = desk.process()
    staff.get(f"{list_of(process)}/add")
    told = {"name": "Freja", "child_until": CHILD, "email": "freja@skole.dk", "may_quote": "never"}
    answer = staff.send(f"{list_of(process)}/add", **told)
    assert answer.status_code == 303
    row = desk.read(Participant, int(answer.location.rpartition("/")[2]))
    assert (row.channel, row.child_until) == (
        "in_person",
        datetime.fromisoformat(f"{CHILD}-01").date(),
    )
    refused = staff.send(f"{list_of(process)}/add", **told, channel="email")
    assert refused.status_code == 422
    assert "får det fortalt, når I mødes" in " ".join(errors(staff))


def test_no_other_way_can_be_chosen_for_a_child_and_none_of_it_is_lost(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    here = page_of(process, anna)
    assert edit(staff, here, child_until=CHILD, channel="letter") == 422
    assert "channel" in wrong(staff)
    assert desk.read(Participant, anna).child_until is None
    # Where nothing else is chosen, that is what follows.
    assert edit(staff, here, child_until=CHILD) == 303
    assert desk.read(Participant, anna).channel == "in_person"
    for channel in ("email", "letter", "phone"):
        assert edit(staff, here, channel=channel) == 422
    assert edit(staff, here, channel="none") == 303
    # When she has turned 15 it is hers to choose, and so it is when it was said by mistake.
    assert edit(staff, here, child_until=GROWN, channel="email") == 303
    assert edit(staff, here, child_until=CHILD, channel="in_person") == 303
    assert edit(staff, here, child_until="", channel="letter") == 303
    assert desk.read(Participant, anna).child_until is None


def test_contacts_that_come_for_a_child_change_nothing_of_how_it_is_told(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details={"channel": "in_person"})
    assert edit(staff, page_of(process, anna), child_until=CHILD) == 303
    assert edit(staff, page_of(process, anna), email="mor@hjemme.dk") == 303
    assert desk.read(Participant, anna).channel == "in_person"


@pytest.mark.parametrize("month", ["2027-13", "snart", "0001-01", "9999-01"])
def test_a_month_that_is_none_is_said_to_be_none(desk: Desk, staff: Reader, month: str) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details={"channel": "in_person"})
    assert edit(staff, page_of(process, anna), child_until=month) == 422
    assert "child_until" in wrong(staff)


def test_somebody_reads_for_an_adult_only_by_name_and_with_a_proof(
    desk: Desk, staff: Reader
) -> None:
    process = desk.process()
    anna = desk.said(process, "Anna", details=ANNA)
    here = page_of(process, anna)
    assert edit(staff, here, represented="y") == 422 and "guardian" in wrong(staff)
    assert edit(staff, here, represented="y", guardian="Else Holm") == 422
    assert "guardian_proof" in wrong(staff)
    assert edit(staff, here, **READS) == 303
    assert desk.read(Participant, anna).represented
    assert edit(staff, here, child_until=CHILD, channel="in_person") == 422
    assert "går aldrig til en værge" in " ".join(errors(staff))
