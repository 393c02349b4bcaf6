"""One report, many forms: the same seal on each, and each passage in each."""

import re

import pytest

from tests.leaks.canaries import bare
from tests.leaks.evil import Skeleton
from tests.leaks.ground import Ground
from tests.leaks.plans import FULL, FULL_CASE, Plan
from tests.leaks.showing import in_words, insides_of, looking
from tests.printed import heard, run
from tracker.domain.round import Delivery
from tracker.reports.document import Document
from tracker.reports.freezing import document_of
from tracker.reports.html import as_html
from tracker.returning.forms import written

PLANS = {"open": FULL, "case": FULL_CASE}
BY_NAME = pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)


def lacking(document: Document, text: str) -> list[str]:
    """The passages that a form does not show in full."""
    found = bare(text)
    return [p.text or "" for p in document.passages if bare(p.text or "") not in found]


@BY_NAME
def test_each_passage_stands_in_each_form(ground: Ground, plan: Plan):
    world = ground.played(plan)
    act = looking(world)
    seen = 0
    with act.session:
        for copy in world.copies:
            document = document_of(act.session, act.session.get_one(Delivery, copy.id))
            for shown in in_words(act, copy):
                if shown.whole:
                    markup = shown.form in ("fragment", "page", "mail's html")
                    text = Skeleton(shown.text).text if markup else shown.text
                    assert lacking(document, text) == [], shown.form
                    seen += 1
    assert seen == 5 * len(world.copies)


@BY_NAME
def test_each_passage_stands_in_the_letter_and_so_does_the_seal(ground: Ground, plan: Plan):
    world = ground.played(plan)
    act = looking(world)
    with act.session:
        for copy in world.copies[-2:]:
            delivery = act.session.get_one(Delivery, copy.id)
            for large in (False, True):
                pdf = written(act, delivery, "pdf", large_print=large)
                # What a screen reader is told: a page's number would part what goes over two.
                assert lacking(document_of(act.session, delivery), heard(pdf)) == []
                assert delivery.hash in insides_of(pdf)
                assert re.search(f"Keywords: +{delivery.hash}", run("pdfinfo", "-", data=pdf))


@BY_NAME
def test_the_seal_is_the_deliverys_own_and_holds(ground: Ground, plan: Plan):
    world = ground.played(plan)
    act = looking(world)
    seals = set()
    with act.session:
        for copy in world.copies:
            delivery = act.session.get_one(Delivery, copy.id)
            document = document_of(act.session, delivery)
            assert document.verify()
            assert document.hash == delivery.hash
            assert re.findall(r'data-hash="([^"]+)"', str(as_html(document))) == [delivery.hash]
            seals.add(delivery.hash)
    assert len(seals) == len(world.copies)
