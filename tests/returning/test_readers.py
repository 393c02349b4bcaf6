"""Who reads a letter: a child is told in person, and a representative reads for an adult."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests import factories as f
from tests.reports.scenes import composed, everything, lines
from tracker.citizen.queries import LinkOver, delivery_behind
from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken, Unseen
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Attempt, Delivery, Round
from tracker.domain.workdays import local_date
from tracker.outbound.stopping import why_not
from tracker.reports.freezing import document_of, freeze_reports, outside_of
from tracker.reports.text import as_text
from tracker.returning.codes import code_told, codes_of, to_post
from tracker.returning.previewing import outside, previews
from tracker.returning.queries import letters_of
from tracker.returning.services import channel_for, channels_of
from tracker.returning.standing import printable
from tracker.settings import Settings

SECRET = "Mor må ikke vide, at jeg er bange."
OPEN = "Jeg vil gerne blive på skolen."
HOME = "Søvej 3\n8220 Brabrand"


@pytest.fixture
def act(settings: Settings) -> Iterator[Act]:
    with f.a_unit(settings) as act:
        yield act


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return f.some_settings(tmp_path_factory.mktemp("office"))


def someone(act: Act, kind: str = "case", **columns: object) -> tuple[Participant, Round]:
    """Who said one thing to everybody here and confided another, and a round to tell them."""
    process = f.a_process(act, kind)
    told = {"name": "Ida Holm", "address": HOME, "email": "ida@example.dk", "channel": "letter"}
    told["email_lookup"] = told["email"]
    person = f.a_participant(act, process, **{**told, **columns})
    said = f.a_contribution(act, person, OPEN)
    confided = f.a_contribution(act, person, SECRET, confidential=True)
    insight = f.an_insight(act, process, "Skolen er et godt sted.", [said, confided])
    return person, f.a_round(act, process, "qualify", [insight])


def grow(act: Act, years: int = 2) -> date:
    return local_date(act.now) + timedelta(days=365 * years)


def frozen(act: Act, round_: Round, person: Participant) -> Delivery:
    (delivery,) = freeze_reports(act, round_, [person], channels_of(act, [person]))
    act.session.commit()
    return delivery


@pytest.mark.parametrize("channel", ["email", "letter", "phone", "in_person"])
@pytest.mark.parametrize("kind", ["case", "development"])
def test_a_child_is_told_in_person_whatever_stands_there(act: Act, channel: str, kind: str) -> None:
    person, round_ = someone(act, kind, channel=channel, phone="87130000", public_return=True)
    person.child_until = grow(act)
    assert channel_for(person, local_date(act.now)) == "in_person"
    delivery = frozen(act, round_, person)
    assert (delivery.channel, delivery.token_hash, delivery.mail) == ("in_person", None, None)
    around = outside_of(delivery, act.settings, act.now)
    assert (around.link, around.recipient_address) == (None, "")


def test_somebody_is_a_child_until_the_month_is_over(act: Act) -> None:
    person, _ = someone(act)
    person.child_until = date(2027, 3, 1)
    days = [date(2026, 12, 31), date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 1)]
    assert [person.is_child(day) for day in days] == [True, True, True, False]
    assert channel_for(person, date(2027, 4, 1)) == "letter"


def test_what_was_frozen_before_it_was_known_reaches_no_child_by_letter_link_or_mail(
    act: Act,
) -> None:
    person, round_ = someone(act)
    delivery = frozen(act, round_, person)
    mailed, other_round = someone(act, channel="email")
    mail = frozen(act, other_round, mailed)
    attempt = f.kept(
        act, Attempt(delivery=mail, message="notice", state="waiting", at=act.now, tries=0)
    )
    assert why_not(act, attempt) is None
    assert codes_of(act, other_round).open == 1
    assert letters_of(act, round_, False).deliveries == [delivery]
    for one in (person, mailed):
        one.child_until = grow(act)
    act.session.flush()
    assert why_not(act, attempt) == "reader"
    left = letters_of(act, round_, True)
    assert (left.deliveries, left.otherwise) == ([], 1)
    assert (printable(act, round_).letters, printable(act, round_).otherwise) == (0, 1)
    for one in (delivery, mail):
        assert outside_of(one, act.settings, act.now).link is None
        with pytest.raises(Unseen):
            delivery_behind(act.session, one.token_hash or "", act.now)
        with pytest.raises(RuleBroken, match="no_link"):
            code_told(act, one)
    assert codes_of(act, other_round).open == 0
    with pytest.raises(RuleBroken, match="no_letters"):
        to_post(act, other_round, False)


def test_a_guardian_gets_no_report_of_a_childs_words(act: Act) -> None:
    """Not by a report of the child's, and not in the guardian's own of the same case."""
    child, round_ = someone(act, name="Freja Berg", guardian="Camilla Berg", guardian_proof="Set")
    child.child_until = grow(act)
    process = act.session.get_one(Process, child.process_id)
    mother = f.a_participant(act, process, "Camilla Berg", address=HOME, channel="letter")
    hers = f.a_contribution(act, mother, "Vi er trætte.")
    shared = f.an_insight(act, process, "Familien er træt.", [hers, *_said(act, child)])
    told = f.a_round(act, process, "qualify", [*round_.insights, shared])
    report = everything(composed(act, told, mother))
    for words in (OPEN, SECRET, "Freja", "Skolen er et godt sted."):
        assert words not in report
    assert "Vi er trætte." in report
    delivery = frozen(act, told, child)
    letter = as_text(
        document_of(act.session, delivery), outside_of(delivery, act.settings, act.now)
    )
    assert OPEN in letter and "Camilla" not in letter


def _said(act: Act, person: Participant) -> list[object]:
    from tracker.domain.contribution import Contribution

    return list(act.session.query(Contribution).filter_by(participant_id=person.id))


def reads_for(person: Participant) -> None:
    person.guardian, person.guardian_proof = "Else Holm", "Fuldmagt, set i sagen"
    person.represented = True


@pytest.mark.parametrize("language", ["da", "en", "ar"])
def test_a_representatives_letter_is_addressed_to_them_on_behalf(act: Act, language: str) -> None:
    person, round_ = someone(act, language=language)
    reads_for(person)
    delivery = frozen(act, round_, person)
    around = outside_of(delivery, act.settings, act.now)
    first, second = around.recipient_name.split("\n")
    assert first == "Else Holm" and "Ida Holm" in second and second != "Ida Holm"
    opening = " ".join(lines(document_of(act.session, delivery), "opening"))
    assert "Else Holm" in opening and "Ida Holm" in opening


def test_what_was_confided_is_told_nobody_who_reads_for_somebody(act: Act) -> None:
    person, round_ = someone(act)
    assert SECRET in everything(composed(act, round_, person))
    reads_for(person)
    report = everything(composed(act, round_, person))
    assert OPEN in report and SECRET not in report


def test_an_answer_about_what_was_confided_is_not_repeated_to_them_either(act: Act) -> None:
    person, round_ = someone(act)
    delivery = frozen(act, round_, person)
    (_, confided) = _said(act, person)
    answer = f.a_response(act, delivery, "correct", "Jeg er meget bange.", contribution=confided)
    f.a_resolution(act, [answer], "declined", "Vi taler om det.")
    again = f.a_round(act, round_.process, "update", round_.insights)
    assert "Jeg er meget bange." in everything(composed(act, again, person))
    reads_for(person)
    assert "Jeg er meget bange." not in everything(composed(act, again, person))


def test_a_letter_written_for_one_reader_is_not_given_to_another(act: Act) -> None:
    """What was confided stands in a letter that was frozen before anybody read for them."""
    person, round_ = someone(act)
    delivery = frozen(act, round_, person)
    mailed, other_round = someone(act, channel="email")
    attempt = f.kept(
        act,
        Attempt(
            delivery=frozen(act, other_round, mailed),
            message="notice",
            state="waiting",
            at=act.now,
            tries=0,
        ),
    )
    reads_for(person)
    reads_for(mailed)
    act.session.flush()
    assert why_not(act, attempt) == "reader"
    assert letters_of(act, round_, False).otherwise == 1
    assert outside_of(delivery, act.settings, act.now).recipient_name == "Ida Holm"
    with pytest.raises(RuleBroken, match="no_letters"):
        to_post(act, other_round, False)


def test_a_link_is_over_when_another_reads_than_it_was_written_for(act: Act) -> None:
    person, round_ = someone(act)
    delivery = frozen(act, round_, person)
    assert delivery_behind(act.session, delivery.token_hash or "", act.now) == delivery
    reads_for(person)
    act.session.flush()
    assert outside_of(delivery, act.settings, act.now).link is None
    with pytest.raises(LinkOver):
        delivery_behind(act.session, delivery.token_hash or "", act.now)
    with pytest.raises(RuleBroken, match="no_link"):
        code_told(act, delivery)
    (again,) = freeze_reports(
        act,
        f.a_round(act, round_.process, "update", round_.insights),
        [person],
        {person.id: "letter"},
    )
    assert outside_of(again, act.settings, act.now).link is not None


def test_a_preview_shows_a_child_no_link(act: Act) -> None:
    person, round_ = someone(act)
    person.child_until = grow(act)
    (preview,) = previews(act, round_, [person])
    assert preview.channel == "in_person"
    assert outside(act, round_, preview).link is None
