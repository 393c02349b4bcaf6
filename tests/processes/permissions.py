"""Who gets what at the addresses of processes."""

from tests.web.matrix import administers, staff

ROWS = (
    staff("processes.index", "GET", 200),
    staff("processes.show", "GET", 200, 404, number="worked"),
    staff("processes.add", "GET", 200),
    staff("processes.add", "POST", 422),
    staff("processes.edit", "GET", 200, 404, number="worked"),
    # it was not read before it is changed
    staff("processes.edit", "POST", 409, 404, number="worked"),
    staff("processes.translation", "GET", 200, 404, number="worked", code="english"),
    # it was not read before it is changed
    staff("processes.translation", "POST", 409, 404, number="worked", code="english"),
    # an empty text has nothing to be said of it
    staff("processes.advise", "POST", 422, 404, number="worked"),
    administers("processes.handing_over.index", "GET", 200),
    administers("processes.handing_over.one", "GET", 200, 404, number="worked"),
    administers("processes.handing_over.one", "POST", 409, 404, number="worked"),
)
