"""Two who went all the way round: one answered with every move, one corrected us twice."""

from datetime import date

from tests.factories import (
    a_commitment,
    a_contribution,
    a_resolution,
    a_response,
    a_version,
    a_wording,
    an_encounter,
    an_insight,
    an_obstacle,
    an_outcome,
    knowledge,
    woven,
)
from tests.reports.fourteen.office import (
    a_process_of,
    days,
    delivery_of,
    given,
    others,
    somebody,
)
from tests.reports.scenes import version_of
from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.insight import Insight
from tracker.domain.participant import Participant
from tracker.domain.process import Process
from tracker.domain.round import Delivery

INSIGHTS = {
    "open": "Man kan ikke klæde om i fred ved havnebadet.",
    "stairs": "Trappen ned i vandet er glat.",
    "low": "Det lave bassin skal være for små børn.",
    "sauna": "Mange vil have sauna om vinteren.",
    "signs": "Gæster har svært ved at finde rundt.",
}
SAID = {
    "open": "Omklædningen er for åben. Min mor på 78 vil ikke klæde om, når alle kan se ind.",
    "stairs": "Trappen ned i vandet er glat allerede i september.",
    "low": "Der mangler plads til kørestole ved det lave bassin.",
    "sauna": "Giv os en sauna. Så kommer vi også i januar.",
    "dogs": "Hundene løber rundt mellem håndklæderne.",
}


def every_move(act: Act, kind: str = "development", language: str = "da") -> Delivery:
    """Anders answered in each way there is; each answer led to something, and he is told what."""
    process = a_process_of(act, "Teknik og Miljø", "Et havnebad for alle", kind)
    anders = somebody(
        act, process, "Anders Lynge", "Strandvejen 14, 3. th.\n8000 Aarhus C", language=language
    )
    lise = somebody(act, process, "Lise Gram", "Nørregade 2\n8000 Aarhus C", may_quote=True)
    others(act, process)
    said, insights = _heard(act, process, anders, lise)
    first = given(act, process, anders, insights=list(insights.values()), also=[lise])
    _answer(act, first, said, insights)
    days(act, 50)
    a_commitment(act, process, "Vi holder et møde på kajen", due=date(2026, 5, 12), state="kept")
    a_commitment(act, process, "Vi måler trappen op", due=date(2026, 5, 1))
    return given(act, process, anders, "closing", list(insights.values()))


def _heard(
    act: Act, process: Process, anders: Participant, lise: Participant
) -> tuple[dict[str, Contribution], dict[str, Insight]]:
    quay = an_encounter(act, process, "En morgen på kajen", kind="interview", place="Havnebadet")
    said = {key: a_contribution(act, anders, text, encounter=quay) for key, text in SAID.items()}
    lost = a_contribution(
        act,
        lise,
        "Jeg stod ti minutter og ledte efter indgangen.",
        encounter=quay,
        shareable="Jeg ledte længe efter indgangen.",
    )
    insights = {
        key: an_insight(act, process, text, [said[key] if key in said else lost])
        for key, text in INSIGHTS.items()
    }
    knowledge(
        act,
        insights["stairs"],
        "Der var 14 fald på trappen i 2025.",
        citation="Livreddernes dagbog",
    )
    return said, insights


def _answer(
    act: Act, first: Delivery, said: dict[str, Contribution], insights: dict[str, Insight]
) -> None:
    version = {key: version_of(act, insight) for key, insight in insights.items()}
    days(act, 4)
    near = a_response(act, first, "nuance", "Kun damernes. Herrernes er fin.",
                      version=version["open"])  # fmt: skip
    a_response(act, first, "recognise", version=version["stairs"])
    no = a_response(act, first, "disagree", "Det skal også være for dem, der ikke kan svømme.",
                    version=version["low"])  # fmt: skip
    daily = a_response(act, first, "correct", "Jeg sagde, at saunaen skal være åben hver dag.",
                       version=version["sauna"])  # fmt: skip
    wet = a_response(act, first, "correct", "Den er glat hele året.", contribution=said["stairs"])
    more = a_response(act, first, "add", "Skiltene er kun på dansk. Min svoger gik forkert.")
    asks = a_response(act, first, "said", "Hvem bestemmer, hvornår badet åbner?")
    a_response(act, first, "withdraw", withdrawn=[said["dogs"]])
    signs = a_contribution(act, first.participant, more.text, response=more, received_at=act.now)
    a_wording(act, said["stairs"], "Trappen ned i vandet er glat hele året.")
    days(act, 14)
    a_response(act, first, "no-thanks")
    days(act, 18)
    ladies = a_version(
        act,
        insights["open"],
        "Damerne kan ikke klæde om i fred ved havnebadet.",
        "Du skrev, at det kun er hos damerne.",
        because=[near],
    )
    woven(act, signs, insights["signs"])
    a_resolution(act, [near], "changed", version=ladies)
    a_resolution(act, [no], "dissent", "Livredderne kan kun se ét bassin med børn ad gangen.",
                 shareable="Det lave bassin skal også være for voksne.")  # fmt: skip
    a_resolution(act, [daily], "declined", "Vi har kun folk til at passe saunaen i weekenden.")
    a_resolution(act, [wet], "changed")
    a_resolution(act, [more], "added")
    a_resolution(act, [asks], "answered", "Det gør byrådet, hver gang det laver et budget.")
    days(act, 30)
    _decide(act, insights)


def _decide(act: Act, insights: dict[str, Insight]) -> None:
    an_outcome(act, insights["open"], "used", "Der kommer en væg og en dør i maj.")
    an_outcome(act, insights["stairs"], "partly", "Vi lægger en ru måtte på de øverste trin.")
    an_outcome(act, insights["low"], "undecided", decider="byrådet", expected=date(2026, 9, 10))
    an_outcome(act, insights["sauna"], "not", "Der er ikke penge til det i år.")
    an_outcome(act, insights["signs"], "used", "Skiltene får billeder i stedet for ord.")
    an_obstacle(
        act,
        insights["stairs"].process,
        "Havnen er fredet. Vi må ikke bygge en ny trappe uden lov.",
        insights["stairs"],
        "Vi har søgt om lov og venter svar til efteråret.",
    )


def corrected_twice(act: Act, kind: str = "development", language: str = "da") -> Delivery:
    """Birthe was told, corrected us, was told again, corrected us again, and is now told."""
    process = a_process_of(act, "Teknik og Miljø", "Bus 16 om aftenen", kind)
    birthe = somebody(act, process, "Birthe Dam", "Kirkevej 7\n8320 Mårslet", language=language)
    kurt = somebody(act, process, "Kurt Ravn", "Kirkevej 9\n8320 Mårslet")
    others(act, process)
    call = an_encounter(act, process, "Telefonsamtale", kind="call", place="")
    choir = a_contribution(
        act, birthe, "Bussen kører for sjældent. Jeg måtte gå fra kor før tid.", encounter=call
    )
    shift = a_contribution(act, kurt, "Efter vagten venter jeg en time.", encounter=call)
    insight = an_insight(act, process, "Bus 16 kører for sjældent.", [choir, shift])
    first = given(act, process, birthe, insights=[insight], also=[kurt])
    days(act, 5)
    day = a_response(act, first, "nuance", "Om dagen er det fint. Det er om aftenen.",
                     version=version_of(act, insight))  # fmt: skip
    second = a_version(act, insight, "Bus 16 kører for sjældent om aftenen.",
                       "Du skrev, at det er fint om dagen.", because=[day])  # fmt: skip
    a_resolution(act, [day], "changed", version=second)
    days(act, 15)
    again = given(act, process, birthe, insights=[insight], also=[kurt])
    to_kurt = delivery_of(act, again.round_id, kurt)
    days(act, 20)
    late = a_response(act, again, "correct", "Jeg sagde efter klokken otte. Før otte er der to.",
                      version=version_of(act, insight))  # fmt: skip
    week = a_response(act, to_kurt, "nuance", "Lørdag er den god nok.",
                      version=version_of(act, insight))  # fmt: skip
    third = a_version(
        act,
        insight,
        "Bus 16 kører for sjældent efter klokken otte på hverdage. Så går folk glip af noget.",
        "I skrev begge to, hvornår det er.",
        because=[late, week],
    )
    a_resolution(act, [late, week], "changed", version=third)
    days(act, 32)
    return given(act, process, birthe, "update", [insight])
