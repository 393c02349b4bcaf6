"""The poster as it is got from a round's page: for everybody, and never of what stays within."""

from sqlalchemy import select

from tests.oversight.desk import Desk
from tests.printed import pages
from tests.returning.office import INSIGHT, LETTER, MAIL, a_draft, address, send
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import Insight
from tracker.domain.opening import OpenPage
from tracker.domain.outcome import Outcome
from tracker.domain.process import Process, ProcessMember
from tracker.openness import publishing
from tracker.openness.shown import Draft, drafted
from tracker.qualifying.services import decide


def test_it_tells_what_the_rounds_reports_tell(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL, LETTER, questions=["Hvor skal lamperne stå?"])
    assert staff.get(address(process, round_, "poster")).status_code == 409
    send(staff, process, round_)
    assert "Hent plakaten" in staff.get(address(process, round_)).text
    answer = staff.get(address(process, round_, "poster"))
    assert answer.mimetype == "application/pdf"
    assert f"plakat-runde-{round_}.pdf" in answer.headers["Content-Disposition"]
    read = " ".join(" ".join(pages(answer.data)).split())
    assert INSIGHT in read and "Hvor skal lamperne stå?" in read and "Stien om søen" in read
    assert "Anna" not in read and "Ord nummer" not in read and "/open/" not in read
    assert ("poster", str(process)) in desk.seen("process")


def publish(act: Act, process: int) -> OpenPage:
    row = act.session.get_one(Process, process)
    draft = Draft("Stien", "Vi spurgte.", "Ring til os.")
    return publishing.publish(act, row, draft, drafted(act, row, draft).mark, confirmed=True)


def test_it_leads_to_the_page_for_everybody_while_there_is_one(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, MAIL)
    send(staff, process, round_)
    desk.do(lambda act: publish(act, process))
    shown = f"/open/{process}"
    assert shown in "".join(pages(staff.get(address(process, round_, "poster")).data))
    desk.do(lambda act: publishing.take_down(act, act.session.get_one(Process, process)))
    assert shown not in "".join(pages(staff.get(address(process, round_, "poster")).data))


def test_what_was_decided_after_the_round_is_not_on_it(desk: Desk, staff: Reader) -> None:
    process, people, first = a_draft(desk, MAIL)
    send(staff, process, first)
    desk.told(process, people, "Noget andet.")

    def led_to(act: Act) -> Outcome:
        insight = act.session.scalars(select(Insight).where(Insight.process_id == process)).first()
        assert insight is not None
        return decide(act, insight, "used", "Lampen kommer op.", decided_first="Det hastede.")

    desk.do(led_to)
    assert "Lampen" not in "".join(pages(staff.get(address(process, first, "poster")).data))


def test_a_case_and_what_is_narrowed_have_none(desk: Desk, staff: Reader) -> None:
    process, _, round_ = a_draft(desk, LETTER, kind="case")
    send(staff, process, round_)
    assert "Hent plakaten" not in staff.get(address(process, round_)).text
    assert staff.get(address(process, round_, "poster")).status_code == 409
    process, _, round_ = a_draft(desk, LETTER)
    send(staff, process, round_)

    def narrow(act: Act) -> None:
        act.session.get_one(Process, process).narrowed = True
        me = desk.user(act.session, "caseworker")
        act.session.add(ProcessMember(process_id=process, user_id=me.id))

    desk.do(narrow)
    assert "Hent plakaten" not in staff.get(address(process, round_)).text
    assert staff.get(address(process, round_, "poster")).status_code == 409
