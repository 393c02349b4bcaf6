"""How the tour's pages are seen: where the demo is served, by tests of its own."""

from tests.web.showing import Shown

ELSEWHERE = "it is not there but in the demo, where test_tour_in_a_browser looks at all of it"

SHOWN = [
    Shown(endpoint, empty=ELSEWHERE, full=ELSEWHERE, wrong=ELSEWHERE)
    for endpoint in ("demo.tour", "demo.stop")
]
