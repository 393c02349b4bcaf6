"""What stands on a letter's steps beside what is asked: until when, what about, what it is not."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.citizen.at_the_door import give, knock
from tests.citizen.letters import (
    Office,
    Sent,
    opened,
    reading,
)
from tests.citizen.test_one_at_a_time import heading, insight_here, main_of, press, progress
from tests.web.reader import Reader
from tracker.domain.workdays import local_date
from tracker.reports.words import citizen


def test_in_a_case_the_first_page_says_that_nothing_is_decided(
    client: Reader, office: Office, case: Sent
) -> None:
    knock(client, case)
    give(client, office.code(case))
    reading(client)
    assert heading(client) and progress(client).startswith("1 af")
    assert "Dette er ikke en afgørelse." in main_of(client)
    reading(client, "/r/?at=1000")
    assert "Dette er ikke en afgørelse." not in main_of(client)


@pytest.mark.parametrize(
    ("language", "by", "late"),
    [
        ("da", "Svar gerne senest {}.", "Svarer du for sent, læser vi det alligevel."),
        ("en", "Please answer by {}.", "If you answer late, we will still read it."),
        ("ar", "نرجو أن تصل إجابتك في موعد أقصاه {}.", "إن تأخرت إجابتك، فسنقرؤها أيضًا."),
    ],
)
def test_the_first_page_says_until_when_to_answer_or_what_a_late_answer_is(
    client: Reader, office: Office, language: str, by: str, late: str
) -> None:
    sent = office.letter(language=language)
    last = local_date(datetime.now(UTC) + timedelta(days=21))
    words = citizen(language)
    by = by.format(words.apart(words.date(last)))
    opened(client, sent, "one")
    assert by in main_of(client).replace("\u00a0", " ") and late not in main_of(client)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=22)):
        opened(client, sent, "one")
        assert by not in main_of(client) and late in main_of(client)
        press(client, "next")
        press(client, "send", **{f"move_{insight_here(client)}": "recognise"})
        reading(client, "/r/?at=1")
        assert late not in main_of(client)


def test_what_can_be_influenced_stands_before_the_questions(client: Reader, office: Office) -> None:
    sent = office.letter(can="Hvornår bussen kører.", cannot="Prisen.")
    opened(client, sent, "one")
    reading(client, "/r/?at=5")
    assert main_of(client).startswith(
        "Gem til senere Større skrift 5 af 5 Det vil vi gerne spørge dig om "
        "Det kan du være med til at bestemme: Hvornår bussen kører. "
        "Det kan vi ikke lave om på: Prisen. Passer det, vi har skrevet?"
    )
    assert main_of(client).count("Prisen.") == 1


@pytest.mark.parametrize("language", ["da", "ar"])
def test_that_a_question_is_not_translated_is_said_right_before_the_questions(
    client: Reader, office: Office, language: str
) -> None:
    words = citizen(language)
    opened(client, office.letter(language=language), "one")
    reading(client, "/r/?at=5")
    said = f"{words.say('help.untranslated')} {words.say('help.fits')}"
    assert (said in main_of(client)) is (language == "ar")
