"""From an empty department to a process that is closed: all of it by the pages alone."""

import pytest
from playwright.sync_api import expect

from tests.ways.town import CASEWORKER, MANAGER, Town

pytestmark = pytest.mark.browser

PROCESS = "Stien langs åen"
ANNA, BO = "Anna Sørensen", "Bo Lindhardt"
ANNA_AT = "anna@borger.dk"

DARK = "Jeg går ikke turen efter klokken fire, for der er bælgmørkt."
AFRAID = "Min datter tør ikke cykle hjem alene om vinteren."
STUMBLED = "Jeg faldt over en rod i november."
BENCH = "Min kone kan ikke gå hele vejen uden at sidde ned."
BUS = "Bussen holder ikke ved stationen mere."

UNLIT = "Stien bliver ikke brugt om vinteren, fordi der mangler lys."
UNLIT_AT_THE_BRIDGE = "Stien bliver ikke brugt om vinteren, fordi der mangler lys ved broen."
NO_SEATS = "Der er for langt mellem bænkene."
NOT_OURS = "Busserne hører til hos regionen. Vi har sendt det videre til dem."


def test_what_two_people_said_goes_all_the_way_round(town: Town) -> None:
    signe = town.at_work(CASEWORKER)
    signe.sees("Sådan begynder du")

    # A process, and what it is about.
    signe.go_to("Forløb")
    signe.sees("Der er ingen forløb endnu")
    signe.begin(PROCESS)
    signe.say_what_it_is_about(
        Det_står_på_spil="At kunne gå en tur hele året.",
        Hvad_vil_I_bruge_det_til="Vi skal lave stien om til foråret.",
        Det_kan_de_få_indflydelse_på="Lys og bænke.",
        Det_kan_de_ikke_få="Hvor stien går.",
    )
    signe.is_at(PROCESS)
    signe.sees("Ingen har fortalt noget endnu")

    # What was said.
    signe.turn_to("Skriv ned")
    signe.write_down(DARK, ANNA, email=ANNA_AT)
    signe.write_down(AFRAID, ANNA)
    signe.write_down(BUS, ANNA)
    signe.write_down(STUMBLED, BO, phone="20 30 40 50")
    signe.write_down(BENCH, BO)
    signe.turn_to("Overblik")
    signe.sees("2 personer")

    # What we think we have understood.
    signe.turn_to("Flet")
    signe.weave(UNLIT, DARK, AFRAID, STUMBLED)
    signe.sees("2 stemmer · 3 bidrag")
    signe.set_aside(BUS, NOT_OURS)
    signe.weave(NO_SEATS, BENCH)
    signe.sees("Alt er blevet til noget")

    # It is given back.
    signe.plan("Kig med-runde", "Hvor er der mørkest?")
    signe.look_through({ANNA: NOT_OURS, BO: NO_SEATS})
    signe.give_back(2)
    signe.sees("Mails venter til kl.")
    town.send_the_post()
    assert town.mails_to(ANNA_AT) == []
    town.wait(minutes=11)
    town.send_the_post()

    # Anna answers on her telephone.
    anna = town.letter_to(ANNA_AT)
    anna.open()
    anna.reads(DARK, AFRAID, BUS)
    anna.does_not_read(STUMBLED)
    anna.go_on()
    anna.answer(UNLIT, "Næsten", "Der er lys ved skolen. Det er ved broen, det er galt.")
    anna.go_on()
    anna.reads(NOT_OURS)
    anna.go_on()
    anna.reads("Hvor er der mørkest?")
    anna.unfold("Læs resten af brevet")
    anna.answer(NO_SEATS, "Ja, sådan er det")
    anna.send()
    anna.reads("Der er lys ved skolen.")

    # Bo is told on the telephone, and what he says is written in.
    signe.page.reload()
    expect(signe.report_of(ANNA)).to_contain_text("Har svaret")
    expect(signe.report_of(BO)).to_contain_text("Skal ringes op")
    signe.tell(BO)
    expect(signe.report_of(BO)).to_contain_text("Fortalt")
    signe.write_in(
        BO,
        {UNLIT: ("Genkender", ""), NO_SEATS: ("Nuancerer", "En enkelt ved mosen er nok.")},
    )

    # Each answer gets one.
    signe.turn_to("Svar")
    signe.sees("2 svar venter på jer.")
    signe.take_up_answer_of(ANNA)
    signe.sees("Der er lys ved skolen.")
    signe.resolve("Vi ændrede noget", "Tak. Nu står der, at det er ved broen.", UNLIT_AT_THE_BRIDGE)
    signe.take_up_answer_of(BO)
    signe.resolve("Vi svarede på et spørgsmål eller en tak", "Tak. Vi tager det med ved mosen.")
    signe.turn_to("Svar")
    signe.sees("Ingen svar venter.")

    # What it was used for; that it is undecided does not do.
    signe.decide(UNLIT_AT_THE_BRIDGE, "Brugt", "Der kommer lys ved broen til efteråret.")
    signe.decide(
        NO_SEATS,
        "Ikke besluttet endnu",
        "Der skal findes penge til det.",
        Hvem_beslutter="Byrådet",
        Hvornår_regner_vi="2099-10-01",
    )
    signe.plan("Tilbagemelding")
    signe.look_through({ANNA: "Der kommer lys ved broen", BO: "Byrådet"})
    signe.give_back(2)
    signe.tell(BO)
    town.wait(minutes=11)
    town.send_the_post()

    anna = town.letter_to(ANNA_AT)
    anna.open()
    anna.reads(UNLIT_AT_THE_BRIDGE, "Tak. Nu står der, at det er ved broen.", "Byrådet")
    town.wait(minutes=1)
    anna.say_whether_it_was_answered("Ja")
    anna.reads("Svarede vi på det, du sagde?", "Ja")

    mads = town.at_work(MANAGER)
    mads.open(PROCESS)
    mads.sees("Det kan ikke lukkes endnu.", "1 kredsløb er ikke gået til ende:")
    expect(mads.button("Skriv under, og luk forløbet")).to_have_count(0)

    # Now it is decided, and Bo is told.
    signe.decide(NO_SEATS, "Brugt", "Der kommer en bænk ved mosen.")
    signe.plan("Tilbagemelding")
    signe.look_through({BO: "Der kommer en bænk ved mosen."})
    signe.give_back()
    signe.tell(BO)

    # Nothing stands in the way, and the manager signs.
    signe.turn_to("Overblik")
    signe.sees("Kun en leder i afdelingen kan skrive under")
    mads.go_to("Mit arbejde")
    mads.link(f"Skriv under på »{PROCESS}«").click()
    mads.sees("Ingen er efterladt uden besked eller uden svar.")
    mads.close()
    mads.sees("Lukket", "Mads Krogh skrev under")
    assert town.differences() == []
