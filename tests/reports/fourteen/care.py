"""Help at home: a diary of sixty notes, and a man who reads large letters."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from tests.factories import a_contribution, an_encounter, an_insight, an_outcome
from tests.reports.fourteen.office import UNTIL, a_process_of, days, given, others, somebody
from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.domain.round import Delivery

NOTES = Path(__file__).with_name("care.toml")


def sixty(act: Act) -> Delivery:
    """Inger kept a diary; it became twenty insights, and all of it comes back to her."""
    process = _at_home(act)
    inger = somebody(act, process, "Inger Holst", "Vestergade 31, st. tv.\n8000 Aarhus C")
    others(act, process)
    insights = []
    for told in tomllib.loads(NOTES.read_text())["insight"]:
        notes = [
            a_contribution(act, inger, text, received_at=datetime.fromisoformat(day).replace(
                hour=12, tzinfo=UTC))
            for day, text in told["notes"]
        ]  # fmt: skip
        insights.append(an_insight(act, process, told["text"], notes))
    return given(act, process, inger, insights=insights, questions=["Hvad betyder mest for dig?"])


def large_print(act: Act) -> Delivery:
    """Knud Aage sees badly; he is told in large letters what came of it."""
    process = _at_home(act)
    knud = somebody(
        act, process, "Knud Aage Friis", "Skolegade 4, 1. tv.\n8000 Aarhus C", large_print=True
    )
    others(act, process)
    visit = an_encounter(
        act, process, "Besøg i hjemmet", kind="interview", place="Skolegade", place_kind="own"
    )
    letters = a_contribution(
        act, knud, "Jeg kan ikke læse jeres breve. Bogstaverne er for små.", encounter=visit
    )
    lamp = a_contribution(
        act, knud, "Lampen i opgangen går ud, før jeg når op.", encounter=visit, how="retold"
    )
    insights = [
        an_insight(act, process, "Breve med små bogstaver bliver ikke læst.", [letters]),
        an_insight(act, process, "Lyset i opgangen går for hurtigt ud.", [lamp]),
    ]
    given(act, process, knud, insights=insights)
    days(act, 30)
    an_outcome(act, insights[0], "used", "Fra nu af skriver vi til dig med store bogstaver.")
    an_outcome(act, insights[1], "partly", "Vi har bedt boligforeningen om at lave det.")
    return given(act, process, knud, "closing", insights)


def _at_home(act: Act) -> Process:
    return a_process_of(
        act,
        "Sundhed og Omsorg",
        "Hjælp i hjemmet, som den opleves",
        purpose="Vi vil lave hjælpen om, og vi ved ikke nok om, hvordan dagene er for jer.",
        at_stake="At bestemme over sin egen dag, også når man har brug for hjælp.",
        can_influence="hvem der kommer, hvornår, og hvad der er tid til.",
        cannot_influence="hvor mange penge der er i alt.",
        until=UNTIL,
    )
