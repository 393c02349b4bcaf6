"""What a manager signed, kept as a file: who gets it, what it says, and the way to it."""

import re

from tests.oversight.desk import Desk
from tests.web.reader import Reader
from tracker.closing.services import close
from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.processes.services import Promises, change_promises

RECORD = re.compile(r'href="(/processes/\d+/records/\d+)"')


def sign(desk: Desk, process: int, ago: int = 0) -> int:
    def signed(act: Act) -> int:
        return close(act, act.session.get_one(Process, process)).id

    return desk.do(signed, ago=ago)


def test_a_closed_process_leads_to_what_was_signed(desk: Desk, staff: Reader) -> None:
    process = int(desk.ids["closed"])
    page = staff.get(f"/processes/{process}").text
    address = f"/processes/{process}/records/{desk.ids['signature']}"
    assert set(RECORD.findall(page)) == {address}
    assert "Forløbet er lukket" in page and "Sådan blev forløbet lukket" in page
    assert "Manager Own skrev under den " in page
    assert "Luk forløbet" not in page and "Skriv under" not in page
    assert f"{address}.pdf" in staff.get(address).text
    file = staff.get(f"{address}.pdf")
    assert file.mimetype == "application/pdf" and file.data.startswith(b"%PDF-")
    assert f"-{process}-" in file.headers["Content-Disposition"]
    assert ("record", str(process)) in desk.seen("process")


def test_what_came_after_a_signature_is_signed_for_again(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    process = desk.process(ago=9)
    sign(desk, process, ago=8)

    def promise_anew(act: Act) -> None:
        change_promises(act, act.session.get_one(Process, process), Promises(7, 7, 7))

    desk.do(promise_anew)
    for reader, button in ((staff, False), (boss, True)):
        page = reader.get(f"/processes/{process}").text
        assert "som underskriften ikke dækker" in page
        assert ("Skriv under igen</button>" in page) is button
    assert boss.send(f"/processes/{process}/sign").status_code == 303
    page = boss.get(f"/processes/{process}").text
    assert "ikke dækker" not in page
    assert len(set(RECORD.findall(page))) == 2


def test_a_signature_is_found_in_its_own_process_alone(desk: Desk, staff: Reader) -> None:
    signature = desk.ids["signature"]
    for form in ("", ".pdf", ".json"):
        for process in (desk.ids["worked"], 987654):
            assert staff.get(f"/processes/{process}/records/{signature}{form}").status_code == 404
        address = f"/processes/{desk.ids['closed']}/records/987654{form}"
        assert staff.get(address).status_code == 404
