"""Reports in English and Arabic, and one in words that hardly fit on paper."""

from tests.factories import (
    a_commitment,
    a_contribution,
    a_setting_aside,
    an_approved_language,
    an_encounter,
    an_insight,
    an_outcome,
)
from tests.reports.fourteen.office import UNTIL, a_process_of, days, given, others, somebody
from tracker.domain.act import Act
from tracker.domain.round import Delivery
from tracker.weaving.translating import translate

# What nobody writes, and somebody will.
COMPOUND = "speciallægepraksisplanlægningsstabiliseringsperiodeudvalgsformandskab"
SHOUT = f"N{'e' * 68}j"


def english(act: Act) -> Delivery:
    """Grace came from abroad, and is told in English what came of what she said."""
    process = a_process_of(
        act,
        "Kultur og Borgerservice",
        "A good start in Aarhus",
        language="en",
        contact_hours="Monday to Thursday, 9 am to 2 pm",
    )
    grace = somebody(
        act, process, "Grace Okafor", "Finlandsgade 19, 2. th.\n8200 Aarhus N", language="en"
    )
    others(act, process)
    cafe = an_encounter(act, process, "Language café", kind="workshop", place="Dokk1")
    letters = a_contribution(
        act, grace, "My first letter from the city was four pages. I was afraid to open it.",
        encounter=cafe,
    )  # fmt: skip
    alone = a_contribution(
        act, grace, "I knew nobody for three months. My son found friends before me.",
        encounter=cafe,
    )  # fmt: skip
    trains = a_contribution(act, grace, "The trains should be free for the first year.")
    a_setting_aside(act, trains, "The city does not run the trains.")
    insights = [
        an_insight(act, process, "The first letter makes people afraid.", [letters]),
        an_insight(act, process, "It takes too long to meet somebody.", [alone]),
    ]
    given(act, process, grace, insights=insights)
    days(act, 35)
    an_outcome(act, insights[0], "used", "The first letter is now one page, with a name to call.")
    an_outcome(act, insights[1], "not", "We asked for a host scheme. There is no money this year.")
    a_commitment(act, process, "We test the new letter with you", due=UNTIL)
    return given(act, process, grace, "closing", insights)


def arabic(act: Act) -> Delivery:
    """Samira speaks Arabic; what she said is in her own language, and so is the report."""
    an_approved_language(act)
    process = a_process_of(
        act,
        "Kultur og Borgerservice",
        "Velkommen til Aarhus",
        contact_hours="",
        can_influence="hvor og hvornår man kan lære dansk.",
        until=UNTIL,
    )
    samira = somebody(
        act, process, "Samira Haddad", "Gudrunsvej 76, 2. tv.\n8220 Brabrand", language="ar"
    )
    others(act, process)
    cafe = an_encounter(act, process, "Sprogcafé", kind="workshop", place="Gellerup Bibliotek")
    doctor = a_contribution(
        act, samira, "ابنتي تترجم لي عند الطبيب. عمرها تسع سنوات.", encounter=cafe
    )
    lessons = a_contribution(
        act, samira, "أريد أن أتعلم الدنماركية مع جيراني، لا في قاعة.", encounter=cafe
    )
    insights = [
        an_insight(act, process, "Børn skal ikke tolke for deres forældre.", [doctor]),
        an_insight(act, process, "Sprog læres bedst sammen med naboerne.", [lessons]),
    ]
    translate(act, insights[0], "ar", "لا ينبغي للأطفال أن يترجموا لآبائهم.")
    return given(act, process, samira, insights=insights)


def long_words(act: Act) -> Delivery:
    """Noah writes as he speaks, and somebody wrote a word that no line can hold."""
    process = a_process_of(
        act,
        "Børn og Unge",
        "Klub for unge i Beder",
        can_influence="åbningstider, musik og farven på væggene.",
        until=UNTIL,
    )
    noah = somebody(act, process, "Noah Østergård", "Kirkebakken 55\n8330 Beder")
    others(act, process)
    club = an_encounter(act, process, "Aften i klubben", kind="workshop", place="Beder")
    closes = a_contribution(
        act, noah, "Klubben er fed 🎸🔥 men den lukker kl. 21 😭😭", encounter=club
    )
    shout = a_contribution(act, noah, f"{SHOUT}! Ikke flere møder 👩‍👩‍👧", encounter=club)
    board = a_contribution(
        act,
        noah,
        f"Hvem har fundet på ordet {COMPOUND}? Det står på døren.\n"
        "https://klub.example.dk/beder/ungdomsraad/referater/2026/02/et-meget-langt-navn.html",
        encounter=club,
    )
    insights = [
        an_insight(act, process, "Klubben lukker for tidligt i weekenden.", [closes]),
        an_insight(act, process, f"Ord som {COMPOUND} holder unge ude.", [shout, board]),
    ]
    return given(act, process, noah, insights=insights, questions=["Hvornår skal der lukkes? 🕘"])
