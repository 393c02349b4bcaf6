"""Who gets what at the addresses of qualifying."""

from tests.web.matrix import staff

ANSWER = {"number": "worked", "response": "answer"}

ROWS = (
    staff("qualifying.responses", "GET", 200, 404, number="worked"),
    staff("qualifying.response", "GET", 200, 404, **ANSWER),
    staff("qualifying.response", "POST", 422, 404, **ANSWER),
    staff("qualifying.sort", "POST", 422, 404, **ANSWER),
)
