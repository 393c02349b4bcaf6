"""Who gets what at the address of the compass."""

from tests.web.matrix import staff

ROWS = (
    staff("compass.compass", "GET", 200, 404, number="worked"),
    # nothing in it was changed
    staff("compass.compass", "POST", 303, 404, number="worked"),
)
