"""Who gets what at the addresses of weaving."""

from tests.web.matrix import staff

WORKED = {"number": "worked"}
INSIGHT = {"number": "worked", "insight": "insight"}
OBSTACLE = {"number": "worked", "obstacle": "obstacle"}
SOURCE = {**INSIGHT, "source": "source"}
ASSUMPTION = {"number": "worked", "assumption": "assumption"}

ROWS = (
    staff("weaving.weave", "GET", 200, 404, **WORKED),
    staff("weaving.weave_into", "POST", 422, 404, **WORKED),
    staff("weaving.set_aside", "POST", 422, 404, **WORKED),
    staff("weaving.put_back", "POST", 422, 404, **WORKED),
    staff("weaving.add", "POST", 422, 404, **WORKED),
    staff("weaving.insight", "GET", 200, 404, **INSIGHT),
    staff("weaving.insight", "POST", 422, 404, **INSIGHT),
    staff("weaving.unweave", "POST", 422, 404, **INSIGHT),
    staff("weaving.change_stance", "POST", 422, 404, **INSIGHT),
    staff("weaving.undo", "POST", 422, 404, **INSIGHT),
    staff("weaving.withdraw", "POST", 422, 404, **INSIGHT),
    staff("weaving.add_source", "POST", 422, 404, **INSIGHT),
    staff("weaving.note_obstacle", "POST", 422, 404, **INSIGHT),
    staff("weaving.translation", "GET", 200, 404, **INSIGHT, code="english"),
    staff("weaving.translation", "POST", 422, 404, **INSIGHT, code="english"),
    staff("weaving.obstacle", "GET", 200, 404, **OBSTACLE),
    # without the mark of what was seen
    staff("weaving.obstacle", "POST", 409, 404, **OBSTACLE),
    staff("weaving.drop_obstacle", "POST", 303, 404, **OBSTACLE),
    staff("weaving.source", "GET", 200, 404, **SOURCE),
    staff("weaving.source", "POST", 409, 404, **SOURCE),
    staff("weaving.drop_source", "POST", 303, 404, **SOURCE),
    staff("weaving.process_obstacle", "POST", 422, 404, **WORKED),
    staff("weaving.merge", "GET", 200, 404, **WORKED),
    staff("weaving.merge", "POST", 422, 404, **WORKED),
    staff("weaving.split", "GET", 200, 404, **INSIGHT),
    staff("weaving.split", "POST", 422, 404, **INSIGHT),
    staff("weaving.assumptions", "GET", 200, 404, **WORKED),
    staff("weaving.assumptions", "POST", 422, 404, **WORKED),
    staff("weaving.assumption", "GET", 200, 404, **ASSUMPTION),
    staff("weaving.assumption", "POST", 422, 404, **ASSUMPTION),
)
