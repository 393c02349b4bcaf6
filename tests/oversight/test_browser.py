"""From signing in to one loop as a browser shows it, at a desk's width and at a telephone's."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.oversight.desk import Desk
from tests.web.browser import PageAt, overflows
from tests.web.world import World
from tracker.accounts.services import choose_password
from tracker.domain.act import Act
from tracker.domain.history import Event
from tracker.domain.projection import LoopRow

pytestmark = pytest.mark.browser

PASSWORD = "gåtur langs åen i regnvejr"


@pytest.fixture
def crowded(desk: Desk) -> Desk:
    """A process with a person on several steps, much of it late, and names of every length."""
    process = desk.process("Skolernes cykelruter og vejen hjem fra fritidsklubben", ago=90)
    anna = desk.said(process, "Anna Sørensen", "Der er mørkt.", "Der er langt.", ago=80)
    round_ = desk.told(process, [anna], "Stien er for mørk og for lang.", ago=70)
    desk.answered(round_, anna, "disagree", "Den er ikke for lang.", ago=60)
    long = "Wolfeschlegelsteinhausenbergerdorff-Vestergaard"
    desk.said(process, long, "Ordet " + "x" * 90, ago=3)

    def password(act: Act) -> None:
        choose_password(act, desk.user(act.session, "caseworker"), PASSWORD)

    desk.do(password)
    desk.ids["crowded"] = process
    desk.ids["anna"] = anna
    return desk


@pytest.mark.parametrize("width", [1280, 375])
def test_from_signing_in_to_one_loop(
    page_at: PageAt, axe: Callable[[Page], list[str]], crowded: Desk, width: int
) -> None:
    page = page_at("/", width)
    page.get_by_label("E-mail").fill("caseworker.own@kommune.dk")
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Mit arbejde"
    assert axe(page) == [] and overflows(page) == []
    page.get_by_role("link", name="Skolernes cykelruter").click()
    assert axe(page) == [] and overflows(page) == []
    page.get_by_label("Næste skridt").select_option("resolve")
    page.get_by_role("button", name="Vis", exact=True).click()
    expect(page.get_by_text("1 af 2 kredsløb.")).to_be_visible()
    page.get_by_role("row").get_by_role("link", name="Anna Sørensen").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Anna Sørensen"
    assert axe(page) == [] and overflows(page) == []
    page.get_by_role("link", name="Læs svaret").click()
    page.get_by_label("Uenigheden bliver stående").check()
    expect(page.get_by_label("Uenigheden, som andre må læse den")).to_be_visible()
    expect(page.get_by_label("Indsigten med nye ord")).not_to_be_visible()
    assert axe(page) == [] and overflows(page) == []
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.locator("#error-summary")).to_be_focused()
    assert axe(page) == []
    page.get_by_label("Det skriver vi til borgeren").fill("Tak. Vi lader det stå.")
    page.get_by_role("button", name="Gem svaret").click()
    expect(page.get_by_text("Dit svar til Anna Sørensen er gemt.")).to_be_visible()
    assert axe(page) == []


@pytest.mark.parametrize("language", ["da", "en"])
def test_no_page_scrolls_to_the_side_on_a_small_telephone(
    page_at: PageAt, axe: Callable[[Page], list[str]], crowded: Desk, world: World, language: str
) -> None:
    process, anna = crowded.ids["crowded"], crowded.ids["anna"]
    page = page_at("/", 320, uniquifier=world.own.users["manager"])
    server = page.url.rstrip("/")
    for address in (
        "/",
        "/processes/",
        f"/processes/{process}",
        f"/processes/{process}/loops/{anna}",
        f"/processes/{process}/responses",
        f"/processes/{crowded.ids['worked']}/responses/{crowded.ids['answer']}",
    ):
        page.goto(f"{server}{address}?lang={language}")
        assert overflows(page) == [], address
        assert axe(page) == [], address


def test_a_manager_needs_no_script_to_except_a_loop(
    page_at: PageAt, crowded: Desk, world: World
) -> None:
    address = f"/processes/{crowded.ids['crowded']}/loops/{crowded.ids['anna']}"
    page = page_at(address, 375, uniquifier=world.own.users["manager"], scripts=False)
    page.get_by_text("Undtag kredsløbet", exact=True).click()
    page.get_by_label("Noget andet").check()
    page.get_by_label("Hvad har I prøvet?").fill("Hun er flyttet.")
    page.get_by_role("button", name="Undtag kredsløbet med mit navn").click()
    expect(page.get_by_text("Kredsløbet er undtaget med dit navn.")).to_be_visible()


@pytest.mark.parametrize("width", [1280, 320])
def test_what_was_changed_is_named_on_a_page_for_everybody(
    page_at: PageAt,
    axe: Callable[[Page], list[str]],
    desk: Desk,
    world: World,
    width: int,
) -> None:
    process, manager = desk.ids["worked"], world.own.users["manager"]

    def change(act: Act) -> None:
        act.session.execute(update(LoopRow).values(step=1, due=None))
        act.session.execute(update(Event).where(Event.kind == "response_given").values(kind="x"))

    desk.do(change)
    page = page_at(f"/processes/{process}", width, manager)
    page.get_by_role("link", name="Kontrollér forløbet").click()
    assert page.get_by_role("heading", name="Hændelser, der er ændret").is_visible()
    assert axe(page) == [] and overflows(page) == []
    page.get_by_role("link", name="Anna Canary own").first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Alt, hvad der er sket")
