"""What was done by mistake is taken back: written down, woven, sent, answered."""

import pytest
from playwright.sync_api import expect

from tests.ways.town import CASEWORKER, Town

pytestmark = pytest.mark.browser

ANNA, ANNA_AT = "Anna Sørensen", "anna@borger.dk"
OF_ANOTHER = "Der er for få parkeringspladser."
DARK = "Gyngerne står helt i mørke klokken fire."
SHADE = "Om sommeren er der ingen skygge."
UNUSED = "Legepladsen bliver brugt for lidt."
NOT_NOW = "Det kan vi ikke gøre noget ved."
BESIDE = "I ser det forskelligt. Det står nu ved siden af."


def test_each_thing_is_taken_back_while_it_can_be(town: Town) -> None:
    signe = town.at_work(CASEWORKER)
    signe.go_to("Forløb")
    signe.begin("Legepladsen")

    # What was written down.
    signe.turn_to("Skriv ned")
    signe.write_down(OF_ANOTHER, ANNA)
    signe.sees(OF_ANOTHER)
    signe.undo()
    signe.is_told("Det er fortrudt.")
    signe.does_not_see(OF_ANOTHER)
    signe.sees("Her står det, I skriver ned.")
    signe.write_down(DARK, ANNA, email=ANNA_AT)
    signe.write_down(SHADE, ANNA)

    # What was woven: a new insight, and one that got more to stand on.
    signe.turn_to("Flet")
    signe.weave(UNUSED, DARK)
    signe.does_not_see(DARK)
    signe.undo()
    signe.is_told("Det er fortrudt.")
    signe.sees(DARK, SHADE, "Ingen indsigter endnu")
    signe.weave(UNUSED, DARK)
    signe.weave_into(UNUSED, SHADE)
    signe.is_told("Bidraget er flettet ind.")
    signe.sees("1 stemme · 2 bidrag")
    signe.undo()
    signe.sees(SHADE, "1 stemme · 1 bidrag")
    signe.weave_into(UNUSED, SHADE)
    signe.sees("Alt er blevet til noget")

    # What was sent, within the ten minutes.
    signe.plan("Kig med-runde")
    signe.look_through({ANNA: UNUSED})
    signe.give_back()
    town.wait(minutes=9)
    signe.call_back()
    signe.is_at("Kig med-runde: se det igennem")
    town.wait(minutes=9)
    town.send_the_post()
    assert town.mails_to(ANNA_AT) == []
    signe.give_back()
    town.wait(minutes=11)
    town.send_the_post()
    assert len(town.mails_to(ANNA_AT)) == 1
    signe.page.reload()
    expect(signe.page.get_by_role("button", name="Fortryd inden kl.")).to_have_count(0)

    # What was answered.
    anna = town.letter_to(ANNA_AT)
    anna.open()
    anna.go_on()
    anna.answer(UNUSED, "Jeg er uenig", "Den bliver brugt hver dag.")
    anna.send_now()
    signe.take_up_answer_of(ANNA)
    signe.resolve("Vi ændrede det ikke", NOT_NOW)
    signe.look_at_answer_of(ANNA)
    signe.sees(NOT_NOW)
    signe.resolve("Uenigheden bliver stående", BESIDE)
    signe.decide(UNUSED, "Ikke brugt", "Legepladsen bliver, som den er.")
    signe.plan("Tilbagemelding")
    signe.look_through({ANNA: BESIDE})
    assert town.differences() == []
