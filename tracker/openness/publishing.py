"""Publishing a process's page, and taking it down: a manager's acts, after a look at it."""

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Conflict, RuleBroken
from tracker.domain.opening import OpenPage, OpenPageInsight, OpenPagePromise, page_of
from tracker.domain.policies import demand_manager
from tracker.domain.process import Process
from tracker.language.given import LINE, TEXT, line_given, text_given
from tracker.openness.doubts import Doubt, doubts
from tracker.openness.shown import Draft, Shown, drafted, published


def why_never(process: Process) -> str | None:
    """The code of why a process has no page for everybody; None when it can have one."""
    if process.kind == "case":
        return "case_never_open"
    return "narrowed_stays" if process.narrowed else None


def doubts_of(act: Act, shown: Shown) -> list[Doubt]:
    """What to look at in the page before it is published; whom to contact is meant to stand there.

    RuleBroken for a CPR number.
    """
    return doubts(act, shown.process, shown.texts, reachable=["contact"])


def publish(
    act: Act, process: Process, draft: Draft, seen: str | None, confirmed: bool = False
) -> OpenPage:
    """Let everybody read the page as it was `seen`, in place of the one before.

    NotAllowed unless a manager does it; RuleBroken when the process never has one, or for a CPR
    number; BadInput names the field; Conflict when the page would be another than what was seen.
    """
    demand_manager(act, process)
    if never := why_never(process):
        raise RuleBroken(never)
    line_given("title", draft.title, LINE)
    text_given("about", draft.about, TEXT)
    line_given("contact", draft.contact, LINE)
    _hold(act, process)
    shown = drafted(act, process, draft)
    if seen != shown.mark:
        raise Conflict("look_again")
    if not confirmed and doubts_of(act, shown):
        raise BadInput("confirmed", "look_first")
    before = page_of(act.session, process.id)
    stands = before is not None and before.ended_event_id is None
    if before is not None and stands and published(act, process.id)[1].mark == shown.mark:
        return before
    return _published(act, shown, before)


def take_down(act: Act, process: Process) -> None:
    """Let nobody read the page any more; nothing happens when nobody could."""
    demand_manager(act, process)
    _hold(act, process)
    page = page_of(act.session, process.id)
    if page is not None and page.ended_event_id is None:
        page.ended_event_id = act.record(process.id, "page_taken_down", page=page.id)


def _published(act: Act, shown: Shown, before: OpenPage | None) -> OpenPage:
    page = OpenPage(
        process_id=shown.process.id,
        title=shown.title,
        about=shown.about,
        contact=shown.contact,
    )
    number = act.record(shown.process.id, "page_published", page=page)
    if before is not None and before.ended_event_id is None:
        before.ended_event_id = number
    act.session.add_all(
        OpenPageInsight(
            page_id=page.id,
            version_id=each.version,
            outcome_id=each.outcome.id if each.outcome else None,
            place=place,
        )
        for place, each in enumerate(shown.insights)
    )
    act.session.add_all(
        OpenPagePromise(page_id=page.id, commitment_id=each.id) for each in shown.promises
    )
    act.session.flush()
    return page


def _hold(act: Act, process: Process) -> None:
    """Two who publish at once do it one after the other."""
    act.session.execute(select(Process.id).where(Process.id == process.id).with_for_update())
