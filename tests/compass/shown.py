"""How the page of the compass is seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

WORKED = At("?when=midway", number="worked")


def with_a_number_of_somebody(page: Page) -> None:
    page.locator("#principle_2").fill("Ring til 010190-1234.")
    press("Gem", "Save")(page)


SHOWN = [
    Shown(
        "compass.compass",
        empty=At(number="process"),
        full=WORKED,
        wrong=After(WORKED, with_a_number_of_somebody),
    ),
]
