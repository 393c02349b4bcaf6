"""Who gets what at the addresses of citizen."""

from tests.web.matrix import everybody

ROWS = (
    # the link alone says what is shown, to staff as to strangers
    everybody("citizen.letter", "GET", 404, token="no_link"),
    everybody("citizen.letter", "POST", 404, token="no_link"),
    everybody("citizen.code", "GET", 404),
    everybody("citizen.give_code", "POST", 404),
    everybody("citizen.read", "GET", 404),
    everybody("citizen.answer", "POST", 400),
    everybody("citizen.received", "GET", 404),
    everybody("citizen.close", "POST", 303),
)
