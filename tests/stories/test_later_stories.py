"""Stories 19 to 34, told through the services on a database."""

import pytest
from sqlalchemy import select

from tests.stories.conftest import Open
from tests.stories.service_teller import ServiceTeller
from tracker.closing.sealing import verified
from tracker.domain.act import SYSTEM, Actor
from tracker.domain.closing import state_of
from tracker.domain.contribution import Contribution, ContributionWording
from tracker.domain.errors import BadInput, NotAllowed, RuleBroken
from tracker.domain.participant import Membership, Participant
from tracker.domain.process import Process, Signature
from tracker.domain.projection import DeliveryStanding
from tracker.domain.response import Response
from tracker.domain.round import Presence
from tracker.domain.voices import voices_of
from tracker.listening.services import Details
from tracker.oversight import services as oversight
from tracker.qualifying.queries import responses_of
from tracker.reports.words import interface


@pytest.mark.rule("R18", "R21")
def test_19_nobody_to_reach_until_he_phones(opened: Open) -> None:
    t = opened(channel="none")
    t.walks(1)
    t.sends("qualify", "A")
    t.stands(1, "reach")
    assert delivery_state(t) == "no_channel"
    t.excepts("no-contact")
    t.stands(1, "none", state="excepted", due=None)
    t.passes(60)
    t.records("told")
    t.stands(2, "await")
    t.answers("recognise", "A")
    t.stands(3, "decide")


def delivery_state(t: ServiceTeller) -> str:
    """Of the only delivery."""
    with t.looking() as session:
        return session.scalars(select(DeliveryStanding.state)).one()


@pytest.mark.rule("R18")
@pytest.mark.parametrize("who", ["caseworker", "system"])
def test_20_only_a_manager_excepts(t: ServiceTeller, who: str) -> None:
    t.walks(1)
    actor: Actor = t.caseworker if who == "caseworker" else SYSTEM
    before = t.kinds()
    with pytest.raises(NotAllowed) as refused, t.unit(actor) as act:
        process, person = t.the_process(act), t.person(act, "P")
        oversight.except_loop(act, process, person, "no-contact", "Vi har ingen adresse.")
    for language in ("da", "en"):
        said = interface(language).say(f"refused.{refused.value.code}", **refused.value.values)
        assert said.endswith(".")
    assert t.kinds() == before
    t.stands(1, "return")


@pytest.mark.rule("R4", "R21")
def test_21_a_letter_that_came_back(opened: Open) -> None:
    t = opened(channel="letter")
    t.walks(1)
    t.sends("qualify", "A")
    t.stands(1, "reach")
    t.records("posted")
    t.stands(2, "await")
    t.records("returned")
    t.stands(1, "reach")


@pytest.mark.rule("R4", "R21")
def test_22_uncertain_is_settled_by_a_person(opened: Open) -> None:
    t = opened(channel="email", mail="report")
    t.walks(1)
    t.sends("qualify", "A")
    t.mails("unsure")
    t.stands(1, "settle")
    t.settles(sent=True)
    t.stands(2, "await")


@pytest.mark.rule("R4", "R21")
def test_22_settled_as_not_sent_it_goes_again(opened: Open) -> None:
    t = opened(channel="email", mail="report")
    t.walks(1)
    t.sends("qualify", "A")
    t.mails("unsure")
    t.settles(sent=False)
    t.stands(1, "await")
    t.mails("sent")
    t.stands(2, "await")


@pytest.mark.rule("R1", "R4", "R19")
def test_23_a_group_at_a_session(t: ServiceTeller) -> None:
    t.joins("G", "letter", size=24)
    t.tells("G1", "G")
    t.weaves("G1", "A")
    t.sends("qualify", "A", who=["G"])
    t.stands(1, "reach", who="G")
    meeting = t.meets("A", present=[("G", 6)])
    t.stands(3, "decide", who="G")
    with t.looking() as session:
        present = session.get_one(Presence, (meeting, t.participants["G"]))
        group = session.get_one(Participant, t.participants["G"])
        assert f"{present.count} af {group.size} var med" == "6 af 24 var med"
        # One loop, one contribution: nowhere 24 of anything.
        loop = t.loop(group.id)
        assert (loop.contributions, loop.strands) == (1, 1)


@pytest.mark.rule("R19")
def test_24_a_member_and_her_group_are_one_voice(t: ServiceTeller) -> None:
    t.joins("G", "letter", size=24)
    t.joins("Ida", of=["G"])
    for name, who in (("G1", "G"), ("C9", "Ida")):
        t.tells(name, who)
        t.weaves(name, "A")
    for who in ("G", "Ida"):
        t.stands(1, "return", who=who, steps=[0, 1, 0, 0, 0, 0])
    with t.looking() as session:
        behind = [session.get_one(Participant, t.participants[who]) for who in ("G", "Ida")]
        members = [(m.person_id, m.group_id) for m in session.scalars(select(Membership))]
        voices = voices_of([(p.id, p.kind, p.size) for p in behind], members)
    assert (voices.count, voices.people, voices.groups) == (1, 0, (24,))


@pytest.mark.rule("R4", "R7", "R19")
@pytest.mark.parametrize(("promised", "step"), [(True, 2), (False, 1)])
def test_25_a_public_return_reaches_those_it_was_promised(
    opened: Open, promised: bool, step: int
) -> None:
    t = opened(public_return=promised)
    t.nobody_knows("U", "Værksted på skolen")
    t.tells("C1", "U")
    t.weaves("C1", "A")
    t.sends("qualify", "A", who=["U"])
    t.stands(1, "reach", who="U")
    t.records("public", "U")
    t.stands(step, "await" if promised else "reach", who="U")
    t.passes(22)
    t.due()
    if promised:
        t.stands(3, "decide", who="U", no_answer=True)
    else:
        t.stands(1, "reach", who="U")


@pytest.mark.rule("R5", "R7")
def test_26_an_answer_after_the_window_takes_the_silence_away(opened: Open) -> None:
    t = opened(channel="email", mail="report")
    t.walks(1)
    t.gives_back("qualify", "A", how="mailed")
    t.passes(11)
    t.due()
    t.mails("sent")
    t.passes(11)
    t.due()
    t.stands(3, "decide", no_answer=True)
    t.answers("recognise", "A")
    t.stands(3, "decide")


@pytest.mark.rule("R4", "R17", "R21", "R23")
def test_27_a_bounce_after_it_was_signed(opened: Open) -> None:
    t = opened(channel="email", mail="report")
    t.walks(1)
    t.gives_back("qualify", "A", how="mailed")
    t.answers("recognise", "A")
    t.decides("A")
    t.sends("closing", "A")
    mail = t.mails("sent")
    t.stands(5, "none")
    t.passes(4)
    t.due()
    signed = t.signs()
    first = signature(t, signed)
    assert process_state(t) == "closed"
    t.bounces(mail)
    t.stands(4, "reach", stale=True)
    assert process_state(t) == "reopened"
    t.changes(Details(address="Søvej 3", channel="letter"))
    t.gives_back("closing", "A", how="posted")
    t.stands(5, "none")
    again = t.signs()
    assert process_state(t) == "closed"
    assert signature(t, signed) == first and verified(first[0]).seal == first[1]
    assert again != signed and first[1] in signature(t, again)[0]


def signature(t: ServiceTeller, number: int) -> tuple[str, str]:
    with t.looking() as session:
        row = session.get_one(Signature, number)
        return row.record, row.hash


def process_state(t: ServiceTeller) -> str:
    with t.looking() as session:
        return state_of(session, session.get_one(Process, t.process), t.now)


@pytest.mark.rule("R10")
def test_28_a_later_answer_supersedes(t: ServiceTeller) -> None:
    t.walks(2)
    t.answers("nuance", "A", "Kun om vinteren.")
    t.stands(3, "resolve")
    t.answers("recognise", "A")
    t.stands(3, "decide")
    with t.unit() as act:
        ledger = responses_of(act, t.the_process(act))
    assert [(row["move"], row["open"]) for row in ledger] == [
        ("nuance", False),
        ("recognise", False),
    ]


@pytest.mark.rule("R8", "R9")
def test_29_correcting_ones_own_words(t: ServiceTeller) -> None:
    said, meant = "Bussen kommer for sent.", "Ikke bussen, cyklen."
    t.tells("C1", text=said, shareable="En kommer for sent.")
    t.walks(2)
    t.answers("correct", "C1", meant)
    t.stands(3, "resolve")
    with t.unit() as act:
        contribution = t.contribution(act, "C1")
        assert (contribution.recorded, contribution.present) == (said, meant)
        assert contribution.shareable is None
    t.resolves("changed")
    t.stands(3, "decide")
    t.gives_back("update", "A")
    texts = [passage.text or "" for passage in t.report().passages]
    assert any(meant in text for text in texts)
    assert not any(said in text for text in texts)


@pytest.mark.rule("R8", "R9")
def test_30_free_words_are_sorted(t: ServiceTeller) -> None:
    t.walks(2)
    words = "Tak, men hvad med lyset?"
    response = t.answers("said", text=words)
    t.stands(3, "resolve")
    t.sorts(response, "add", "A", makes="C2")
    t.stands(0, "weave", steps=[1, 0, 0, 1, 0, 0])
    t.weaves("C2", "A")
    t.stands(3, "resolve", steps=[0, 0, 0, 2, 0, 0])
    t.resolves("added", response)
    t.stands(3, "decide")
    with t.looking() as session:
        row = session.get_one(Response, response)
        assert (row.move, row.text) == ("said", words)
        made = select(ContributionWording.text).where(
            ContributionWording.contribution_id == t.contributions["C2"]
        )
        assert session.scalars(made).all() == [words]


@pytest.mark.rule("R1", "R8")
def test_30_what_free_words_were_taken_to_add_goes_when_they_are_read_otherwise(
    t: ServiceTeller,
) -> None:
    t.walks(2)
    response = t.answers("said", text="Tak, men hvad med lyset?")
    t.sorts(response, "add", "A", makes="C2")
    t.stands(0, "weave", steps=[1, 0, 0, 1, 0, 0])
    t.sorts(response, "nuance", "A")
    t.stands(3, "resolve", steps=[0, 0, 0, 1, 0, 0])
    # And read as before, it is there again.
    t.sorts(response, "add", "A", makes="C3")
    t.stands(0, "weave", steps=[1, 0, 0, 1, 0, 0])


@pytest.mark.rule("R1", "R8")
@pytest.mark.parametrize("built", ["woven", "set aside", "told"])
def test_30_what_was_built_on_stays_and_so_does_the_reading(t: ServiceTeller, built: str) -> None:
    t.walks(2)
    response = t.answers("said", text="Tak, men hvad med lyset?")
    t.sorts(response, "add", "A", makes="C2")
    if built == "woven":
        t.weaves("C2", "A")
    elif built == "set aside":
        t.sets_aside("C2")
    else:
        t.gives_back("update", "A")
    with pytest.raises(RuleBroken, match="sorted_is_built_on"):
        t.sorts(response, "nuance", "A")
    with t.looking() as session:
        assert [s.move for s in session.get_one(Response, response).sortings] == ["add"]
        assert session.get(Contribution, t.contributions["C2"]) is not None


@pytest.mark.rule("R6", "R9")
def test_31_no_thanks_is_an_answer(opened: Open) -> None:
    t = opened(channel="email", mail="report")
    t.walks(1)
    t.gives_back("qualify", "A", how="mailed")
    assert t.reminder_wanted()
    t.answers("no-thanks")
    t.stands(3, "decide")
    assert not t.reminder_wanted()
    t.passes(11)
    assert t.due().reminders == 0
    assert t.takes() is None


@pytest.mark.rule("R1", "R17")
def test_32_a_new_contribution_after_closing(t: ServiceTeller) -> None:
    t.walks(5)
    t.tells("C2")
    t.stands(0, "weave", stale=True, steps=[1, 0, 0, 0, 0, 1])


@pytest.mark.rule("R1", "R17")
def test_33_evidence_moved_after_closing(t: ServiceTeller) -> None:
    t.walks(5)
    t.weaves("C1", "B")
    t.unweaves("C1", "A")
    t.stands(1, "return", stale=True)


@pytest.mark.rule("R9", "R24")
@pytest.mark.parametrize("words", ["Nej, I svarede ikke på prisen.", ""])
def test_34_the_last_question(t: ServiceTeller, words: str) -> None:
    t.walks(5)
    t.answers("recognise")
    t.stands(5, "none")
    t.answers("disagree", text=words)
    t.stands(3, "resolve", stale=True)
    t.resolves("answered")
    t.stands(4, "tell", stale=True)
    t.gives_back("update", "A")
    t.stands(5, "none")


@pytest.mark.rule("R8")
def test_30_only_free_words_are_sorted_and_what_they_took_out_stays_out(t: ServiceTeller) -> None:
    t.tells("C2")
    t.walks(2)
    chosen = t.answers("recognise", "A")
    with pytest.raises(RuleBroken, match="only_free_words_are_sorted"):
        t.sorts(chosen, "disagree", "A")
    said = t.answers("said", text="Glem det, jeg sagde.")
    t.sorts(said, "add", makes="C3")
    t.sorts(said, "withdraw", "C3")
    with pytest.raises(RuleBroken, match="sorted_as_withdrawal"):
        t.sorts(said, "nuance", "A")
    t.stands(0, "weave", steps=[1, 0, 0, 1, 0, 0])
    other = t.answers("said", text="Også det andet.")
    with pytest.raises(RuleBroken, match="already_withdrawn"):
        t.sorts(other, "withdraw", "C3")


@pytest.mark.rule("R8")
def test_30_nobody_s_words_are_sorted_as_taking_back_another_s(t: ServiceTeller) -> None:
    t.walks(2)
    t.joins("Q")
    t.tells("D1", "Q")
    said = t.answers("said", text="Slet det hele.")
    with pytest.raises(BadInput, match="not_their_own"):
        t.sorts(said, "withdraw", "D1")
