"""What somebody might write to get at something, and a place that sees who comes by."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser

# The fields that are short by nature.
SHORT = 60
LINE = 200


def payloads(port: int) -> dict[str, str]:
    """By name; each fits a line, and asks of the one port what it asks of the network."""
    there = f"http://127.0.0.1:{port}/x"
    return {
        "script": "<script>alert(1)</script>",
        "end of a tag": "\"'></p></title></style><script>alert(1)</script>",
        "template": "{{7*7}}{% for x in y %}{# z #}${7*7}",
        "format": "{text}{0.__class__}{name!r}%s%(x)s",
        "sql": "'; DROP TABLE participant; --",
        "image of a file": "<img src=file:///etc/passwd onerror=alert(1)>",
        "image": f"<img src={there}>",
        "attachment": "<link rel=attachment href=file:///etc/passwd>",
        "style sheet": f"<link rel=stylesheet href={there}>",
        "style": f"<style>@import url({there});p{{display:none}}</style>",
        "css": f"}} * {{ background: url({there}); }} /*",
        "attribute": f'" style="background:url({there})" onclick="alert(1)',
        "drawing": f'<svg onload=alert(1)><image href="{there}"/></svg>',
        "frame": f"<iframe src={there}></iframe><object data={there}></object>",
        "entity": "&lt;script&gt;&#60;b&#62;&amp;",
        "link": f"[x](javascript:alert(1)) {there}",
        "rtl": "مرحبا بالعالم שלום",
        "emoji": "👩‍👩‍👧‍👦 🇩🇰 é e\u0301 𝔘𝔫𝔦",
    }


class Skeleton(HTMLParser):
    """The elements of a page with their attributes, and its text, as a browser would have them."""

    # What differs between two reports that say the same; words have a direction of their own.
    PASSING = frozenset({"data-hash", "dir"})

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[object, ...]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = tuple((name, value) for name, value in attrs if name not in self.PASSING)
        self.tags.append((tag, kept))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("comment", data))

    def handle_data(self, data: str) -> None:
        self.text += data


class Door:
    """A port of this machine's own, and how often somebody came."""

    def __init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.visits = 0
        self._watch = threading.Thread(target=self._wait, daemon=True)
        self._watch.start()

    def _wait(self) -> None:
        while True:
            try:
                visitor, _ = self._listening.accept()
            except OSError:
                return
            self.visits += 1
            visitor.close()

    def waits_for(self, visits: int) -> None:
        """Until so many came, or some seconds went by."""
        for _ in range(100):
            if self.visits >= visits:
                return
            time.sleep(0.05)

    def close(self) -> None:
        # A thread that waits wakes up from a shutdown, not from a close.
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()
        self._watch.join()


@contextmanager
def a_door() -> Iterator[Door]:
    opened = Door()
    yield opened
    opened.close()
