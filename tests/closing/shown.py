"""How the pages of closing are seen."""

from tests.web.showing import At, Shown

SHOWN = [
    Shown(
        "closing.record",
        empty="before anybody has signed there is no such page",
        full=At(number="closed", signature="signature"),
        wrong="it has no form; a record that was changed is seen in tests/closing/test_pages.py",
    ),
    *(
        Shown(
            f"closing.{name}",
            empty="it is a file, never without what was signed",
            full="it is a file, read in tests/closing/test_pages.py",
            wrong="it is a file, and has no form",
        )
        for name in ("paper", "data")
    ),
]
