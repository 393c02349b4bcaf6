"""How the pages of listening are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

PERSON = {"number": "worked", "person": "person"}


def all_folds_open(page: Page) -> None:
    """Every folded part of the page, and what stands there only for a new occasion."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    page.locator("[name=occasion]").select_option("new")
    page.locator("[name=confidential]").check()


def email_is_wrong(page: Page) -> None:
    page.locator("[name=email]").fill("anna@")
    page.locator("[name=phone]").fill("010190-1234")
    press("Gem", "Save")(page)


FILE = {"number": "worked", "file": "waiting_file"}


def two_columns_are_the_same(page: Page) -> None:
    page.locator("[name=column_1]").select_option("text")
    press("Prøv", "Try it")(page)


SHOWN = [
    Shown(
        "listening.log",
        empty=After(At(number="process"), all_folds_open),
        full=At(number="worked"),
        wrong=After(At(number="worked"), press("Gem", "Save")),
    ),
    Shown(
        "listening.participants",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="it asks for nothing that can be wrong",
    ),
    Shown(
        "listening.add_participant",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), press("Tilføj", "Add")),
    ),
    Shown(
        "listening.participant",
        empty="there is no page of a participant without one",
        full=At(number="worked", person="group"),
        wrong=After(At(**PERSON), email_is_wrong),
    ),
    Shown(
        "listening.import_",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), press("Se på filen", "Look at the file")),
    ),
    Shown(
        "listening.import_file",
        empty=At(number="worked", file="brought_file"),
        full=At(**FILE),
        wrong=After(At(**FILE), two_columns_are_the_same),
    ),
    Shown(
        "listening.import_try",
        empty=After(At(**FILE), press("Hent 13", "Bring in 13")),
        full=At(**FILE),
        wrong=At(number="worked", file="wrong_file"),
    ),
]
