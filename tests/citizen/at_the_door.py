"""A letter that asks for a code: what is done at its door, and what is read there."""

from tests.citizen.letters import NAME, QUOTE, TITLE, TOPIC, Sent
from tests.web.pages import text_of
from tests.web.reader import Reader

PERSONAL = (NAME, TITLE, TOPIC, QUOTE, "Jens Holm", "Natur og Vej")


def knock(client: Reader, sent: Sent) -> str:
    """Press the button of the first page; what the next one says."""
    answer = client.send(sent.link)
    assert (answer.status_code, answer.location) == (303, "/r/code")
    return client.get("/r/code").text


def give(client: Reader, code: str) -> tuple[int, str]:
    """Type a code, and press the button."""
    client.get("/r/code")
    answer = client.send("/r/code", code=code)
    return answer.status_code, answer.text


def wrong(code: str, n: int = 1) -> str:
    """Another code than that, as near as can be."""
    digits = code.replace(" ", "")
    return digits[:-1] + str((int(digits[-1]) + n) % 10)


def said(client: Reader) -> str:
    (main,) = client.page.iter("main")
    return text_of(main)
