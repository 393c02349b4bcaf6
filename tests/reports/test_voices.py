"""How many voices a report tells, so that nobody can be counted out."""

import re

from tests.factories import (
    a_contribution,
    a_participant,
    a_process,
    a_response,
    a_round,
    an_insight,
)
from tests.reports.scenes import composed, everything, given
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.reports.document import Document


def with_voices(act: Act, count: int) -> Document:
    process = a_process(act)
    people = [a_participant(act, process, f"P{n}", may_quote=True) for n in range(count)]
    said = [a_contribution(act, p, "Mørkt.", shareable="Der er mørkt.") for p in people]
    insight = an_insight(act, process, "Stien er mørk.", said)
    return composed(act, a_round(act, process, "qualify", [insight]), people[0])


def counts(document: Document) -> list[str]:
    told = "\n".join(t for t in everything(document).splitlines() if re.search("[Mm]indst", t))
    return re.findall(r"\d+", told)


def test_voices_are_told_by_fives_so_that_no_two_counts_differ_by_one(act: Act):
    said = {n: counts(with_voices(act, n)) for n in range(1, 13)}
    assert all(said[n] == [] for n in range(1, 5))
    assert all(said[n] == ["5", "5"] for n in range(5, 10))
    assert all(said[n] == ["10", "10"] for n in range(10, 13))


def test_a_voice_that_was_taken_back_is_counted_no_more(act: Act):
    process = a_process(act)
    people = [a_participant(act, process, f"P{n}") for n in range(5)]
    said = [a_contribution(act, p, "Mørkt.") for p in people]
    insight = an_insight(act, process, "Stien er mørk.", said)
    round_ = a_round(act, process, "qualify", [insight])
    assert counts(composed(act, round_, people[0])) == ["5", "5"]
    delivery = given(act, round_, people[4])
    a_response(act, delivery, "withdraw", withdrawn=[act.session.get_one(Contribution, said[4].id)])
    assert counts(composed(act, round_, people[0])) == []
