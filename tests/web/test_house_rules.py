"""Rules that every page keeps: its words are in both catalogues, and nothing stands inline."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

from tests.web.reader import Reader
from tracker import errors
from tracker.forms import danish_messages
from tracker.reports.languages import INTERFACE, TRANSLATIONS
from tracker.reports.templating import prose
from tracker.reports.words import interface

ROOT = Path(__file__).parents[2]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
# Rendered by reports/templating.py, with the citizens' words; on paper styles stand in the page.
OF_REPORTS = {"reports", "mail"}
PAGES = [
    path for path in TEMPLATES if path.relative_to(ROOT / "templates").parts[0] not in OF_REPORTS
]
CODE = sorted((ROOT / "tracker").rglob("*.py"))
REFUSALS = {"Refused", "RuleBroken", "NotAllowed", "BadInput", "Conflict"}

# say("key") with what it is joined to, in a template: say("loop." ~ number) says loop.….
SAID = re.compile(r"""\bsay\(\s*["']([^"']+)["']\s*(~)?""")


@cache
def strings() -> set[str]:
    """Every string in the code: forms, menus and tables hold keys that are said later."""
    return {
        node.value
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def said() -> Iterator[tuple[str, bool]]:
    """Each key that is said where it stands, and whether it is only how keys begin."""
    for path in TEMPLATES:
        for key, joined in SAID.findall(path.read_text()):
            yield key, bool(joined)
    for path in CODE:
        for call in calls(path):
            if name_of(call) in ("say", "Saying") and call.args:
                yield from literal(call.args[0])
            elif name_of(call) == "Choice":
                # Each of its values is called by the label's key and the value.
                yield from ((f"{key}.", True) for key, _ in literal(call.args[0]))


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def name_of(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def literal(node: ast.expr) -> Iterator[tuple[str, bool]]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value, False
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        yield str(node.values[0].value), True


def refusals() -> set[str]:
    """The codes of everything that the code says no with."""
    found = set()
    for path in CODE:
        for call in calls(path):
            name = name_of(call)
            at = 1 if name == "BadInput" else 0
            if name in REFUSALS and len(call.args) > at:
                found |= {key for key, joined in literal(call.args[at]) if not joined}
    return found


def citizens_own() -> set[str]:
    """Keys of the citizens' catalogue, which the reports' code says by a `say` of its own."""
    path = TRANSLATIONS / "da" / "LC_MESSAGES" / "citizen.po"
    with path.open("rb") as file:
        return {str(message.id) for message in read_po(file, locale="da")}


def test_every_key_that_is_said_is_in_the_catalogues() -> None:
    keys = interface("da").sentences.keys()
    elsewhere = citizens_own()
    missing = [
        key
        for key, joined in said()
        if key not in elsewhere
        and not (any(k.startswith(key) for k in keys | elsewhere) if joined else key in keys)
    ]
    assert missing == []


def test_every_refusal_has_its_words() -> None:
    keys = interface("da").sentences.keys()
    assert sorted(code for code in refusals() if f"refused.{code}" not in keys) == []


def test_every_error_page_has_its_words() -> None:
    keys = interface("da").sentences.keys()
    for code in errors.TOLD:
        assert {f"error.{code}.title", f"error.{code}.text"} <= keys


def test_no_key_is_unused() -> None:
    begun = tuple({key for key, joined in said() if joined})
    used = {key for key, _ in said()} | strings() | {f"refused.{code}" for code in refusals()}
    unused = [
        key
        for key in interface("da").sentences
        if key.removesuffix(".one") not in used and not key.startswith(begun)
    ]
    assert unused == []


def test_both_languages_say_the_same_keys_with_the_same_values() -> None:
    danish, english = (interface(language).sentences for language in INTERFACE)
    assert danish.keys() == english.keys()
    for key in danish:
        assert danish[key] and english[key]
        # A refusal's values are codes as often as words, which only the English of commands shows.
        if not key.startswith("refused."):
            assert values_of(danish[key]) == values_of(english[key]), key


def test_no_catalogue_says_a_key_twice() -> None:
    """What reads one keeps the last, and says nothing."""
    for path in TRANSLATIONS.rglob("*.po"):
        keys = re.findall(r'^msgid "(.+)"$', path.read_text("utf-8"), re.MULTILINE)
        assert [key for key, times in Counter(keys).items() if times > 1] == [], path


def values_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


def test_every_message_of_wtforms_is_danish() -> None:
    import wtforms

    path = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"
    with path.open("rb") as file:
        ids = [m.id if isinstance(m.id, str) else m.id[0] for m in read_po(file) if m.id]
    assert set(ids) == danish_messages().keys()
    assert all(all(forms) for forms in danish_messages().values())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_a_script_a_style_or_trusts_a_text(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"<style|\bstyle\s*=|\son\w+\s*=\s*[\"']|javascript:", text)
    assert not re.search(r"<script(?![^>]*\bsrc=)", text)
    assert not re.search(r"\|\s*safe\b|autoescape\s+false", text)


def test_what_prose_keeps_together_is_styled_as_nothing_else_is() -> None:
    pieces = re.findall('class="([^"]+)"', prose("3. maj"))
    sheets = {
        path.name
        for path in (ROOT / "static" / "css").glob("*.css")
        for each in pieces
        if re.search(rf"\.{each}\b(?!-)", path.read_text())
    }
    assert sheets == {"app.css", "report.css", "report-alone.css", "report-paper.css"}


def test_no_page_is_written_in_the_code() -> None:
    assert [str(p) for p in CODE if "render_template_string" in p.read_text()] == []


@pytest.mark.parametrize("address", ["/", "/static/css/app.css", "/nowhere", "/r/x", "/healthz"])
def test_every_answer_is_careful(client: Reader, address: str) -> None:
    headers = client.get(address).headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Strict-Transport-Security" not in headers
    assert ("no-store" in headers["Cache-Control"]) is (not address.startswith("/static"))
