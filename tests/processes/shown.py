"""How the pages of processes are seen."""

from tests.web.showing import At, Shown

SHOWN = [
    Shown(
        "processes.index",
        empty="an empty instance is seen in tests/processes/test_pages.py",
        full=At(),
        wrong="it has no form",
    ),
    Shown(
        "processes.show",
        empty=At(number="process"),
        full=At(number="worked"),
        wrong="it has no form",
    ),
]
