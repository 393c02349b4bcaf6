"""Reports as letters and as pages, beside the layout engine used naively and as well as is known.

    .venv/bin/python -m bench.reports [--rounds N] [--letters N] [--many N]

The same frozen letters, each with its own name, link and code, become accessible PDFs: naively, in
one process (the web's fonts and markup, and nothing kept from one letter to the next); as well as
is known, in two warm processes; and by the product's press, in two: each by itself, and all in one
file. They take turns in one run. Then one file of a hundred letters and one of many: what the
largest of the processes took. Then the citizen's page, and a bare Flask view of the same templates,
in turn.
"""

import gc
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from os import getloadavg
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from typing import Any
from unittest.mock import patch

from flask import Flask
from fontTools.ttLib import TTFont
from psutil import Process
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.pages import asked, engine_of, in_turn, token_of
from tests.citizen.letters import Office
from tests.reports import samples
from tracker import create_app
from tracker.citizen import showing
from tracker.entry import engine
from tracker.reports import pdf
from tracker.reports.document import Document
from tracker.reports.html import as_html
from tracker.reports.pdf import Letter
from tracker.reports.press import Press
from tracker.settings import Settings

TWO = 2
# The reader's own insights in the report of a page, and those of others.
PAGES = ((2, 0), (4, 8))
MIB = 1024 * 1024
Way = Callable[[int], int]
Turns = list[tuple[float, float]]


def main() -> None:
    """Print what was seen."""
    options = ArgumentParser()
    options.add_argument("--rounds", type=int, default=7)
    options.add_argument("--letters", type=int, default=48, help="in each turn")
    options.add_argument("--many", type=int, default=1_000)
    given = options.parse_args()
    print(f"load {getloadavg()[0]:.1f}")
    compare(given.rounds, given.letters)
    for count in (100, given.many):
        tell_one_file(count)
    for own, others in PAGES:
        with TemporaryDirectory() as folder:
            tell_page(Settings.from_env({"TRACKER_INSTANCE": folder}, None), own, others)
    print(f"load {getloadavg()[0]:.1f}")


def letters(count: int) -> Iterator[Letter]:
    """Letters of a round that asks, no two alike."""
    document = samples.qualifying()
    for at in range(count):
        token = f"{at:06}".translate(str.maketrans("0123456789", "kqmzwxvbtr")) * 7
        outside = samples.outside(
            recipient_name=f"Borger {at}",
            link=f"https://viden.example.dk/r/{token}",
            slip_code=f"K{at:02}-{at:03}",
        )
        yield Letter(document, outside)


def compare(rounds: int, count: int) -> None:
    """Letters a second, and the processor's time for each, by each way in its turn; the first turn
    warms them."""
    context = get_context("spawn")
    with TemporaryDirectory() as folder:
        compressed = woff2_in(Path(folder))
        alone = ProcessPoolExecutor(1, context)
        known = ProcessPoolExecutor(TWO, context, begin_known, (style_with(pdf.FONTS, "ttf"),))
        with alone, known, Press(TWO) as ours:
            ways: dict[str, Way] = {
                "naive, one process": lambda n: alone.submit(naive, n // 4, compressed).result(),
                "best known, two": lambda n: len(list(known.map(made_as_known, letters(n)))),
                "the press, two": lambda n: len(list(ours.each(made, letters(n)))),
                "the press, one file": lambda n: bound(ours, n),
            }
            seen: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
            for _ in range(rounds + 1):
                for name, way in ways.items():
                    begins, spent = perf_counter(), processors()
                    done = way(count)
                    rate = done / (perf_counter() - begins)
                    seen[name].append((rate, (processors() - spent) / done))
    plain, best = (list(seen.values())[at][1:] for at in (0, 1))
    for name, turns in seen.items():
        rate, cost = (median(each) for each in zip(*turns[1:], strict=True))
        print(
            f"{name:20} {rate:5.1f} letters/s: {ratio(turns[1:], plain, 0):.2f} x naive,"
            f" {ratio(turns[1:], best, 0):.2f} x best known; {1000 * cost:.0f} ms of the"
            f" processor's each: {1 / ratio(turns[1:], plain, 1):.2f} x,"
            f" {1 / ratio(turns[1:], best, 1):.2f} x"
        )


def ratio(own: Turns, other: Turns, at: int) -> float:
    """The median of the turns' ratios, of the rate or the cost."""
    return median(mine[at] / theirs[at] for mine, theirs in zip(own, other, strict=True))


def processors() -> float:
    """Seconds of the processors' that this process and all that it began have taken."""
    own = Process()
    times = (each.cpu_times() for each in (own, *own.children(recursive=True)))
    return sum(each.user + each.system for each in times)


def woff2_in(folder: Path) -> str:
    """The letter's style with its fonts as the web has them."""
    for name in ("Regular", "SemiBold"):
        font = TTFont(pdf.FONTS / f"IBMPlexSans-{name}.ttf")
        font.flavor = "woff2"
        font.save(folder / f"IBMPlexSans-{name}.woff2")
    return style_with(folder, "woff2")


def style_with(folder: Path, ending: str) -> str:
    style = pdf.STYLE.read_text("utf-8").replace("asset:", f"{folder.as_uri()}/")
    return style.replace(".ttf", f".{ending}") + pdf.margins("da")


def naive(count: int, style: str) -> int:
    """How many it made, as the layout engine's own first example does it, of the web's markup:
    elements around sections and blocks, and lists with marks of their own."""
    marked = style.replace(
        ".report-list li { padding-left: 0.9em; text-indent: -0.9em;", ".report-list li {"
    )
    marked += '.report-list { list-style: "– "; padding-left: 0.9em }'
    with patch.object(pdf, "as_html", as_on_the_web):
        for letter in letters(count):
            HTML(string=pdf._page(letter)).write_pdf(
                stylesheets=[CSS(string=marked)], pdf_variant=pdf.ACCESSIBLE
            )
    return count


def as_on_the_web(document: Document, answering: str, **_: object) -> str:
    return as_html(document, answering=answering, unfolded=True)


kept: dict[str, Any] = {}


def begin_known(style: str) -> None:
    """All that is known to help: one configuration of fonts, parsed styles, and a frozen heap."""
    kept["fonts"] = FontConfiguration()
    kept["style"] = CSS(string=style, font_config=kept["fonts"])
    for letter in letters(1):
        made_as_known(letter)
    gc.collect()
    gc.freeze()


def made_as_known(letter: Letter) -> bytes:
    data: bytes = HTML(string=pdf._page(letter)).write_pdf(
        font_config=kept["fonts"], stylesheets=[kept["style"]], pdf_variant=pdf.ACCESSIBLE
    )
    return data


def made(letter: Letter) -> bytes:
    return pdf.as_pdf(letter.document, letter.outside)


def bound(press: Press, count: int) -> int:
    with TemporaryFile() as file:
        press.bind(letters(count), file)
    return count


def tell_one_file(count: int) -> None:
    """One file, made by a process of its own that begins two more."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        seconds, size, own, largest = pool.submit(one_file, count).result()
    print(
        f"one file of {count} letters: {seconds:.0f} s, {count / seconds:.1f} letters/s,"
        f" {size / MIB:.1f} MiB; memory {own} MiB, the largest of its processes {largest} MiB"
    )


def one_file(count: int) -> tuple[float, int, int, int]:
    """Seconds, bytes, and at the most how many MiB it took, and the largest of its processes."""
    begins = perf_counter()
    with TemporaryFile() as file:
        with Press(TWO) as press:
            press.bind(letters(count), file)
        size = file.tell()
    own, largest = (getrusage(who).ru_maxrss // 1024 for who in (RUSAGE_SELF, RUSAGE_CHILDREN))
    return perf_counter() - begins, size, own, largest


def tell_page(settings: Settings, own: int, others: int) -> None:
    """A citizen's page by the product, and its templates by an application that does no more."""
    engine(settings).dispose()
    app = create_app(settings)
    address = Office(app).letter(count=own, others=others).link
    reader = app.test_client()
    reader.post(address, data={"csrf_token": token_of(reader.get(address).text)})
    with reader.session_transaction() as session:
        session["letter_way"] = "all"
    shown: list[tuple[Any, ...]] = []
    real = showing.page
    with patch.object(showing, "page", lambda *given: shown.append(given) or real(*given)):
        asked(reader, "/r/")
    plain = bare(app, lambda: real(*shown[0])).test_client()
    opened = engine_of(app)
    costs = in_turn(lambda: asked(reader, "/r/"), lambda: asked(plain, "/r/"), (opened, opened))
    mine, theirs = (1000 * cost.wall for cost in costs)
    print(
        f"the page of a report of {own + others} insights: {mine:.1f} ms, bare {theirs:.1f} ms:"
        f" {mine / theirs:.2f} x"
    )


def bare(app: Flask, page: Callable[[], str]) -> Flask:
    """Flask, the product's templates, and one view; no door, rule, limit, session or database."""
    plain = Flask("bare")
    plain.config.update(app.config)
    vars(plain)["jinja_env"] = app.jinja_env
    plain.template_context_processors = app.template_context_processors
    plain.url_map = app.url_map
    plain.view_functions["citizen.read"] = page
    return plain


if __name__ == "__main__":
    main()
