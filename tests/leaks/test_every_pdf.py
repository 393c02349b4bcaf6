"""Every kind of PDF as it is really made: accessible by the validator's word, in one run of it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.leaks.canaries import Book
from tests.leaks.closed import Closed
from tests.leaks.evil import payloads
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, Answering, Plan, Somebody, Telling
from tests.leaks.rounds import Rounds
from tests.leaks.showing import looking
from tests.verapdf import verdicts
from tracker.domain.round import Delivery
from tracker.returning.forms import written
from tracker.returning.printing import poster, printed
from tracker.returning.queries import Letters
from tracker.returning.sheets import printed_sheets

SILENT = Answering(silent=True)
ASIDE = Plan((Somebody(tells=(Telling(aside=True),), answers=(SILENT, SILENT)), Somebody()))
STRANGE = "".join(payloads(0)[name] for name in ("emoji", "rtl", "entity")) + " " + "ø" * 1_500


def letters_of(world: Rounds) -> Iterator[tuple[str, bytes]]:
    """Everybody's of the last round, one person's of each, and theirs in large print."""
    act, first = looking(world), world.people[0]
    with act.session:
        for copy in world.copies:
            last, plan = copy.purpose == "closing", copy.person.plan
            delivery = act.session.get_one(Delivery, copy.id)
            name = f"{copy.purpose}, {plan.kind} {copy.person.id}, {copy.channel}, {plan.language}"
            if last or copy.person is first:
                yield name, written(act, delivery, "pdf")
            if last and copy.person is first:
                yield f"{name}, large", written(act, delivery, "pdf", large_print=True)


def batch_of(world: Rounds) -> bytes:
    act = looking(world)
    with act.session:
        found = [act.session.get_one(Delivery, copy.id) for copy in world.copies]
        letters = [delivery for delivery in found if delivery.channel == "letter"]
        with printed(act, Letters(letters, protected=1, confided=2, otherwise=3)).file as file:
            return file.read()


def sheets_of(world: Rounds) -> bytes:
    """What is printed for a session about the last round, to which all come."""
    act = looking(world)
    with act.session:
        last = next(copy for copy in world.copies if copy.purpose == "closing")
        return printed_sheets(act, act.session.get_one(Delivery, last.id).round, None)


def poster_of(world: Rounds) -> bytes:
    act = looking(world)
    with act.session:
        return poster(act, act.session.get_one(Delivery, world.copies[-1].id).round)


def strange(label: str, canary: str) -> str:
    """Where there is room for it, signs that no font has, right to left, and a long word."""
    long = any(what in label for what in ("words", "reason", "insight", "answer", "purpose"))
    return f"{STRANGE} {canary}" if long else f"{STRANGE[:60]} {canary}"[-60:]


@pytest.mark.verapdf
def test_every_pdf_there_is_is_accessible(ground: Ground, tmp_path: Path):
    made = {}
    for kind, plan in {"open": FULL, "case": FULL_CASE, "only set aside": ASIDE}.items():
        world = ground.played(plan)
        made |= {f"{kind}: {name}": data for name, data in letters_of(world)}
        made[f"{kind}: batch"] = batch_of(world)
        made[f"{kind}: sheets"] = sheets_of(world)
        if kind == "open":
            made["poster"] = poster_of(world)
    world = ground.played(ASIDE, Book(strange))
    made |= {f"strange: {n}": d for n, d in letters_of(world)}
    world = ground.played(replace(FULL, language="en"), Book(strange))
    made["strange: sheets"] = sheets_of(world)
    made["strange: poster"] = poster_of(world)
    for language in ("da", "en"):
        (tmp_path / language).mkdir()
        made[f"record in {language}"] = Closed(tmp_path / language, language).paper()
    files = {}
    for number, (name, data) in enumerate(made.items()):
        files[tmp_path / f"{number}.pdf"] = name
        (tmp_path / f"{number}.pdf").write_bytes(data)
    found = verdicts(dict.fromkeys(files, "ua1"))
    assert {files[file]: verdict for file, verdict in found.items()} == dict.fromkeys(
        made, "compliant"
    )
    # What is kept for good is also for the archive.
    records = [file for file, name in files.items() if name.startswith("record")]
    assert verdicts(dict.fromkeys(records, "3a")) == dict.fromkeys(records, "compliant")
