"""Who gets what at the addresses of processes."""

from tests.web.matrix import staff

ROWS = (
    staff("processes.index", "GET", 200),
    staff("processes.show", "GET", 200, 404, number="worked"),
)
