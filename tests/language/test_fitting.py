"""What the advice's button writes reads well where it writes it, and else it writes nothing."""

import re

import pytest

from tracker.language.findings import findings
from tracker.language.fitting import GAP, fits
from tracker.language.officialese import alternatives, suggestions


def taken(text: str, language: str = "da") -> str:
    """The text when each first button is pressed, until none is left."""
    while True:
        offered = [
            one
            for one in findings(text, language, [], {})
            if one.kind == "officialese" and one.instead
        ]
        if not offered:
            return text
        first = offered[0]
        text = text[: first.start] + first.instead[0] + text[first.end :]


def hints(text: str, language: str = "da") -> list[tuple[str, str]]:
    return [
        (one.text, one.hint)
        for one in findings(text, language, [], {})
        if one.kind == "officialese" and not one.instead
    ]


@pytest.mark.parametrize(
    ("office", "plain"),
    [
        # An abbreviation's full stop goes with it, but for the one that ends the sentence.
        ("Jf. gældende regler kan vi ikke.", "Efter reglerne kan vi ikke."),
        ("Vi gør det jf. reglerne.", "Vi gør det efter reglerne."),
        ("Vi er enige mht. stien.", "Vi er enige om stien."),
        ("Det er (jf. brevet) sket.", "Det er (efter brevet) sket."),
        ("De kom samtlige. Det var godt.", "De kom alle. Det var godt."),
        ("De kom samtlige ...", "De kom alle ..."),
        ("De kom (samtlige.)", "De kom (alle.)"),
        ("Vi skriver vedr.", "Vi skriver om."),
        # Whole phrases go before their parts.
        ("Vi har pr. dags dato ikke svar vedr. stien.", "Vi har i dag ikke svar om stien."),
        ("Kommunen påtænker at udbedre stien.", "Kommunen vil reparere stien."),
        ("Vi vil foretage en vurdering af stien.", "Vi vil vurdere stien."),
        ("Vi har foretaget en vurdering.", "Vi har vurderet det."),
        ("Det sker med henblik på at spare.", "Det sker for at spare."),
        ("Det gælder, på betingelse af, at du svarer.", "Det gælder, hvis du svarer."),
        ("Vi har tilstræbt at afholde mødet.", "Vi har prøvet at holde mødet."),
        # What follows the word it is said of.
        ("Sagen er hjemvist til byen.", "Sagen er sendt tilbage til byen."),
        # As the article says.
        ("Den anførte dato er god.", "Den nævnte dato er god."),
        ("Vi har en fortegnelse.", "Vi har en liste."),
        ("Du skal venligst svare.", "Du skal svare."),
    ],
)
def test_the_button_writes_what_reads_well(office: str, plain: str) -> None:
    assert taken(office) == plain


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        # A noun is not put in a verb's place.
        ("Det er en implementering af lys.", ("implementering", "at indføre, at tage i brug")),
        ("Implementering af lys er svær.", ("Implementering", "at indføre, at tage i brug")),
        # A verb that is followed by another is not put where none is.
        ("Vi tilstræber et godt møde.", ("tilstræber", "prøver at")),
        ("Det er med henblik på salg.", ("med henblik på", "for at")),
        # A clause has commas around it, and its own order.
        ("Hele tiltaget er godt.", ("tiltaget", "det, vi gør")),
        ("I dag afventes svar.", ("afventes", "venter vi på")),
        # A word that says more of a thing stands before it.
        ("Budgetmæssige følger kommer.", ("Budgetmæssige", "om penge")),
        # Of the other gender than its article.
        ("Vi fik en skriftlig anmodning.", ("anmodning", "ønske, spørgsmål")),
        ("De anmodede naboer kom.", ("anmodede", "bad")),
        ("Afgørelsen er anfægtet.", ("anfægtet", "klaget over")),
        ("Afgørelsen anfægtes.", ("anfægtes", "klages over")),
        ("Vi har hjemvist sagen.", ("hjemvist", "sendt tilbage")),
        ("Vi vil foretage noget.", ("foretage", "gøre …")),
    ],
)
def test_what_does_not_fit_is_said_in_words(text: str, hint: tuple[str, str]) -> None:
    assert hints(text) == [hint]
    assert taken(text) == text


def test_in_english_an_article_is_as_the_next_word_begins() -> None:
    assert taken("It is an additional lamp.", "en") == "It is an extra lamp."
    assert taken("We need additional lamps.", "en") == "We need more lamps."
    assert taken("Please note that it is open.", "en") == "Please note that it is open."


CARRIERS = ("{} er her.", "Vi ser {}.", "Vi {} at gå.", "Vi ser {} af stien.", "En {} er her.")


@pytest.mark.parametrize("carrier", CARRIERS)
def test_no_button_of_the_whole_list_writes_what_cannot_stand_there(carrier: str) -> None:
    before, after = carrier.split("{}")
    for office, plain in suggestions("da").items():
        ways = [way for way in alternatives(plain) if fits(office, way, before, after)]
        for way in ways:
            said = carrier.format(way)
            assert GAP not in said and "," not in said, (office, way)
            assert not re.search(r"\bat at\b|\b(?:vil|skal|må|kan) at\b|\baf af\b", said), said
            assert office.startswith("at ") or not way.startswith("at "), (office, way)
