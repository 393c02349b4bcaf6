"""What the command line offers about a text."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from tracker.language.officialese import LONG_SENTENCE, LONG_WORD, Advice
from tracker.language.readability import Readability, measure
from tracker.language.sentences import LANGUAGES

# Below this the LIX says little.
ENOUGH_WORDS = 50

TITLES = {
    "long_sentence": f"Long sentences (more than {LONG_SENTENCE} words)",
    "long_word": f"Long words (more than {LONG_WORD} letters)",
    "officialese": "Officialese",
}


class BadFile(click.ClickException):
    """A file that cannot be read as text: one line, and the exit status of bad input."""

    exit_code = 2


@click.command()
@click.argument("file")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default="da",
    show_default=True,
    help="What the text is written in.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def readability(file: str, language: str, as_json: bool) -> None:
    """Measure how easily the text in FILE reads (- for standard input), and show what is heavy."""
    text = _read(file)
    measured = measure(text, language)
    if as_json:
        click.echo(json.dumps(_as_data(measured)))
    else:
        click.echo("\n".join(_as_lines(measured, text)))


def _read(file: str) -> str:
    """The file's text, without a byte order mark; BadFile when there is none."""
    name = "standard input" if file == "-" else file
    try:
        with click.open_file(file, "rb") as stream:
            content: bytes = stream.read()
        return content.decode("utf-8-sig")
    except OSError as error:
        raise BadFile(f"{name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BadFile(f"{name}: not UTF-8 text (at byte {error.start + 1})") from error


def _as_data(measured: Readability) -> dict[str, Any]:
    return {
        **asdict(measured),
        "lix": round(measured.lix, 1),
        "advice": [
            {"kind": one.kind, "text": one.text, "suggestion": one.suggestion}
            for one in measured.advice
        ],
    }


def _as_lines(measured: Readability, text: str) -> Iterator[str]:
    yield f"LIX {measured.lix:.1f}: {measured.band}"
    yield (
        f"Words: {measured.words}. Sentences: {measured.sentences}. "
        f"Long words: {measured.long_words}."
    )
    if measured.words < ENOUGH_WORDS:
        yield f"With fewer than {ENOUGH_WORDS} words, the LIX says little."
    for kind, title in TITLES.items():
        places = [one for one in measured.advice if one.kind == kind]
        if places:
            yield f"\n{title}:"
            yield from (f"  {_as_line(one, text)}" for one in places)


def _as_line(one: Advice, text: str) -> str:
    # One more sign, so that a break just before the place is counted too.
    line = len(text[: one.start + 1].splitlines())
    instead = f" -> {one.suggestion}" if one.suggestion else ""
    return f"line {line}: {' '.join(one.text.split())}{instead}"
