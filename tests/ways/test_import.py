"""What citizens wrote in a sheet: looked at, brought in, woven, and then no more taken back."""

import pytest

from tests.ways.town import CASEWORKER, Town

pytestmark = pytest.mark.browser

SHEET = "cykelsti.csv"
ROWS = (
    "tekst;navn;mail\n"
    "Cyklerne kører for stærkt ned ad bakken.;Anna Sørensen;anna@borger.dk\n"
    "Mine børn bliver bange for cyklerne.;Anna Sørensen;anna@borger.dk\n"
    "Jeg hører dem først, når de er der.;Bo Lindhardt;bo@borger.dk\n"
)
FAST = "De gående føler sig ikke trygge på bakken."


def test_a_file_is_brought_in_and_stands_once_it_is_woven(town: Town) -> None:
    signe = town.at_work(CASEWORKER)
    signe.go_to("Forløb")
    signe.begin("Cykelstien")
    signe.turn_to("Overblik")
    signe.sees("Ingen har fortalt noget endnu")

    # Brought in by mistake, it is taken back.
    signe.link("Hent en fil ind").click()
    signe.upload(SHEET, ROWS)
    signe.try_out()
    signe.sees("Intet er gemt endnu.", "2 får det tilbage på e-mail")
    signe.bring_in(3)
    signe.undo_file(SHEET)
    signe.is_told(f"»{SHEET}« er fortrudt: 3 bidrag")
    signe.turn_to("Deltagere")
    signe.sees("Ingen er med endnu")

    # Brought in once more, and built on.
    signe.turn_to("Skriv ned")
    signe.link("Hent filen ind").click()
    signe.upload(SHEET, ROWS)
    signe.try_out()
    signe.bring_in(3)
    signe.link("Flet det ind").click()
    signe.is_at("Flet det, I har hørt")
    signe.weave(FAST, "Cyklerne kører for stærkt", "Jeg hører dem først")
    signe.turn_to("Skriv ned")
    signe.link("Hent filen ind").click()
    signe.undo_file(SHEET)
    signe.is_refused(f"»{SHEET}« kan ikke fortrydes.")
    signe.turn_to("Overblik")
    signe.sees("2 personer")
    assert town.differences() == []
