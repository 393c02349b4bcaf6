"""How the pages of closing are seen."""

from tests.web.showing import At, Shown

SHOWN = [
    Shown(
        "closing.record",
        empty="before anybody has signed there is no such page",
        full=At(number="closed", signature="signature"),
        wrong="it has no form; a record that was changed is seen in tests/closing/test_pages.py",
    ),
]
