"""From a new department to a colleague who works in it."""

import pytest
from playwright.sync_api import expect

from tests.ways.staff import Staff
from tests.ways.town import ADMINISTRATOR, Town, Worker

pytestmark = pytest.mark.browser

YOUTH = "Børn og Unge"
LINE = Worker("Line Bech", "line@kommune.dk")
OWN_PASSWORD = "bølge lampe sten ravn"


def test_a_colleague_is_let_in_to_a_new_department(town: Town) -> None:
    karen = town.at_work(ADMINISTRATOR)
    karen.go_to("Afdelinger")
    karen.add_department(YOUTH, address="Skolegade 1\n8000 Aarhus C")
    karen.sees(YOUTH, "Skolegade 1")

    karen.go_to("Medarbejdere")
    karen.let_in(LINE.name, LINE.email, YOUTH, "Sagsbehandler")
    karen.is_at(LINE.name)
    karen.sees(f"{LINE.name} har ikke valgt en adgangskode endnu.")
    link = karen.make_link()

    # The colleague follows it, once.
    line = Staff(town.browser(link))
    line.choose_password(OWN_PASSWORD)
    line.is_at("Mit arbejde")
    line.is_told("Din adgangskode er gemt.")
    line.sign_out()
    line.sign_in(LINE.email, OWN_PASSWORD)
    karen.go_to("Medarbejdere")
    karen.sees(f"{YOUTH}: Sagsbehandler")
    karen.does_not_see("Har ikke valgt adgangskode")
    late = Staff(town.browser(link))
    late.is_at("Linket virker ikke længere")

    # Her department is hers alone.
    line.go_to("Forløb")
    line.link("Nyt forløb").first.click()
    departments = line.page.get_by_label("Hvilken afdeling har det?")
    expect(departments.get_by_role("option")).to_have_text([YOUTH])
