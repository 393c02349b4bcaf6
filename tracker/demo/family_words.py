"""What is said in a family's case. Nobody said it: people, places and texts are invented."""

from typing import Any

TITLE = "Hverdagen hos familien Berg"
DEPARTMENT = "Børn og familier, Egeby Kommune"
CONTACT = ("Mette Holm", "00 00 00 00", "hverdage kl. 9-14")

ABOUT: dict[str, Any] = {
    "purpose": "Vi vil finde ud af, hvad der skal til, for at hverdagen hænger sammen.",
    "at_stake": "At Freja kan gå i skole uden at have ondt i maven. At begge hjem kan være med.",
    "can_influence": "Hvem der kommer, hvornår de kommer, og hvad de hjælper med.",
    "cannot_influence": "Loven om skolepligt, og hvor mange timer der er i alt.",
    "case_number": "EB-2207",
}
PROMISE = "Freja får at vide, hvad der bliver besluttet, før alle andre får det."

PEOPLE: dict[str, dict[str, Any]] = {
    "camilla": {
        "name": "Camilla Berg",
        "address": "Kløverstien 8\n0999 Egeby",
        "perspectives": "mor",
    },
    "rasmus": {
        "name": "Rasmus Berg",
        "address": "Havnegade 71\n0999 Egeby",
        "protected": True,
        "perspectives": "far",
    },
    "freja": {
        "name": "Freja Berg",
        "channel": "in_person",
        "guardian": "Camilla og Rasmus Berg",
        "guardian_proof": "fælles forældremyndighed, set i sagen",
        "perspectives": "12 år",
    },
}
GRANDMOTHER: dict[str, dict[str, Any]] = {
    "ruth": {
        "name": "Ruth Aagaard",
        "email": "ruth@example.org",
        "address": "Lindealle 5, 2. tv.\n0999 Egeby",
        "phone": "00 00 00 45",
        "perspectives": "mormor",
    },
}

HOME = ("Kaffe ved køkkenbordet", "Kløverstien 8")
# Who, how it was kept, and the words.
SAID: dict[str, tuple[str, str, str]] = {
    "mornings": (
        "camilla",
        "verbatim",
        "Klokken halv otte står vi alle tre og græder i gangen. Sådan er det næsten hver dag.",
    ),
    "meetings": (
        "camilla",
        "verbatim",
        "Jeg har været til ni møder i år. Jeg mangler ikke et møde til. Jeg mangler en, der "
        "ringer på og siger: Nu tager jeg Freja med.",
    ),
    "bus": (
        "rasmus",
        "verbatim",
        "Jeg vil gerne have hende hver anden uge. Men der går ingen bus fra mig til skolen.",
    ),
    "over_my_head": (
        "freja",
        "retold",
        "Hun kan ikke lide, når de voksne taler om hende, mens hun sidder lige ved siden af.",
    ),
}
ASIDE = (
    "camilla",
    "Kan I ikke bare give hende fri fra skole resten af året?",
    "Vi må ikke give fri så længe. Det står i loven. Men Freja kan få kortere dage for en tid.",
)
RUTH_SAYS = (
    "Jeg kan hente hende om torsdagen. Jeg bor fem minutter væk. Der er ingen, der har spurgt."
)

INSIGHTS: dict[str, tuple[str, list[str]]] = {
    "mornings": (
        "Det er svært om morgenen. En, der kommer hjem, er mere værd end flere møder.",
        ["mornings", "meetings"],
    ),
    "freja": ("Freja vil være med, når der bliver talt om hende.", ["over_my_head"]),
    "way": ("Vejen til skole må ikke afgøre, hvor Freja kan bo.", ["bus"]),
}
KNOWLEDGE = (
    "professional",
    "supports",
    "Skolen ser det samme: Freja er rolig, når hun først er kommet ind ad døren.",
    "Samtale med Frejas lærer (opdigtet)",
)
QUESTION = "Hvad skal vi begynde med?"
CAMILLA_ANSWERS = "Det er ikke kun om morgenen. Søndag aften er lige så slem."
MORNINGS_AGAIN = (
    "Det er svært om morgenen og søndag aften. En, der kommer hjem, er mere værd end flere møder."
)
CAMILLA_RESOLVED = "Tak. Vi havde kun hørt om morgenerne. Nu står søndag aften der også."
FREJA_ANSWERS = "Det er rigtigt. Og jeg vil også gerne se, hvad I skriver."
FREJA_RESOLVED = "Det er en aftale. Du læser det, vi skriver om dig, før vi gemmer det."
RETURNED = "Kom tilbage: flyttet. Vi finder den nye adresse."
TRIED = "Tog ikke telefonen. Prøver igen torsdag efter klokken fire."

MORNINGS_OUTCOME = (
    "Vi har søgt om en støtteperson, der kommer hver morgen og søndag aften. "
    "Det er ikke afgjort endnu."
)
DECIDER = "Visitationen i Egeby Kommune"
WAY_OUTCOME = "Freja kan køre med skolebussen fra begge adresser, når der er plads."
WAY_FIRST = (
    "Busserne bliver lagt for et halvt år ad gangen. Vi kunne ikke vente uden at miste pladsen."
)
CAMILLA_AGAIN = "Hvem er det, der kommer? Må Freja møde hende først?"
NOTE = "Ring til Camilla om støttepersonen, før udvalget mødes. Hun er nervøs for at vente igen."
