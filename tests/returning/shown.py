"""How the pages of returning are seen."""

from playwright.sync_api import Page

from tests.web.showing import After, At, Shown, press

DRAFT = {"number": "worked", "round_number": "draft_round"}
SENT = {"number": "worked", "round_number": "sent_round"}
PLANNED = {"number": "worked", "planned": "planned"}
ANNA = {**SENT, "person": "person"}


def plan_for_nobody(page: Page) -> None:
    page.locator("input[name=to][value=chosen]").check()
    press("Gem, og se", "Save, and look")(page)


def without_a_place(page: Page) -> None:
    page.locator("#place").fill("")
    press("Gem planen", "Save the plan")(page)


SHOWN = [
    Shown(
        "returning.rounds",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="it has no form",
    ),
    Shown(
        "returning.plan",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong=After(At(number="worked"), plan_for_nobody),
    ),
    Shown(
        "returning.change",
        empty="a draft has people",
        full=At(**DRAFT),
        wrong=After(At(**DRAFT), plan_for_nobody),
    ),
    Shown(
        "returning.round_",
        empty=At(**DRAFT),
        full=At(**SENT),
        wrong=After(At(**SENT), press("Gem", "Save")),
    ),
    Shown(
        "returning.preview",
        empty="there is no preview of nothing",
        full=At(**DRAFT, person="person"),
        wrong="that it has changed meanwhile is seen in tests/returning/test_preview.py",
    ),
    Shown(
        "returning.told",
        empty="there is no conversation without a report",
        full=At(**ANNA),
        wrong=After(At(**ANNA), press("Gem", "Save")),
    ),
    Shown(
        "returning.report",
        empty="there is no page of a report without one",
        full=At(**ANNA),
        wrong="it has no form",
    ),
    Shown(
        "returning.code",
        empty="there is no page of a code without a letter",
        full=After(
            At(who="manager", number="case", round_number="case_round", person="in_case"),
            press("Vis koden", "Show the code"),
        ),
        wrong=At(who="manager", number="case", round_number="case_round", person="in_case"),
    ),
    Shown(
        "returning.batch",
        empty="there is no page of letters that nobody asked for",
        full=At(**SENT, who="manager", batch_number="ready_batch"),
        wrong=At(**SENT, who="manager", batch_number="stopped_batch"),
    ),
    Shown(
        "returning.poster",
        empty="it is a file: tests/reports/test_poster.py",
        full="it is a file: tests/reports/test_poster.py",
        wrong="it has no form",
    ),
    Shown(
        "returning.meeting",
        empty="a round has insights or people",
        full=At(**SENT),
        wrong=After(At(**SENT), press("Gem mødet", "Save the meeting")),
    ),
    Shown(
        "returning.plan_session",
        empty=At(**DRAFT),
        full=At(**SENT),
        wrong=After(At(**SENT), press("Gem planen", "Save the plan")),
    ),
    Shown(
        "returning.planned_session",
        empty=At(number="worked", planned="called_off"),
        full=At(**PLANNED),
        # It has no form: in that place, how one looks whose time is over.
        wrong=At(number="worked", planned="to_record"),
    ),
    Shown(
        "returning.change_session",
        empty="there is no page of a plan without one",
        full=At(**PLANNED),
        wrong=After(At(**PLANNED), without_a_place),
    ),
    *(
        Shown(
            f"returning.{name}",
            empty="it is a file, never without a round",
            full="it is a file, looked at in tests/returning/test_session_sheets.py",
            wrong="it is a file, and has no form",
        )
        for name in ("session_sheets", "round_sheets")
    ),
]
