"""A group is spoken to as several, wherever it reads; a person never so."""

import re
from datetime import date

import pytest

from tests.reports import samples
from tests.reports.scenes import WORDS, a_bit_of_everything
from tests.reports.test_mail import ENVELOPE, LINK, both
from tests.reports.test_words import placeholders
from tracker.domain.act import Act
from tracker.reports.answering import ways
from tracker.reports.document import Document
from tracker.reports.freezing import document_of
from tracker.reports.languages import LANGUAGES
from tracker.reports.mail import notice, reminder
from tracker.reports.paper.pdf import slip
from tracker.reports.words import citizen

TO_ONE = re.compile(r"\b(du|dig|din|dit|dine|jeg|mig|min|mit|mine)\b", re.IGNORECASE)
TO_SEVERAL = re.compile(r"\b(I|jer|jeres|vores ord|vi er uenige)\b")
OUTSIDE = samples.outside(code="call")
# In these nobody knows who opens it, one of them does, or it is said of one at a table; a child
# is nobody's group.
ALONE = (
    *("short.told", "short.told.many", "opening.represented", "unopened", "not_open", "nothing"),
    *("over", "code", "locked", "kept", "helper", "start.named", "start.words", "aloud.title"),
    *("aloud.how", "aloud.name", "aloud.no_name", "aloud.listen", "aloud.insights.lead"),
    *("was", "privacy_page"),
)


def spoken(document: Document) -> list[str]:
    """What we say in a report and around it, without what somebody wrote."""
    written = [each for each in WORDS["da"].values() if isinstance(each, str)]
    said = [p.text or "" for p in document.passages if p.kind not in {"quote", "insight", "before"}]
    said += [way.text for way in ways(OUTSIDE, document.words, slip=True)]
    said += [box for asked in slip(document, document.words) for box in asked.boxes]
    for text in sorted(written, key=len, reverse=True):
        said = [each.replace(text, "") for each in said]
    return said


@pytest.mark.parametrize("kind", ["development", "case"])
def test_a_groups_letters_speak_to_several(act: Act, kind: str):
    letters = a_bit_of_everything(act, "da", kind, who="group", size=12)
    for purpose, letter in letters.items():
        said = spoken(document_of(act.session, letter))
        assert [each for each in said if TO_ONE.search(each)] == [], purpose
        assert any(map(TO_SEVERAL.search, said))


@pytest.mark.parametrize("kind", ["development", "case"])
def test_a_persons_speak_to_one(act: Act, kind: str):
    for letter in a_bit_of_everything(act, "da", kind).values():
        assert any(map(TO_ONE.search, spoken(document_of(act.session, letter))))


@pytest.mark.parametrize("write", [notice, reminder])
@pytest.mark.parametrize("purpose", ["qualify", "update", "closing"])
def test_so_do_its_mails(write, purpose: str):
    to_several = write(ENVELOPE, "da", purpose, LINK, "87 13", date(2026, 5, 1), several=True)
    to_one = write(ENVELOPE, "da", purpose, LINK, "87 13", date(2026, 5, 1))
    assert not any(map(TO_ONE.search, (to_several["Subject"], *both(to_several))))
    assert all(map(TO_ONE.search, both(to_one)))


def test_all_that_a_group_can_be_told_is_said_to_several():
    sentences = citizen("da").to(True).sentences
    alone = tuple(f"{each}." for each in ALONE)
    told = {k: v for k, v in sentences.items() if not f"{k}.".startswith(alone)}
    told = {k: v for k, v in told.items() if not k.endswith(".child")}
    assert [key for key, said in told.items() if TO_ONE.search(said)] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_what_is_said_to_several_has_the_same_places_to_fill(code: str):
    one, several = citizen(code), citizen(code).to(True)
    assert one.sentences.keys() == several.sentences.keys()
    for key, said in one.sentences.items():
        assert placeholders(said) == placeholders(several.sentences[key]), key
        assert not re.search(r"[\[\]|]", said + several.sentences[key]), key
