"""What others told: whose words stand there, and in which order."""

import re

import pytest
from sqlalchemy import update

from tests.factories import a_contribution, a_participant, an_insight, kept, woven
from tests.reports.scenes import Scene, a_scene, composed, everything, lines, passages
from tests.reports.shared_words import (
    SHARED,
    a_scene_with_shared,
    is_confidential,
    is_corrected,
    is_not_to_be_quoted,
    is_taken_back,
    quotes,
    was_never_asked,
)
from tracker.domain.act import Act
from tracker.domain.insight import Evidence
from tracker.domain.participant import Membership, Participant
from tracker.reports.document import MOST_ON_PAPER, Document
from tracker.reports.freezing import document_of, freeze_reports, tells
from tracker.reports.html import as_html
from tracker.reports.sections.others import ALL_AT_ONCE, FIRST
from tracker.reports.text import as_text


def test_others_words_stand_as_they_may_be_read(act: Act):
    section = passages(a_scene_with_shared(act).report(), "others")
    assert [(p.kind, p.text) for p in section] == [
        ("heading", "Det fortalte andre"),
        ("lead", "Andre har også fortalt os noget. Vi har taget navnene ud."),
        ("paragraph", "Nogle få har fortalt os noget."),
        ("quote", SHARED),
    ]


@pytest.mark.parametrize(
    "happens", [is_confidential, is_not_to_be_quoted, was_never_asked, is_corrected, is_taken_back]
)
def test_what_may_not_be_read_stands_nowhere(act: Act, happens):
    scene = a_scene_with_shared(act)
    happens(scene)
    act.session.flush()
    assert "løber" not in everything(scene.report())
    assert not passages(scene.report(), "others")


def test_among_five_nobody_has_to_be_asked(act: Act):
    scene = a_scene_with_shared(act, may_quote=None)
    neighbours = scene.more_people(2)
    assert quotes(scene.report()) == []
    neighbours += scene.more_people(1)
    assert quotes(scene.report()) == [SHARED]
    scene.other.may_quote = False
    act.session.flush()
    assert quotes(scene.report()) == []


def test_the_unknown_of_an_occasion_make_nobody_less_easy_to_know(act: Act):
    scene = a_scene_with_shared(act, may_quote=None)
    scene.more_people(2)
    a_participant(act, scene.process, "", kind="unknown")
    assert quotes(scene.report()) == []


def test_in_a_case_there_are_no_others(act: Act):
    scene = a_scene_with_shared(act, "case")
    scene.more_people()
    assert not passages(scene.report(), "others")
    assert "har fortalt os noget" not in everything(scene.report())


def test_ones_own_words_are_nobody_elses(act: Act):
    scene = a_scene_with_shared(act)
    document = composed(act, scene.round(), scene.other)
    assert quotes(document) == []
    assert f"Sådan kan andre læse det: »{SHARED}«" in lines(document, "told", "origin")


def test_a_group_and_its_members_are_one_voice(act: Act):
    scene = a_scene_with_shared(act)
    group = a_participant(act, scene.process, "Løberne", kind="group", size=9, may_quote=True)
    a_contribution(act, group, "Vi løber.", shareable="Vi løber.")
    kept(act, Membership(person_id=scene.other.id, group_id=group.id))
    assert set(quotes(scene.report())) == {SHARED, "Vi løber."}
    assert quotes(composed(act, scene.round(), scene.other)) == []
    assert quotes(composed(act, scene.round(), group)) == []


@pytest.mark.parametrize("kind", ["group", "unknown"])
def test_few_voices_of_many_people_are_not_said_to_be_few_people(act: Act, kind: str):
    scene = a_scene_with_shared(act)
    many = a_participant(act, scene.process, "Klassen", kind=kind, size=24)
    a_contribution(act, many, "Vi løber.")
    said = "Nogle få har fortalt os noget. En gruppe tæller vi som én."
    assert said in lines(scene.report(), "others")
    for person in scene.more_people(3):
        a_contribution(act, person, "Der er mørkt.")
    assert "Mindst 5 har fortalt os noget." in lines(scene.report(), "others")


def test_what_we_saw_is_nobodys_own_words(act: Act):
    scene = a_scene_with_shared(act)
    a_contribution(act, scene.other, "Ole faldt.", how="observed", shareable="En faldt i mørket.")
    seen = [p for p in passages(scene.report(), "others", "quote") if not p.quoted]
    assert [p.text for p in seen] == ["En faldt i mørket."]


def test_where_nothing_may_be_shown_many_voices_are_still_told(act: Act):
    scene = a_scene(act)
    for person in scene.more_people(3):
        a_contribution(act, person, "Der er mørkt.")
    assert lines(scene.report(), "others") == [
        "Det fortalte andre",
        "Andre har også fortalt os noget. Deres ord viser vi ikke her.",
        "Mindst 5 har fortalt os noget.",
    ]


# Many words


def many(act: Act, count: int) -> tuple[Scene, list[Participant]]:
    """So many others with words to read: a third about Karen's insight, a third about another."""
    scene = a_scene(act)
    other = an_insight(act, scene.process, "Der mangler bænke.")
    people = []
    for n in range(count):
        person = a_participant(act, scene.process, f"Nabo {n}", may_quote=True)
        said = a_contribution(act, person, f"Nabo {n} siger.", shareable=f"Ord {n}.")
        if n % 3 < 2:
            woven(act, said, (scene.insight, other)[n % 3])
        people.append(person)
    scene.round_insights = [scene.insight, other]
    return scene, people


def report(scene: Scene) -> Document:
    return scene.report(insights=scene.round_insights)


def test_a_few_stand_together(act: Act):
    scene, _ = many(act, ALL_AT_ONCE)
    document = report(scene)
    assert sorted(quotes(document)) == [f"Ord {n}." for n in range(ALL_AT_ONCE)]
    assert not passages(document, "others_more")


def test_of_many_some_stand_first_and_the_rest_last_each_once(act: Act):
    scene, _ = many(act, 30)
    document = report(scene)
    first, rest = quotes(document), quotes(document, "others_more")
    assert len(first) == FIRST
    assert sorted(first + rest) == sorted(f"Ord {n}." for n in range(30))
    assert lines(document, "others", "how") == ["Der er flere. De står til sidst i brevet."]
    # The first are of what the reader spoke of too.
    assert all(int(words[4:-1]) % 3 == 0 for words in first)
    assert [s.name for s in document.sections()][-1] == "others_more"


def test_the_rest_stands_under_the_insights_that_it_is_part_of(act: Act):
    scene, _ = many(act, 30)
    section = next(s for s in report(scene).sections() if s.name == "others_more")
    assert section.passages[0].text == "Mere af det, andre fortalte"
    blocks = section.blocks()
    heads = [block[0].text for block in blocks if block[0].kind != "quote"]
    assert heads == [
        "Mere af det, andre fortalte",
        "Stien ved søen er for mørk.",
        "Der mangler bænke.",
        "Andre ting",
    ]
    of_third = [p.text for p in blocks[2][1:]]
    assert of_third
    assert all(int(words[4:-1]) % 3 == 1 for words in of_third)


def test_the_insights_in_the_rest_tell_nothing_more(act: Act):
    scene, _ = many(act, 30)
    round_ = scene.round(insights=scene.round_insights)
    (delivery,) = freeze_reports(act, round_, [scene.karen], {})
    document = document_of(act.session, delivery)
    told = [p.source for p in document.passages if p.section == "understood" and p.source]
    assert set(tells(document)) == {(s.kind, s.id) for s in told if s.kind == "version"}
    assert document.numbers() == {i.id: n for n, i in enumerate(scene.round_insights, start=1)}


def test_their_order_says_nothing_of_who_said_what_when(act: Act):
    scene, people = many(act, 3)
    for n, person in enumerate(people):
        a_contribution(act, person, "Mere.", shareable=f"Mere {n}.")
    orders = {tuple(quotes(report(scene))) for _ in range(6)}
    assert len(orders) > 1
    assert len({frozenset(order) for order in orders}) == 1


def test_a_voice_against_says_so(act: Act):
    scene, _ = many(act, 30)
    act.session.execute(update(Evidence).values(stance="contradicts"))
    said = "Det siger noget andet, end vi skriver."
    marked = lines(report(scene), "others_more", "origin")
    assert set(marked) == {said}
    assert "Bag det her" not in everything(report(scene))


def test_words_are_kept_once_for_a_round(act: Act):
    scene, people = many(act, 30)
    round_ = scene.round(insights=scene.round_insights)
    deliveries = [
        *freeze_reports(act, round_, [scene.karen], {}),
        *freeze_reports(act, round_, [people[0]], {}),
    ]
    hashes = [
        {p.text: p.hash for p in document_of(act.session, d).passages if p.kind == "quote"}
        for d in deliveries
    ]
    common = {text for text in hashes[0] if text in hashes[1]}
    same = [text for text in common if hashes[0][text] == hashes[1][text]]
    # Those that stand first in one may stand last in the other.
    assert len(same) >= len(common) - 2 * FIRST


# Paper


def test_on_paper_all_of_them_are_printed_while_that_is_little(act: Act):
    scene, _ = many(act, MOST_ON_PAPER + FIRST)
    document = report(scene)
    assert document.printed() is document
    for form in (as_text(document), str(as_html(document, paper=True))):
        found = re.findall(r"»Ord (\d+)\.«", form)
        assert sorted(map(int, found)) == [*range(MOST_ON_PAPER + FIRST)]


def test_a_hundred_are_read_on_the_page_and_asked_for_on_paper(act: Act):
    scene, _ = many(act, 100)
    document = report(scene)
    text, page = as_text(document), str(as_html(document))
    assert len(re.findall(r"»Ord \d+\.«", page)) == 100
    assert len(re.findall(r"»Ord \d+\.«", text)) == FIRST
    way = "Du kan læse dem alle på din egen side. Du kan også ringe og få dem sendt."
    assert way in re.sub(r"\s+", " ", text)
    assert way in page
    paper = str(as_html(document, paper=True))
    assert len(re.findall(r"»Ord \d+\.«", paper)) == FIRST
