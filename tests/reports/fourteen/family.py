"""Cases: a woman who gets support, and a boy of eleven who is told in person."""

from datetime import date

from tests.factories import (
    a_contribution,
    a_resolution,
    a_response,
    a_version,
    an_encounter,
    an_insight,
    an_outcome,
)
from tests.reports.fourteen.office import a_process_of, days, given, somebody
from tests.reports.scenes import version_of
from tracker.domain.act import Act
from tracker.domain.round import Delivery


def case(act: Act) -> Delivery:
    """Line's own case: what we have understood, and what she can change."""
    process = a_process_of(
        act,
        "Sociale Forhold",
        "Støtte i din hverdag",
        "case",
        contact_name="Pia Lund",
        case_number="26-004711",
        purpose="Din støtte skal ses på igen, og det er dit liv.",
        can_influence="hvornår Pia kommer, og hvad I bruger tiden på.",
        cannot_influence="hvor mange timer der højst kan gives. Det står i loven.",
    )
    line = somebody(act, process, "Line Bach", "Fuglebakken 22, 4. tv.\n8210 Aarhus V")
    visit = an_encounter(
        act, process, "Samtale hjemme hos dig", kind="interview", place="", place_kind="own"
    )
    post = a_contribution(
        act, line, "Jeg lukker ikke op, når jeg ikke ved, hvem det er.", encounter=visit
    )
    night = a_contribution(
        act, line, "Det værste er søndag aften. Så ringer jeg til min søster.", encounter=visit
    )
    insights = [
        an_insight(act, process, "Du vil vide dagen før, hvem der kommer.", [post]),
        an_insight(act, process, "Du har mest brug for hjælp søndag aften.", [night]),
    ]
    return given(act, process, line, insights=insights, questions=["Hvad skal vi huske?"])


def child(act: Act) -> Delivery:
    """Emil is eleven: he said it to somebody, and somebody tells him what came of it."""
    process = a_process_of(
        act,
        "Børn og Unge",
        "Din skole og dine dage",
        "case",
        contact_name="Maja Toft",
        case_number="26-008812",
    )
    emil = somebody(
        act,
        process,
        "Emil Skov",
        "Bakkevej 3\n8270 Højbjerg",
        child_until=date(2030, 3, 1),
        guardian="Trine Skov, mor",
        guardian_proof="Set i systemet 3. marts 2026",
    )
    walk = an_encounter(act, process, "Vi gik en tur med hunden", place="Skoven", place_kind="own")
    noise = a_contribution(act, emil, "Jeg kan ikke høre, hvad jeg tænker, når de råber.",
                           encounter=walk)  # fmt: skip
    dog = a_contribution(act, emil, "Det er lettere at snakke, når man går.", encounter=walk)
    insights = [
        an_insight(act, process, "Der er for meget larm i klassen.", [noise]),
        an_insight(act, process, "Du vil hellere tale, mens man går en tur.", [dog]),
    ]
    first = given(act, process, emil, insights=insights, channel="in_person")
    days(act, 7)
    music = a_response(act, first, "nuance", "Kun i timerne. I frikvarteret er det o.k.",
                       version=version_of(act, insights[0]))  # fmt: skip
    lessons = a_version(act, insights[0], "Der er for meget larm i timerne.",
                        "Du sagde, at det er o.k. i frikvarteret.", because=[music])  # fmt: skip
    a_resolution(act, [music], "changed", version=lessons)
    an_outcome(act, insights[0], "used", "Du må tage høreværn på og gå ud, når du vil.")
    an_outcome(act, insights[1], "undecided", decider="din lærer", expected=date(2026, 5, 20))
    days(act, 15)
    return given(act, process, emil, "update", insights, channel="in_person")
