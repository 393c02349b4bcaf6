"""Who gets what at the addresses of closing."""

from tests.web.matrix import Row, staff

ROWS = (
    # what a manager of the department alone answers for
    Row("closing.sign", "POST", 303, 403, 403, 409, 403, 404, {"number": "worked"}),
    staff("closing.record", "GET", 200, 404, number="closed", signature="signature"),
    staff("closing.paper", "GET", 200, 404, number="closed", signature="signature"),
    staff("closing.data", "GET", 200, 404, number="closed", signature="signature"),
)
