"""A file is brought in by a browser, with and without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.listening.sheets import heard
from tests.oversight.desk import Desk
from tests.web.browser import PageAt, overflows

pytestmark = pytest.mark.browser


def press(page: Page, name: str) -> None:
    page.locator("main").get_by_role("button", name=name).click()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_file_comes_in_and_is_taken_back(
    desk: Desk, page_at: PageAt, tmp_path: Path, scripts: bool
) -> None:
    process = desk.process()
    who = desk.side.users["caseworker"]
    page = page_at(f"/processes/{process}", uniquifier=who, scripts=scripts)
    page.get_by_role("link", name="Hent en fil ind").click()
    path = tmp_path / "høringssvar.csv"
    path.write_text(f"svar;mail\nStien er for mørk{' og lang' * 80}.;bo@kommune.dk\n", "cp1252")
    page.get_by_label("Filen").set_input_files(path)
    press(page, "Se på filen")
    page.get_by_label("svar", exact=True).select_option("Det, der blev sagt")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert not scripts or overflows(page) == []
    press(page, "Prøv")
    expect(page.get_by_text("1 får det tilbage på e-mail")).to_be_visible()
    page.get_by_label("Ja, det passer").check()
    press(page, "Hent 1 bidrag ind")
    expect(page.get_by_role("heading", level=1)).to_have_text("Filen er hentet ind")
    expect(page.get_by_role("link", name="Flet det ind")).to_be_visible()
    assert len(heard(desk, process)) == 1
    press(page, "Fortryd")
    expect(page.get_by_text("»høringssvar.csv« er fortrudt")).to_be_visible()
    assert heard(desk, process) == []
