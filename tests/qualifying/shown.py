"""How the pages of qualifying are seen."""

from tests.web.showing import After, At, Shown, press

ANSWER = {"number": "worked", "response": "answer"}

SHOWN = [
    Shown(
        "qualifying.responses",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="it has no form",
    ),
    Shown(
        "qualifying.response",
        empty="there is no page of an answer without one",
        full=At(**ANSWER),
        wrong=After(At(**ANSWER), press("Gem", "Save")),
    ),
]
