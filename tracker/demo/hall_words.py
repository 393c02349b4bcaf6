"""What is said about a sports hall by those who were asked first. All of it is invented."""

from typing import Any

from tracker.demo.paths_words import DEPARTMENT

__all__ = ["DEPARTMENT"]

TITLE = "Ny idrætshal ved Søndermarken"
CONTACT = ("Mette Holm", "00 00 00 00", "hverdage kl. 9-14")

ABOUT: dict[str, Any] = {
    "purpose": "Vi vil vide, hvordan en ny hal kan blive til glæde for flest muligt.",
    "at_stake": "At børn selv kan komme derhen. At naboerne kan sove. At der er plads til alle.",
    "can_influence": "Hvordan hallen ligger, hvem der kan bruge den, og hvornår den er åben.",
    "cannot_influence": "Om der bliver bygget en hal. Det har byrådet sagt ja til.",
    "case_number": "EB-530",
}
MEETING = ("Borgermøde i aulaen", "Søndermarkskolen")
COMING = (
    "Søndermarkskolen, lokale 4",
    "Kaffe og en stol med ryg til Bodil. Tag skitsen af volden med, så vi kan tegne på den.",
)
FAIR = ("Høring på hjemmesiden", "")
LATE_FAIR = ("Efter høringen", "")
BELIEVED = "Det bliver naboerne, der er imod, og klubberne, der er for."

# What was promised, after how many days, and whether it was kept; "open" says nobody did yet.
PROMISES = (
    ("Alle, der skriver til os, får svar inden tre uger.", 60, "broken"),
    ("Vi måler støjen på marken, før der bliver tegnet.", 70, "kept"),
    ("Vi tæller bilerne igen på en hverdag i skoletiden.", 95, "open"),
    ("Vi viser jer tegningerne, før byrådet ser dem.", 160, "open"),
)

# Those who came to the first meeting in a wheelchair, or for somebody in one.
ACCESS: dict[str, dict[str, Any]] = {
    "grethe": {"name": "Grethe Munk", "email": "grethe@example.org", "may_quote": True},
    "villads": {
        "name": "Villads Thorup",
        "email": "villads@example.org",
        "perspectives": "kørestolsbruger",
    },
    "aase": {"name": "Aase Lind", "address": "Skolegade 2, st.\n0999 Egeby"},
}
# The first circle: whoever left a name at the meeting.
CIRCLE: dict[str, dict[str, Any]] = {
    "jorgen": {"name": "Jørgen Brink", "email": "jorgen.brink@example.org"},
    "karen": {"name": "Karen Vestergaard", "address": "Rosenvej 31\n0999 Egeby"},
    "finn": {"name": "Finn Odgaard"},
    "maja": {"name": "Maja Bruun", "email": "maja@example.org", "perspectives": "mor til tre"},
    "bo": {"name": "Bo Ravn", "email": "bo@example.org", "perspectives": "nabo"},
    "tove": {
        "name": "Tove Ipsen",
        "email": "tove@example.org",
        "may_quote": True,
        "perspectives": "nabo",
    },
    "hassan": {"name": "Hassan Demir", "email": "hassan@example.org", "may_quote": True},
    "liv": {"name": "Liv Overgaard", "email": "liv@example.org", "perspectives": "ung"},
    "per": {"name": "Per Kjeldsen", "email": "per@example.org", "perspectives": "træner"},
    "signe": {"name": "Signe Holt", "email": "signe@example.org"},
    "ove": {"name": "Ove Lassen", "phone": "00 00 00 52"},
    "ruben": {"name": "Ruben Falk", "phone": "00 00 00 57", "perspectives": "buschauffør"},
    "bodil": {"name": "Bodil Hjort", "address": "Skolegade 44\n0999 Egeby"},
    "anders": {"name": "Anders Riis", "email": "anders@example.org"},
    "ida": {"name": "Ida Bach", "email": "ida@example.org", "perspectives": "nabo"},
    "eigil": {"name": "Eigil Storm", "email": "eigil@example.org"},
    "dorte": {"name": "Dorte Klit"},
    "vagn": {"name": "Vagn Skytte"},
    "else": {"name": "Else Marie Gram"},
    "club": {"name": "Egeby Håndbold", "channel": "in_person", "group_size": 180},
}
MOGENS: dict[str, dict[str, Any]] = {
    "mogens": {"name": "Mogens Due", "email": "mogens@example.org"},
}
AKSEL: dict[str, dict[str, Any]] = {
    "aksel": {
        "name": "Aksel Bonde",
        "email": "aksel@example.org",
        "may_quote": True,
        "perspectives": "morfar og nabo",
    },
}

# Who, how it was kept, and the words; by what it is about.
SAID: dict[str, tuple[str, str, str]] = {
    "access-1": (
        "grethe",
        "verbatim",
        "Jeg har siddet ude i bilen til tre af mit barnebarns kampe. Der er et trin på 14 "
        "centimeter. Det er lavere end en mælkekarton, og det er nok.",
    ),
    "access-2": ("villads", "verbatim", "Jeg vil ikke løftes. Jeg vil ind."),
    "access-3": (
        "aase",
        "retold",
        "Hun kan ikke se på tavlen, hvem der fører, og ville ønske, at nogen sagde det højt.",
    ),
    "place-1": (
        "jorgen",
        "verbatim",
        "Læg den ved stationen. Så kan de fra Nørreby også være med, og det er dem, vi mangler.",
    ),
    "traffic-1": (
        "karen",
        "verbatim",
        "I tegner 90 pladser. Ved det sidste stævne talte jeg 212 biler, og en af dem stod i min "
        "rabarber.",
    ),
    "open-1": ("finn", "verbatim", "Kan man komme uden at have tøj med til det?"),
    "youth-1": (
        "maja",
        "verbatim",
        "Min store går til håndbold, den lille til spring, og den mellemste går rundt om sig selv.",
    ),
    "noise-1": ("bo", "verbatim", "Jeg er skifteholdsarbejder. Jeg sover, når I træner."),
    "place-2": (
        "tove",
        "verbatim",
        "Den mark er vores allesammens have. Der er andre steder at bygge, men der er kun den ene "
        "mark.",
    ),
    "times-1": (
        "hassan",
        "verbatim",
        "Vi er tolv taxachauffører, der spiller bordtennis klokken seks om morgenen. Det gør vi i "
        "en kælder uden vindue.",
    ),
    "youth-2": (
        "liv",
        "verbatim",
        "Alle taler om os. Der er ingen, der sidder her og er under 18.",
    ),
    "open-2": (
        "per",
        "verbatim",
        "Jeg siger nej til 40 børn om året. Det er ikke sjovt at være den, der siger nej.",
    ),
    "trees-1": (
        "signe",
        "verbatim",
        "Hver dag står jeg under den eg med min kaffe, inden jeg kører på arbejde. Det er mit "
        "kvarter.",
    ),
    "price-1": ("ove", "retold", "Han vil vide, hvad der bliver lukket for at få råd til hallen."),
    "place-4": (
        "ruben",
        "verbatim",
        "En bus er tolv meter lang. Den kan ikke dreje dér, hvor I har tegnet hallen.",
    ),
    "noise-2": (
        "bodil",
        "verbatim",
        "Jeg har boet her i 50 år og hørt på det hele. Det værste er varmepumper.",
    ),
    "price-2": ("anders", "verbatim", "Det er vanvid. Skriv endelig, at jeg har sagt det."),
    "noise-3": (
        "ida",
        "verbatim",
        "Kan man få at vide, hvilke aftener der er kamp? Så lægger vi fødselsdagen på en anden.",
    ),
    "trees-2": (
        "eigil",
        "verbatim",
        "Lad være med at fælde poplerne. Jeg har set dem fra min seng i et år.",
    ),
    "times-2": ("dorte", "verbatim", "Stolegymnastik! Tirsdag! Og så kaffe bagefter."),
    "place-3": ("vagn", "verbatim", "Bare byg den."),
    "price-3": (
        "else",
        "verbatim",
        "Et nyt køleskab holder heller ikke i 30 år. Sæt penge af til det, der går i stykker.",
    ),
    "open-3": (
        "club",
        "verbatim",
        "Vi er 180 medlemmer og har 11 timer om ugen. Vi vil gerne dele, men der skal være noget "
        "at dele.",
    ),
    "noise-4": (
        "mogens",
        "verbatim",
        "Ved I overhovedet, hvor højt en fløjte er? 110 decibel. Jeg har målt.",
    ),
    "traffic-3": (
        "aksel",
        "verbatim",
        "Jeg følger mine to børnebørn over Rosenvej hver morgen. Jeg er 74 og kan ikke blive ved.",
    ),
    "noise-5": (
        "aksel",
        "verbatim",
        "Min kone sover let. Kan I ikke vende indgangen den anden vej?",
    ),
    "pool-1": (
        "aksel",
        "verbatim",
        "Og så skulle I have bygget en svømmehal. Det har jeg sagt siden 1998.",
    ),
}
SHAREABLE = {
    "access-1": "Et trin på 14 centimeter er nok til, at man må blive ude i bilen.",
    "place-2": "Marken er vores allesammens have. Der er andre steder at bygge.",
    "times-1": "Vi er tolv, der kun kan spille klokken seks om morgenen.",
}

INSIGHTS = {
    "traffic": "Mange er bange for trafikken ved skolen, når der også skal køre biler til hallen.",
    "place": "Hallen skal ligge, så børn selv kan komme derhen, også dem fra Nørreby.",
    "open": "Hallen skal også være for dem, der ikke går i en klub.",
    "noise": "Naboerne vil gerne have hallen, når de kan sove om natten.",
    "price": "Folk vil vide, hvad hallen koster hvert år, og hvad der så bliver sparet på.",
    "trees": "Træerne og marken er et sted, mange bruger hver dag.",
    "times": "Der er mange, der kun kan bruge hallen, når andre er på arbejde.",
    "youth": "De unge mangler et sted at være, også når de ikke dyrker sport.",
    "access": "Det første trin afgør, om man kan være med.",
}
DRAFT = "Dem, der skriver til os om natten, skriver om noget andet end dem, der kommer til møder."
SOURCE = (
    "statistics",
    "supports",
    "Der kører 2.100 biler ad Rosenvej på en skoledag. Det er flere, end vi har skrevet før.",
    "Egeby Kommunes måling af trafik (opdigtet)",
)
CHALLENGE = (
    "research",
    "challenges",
    "Andre steder er der kommet færre biler, når der kom en sti med lys.",
    "En rapport om haller og cykelstier (opdigtet)",
)
POOL_ASIDE = (
    "Byrådet har sagt nej til en svømmehal i år. Det kan vi ikke ændre her. "
    "Vi har givet ønsket videre, så det ikke bliver glemt."
)
QUESTION = "Hvad har vi ikke forstået endnu?"
WHERE_FIRST = "Hvad skal vi gøre ved Rosenvej først?"

ACCESS_OUTCOME = (
    "Der bliver ingen trin. Dørene åbner selv, og der er plads til kørestole ved banen."
)
ACCESS_AGAIN = "Det første trin og den tunge dør afgør, om man kan være med."
ACCESS_REASON = "Flere har skrevet om døre, der er for tunge. Det havde vi ikke med."
PLACE_OUTCOME = (
    "Hallen bliver på Søndermarken. Den bliver flyttet, så der er kort vej til stationen."
)
PLACE_FIRST = "Fristen for at søge tilskud lå, før vi var nået rundt til alle. Det er vi kede af."
NOISE_OUTCOME = "Vi har bedt om en vold med træer og om, at lyset slukker klokken 22."
NOISE_DECIDER = "Egeby Byråd"
OBSTACLE = (
    "En vej, der er så bred, skal politiet sige ja til, før vi må lave den om.",
    "Vej og trafik",
)

TOVE_ANSWERS = "Jeg er uenig. Marken er ikke et sted at bygge, uanset hvordan I vender hallen."
TOVE_SHAREABLE = "Marken er ikke et sted at bygge."
TOVE_RESOLVED = (
    "Det er byrådet, der har valgt marken. Men din uenighed skal ses. "
    "Den står nu ved siden af det, vi skrev."
)
HASSAN_ANSWERS = "Fint nok. Men der står ikke noget om, hvem der har nøglen klokken seks?"
LIV_ADDS = "I glemte, at man skal kunne komme hjem igen. Den sidste bus går 18.10."
LIV_RESOLVED = "Bussen er kommet med nu, sammen med det, andre har sagt om vejen til hallen."
PER_CORRECTS = "Det er ikke 40 børn. Det er 40 i hver årgang."
SIGNE_ANSWERS = "Undskyld, jeg svarer så sent. Det er ikke marken. Det er egen."
CLUB_ANSWERS = "Det passer. Hvornår ved vi, hvor mange timer vi får?"
BODIL_ANSWERS = "Skriv varmepumper. Det er dem, der larmer."
EIGIL_EXCEPTED = (
    "Eigil døde i sidste måned. Hans datter har ringet. Hun vil gerne have hans ord med."
)
NO_CONTACT = "De skrev deres navn på en seddel på mødet og ikke mere. Ingen af os kender dem."
TRIED = "Ringede to gange. Der er ingen, der tager den."
RETURNED = "Kom tilbage: ubekendt på adressen."

FIRST_NAMES = """
    Anne Peter Fatima Lars Kirstine Mikkel Birgit Jonas Zahra Henrik Line Ole Nadia Torben Gitte
    Malthe Inger Omar Susanne Rasmus Helle Viggo Amira Kurt Pernille Storm Jytte Mads Lærke Erik
    Sanne Tobias Ruth Yusuf Trine Arne Josefine Karl Bente Nikolaj
""".split()
SURNAMES = """
    Nygaard Lund Bjerre Kaya Damgaard Toft Winther Hansen Brandt Ali Frost Mølgaard Hald Petersen
    Kruse Nguyen Bisgaard Krogh Eskildsen Dahl Mortensen Holst Yilmaz Skov Jepsen Bang Lauritsen
    Bech Vinge Sørensen Ahmadi Kjær Munk Thygesen Rask Olesen Buch Gade Ladefoged Nørgaard Riber
""".split()
STREETS = ("Rosenvej", "Skolegade", "Stationsvej", "Markstien", "Nørrebyvej", "Poppel Alle")
