"""How the pages of accounts are seen."""

from tests.web.showing import After, At, Shown, press

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
]
