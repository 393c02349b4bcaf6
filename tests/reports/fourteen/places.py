"""Streets, squares and schools: what a person, a group, or nobody any more said of them."""

from tests.factories import (
    a_contribution,
    a_response,
    a_setting_aside,
    a_version,
    an_encounter,
    an_insight,
)
from tests.reports.fourteen.office import (
    UNTIL,
    a_process_of,
    days,
    delivery_of,
    given,
    others,
    somebody,
)
from tracker.domain.act import Act
from tracker.domain.round import Delivery

# What others said of the square, and let everybody read.
SQUARE = (
    "Jeg har siddet der en gang. Så blæste min hat væk.",
    "Bænkene vender ud mod vejen. Jeg vil hellere se på mennesker.",
    "Min datter på seks kender dem alle ved navn.",
    "Der er så meget larm, at jeg lukker vinduet.",
    "Sæt lys i træerne. Så går jeg over torvet om aftenen.",
    "Jeg går udenom. Det er jeg ked af.",
)


def one_quote(act: Act) -> Delivery:
    """A mother said one thing at the school gate."""
    process = a_process_of(
        act,
        "Børn og Unge",
        "Trygt i skole i Tranbjerg",
        can_influence="hvor der kommer bump, lys og cykelsti.",
        cannot_influence="busruten. Den bestemmer trafikselskabet.",
        until=UNTIL,
    )
    mette = somebody(act, process, "Mette Krogh", "Elmegade 12, 1. th.\n8310 Tranbjerg J")
    others(act, process)
    gate = an_encounter(act, process, "Morgenkaffe ved skoleporten", place="Tranekærskolen")
    said = a_contribution(
        act,
        mette,
        "Jeg tør ikke lade min datter cykle alene. Bilerne holder helt inde på cykelstien.",
        encounter=gate,
    )
    insight = an_insight(
        act, process, "Børn cykler ikke selv i skole, for bilerne holder på cykelstien.", [said]
    )
    return given(act, process, mette, insights=[insight])


def set_aside_only(act: Act, kind: str = "development", language: str = "da") -> Delivery:
    """What a man wished for was not used, and he is told why."""
    process = a_process_of(act, "Teknik og Miljø", "Stien om Brabrand Sø", kind)
    viggo = somebody(
        act, process, "Viggo Damgaard", "Søvej 3, 2. tv.\n8220 Brabrand", language=language
    )
    walk = an_encounter(act, process)
    coffee = a_contribution(
        act, viggo, "Isboden skulle tage at sælge kaffe. Så blev vi siddende.", encounter=walk
    )
    days(act, 5)
    a_setting_aside(
        act,
        coffee,
        "Kommunen ejer ikke isboden. Vi har givet dit ønske videre til hende, der ejer den.",
    )
    return given(act, process, viggo, "update")


def no_insight_yet(act: Act) -> Delivery:
    """Raw words, given back before anybody has said what they mean."""
    process = a_process_of(
        act,
        "Kultur og Borgerservice",
        "Et nyt bibliotek i Risskov",
        purpose="Vi skal indrette et bibliotek, og vi ved ikke, hvad I vil bruge det til.",
        at_stake="At der er et sted, hvor man må være uden at købe noget.",
        can_influence="rum, møbler og åbningstider.",
        until=UNTIL,
    )
    bent = somebody(act, process, "Bent Aagaard", "Rolighedsvej 41\n8240 Risskov")
    others(act, process)
    visit = an_encounter(
        act, process, "Besøg i hjemmet", kind="interview", place="Risskov", place_kind="own"
    )
    a_contribution(
        act,
        bent,
        "Jeg kommer der hver dag og læser avis. Det er ikke for avisens skyld.",
        encounter=visit,
    )
    a_contribution(act, bent, "Der skal være stole med armlæn. Ellers kan jeg ikke komme op igen.",
                   encounter=visit)  # fmt: skip
    a_contribution(act, bent, "Han har sin egen kop stående på hylden ved kaffemaskinen.",
                   encounter=visit, how="observed")  # fmt: skip
    return given(act, process, bent, questions=["Hvad gør et sted til dit?"])


def group(act: Act) -> Delivery:
    """A club said three things together, and is told together."""
    process = a_process_of(
        act,
        "Teknik og Miljø",
        "Torvet i Hasle",
        purpose="Torvet skal laves om, og I sidder der hver dag.",
        at_stake="At torvet også er for dem, der har god tid og få penge.",
        can_influence="bænke, træer og lys.",
        cannot_influence="parkeringspladserne. De er lejet ud til 2031.",
        until=UNTIL,
    )
    club = somebody(
        act,
        process,
        "Bænkens Venner",
        "Bænkens Venner, c/o Kaj Bro\nHasle Torv 5\n8210 Aarhus V",
        kind="group",
        size=24,
    )
    neighbours = others(act, process)
    workshop = an_encounter(
        act, process, "Værksted på torvet", kind="workshop", place="Hasle Torv", place_kind="own"
    )
    sun = a_contribution(act, club, "Vi vil have sol på ryggen og ikke bag os.", encounter=workshop)
    toilet = a_contribution(
        act, club, "Der mangler et toilet. Vi går hjem, når vi skal tisse.", encounter=workshop
    )
    police = a_contribution(
        act,
        club,
        "Folk tror, at vi er farlige. Vi hilser på alle. Næsten ingen hilser igen.",
        encounter=workshop,
    )
    shared = [
        a_contribution(act, who, text, encounter=workshop, shareable=text)
        for who, text in zip(neighbours, SQUARE, strict=True)
    ]
    insights = [
        an_insight(
            act, process, "Bænkene står forkert. Man sidder i skygge og blæst.", [sun, *shared[:2]]
        ),
        an_insight(act, process, "Uden et toilet er torvet kun for dem, der bor tæt på.", [toilet]),
        an_insight(act, process, "De, der sidder på torvet, vil gerne hilses på.", [police]),
    ]
    return given(act, process, club, insights=insights, questions=["Hvornår er her bedst at være?"])


def withdrawn_neighbour(act: Act) -> Delivery:
    """Somebody took their words out, so that what was understood became another thing."""
    process = a_process_of(act, "Teknik og Miljø", "Mindre støj ved Åbyvej")
    hanne = somebody(act, process, "Hanne Vig", "Åbyvej 88, st.\n8230 Åbyhøj")
    torben = somebody(act, process, "Torben Rask", "Åbyvej 90\n8230 Åbyhøj")
    others(act, process)
    hearing = an_encounter(act, process, "Borgermøde", kind="hearing", place="Åby Bibliotek")
    hers = a_contribution(
        act, hanne, "Lastbilerne vækker mig klokken fem. Så sover jeg ikke mere.", encounter=hearing
    )
    his = a_contribution(act, torben, "Motorcyklerne kører om kap om aftenen.", encounter=hearing)
    insight = an_insight(
        act, process, "Det er lastbiler om morgenen og motorcykler om aftenen, der larmer mest.",
        [hers, his],
    )  # fmt: skip
    first = given(act, process, hanne, insights=[insight], also=[torben])
    to_torben = delivery_of(act, first.round_id, torben)
    days(act, 6)
    took = a_response(act, to_torben, "withdraw", withdrawn=[his])
    a_version(
        act,
        insight,
        "Det er lastbiler tidligt om morgenen, der larmer mest.",
        "Noget af det, vi byggede på, er taget ud igen.",
        because=[took],
    )
    days(act, 12)
    return given(act, process, hanne, "update", [insight])
