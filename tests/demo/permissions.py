"""Who gets what of the tour: nobody, where it is not the demo that is served."""

from tests.web.matrix import everybody

ROWS = (
    everybody("demo.tour", "GET", 404),
    everybody("demo.begin", "POST", 404),
    everybody("demo.stop", "GET", 404, who="who", number="stop"),
    everybody("demo.end", "POST", 404),
)
