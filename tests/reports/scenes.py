"""Processes with something in them, and what a participant's report then says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.factories import (
    NOW,
    a_commitment,
    a_contribution,
    a_participant,
    a_process,
    a_resolution,
    a_response,
    a_round,
    a_setting_aside,
    a_version,
    a_wording,
    an_encounter,
    an_insight,
    an_obstacle,
    an_outcome,
    knowledge,
    reached,
    woven,
)
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight, InsightVersion
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Delivery, Round
from tracker.reports.composing import compose_reports
from tracker.reports.document import Document, Passage
from tracker.reports.freezing import freeze_reports


def composed(
    act: Act, round_: Round, participant: Participant, channel: str = "letter"
) -> Document:
    """The participant's report as it would be frozen now."""
    channels = {participant.id: channel}
    return compose_reports(act.session, round_, [participant], channels, act.now)[participant.id]


def given(act: Act, round_: Round, participant: Participant) -> Delivery:
    """The participant's report, frozen and told in a conversation."""
    (delivery,) = freeze_reports(act, round_, [participant], {participant.id: "in_person"})
    reached(act, delivery)
    return delivery


def passages(document: Document, section: str, kind: str | None = None) -> list[Passage]:
    return [p for p in document.passages if p.section == section and kind in (None, p.kind)]


def lines(document: Document, section: str, kind: str | None = None) -> list[str]:
    return [p.text or "" for p in passages(document, section, kind)]


def everything(document: Document) -> str:
    return "\n".join(p.text or "" for p in document.passages)


def version_of(act: Act, insight: Insight) -> InsightVersion:
    """The version that stands."""
    act.session.expire(insight, ["versions"])
    return insight.current


@dataclass
class Scene:
    """A process with one reader, one other, and an insight that both are part of."""

    act: Act
    process: Process
    karen: Participant
    other: Participant
    insight: Insight
    contributions: list[Contribution]

    def qualified(self, *participants: Participant) -> list[Delivery]:
        """A qualify round about the insight, told to each."""
        round_ = a_round(self.act, self.process, "qualify", [self.insight])
        return [given(self.act, round_, p) for p in participants]

    def round(self, purpose: str = "qualify", insights: Sequence[Insight] | None = None) -> Round:
        chosen = [self.insight] if insights is None else insights
        return a_round(self.act, self.process, purpose, chosen)

    def report(self, purpose: str = "qualify", insights: Sequence[Insight] | None = None):
        """Karen's report of a new round, as it would be frozen now."""
        return composed(self.act, self.round(purpose, insights), self.karen)

    def more_people(self, count: int = 5) -> list[Participant]:
        return [a_participant(self.act, self.process, f"Nabo {n}") for n in range(count)]


def freeze(
    scene: Scene, *people: Participant, channel: str = "letter", purpose: str = "qualify"
) -> list[Delivery]:
    """Reports of a new round, frozen: Karen's, or those of the people given."""
    round_ = scene.round(purpose)
    people = people or (scene.karen,)
    return freeze_reports(scene.act, round_, people, dict.fromkeys([p.id for p in people], channel))


def a_scene(act: Act, kind: str = "development", **columns) -> Scene:
    process = a_process(act, kind, **columns)
    karen = a_participant(act, process, "Karen Møller")
    other = a_participant(act, process, "Ole Bruun")
    walk = an_encounter(act, process)
    mine = a_contribution(act, karen, "Der er så mørkt ved søen.", encounter=walk)
    theirs = a_contribution(act, other, "Jeg løber det sidste stykke.", encounter=walk)
    insight = an_insight(act, process, "Stien ved søen er for mørk.", [mine, theirs])
    return Scene(act, process, karen, other, insight, [mine, theirs])


WORDS = {
    "da": {
        "title": "Stien om søen",
        "purpose": "Vi skal lave stien om, og du bruger den.",
        "stake": "At komme trygt hjem om vinteren.",
        "can": "hvor der kommer lys.",
        "cannot": "træerne. De er fredet.",
        "walk": ("Gåtur om søen", "Brabrand"),
        "dark": "Der er så mørkt ved søen om vinteren. Jeg går en omvej for at komme hjem.",
        "bench": "Der er ingen bænk. Så vi går ikke så langt mere.",
        "bench.corrected": "Der er én bænk, men den er gået i stykker.",
        "stall": "Isboden skal også sælge kaffe.",
        "dogs": "Der skal være et sted til hunde.",
        "saw": "Tre ud af fire gik udenom den store vandpyt.",
        "other": "Når jeg kommer fra aftenvagt, løber jeg det sidste stykke.",
        "other.shared": "Jeg løber det sidste stykke, når jeg kommer sent hjem.",
        "dark.shared": "Jeg går en omvej om vinteren, fordi der er så mørkt ved søen.",
        "A": "Stien ved søen er for mørk. Derfor går folk en omvej.",
        "A2": "Stien ved søen er for mørk om vinteren. Derfor går folk en omvej.",
        "why": "Du skrev, at det kun er om vinteren.",
        "B": "Der mangler et sted at sidde.",
        "C": "Cyklerne kører for stærkt.",
        "knows": "I 2025 talte vi 40 cykler uden lys.",
        "cites": "Trafiktælling 2025",
        "question": "Hvor er der mest mørkt?",
        "nuance": "Det er kun om vinteren.",
        "bikes": "I glemmer cyklerne.",
        "no": "Det er ikke cyklerne. Det er bilerne.",
        "shared": "Det er bilerne, der er problemet.",
        "no room": "Der er ikke plads til dem på stien.",
        "lamps": "Vi sætter 12 lamper op i uge 40.",
        "money": "Der er ikke penge til det i år.",
        "council": "byrådet",
        "law": "Loven siger, at der ikke må være lys ved fuglenes reder.",
        "answer": "Vi søger om lov til lave lamper.",
        "stall.why": "Kommunen ejer ikke isboden.",
        "dogs.why": "Der er allerede en hundeskov i nærheden.",
        "promise": "Vi holder et møde ved søen",
        "promise.kept": "Vi lovede at rydde stien for grene.",
        "hours": "Man-tors kl. 9-15.",
    },
    "en": {
        "title": "The path round the lake",
        "purpose": "We are changing the path, and you use it.",
        "stake": "To get home safely in winter.",
        "can": "where the lights go.",
        "cannot": "the trees. They are protected.",
        "walk": ("Walk round the lake", "Brabrand"),
        "dark": "It is so dark by the lake in winter. I take the long way home.",
        "bench": "There is no bench. So we do not walk that far any more.",
        "bench.corrected": "There is one bench, but it is broken.",
        "stall": "The ice cream stall should sell coffee too.",
        "dogs": "There should be a place for dogs.",
        "saw": "Three of four walked round the big puddle.",
        "other": "When I come from the evening shift, I run the last stretch.",
        "other.shared": "I run the last stretch when I come home late.",
        "dark.shared": "I take the long way in winter, as it is so dark by the lake.",
        "A": "The path by the lake is too dark. So people take the long way.",
        "A2": "The path by the lake is too dark in winter. So people take the long way.",
        "why": "You wrote that it is only in winter.",
        "B": "There is nowhere to sit.",
        "C": "The bikes go too fast.",
        "knows": "In 2025 we counted 40 bikes without lights.",
        "cites": "Traffic count 2025",
        "question": "Where is it most dark?",
        "nuance": "It is only in winter.",
        "bikes": "You forget the bikes.",
        "no": "It is not the bikes. It is the cars.",
        "shared": "The cars are the problem.",
        "no room": "There is no room for them on the path.",
        "lamps": "We put up 12 lamps in week 40.",
        "money": "There is no money for it this year.",
        "council": "the city council",
        "law": "The law says that there must be no light by the birds' nests.",
        "answer": "We ask for leave to put up low lamps.",
        "stall.why": "The council does not own the stall.",
        "dogs.why": "There is a place for dogs close by.",
        "promise": "We hold a meeting by the lake",
        "promise.kept": "We promised to clear the path.",
        "hours": "Mon-Thu 9 am to 3 pm.",
    },
}


def a_bit_of_everything(
    act: Act, language: str, kind: str = "development", who: str = "person", **karens: object
) -> dict[str, Document]:
    """One person's three reports, in a process where each part of a report has something to say.

    `who`: the kind of participant that the person is.
    """
    say = WORDS[language]
    process = a_process(
        act,
        kind,
        language=language,
        title=say["title"],
        purpose=say["purpose"],
        at_stake=say["stake"],
        can_influence=say["can"],
        cannot_influence=say["cannot"],
        until=date(2026, 6, 1),
        contact_hours=say["hours"],
    )
    karen = a_participant(act, process, "Karen Møller", kind=who, language=language, **karens)
    other = a_participant(act, process, "Ole Bruun", may_quote=True, language=language)
    title, place = say["walk"]
    walk = an_encounter(act, process, title, place=place)
    karen.may_quote = True
    shared = say["dark.shared"]
    dark = a_contribution(act, karen, say["dark"], encounter=walk, shareable=shared)
    bench = a_contribution(act, karen, say["bench"], encounter=walk, how="retold")
    stall = a_contribution(act, karen, say["stall"])
    dogs = a_contribution(act, karen, say["dogs"])
    a_contribution(act, karen, say["saw"], encounter=walk, how="observed")
    shared = say["other.shared"]
    theirs = a_contribution(act, other, say["other"], encounter=walk, shareable=shared)
    a_insight = an_insight(act, process, say["A"], [dark, theirs])
    b_insight = an_insight(act, process, say["B"], [bench])
    c_insight = an_insight(act, process, say["C"], [theirs])
    knowledge(act, a_insight, say["knows"], citation=say["cites"])
    aside = a_setting_aside(act, stall, say["stall.why"])
    a_commitment(act, process, say["promise"], due=date(2026, 5, 5))
    a_commitment(act, process, say["promise.kept"], due=date(2026, 3, 1), state="kept")
    insights = [a_insight, b_insight, c_insight]

    qualify = a_round(act, process, "qualify", insights, questions=[say["question"]])
    first = given(act, qualify, karen)
    to_other = given(act, qualify, other)
    documents = {"qualify": first}
    act.now = NOW + timedelta(days=10)
    nuance = a_response(act, first, "nuance", say["nuance"], version=version_of(act, a_insight))
    bikes = a_response(act, first, "said", say["bikes"])
    a_response(act, first, "recognise", version=version_of(act, b_insight))
    a_wording(act, bench, say["bench.corrected"])
    dissent = a_response(act, to_other, "disagree", say["no"], version=version_of(act, c_insight))
    a_resolution(act, [dissent], "dissent", say["no room"], shareable=say["shared"])
    second = a_version(act, a_insight, say["A2"], say["why"], because=[nuance])
    a_resolution(act, [nuance], "changed", version=second)
    a_resolution(act, [bikes], "declined", say["no room"])
    an_outcome(act, a_insight, "used", say["lamps"])
    an_outcome(act, b_insight, "not", say["money"])
    an_outcome(
        act, c_insight, "undecided", decider=say["council"], expected=date(2026, 9, 1),
    )  # fmt: skip
    an_obstacle(act, process, say["law"], a_insight, say["answer"])

    act.now = NOW + timedelta(days=40)
    documents["closing"] = given(act, a_round(act, process, "closing", insights), karen)
    act.now = NOW + timedelta(days=50)
    woven(act, stall, b_insight)
    aside.ended_event_id = 1
    late = a_response(act, documents["closing"], "disagree")
    a_resolution(act, [late], "answered", say["lamps"])
    a_setting_aside(act, dogs, say["dogs.why"])
    an_outcome(act, c_insight, "partly", say["no room"])
    documents["update"] = given(act, a_round(act, process, "update", [c_insight]), karen)
    return documents
