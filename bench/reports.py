"""Reports as letters and as pages, beside the layout engine used naively and as well as is known.

    .venv/bin/python -m bench.reports [--rounds N] [--letters N] [--many N]

Frozen letters, no two with the same words, name, link or code, become accessible PDFs: naively, in
one process; as well as is known, in two warm processes; and by the product's press, in two: each
by itself, and all in one file. What is known and the press draw the same on every page. They take
turns in one run, first as letters of three pages, and then with the slip to send back. Then one
file of many: how long it took and the most memory that each of its processes had taken, after a
hundred letters and at the end. Then the citizen's page, and a bare Flask view of the same
templates, in turn.

A second of the processor's is not always worth the same: a core that others share, or whose other
half is at work too, made the same letter in 150 ms and in 300 within a minute. So turns are short
and many, each begins with another way, and beside the median of their ratios stands the middle half
of them. A turn fills both processes in every way: the press lays out sixteen letters together for
one file, so there are a whole number of them for each.
"""

import gc
import re
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import count, islice
from multiprocessing import get_context
from os import getloadavg
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory, TemporaryFile
from time import perf_counter
from typing import Any, NamedTuple, TypeVar
from unittest.mock import patch

import segno
from flask import Flask
from psutil import Process
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.pages import Cost, asked, engine_of, in_turn, token_of
from bench.prepared import said
from tests.citizen.letters import Office
from tests.reports import samples
from tracker import create_app
from tracker.citizen import showing
from tracker.entry import engine
from tracker.reports.document import Document, Passage, freeze, new_passage
from tracker.reports.html import as_html
from tracker.reports.paper import pdf
from tracker.reports.paper.pdf import Letter
from tracker.reports.paper.press import TOGETHER, Press
from tracker.settings import Settings

TWO = 2
FEW = 100
# The fonts as the web has them, from the design system.
WOFF2 = pdf.STATIC / "vendor/dkfds/fonts/IBMPlexSans/complete/woff2"
# The reader's own insights in the report of a page, and those of others.
PAGES = ((2, 0), (4, 8))
MIB = 1024 * 1024
Way = Callable[[Sequence[Letter]], int]
# Of each turn the letters a second, and the processor's seconds for a letter.
Turns = list[tuple[float, float]]
RATE, COST = 0, 1
T = TypeVar("T")


def main() -> None:
    """Print what was seen."""
    options = ArgumentParser()
    options.add_argument("--rounds", type=int, default=11)
    options.add_argument("--letters", type=int, default=TWO * TOGETHER, help="in each turn")
    options.add_argument("--many", type=int, default=1_000)
    given = options.parse_args()
    print(f"load {getloadavg()[0]:.1f}")
    for slip in (False, True):
        compare(given.rounds, given.letters, slip)
    tell_one_file(given.many)
    for own, others in PAGES:
        with TemporaryDirectory() as folder:
            tell_page(Settings.from_env({"TRACKER_INSTANCE": folder}, None), own, others)
    print(f"load {getloadavg()[0]:.1f}")


def letters(slip: bool, first: int = 0) -> Iterator[Letter]:
    """Letters of a round that asks, no two alike; without an end."""
    sample = samples.qualifying()
    for at in count(first):
        document = freeze("da", "qualify", "development", [varied(p, at) for p in sample.passages])
        token = f"{at:06}".translate(str.maketrans("0123456789", "kqmzwxvbtr")) * 7
        outside = samples.outside(
            recipient_name=f"Borger {at}",
            link=f"https://viden.example.dk/r/{token}",
            slip_code=f"K{at:02}-{at:03}" if slip else None,
        )
        yield Letter(document, outside)


def varied(passage: Passage, at: int) -> Passage:
    """What people said is not the same in two letters; what we say to all of them is."""
    if passage.kind != "quote":
        return passage
    text = f"{said(2 * at).capitalize()}. {said(2 * at + 1).capitalize()}."
    return new_passage(passage.section, passage.kind, passage.language, text, passage.source)


def some(number: int, slip: bool, first: int = 0) -> list[Letter]:
    return list(islice(letters(slip, first), number))


def compare(rounds: int, number: int, slip: bool) -> None:
    """Letters a second, and the processor's time for each, by each way in its turn; the first turn
    warms them."""
    context = get_context("spawn")
    with TemporaryDirectory() as folder:
        web = Path(folder) / "letter.css"
        web.write_text(naive_style(), "utf-8")
        alone = ProcessPoolExecutor(1, context)
        known = ProcessPoolExecutor(TWO, context, begin_known, (style_with(pdf.FONTS, "ttf"),))
        with alone, known, Press(TWO) as ours:
            ways: dict[str, Way] = {
                "naive, one process": lambda given: alone.submit(
                    naive, given[: number // 4], str(web)
                ).result(),
                "best known, two": lambda given: len(list(known.map(made_as_known, given))),
                "the press, two": lambda given: len(list(ours.each(made, given))),
                "the press, one file": lambda given: bound(ours, given),
            }
            seen: dict[str, Turns] = {name: [] for name in ways}
            for turn in range(rounds + 1):
                for name, way in begun_with(list(ways.items()), turn):
                    given = some(number, slip, turn * number)
                    begins, spent = perf_counter(), processors()
                    done = way(given)
                    rate = done / (perf_counter() - begins)
                    seen[name].append((rate, (processors() - spent) / done))
    letter = some(1, slip)[0]
    print(f"letters of {len(pdf.laid_out(letter).pages)} pages, and {rounds} turns of {number}:")
    plain, best = (list(seen.values())[at][1:] for at in (0, 1))
    for name, (_, *turns) in seen.items():
        rate, cost = (median(each) for each in zip(*turns, strict=True))
        print(
            f"  {name:20} {rate:5.1f} letters/s: {beside_turns(turns, plain, RATE)} x naive,"
            f" {beside_turns(turns, best, RATE)} x best known; {1000 * cost:.0f} ms of the"
            f" processor's each: {beside_turns(plain, turns, COST)} x,"
            f" {beside_turns(best, turns, COST)} x",
            flush=True,
        )


def begun_with(ways: Sequence[T], turn: int) -> Sequence[T]:
    """All of them, each in its turn the first: what one leaves behind meets every other."""
    at = turn % len(ways)
    return [*ways[at:], *ways[:at]]


def beside_turns(some: Turns, others: Turns, at: int) -> str:
    """The median of the turns' ratios, of the rate or the cost, and their middle half."""
    ratios = [one[at] / other[at] for one, other in zip(some, others, strict=True)]
    if len(ratios) == 1:
        return f"{ratios[0]:.2f}"
    low, middle, high = quantiles(ratios, n=4, method="inclusive")
    return f"{middle:.2f} ({low:.2f} to {high:.2f})"


def processors() -> float:
    """Seconds of the processors' that this process and all that it began have taken."""
    own = Process()
    times = (each.cpu_times() for each in (own, *own.children(recursive=True)))
    return sum(each.user + each.system for each in times)


def style_with(folder: Path, ending: str) -> str:
    """The letter's style, with files for its fonts."""
    style = pdf.STYLE.read_text("utf-8").replace("asset:", f"{folder.as_uri()}/")
    return style.replace(".ttf", f".{ending}") + pdf.margins("da")


def naive_style() -> str:
    """The letter's style as for the web: the fonts that a Danish letter needs as the design system
    has them, and lists that have marks of their own."""
    fonts = re.compile(r"@font-face {[^}]*Arabic-[^}]*}")
    return fonts.sub("", style_with(WOFF2, "woff2")) + (
        '.report-list { list-style: "– "; padding-inline-start: 0.9em }'
        ".report-list li { padding-inline-start: 0; text-indent: 0 }"
    )


def naive(given: Sequence[Letter], style: str) -> int:
    """How many it made, as the layout engine's own first example does it, of the web's markup:
    elements around sections and blocks, and the code drawn with lines. Nothing is kept from one
    letter to the next, and nothing is done that need not be."""
    with patch.multiple(pdf, as_html=as_on_the_web, _qr=as_lines):
        for letter in given:
            # The answering ways are told to write their dashes; the style writes them here.
            page = pdf._page(letter).replace("–&ensp;", "")
            HTML(string=page).write_pdf(stylesheets=[style], pdf_variant=pdf.ACCESSIBLE)
    return len(given)


def as_on_the_web(document: Document, answering: str, **_: object) -> str:
    return as_html(document, answering=answering, unfolded=True)


def as_lines(link: str) -> str:
    return segno.make(link, error="m", micro=False).svg_data_uri(scale=4, border=4)


kept: dict[str, Any] = {}


def begin_known(style: str) -> None:
    """All that is known to help: one configuration of fonts, parsed styles, and a frozen heap."""
    kept["fonts"] = FontConfiguration()
    kept["style"] = CSS(string=style, font_config=kept["fonts"])
    for letter in some(1, True):
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


def bound(press: Press, given: Iterable[Letter]) -> int:
    told: list[int] = []
    with TemporaryFile() as file:
        press.bind(given, file, told.append)
    return sum(told)


class Mark(NamedTuple):
    """How far a file had come: the most that was taken until then, in MiB."""

    letters: int
    seconds: float
    own: int
    largest: int


def tell_one_file(number: int) -> None:
    """One file, made by a process of its own that begins two more."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        size, marks = pool.submit(one_file, number).result()
    print(f"one file of {number} letters, {size / MIB:.1f} MiB:")
    for mark in marks:
        print(
            f"  after {mark.letters}: {mark.seconds:.0f} s,"
            f" {mark.letters / mark.seconds:.1f} letters/s; at the most {mark.own} MiB,"
            f" and {mark.largest} MiB in the largest of its processes",
            flush=True,
        )


def one_file(number: int) -> tuple[int, list[Mark]]:
    """Bytes, and the marks of the first hundred letters and of all."""
    begins, done = perf_counter(), 0
    marks: list[Mark] = []

    def told(more: int) -> None:
        nonlocal done
        done += more
        if done == number or (done >= FEW and not marks):
            own = Process()
            largest = max(most_of(each.pid) for each in own.children(recursive=True))
            marks.append(Mark(done, perf_counter() - begins, most_of(own.pid), largest))

    with TemporaryFile() as file, Press(TWO) as press:
        press.bind(islice(letters(False), number), file, told)
        size = file.tell()
    return size, marks


def most_of(pid: int) -> int:
    """How many MiB a process has taken at the most."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


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
    print(f"the page of a report of {own + others} insights: {beside(*costs)}", flush=True)


def beside(mine: Cost, theirs: Cost) -> str:
    walls, processor = mine.wall / theirs.wall, mine.processor / theirs.processor
    return (
        f"{1000 * mine.wall:.1f} ms, bare {1000 * theirs.wall:.1f} ms: {walls:.2f} x,"
        f" {processor:.2f} x of the processor's; {mine.statements} statements"
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
