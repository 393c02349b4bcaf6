"""R23: a process is closed by a manager's name, when nothing stands in the way."""

import pytest

from tests.stories.conftest import Open
from tests.stories.service_teller import ServiceTeller
from tracker.closing import services as signing
from tracker.closing.record import closing_record
from tracker.closing.sealing import content_of
from tracker.closing.sums import sums
from tracker.domain.act import SYSTEM
from tracker.domain.closing import in_the_way, state_of
from tracker.domain.errors import NotAllowed, RuleBroken
from tracker.domain.process import Process
from tracker.reports.words import interface

pytestmark = pytest.mark.rule("R23")


def hindrances(t: ServiceTeller) -> list[str]:
    with t.looking() as session:
        process = session.get_one(Process, t.process)
        return [found.kind for found in in_the_way(session, process, t.now)]


def state(t: ServiceTeller) -> str:
    with t.looking() as session:
        return state_of(session, session.get_one(Process, t.process), t.now)


def refuses(t: ServiceTeller, *kinds: str) -> None:
    """Signing is refused for these, and records nothing."""
    before = t.kinds()
    assert hindrances(t) == list(kinds)
    with pytest.raises(RuleBroken, match="not_to_be_closed") as refused:
        t.signs()
    assert refused.value.values == {"count": len(kinds)}
    assert t.kinds() == before and state(t) != "closed"


@pytest.mark.parametrize("who", ["caseworker", "system"])
def test_nobody_but_a_manager_signs(t: ServiceTeller, who: str) -> None:
    t.walks(5)
    before = t.kinds()
    actor = t.caseworker if who == "caseworker" else SYSTEM
    with pytest.raises(NotAllowed) as refused, t.unit(actor) as act:
        signing.close(act, t.the_process(act))
    for language in ("da", "en"):
        assert interface(language).say(f"refused.{refused.value.code}").endswith(".")
    assert t.kinds() == before and state(t) == "open"
    t.signs()
    assert state(t) == "closed"


@pytest.mark.parametrize("step", range(5))
def test_a_loop_at_any_step_but_the_last_stands_in_the_way(t: ServiceTeller, step: int) -> None:
    t.walks(step)
    refuses(t, "open_loop")


def test_a_loop_that_is_over_in_any_way_does_not(t: ServiceTeller) -> None:
    t.walks(5)
    t.joins("Q", "none")
    t.tells("D1", "Q")
    refuses(t, "open_loop")
    t.excepts("no-contact", "Q")
    t.joins("R")
    t.tells("E1", "R")
    t.gives_back("update", who=["R"])
    t.answers("withdraw", "E1", who="R")
    assert hindrances(t) == []
    t.signs()


def test_an_open_response_of_a_loop_that_ended_does(t: ServiceTeller) -> None:
    t.walks(5)
    said = t.answers("said", text="Ring til mig om noget andet.")
    t.answers("withdraw", "C1")
    t.stands(None, "none")
    refuses(t, "open_response")
    t.resolves("answered", said)
    t.signs()


def test_an_open_response_of_an_excepted_loop_does(t: ServiceTeller) -> None:
    t.walks(2)
    said = t.answers("disagree", "A", "Nej.")
    t.excepts("died")
    refuses(t, "open_response")
    t.resolves("dissent", said)
    t.signs()


def mailed(opened: Open, mail: str = "report") -> ServiceTeller:
    """Told everything, and then one mail more."""
    t = opened(channel="email", mail=mail)
    t.walks(1)
    t.gives_back("qualify", "A", how="sent")
    t.records("told")
    t.answers("recognise", "A")
    t.decides("A")
    t.gives_back("closing", "A", how="sent")
    t.records("told")
    t.stands(5, "none")
    while t.attempts_wait():
        t.mails("refused")
    t.sends("update", "A")
    return t


def test_a_mail_that_is_uncertain_does_until_a_person_settles_it(opened: Open) -> None:
    t = mailed(opened)
    t.mails("unsure")
    t.passes(4)
    refuses(t, "uncertain_delivery")
    t.settles(sent=True)
    # What is settled as sent now may still come back.
    refuses(t, "young_mail")
    t.passes(4)
    t.signs()


def record_of(t: ServiceTeller) -> str:
    """What a manager would sign now."""
    with t.unit(t.manager) as act:
        return closing_record(act, t.the_process(act))[0]


def test_of_what_was_confided_no_reason_stands_in_the_record(t: ServiceTeller) -> None:
    for name in ("C1", "C2", "C3"):
        t.tells(name)
    with t.unit() as act:
        for name in ("C2", "C3"):
            t.contribution(act, name).confidential = True
    t.sets_aside("C3", "Den grund er betroet.")
    for name in ("C1", "C2"):
        t.weaves(name, "A")
    t.gives_back("qualify", "A")
    confided = t.answers("nuance", "C2", "Kun når det er koldt.")
    said = t.answers("nuance", "A", "Mest om vinteren.")
    t.rewrites("A", "Stien er mørk om vinteren.", said)
    t.rewrites("A", "Stien er mørk, når det er koldt.", confided, reason="Det sagde du betroet.")
    t.resolves("declined", confided, reason="Svaret er betroet.")
    t.resolves("declined", said, reason="Det gælder alle.")
    record = record_of(t)
    content = content_of(record)
    assert [aside["reason"] for aside in content["set_asides"]] == [None]
    assert {r["response"]: r["reason"] for r in content["responses"]} == {
        confided: None,
        said: "Det gælder alle.",
    }
    assert [v["reason"] for v in content["insights"]][1:] == ["Det sagde I.", None]
    assert "betroet" not in record


def test_what_was_settled_as_sent_and_then_answered_is_told_so(opened: Open) -> None:
    t = opened(channel="email", mail="report")
    t.walks(1)
    t.gives_back("qualify", "A", how="sent")
    t.mails("unsure")
    t.settles(sent=False)
    t.mails("unsure")
    t.passes(1)
    t.settles(sent=True)
    ((told,),) = [person.told for person in sums(record_of(t)).people]
    assert told == ("qualify", t.now.date(), "attempt_settled")
    t.passes(1)
    t.answers("recognise", "A")
    ((told,),) = [person.told for person in sums(record_of(t)).people]
    assert told == ("qualify", t.now.date(), "answered")


@pytest.mark.parametrize("mail", ["report", "notice"])
def test_a_mail_younger_than_72_hours_does(opened: Open, mail: str) -> None:
    t = mailed(opened, mail)
    t.mails("sent")
    refuses(t, "young_mail")
    t.passes(71.5 / 24)
    refuses(t, "young_mail")
    t.passes(1 / 24)
    t.signs()


@pytest.mark.parametrize("how", ["opened", "file", "failed"])
def test_a_mail_that_was_opened_or_never_left_does_not(opened: Open, how: str) -> None:
    t = mailed(opened)
    t.mails("refused" if how == "failed" else "sent", "file" if how == "file" else "smtp")
    if how == "opened":
        t.opens()
    t.signs()


def test_a_late_answer_is_accepted_and_reopens(t: ServiceTeller) -> None:
    t.walks(5)
    t.signs()
    said = t.answers("disagree", text="Nej, I svarede ikke på prisen.")
    t.stands(3, "resolve", stale=True)
    assert state(t) == "reopened"
    refuses(t, "open_loop", "open_response")
    t.resolves("answered", said)
    t.gives_back("update", "A")
    t.stands(5, "none")
    t.signs()
    assert state(t) == "closed"
