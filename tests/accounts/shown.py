"""How the pages of accounts are seen."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press


def without_a_name(*button: str) -> Callable[[Page], None]:
    def press_it(page: Page) -> None:
        page.locator("#name").fill("")
        press(*button)(page)

    return press_it


def approved_by(name: str) -> Callable[[Page], None]:
    def approve(page: Page) -> None:
        page.locator("#name").fill(name)
        press("Gem godkendelsen", "Save the approval")(page)

    return approve


SHOWN = [
    Shown(
        "accounts.sign_in",
        empty=At(who=None),
        full="there is nothing on it but its form",
        wrong=After(At(who=None), press("Log ind", "Sign in")),
    ),
    Shown(
        "accounts.choose_password",
        empty=At(who=None, token="no_link"),
        full=At(who=None, token="choosing"),
        wrong=After(At(who=None, token="choosing"), press("Gem og log ind", "Save and sign in")),
    ),
    Shown(
        "accounts.accessibility_statement",
        empty=At(who=None),
        full="without an address of a statement it says so, and else leads away",
        wrong="it has no form",
    ),
    Shown(
        "accounts.privacy_notice",
        empty=At(who=None),
        full="without an address of a notice it says whom to ask, and else leads away",
        wrong="it has no form",
    ),
    Shown(
        "accounts.administration.people",
        empty="whoever reads it works there too",
        full=At(who="administrator"),
        wrong=After(At(who="administrator"), press("Giv adgang", "Give access")),
    ),
    Shown(
        "accounts.administration.person",
        empty="there is no page of nobody",
        full=At(who="administrator", number="colleague"),
        wrong=After(
            At(who="administrator", number="colleague"),
            without_a_name("Gem navnet", "Save the name"),
        ),
    ),
    Shown(
        "accounts.administration.departments",
        empty="whoever reads it administers one",
        full=At(who="administrator"),
        wrong=After(At(who="administrator"), press("Opret afdelingen", "Make the department")),
    ),
    Shown(
        "accounts.administration.department",
        empty=At(who="administrator", number="department"),
        full="it has the same fields, filled in or not",
        wrong=After(At(who="administrator", number="department"), without_a_name("Gem", "Save")),
    ),
    Shown(
        "accounts.languages.index",
        empty="the product's own are always there",
        full=At(who="administrator"),
        wrong="it has no form",
    ),
    Shown(
        "accounts.languages.read",
        empty=At(who="administrator", code="arabic"),
        full=After(At(who="administrator", code="arabic"), approved_by("Layla Hassan")),
        wrong=After(
            At(who="administrator", code="arabic"), press("Gem godkendelsen", "Save the approval")
        ),
    ),
]
