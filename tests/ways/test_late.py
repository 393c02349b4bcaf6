"""Answers that come late: after their window, and after the manager has signed."""

import pytest

from tests.ways.town import CASEWORKER, MANAGER, Town

pytestmark = pytest.mark.browser

PROCESS = "Biblioteket"
ANNA, ANNA_AT = "Anna Sørensen", "anna@borger.dk"
EARLY = "Det lukker, før jeg har fri."
HOURS = "Åbningstiden passer ikke til dem, der arbejder."
SATURDAYS = "Det er mest om lørdagen."


def test_a_late_answer_is_received_and_opens_the_process_again(town: Town) -> None:
    signe = town.at_work(CASEWORKER)
    signe.go_to("Forløb")
    signe.begin(PROCESS)
    signe.turn_to("Skriv ned")
    signe.write_down(EARLY, ANNA, email=ANNA_AT)
    signe.turn_to("Flet")
    signe.weave(HOURS, EARLY)
    signe.plan("Kig med-runde")
    signe.look_through({ANNA: EARLY})
    signe.give_back()
    town.wait(minutes=11)
    town.send_the_post()

    # She reads it, and puts it away until the time to answer is over.
    town.letter_to(ANNA_AT).open()
    town.wait(days=22)
    town.keep_time()
    signe = town.at_work(CASEWORKER)
    signe.open(PROCESS)
    signe.sees("Intet svar")

    # What she says then counts all the same.
    anna = town.letter_to(ANNA_AT)
    anna.open()
    anna.go_on()
    anna.answer(HOURS, "Næsten", SATURDAYS)
    anna.send_now()
    anna.reads("Vi læser det og svarer dig senest")
    signe.take_up_answer_of(ANNA)
    signe.sees(SATURDAYS, "Svaret kom efter fristen")
    signe.resolve("Vi ændrede noget", "Tak. Nu står der om lørdagen.", f"{HOURS} {SATURDAYS}")

    # It is used, told, and signed.
    signe.decide(HOURS, "Brugt", "Der er åbent til klokken fire om lørdagen.")
    signe.plan("Tilbagemelding")
    signe.look_through({ANNA: "Der er åbent til klokken fire om lørdagen."})
    signe.give_back()
    town.wait(minutes=11)
    town.send_the_post()
    town.letter_to(ANNA_AT).open()
    mads = town.at_work(MANAGER)
    mads.open(PROCESS)
    mads.close()
    signe.go_to("Mit arbejde")
    signe.sees("Intet venter på dig lige nu")

    # A day later she says that it was no answer.
    town.wait(days=1)
    anna = town.letter_to(ANNA_AT)
    anna.open()
    town.wait(minutes=1)
    anna.say_whether_it_was_answered("Nej")

    # It is a task, and the process is open again; what was signed stands.
    signe = town.at_work(CASEWORKER)
    signe.link(f"Svar {ANNA}").click()
    signe.is_at("Svar")
    signe.take_up_answer_of(ANNA)
    signe.sees("Svaret kom, efter at forløbet blev skrevet under")
    signe.turn_to("Overblik")
    signe.sees(
        "Åbnet igen",
        "Der er sket noget, siden forløbet blev lukket.",
        f"{MANAGER.name} skrev under",
        "1 svar mangler et svar fra jer:",
    )
    assert town.differences() == []
