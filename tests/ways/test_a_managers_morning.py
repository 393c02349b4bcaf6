"""A manager's morning: what is worst, why, what cannot be done, and a record that proves itself."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from playwright.sync_api import expect

from tests.ways.town import CASEWORKER, MANAGER, Town
from tracker.cli import main

pytestmark = pytest.mark.browser

PROCESS = "Legepladsen ved Kirketorvet"
SAID = {
    "Anna Sørensen": "Gyngerne er for høje til de små.",
    "Bo Lindhardt": "Der mangler skygge, når solen står på.",
    "Carla Winther": "Man kan ikke se børnene fra bænken.",
}
ANNA, BO, CARLA = SAID
SMALL_ONES = "De mindste kan ikke bruge legepladsen alene."
LOWER = "Vi sætter to lave gynger op i foråret."


def test_the_worst_is_found_told_and_closed(town: Town, tmp_path: Path) -> None:
    signe = town.at_work(CASEWORKER)
    signe.go_to("Forløb")
    signe.begin(PROCESS)
    signe.turn_to("Skriv ned")
    for number, (who, words) in enumerate(SAID.items()):
        signe.write_down(words, who, phone=f"20 30 40 5{number}")
    town.wait(days=40)

    # From signing in, one click shows the three that have waited longest, and one more why.
    mads = town.at_work(MANAGER)
    mads.page.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name="Status").click()
    mads.is_at("Status for kredsløbene")
    mads.sees("3 åbne kredsløb")
    worst = mads.page.get_by_role("table", name="Dem, der har ventet længst")
    for who in SAID:
        expect(worst.get_by_role("row").filter(has_text=who)).to_contain_text("over tiden")
    worst.get_by_role("link", name=CARLA).click()
    mads.is_at(CARLA)
    expect(mads.page.get_by_role("region", name="Flet det ind")).to_contain_text(
        "Find den indsigt, ordene hører til, eller læg dem til side med en grund"
    )

    # Carla is not to be reached, and the manager answers for it.
    mads.unfold("Undtag kredsløbet")
    mads.page.get_by_label("Vi kan ikke få kontakt").check()
    mads.page.get_by_label("Hvad har I prøvet?").fill(
        "Nummeret er lukket, og ingen af os ved, hvor hun bor."
    )
    mads.button("Undtag kredsløbet med mit navn").click()
    mads.is_told("Kredsløbet er undtaget med dit navn.")

    # The others are told, answer and are told again.
    signe = town.at_work(CASEWORKER)
    signe.open(PROCESS)
    signe.turn_to("Flet")
    signe.weave(SMALL_ONES, SAID[ANNA], SAID[BO])
    signe.set_aside(SAID[CARLA], "Bænken bliver flyttet til sommer.")
    signe.plan("Kig med-runde")
    signe.look_through({ANNA: SMALL_ONES, BO: SMALL_ONES})
    signe.give_back(2)
    for who in (ANNA, BO):
        signe.tell(who)
    signe.write_in(ANNA, {SMALL_ONES: ("Genkender", "")})
    signe.turn_to("Giv tilbage")
    signe.link("Kig med-runde").first.click()
    signe.write_in(BO, {SMALL_ONES: ("Genkender", "")})
    signe.decide(SMALL_ONES, "Brugt", LOWER)
    signe.plan("Tilbagemelding")
    signe.look_through({ANNA: LOWER, BO: LOWER})
    signe.give_back(2)
    for who in (ANNA, BO):
        signe.tell(who)

    # It is signed, and the file proves itself.
    mads.open(PROCESS)
    mads.sees("Ingen er efterladt uden besked eller uden svar.")
    mads.close()
    mads.sees("Underskriften holder", CARLA, "Undtaget: vi kunne ikke få kontakt")
    for link, ending in (("Hent som data (JSON)", "json"), ("Hent som PDF til arkivet", "pdf")):
        with mads.page.expect_download() as download:
            mads.link(link).click()
        file = tmp_path / f"record.{ending}"
        download.value.save_as(file)
        proved = CliRunner().invoke(main, ["verify", str(file)])
        assert proved.exit_code == 0, proved.output
    data = (tmp_path / "record.json").read_text()
    changed = tmp_path / "changed.json"
    changed.write_text(data.replace("lave gynger", "høje gynger"))
    found = CliRunner().invoke(main, ["verify", str(changed)])
    assert found.exit_code == 1 and "Insight 1 was changed." in found.output

    # And all that is kept stands as it was written down.
    mads.open(PROCESS)
    mads.link("Kontrollér forløbet").click()
    mads.sees("Alt passer")
    assert town.differences() == []
