"""What is said of paths and light. Nobody said it: people, places and texts are invented."""

from typing import Any

TITLE = "Stier og lys i Elmeparken"
DEPARTMENT = "Byens rum, Egeby Kommune"
CONTACT = ("Mette Holm", "00 00 00 00", "hverdage kl. 9-14")
OPEN_CONTACT = "Mette Holm, 00 00 00 00, hverdage kl. 9-14"

ABOUT: dict[str, Any] = {
    "purpose": "Vi vil vide, hvordan det er at færdes i Elmeparken, når det er mørkt.",
    "at_stake": "At man tør gå hjem om aftenen. At børnene selv kan cykle til skole.",
    "can_influence": "Hvor der kommer lys, og hvilke stier der bliver gjort bredere.",
    "cannot_influence": "Hvor mange penge der er, og den store vej, som staten ejer.",
    "case_number": "EB-417",
}
BELIEVED = "Folk vil have flere bænke og bedre legepladser i parken."
BELIEVED_WRONG = "Det handlede mest om mørke. Bænken var der kun en, der talte om."
BENCH = "Der kommer en bænk ved søen inden tre måneder."
PROMISE = "Vi går turen i mørket igen, når lamperne er sat op."

# Title and place.
WALK = ("Gåtur i mørket", "Fra skolen til Elmetorvet")
CAFE = ("Kaffe i beboerhuset", "Beboerhuset, Elmetorvet 3")

PEOPLE: dict[str, dict[str, Any]] = {
    "birthe": {
        "name": "Birthe Madsen",
        "email": "birthe@example.org",
        "may_quote": True,
        "perspectives": "bor i parken",
    },
    "ahmed": {
        "name": "Ahmed Yusuf",
        "address": "Elmevænget 12\n0999 Egeby",
        "may_quote": True,
        "perspectives": "far til skolebørn",
    },
    "kirsten": {
        "name": "Kirsten Bak",
        "address": "Elmevænget 40\n0999 Egeby",
        "may_quote": False,
        "perspectives": "cyklist",
    },
    "sofie": {"name": "Sofie Dahl", "phone": "00 00 00 12"},
    "hanne": {"name": "Hanne Juul", "email": "hanne@example.org", "perspectives": "går med hund"},
    "poul": {
        "name": "Poul Erik Friis",
        "address": "Pilestien 3\n0999 Egeby",
        "large_print": True,
    },
    "inge": {"name": "Inge Toft"},
    "parker": {"name": "Bent Krogh", "email": "bent@example.org", "perspectives": "bilist"},
    "ole": {"name": "Ole Winther", "email": "ole@example.org", "perspectives": "pendler"},
    "lone": {"name": "Lone Skov", "phone": "00 00 00 31", "perspectives": "kørestolsbruger"},
    "emil": {"name": "Emil Sørensen", "email": "emil@example.org", "perspectives": "ung"},
    "club": {"name": "Ungdomsklubben Kvisten", "channel": "in_person", "group_size": 24},
}
AT_THE_CAFE = frozenset({"kirsten", "sofie", "hanne", "poul", "inge", "parker"})

# Who, how it was kept, and the words.
SAID: dict[str, tuple[str, str, str]] = {
    "dark": (
        "birthe",
        "verbatim",
        "Der er så mørkt på stien bag skolen, at jeg går den lange vej hjem om aftenen.",
    ),
    "bikes": (
        "ahmed",
        "verbatim",
        "Mine drenge må ikke cykle selv, når det er mørkt. De kan ikke se kanten af stien.",
    ),
    "narrow": (
        "kirsten",
        "verbatim",
        "Stien er for smal. To cykler kan ikke komme forbi hinanden.",
    ),
    "alone": ("sofie", "retold", "Hun går helst ikke alene forbi busstoppet efter klokken ni."),
    "bench": ("hanne", "verbatim", "Sæt en bænk ved søen. Så kan man hvile sig på vejen hjem."),
    "dogs": ("poul", "verbatim", "Der er for mange hunde uden snor."),
    "steps": ("inge", "verbatim", "Jeg faldt på trappen ved torvet sidste vinter."),
    "parking": ("parker", "verbatim", "Lav parken om til en parkeringsplads."),
    "hangout": ("club", "verbatim", "Vi vil gerne være i parken, men vi bliver jaget væk."),
    "crowd": ("unknown", "observed", "Folk gik i en bue uden om det mørke stykke ved skolen."),
    "commute": ("ole", "verbatim", "Jeg lyser selv med telefonen, når jeg går til toget."),
    "wheels": ("lone", "verbatim", "Med kørestol kan jeg ikke komme over kanten ved søen."),
    "court": ("emil", "verbatim", "Kan der komme lys på banen, så vi kan spille om aftenen?"),
}
# What was woven of what came later.
CAME_LATER = {"commute": "light", "wheels": "paths", "court": "light"}
SHAREABLE = {
    "dark": "Der er så mørkt på stien bag skolen, at jeg går den lange vej hjem.",
    "narrow": "Stien er for smal til to cykler.",
}

INSIGHTS: dict[str, tuple[str, list[str]]] = {
    "light": (
        "Mange går en omvej, fordi der er mørkt ved skolen.",
        ["dark", "bikes", "alone", "hangout", "crowd", "steps"],
    ),
    "paths": (
        "Stierne er for smalle, når både cykler, barnevogne og hunde skal være der.",
        ["narrow", "bench", "dogs"],
    ),
}
STATISTICS = (
    "statistics",
    "supports",
    "Der er sket fire uheld på stien ved skolen de sidste to år. De tre skete i mørke.",
    "Egeby Kommunes opgørelse af uheld (opdigtet)",
)
PARKING_ASIDE = (
    "Parken skal blive ved med at være park. Det har byrådet besluttet, så det kan vi ikke ændre."
)
QUESTION = "Hvilket sted skal have lys først?"
MEETING = "Ungdomsklubben Kvisten"

AHMED_ANSWERS = "Det er ikke kun ved skolen. Det er hele vejen ned til søen."
KIRSTEN_ANSWERS = "Bredere stier får bare folk til at cykle hurtigere. Sæt hellere bump."
CLUB_ANSWERS = "Det er rigtigt nok. Hvornår sker der noget?"
LIGHT_AGAIN = "Mange går en omvej, fordi der er mørkt på stien fra skolen og helt ned til søen."
KIRSTEN_RESOLVED = "Det er en god grund til at være uenig. Den står nu ved siden af det, vi skrev."
KIRSTEN_AGAIN = "I gør det jo alligevel. Og der er stadig ingen bump."
KIRSTEN_ANSWERED = (
    "Du har ret: Bumpene mangler. De kommer, når stien er gjort bredere. Det sker til foråret."
)
HANNE_ANSWERS = "Jeg så først brevet nu. Hvad blev der af bænken ved søen?"
HANNE_RESOLVED = (
    "Bænken er ikke kommet. Vi lovede den inden tre måneder, og det holdt ikke. "
    "Den er bestilt nu, og vi siger til, når den står der."
)
AHMED_RESOLVED = "Du gjorde os klogere. Nu har vi skrevet, at det gælder helt ned til søen."
CLUB_RESOLVED = (
    "Lamperne ved skolen bliver sat op som det første. Resten ved vi mere om til foråret."
)

LIGHT_OUTCOME = (
    "Der kommer ti nye lamper fra skolen til torvet. Ned til søen er der ikke penge til i år."
)
PATHS_OUTCOME = (
    "Stien fra skolen til torvet bliver en meter bredere. Gående og cykler får hver sin side."
)
OBSTACLE = (
    "Ved søen må vi ikke sætte høje lamper, fordi der lever flagermus.",
    "Natur og vand",
)
OBSTACLE_ANSWER = (
    "Vi prøver med lave lamper, der kun lyser nedad. Så får både folk og flagermus plads."
)
INGE_EXCEPTED = "Inge er flyttet, og vi har hverken adresse eller telefon. Vi har spurgt naboen."
