"""Reports such as a citizen gets, in both languages, made of the catalogue's own sentences."""

from dataclasses import replace
from datetime import date

from tracker.reports.document import Document, Outside, Passage, Source, freeze, new_passage
from tracker.reports.words import citizen

QUOTES = {
    "da": "Der er så mørkt ved søen om vinteren. Jeg går en omvej for at komme hjem.",
    "en": "It is so dark by the lake in winter. I take the long way home.",
}
SHARED = {
    "da": "Når jeg kommer fra aftenvagt, løber jeg det sidste stykke.",
    "en": "When I come from the evening shift, I run the last stretch.",
}
DARK = {
    "da": "Stien ved søen er for mørk. Derfor går folk en omvej om vinteren.",
    "en": "The path by the lake is too dark. So people take the long way round in winter.",
}
BENCH = {
    "da": "Der mangler et sted at sidde. Så kommer de ældre ikke med ud.",
    "en": "There is nowhere to sit. So the old people do not come along.",
}
ASIDE = {
    "da": "Isboden skal også sælge kaffe.",
    "en": "The ice cream stall should sell coffee too.",
}
ENCOUNTER = {"da": ("Gåtur om søen", "Brabrand"), "en": ("Walk round the lake", "Brabrand")}
DAY = date(2026, 3, 12)


class Writer:
    """Writes passages in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.words = citizen(language)
        self.passages: list[Passage] = []

    def add(self, section: str, kind: str, text: str, source: Source | None = None, **more) -> None:
        self.passages.append(new_passage(section, kind, self.language, text, source, **more))

    def say(self, section: str, kind: str, msgid: str, /, detail=None, insight=None, **values):
        self.add(
            section, kind, self.words.say(msgid, **values), Source("fixed", 0),
            detail=detail, insight=insight,
        )  # fmt: skip

    def told(self) -> None:
        encounter, place = ENCOUNTER[self.language]
        day = self.words.date(DAY)
        self.say("told", "heading", "told.heading")
        self.say("told", "lead", "told.lead")
        self.add("told", "quote", QUOTES[self.language], Source("contribution", 1))
        self.say("told", "origin", "told.origin.place", date=day, encounter=encounter, place=place)
        self.say("told", "origin", "told.kept.verbatim")
        self.say("told", "how", "told.how")

    def others(self) -> None:
        self.say("others", "heading", "others.heading")
        self.say("others", "lead", "others.lead")
        self.say("others", "paragraph", "others.voices.few")
        self.add("others", "quote", SHARED[self.language], Source("contribution", 2))

    def insight(self, section: str, insight: int) -> None:
        text = (DARK if insight == 7 else BENCH)[self.language]
        self.add(section, "insight", text, Source("version", insight), insight=insight)

    def understood(self) -> None:
        self.say("understood", "heading", "understood.heading")
        self.say("understood", "lead", "understood.lead")
        self.say("understood", "heading", "understood.yours", detail="yours")
        self.insight("understood", 7)
        self.say("understood", "origin", "understood.voices", insight=7, n=20)
        count = {"da": "I 2025 talte vi 40 cykler uden lys.", "en": "We counted 40 bikes in 2025."}
        self.say(
            "understood", "knowledge", "understood.supports", "supports", 7,
            text=count[self.language],
        )  # fmt: skip
        self.say("understood", "dissent", "dissent.someone", insight=7)
        self.say("understood", "heading", "understood.also", "also")
        self.insight("understood", 8)
        self.say("understood", "origin", "understood.voices", insight=8, n=20)

    def help(self) -> None:
        lamps = {"da": "hvor der kommer lys.", "en": "where the lights go."}[self.language]
        trees = {"da": "træerne. De er fredet.", "en": "the trees. They are protected."}
        self.say("help", "heading", "help.heading")
        self.say("help", "lead", "help.lead")
        self.say("help", "paragraph", "help.influence", text=lamps)
        self.say("help", "paragraph", "help.no_influence", text=trees[self.language])
        self.say("help", "question", "help.fits")
        self.say("help", "question", "help.missing")
        self.say("help", "how", "help.late")
        self.say("help", "how", "help.free")

    def answered(self) -> None:
        quote = {"da": "I glemmer cyklerne.", "en": "You forget the bikes."}[self.language]
        reason = {
            "da": "Der er ikke plads til dem på stien.",
            "en": "There is no room for them on the path.",
        }
        self.say("answered", "heading", "answered.heading")
        self.say("answered", "lead", "answered.lead")
        self.add("answered", "quote", quote, Source("response", 5))
        reason_text = reason[self.language]
        self.say("answered", "resolution", "resolution.declined", "declined", reason=reason_text)

    def used(self) -> None:
        night = {"da": "Vi sætter 12 lamper op i uge 40.", "en": "We put up 12 lamps in week 40."}
        money = {
            "da": "Der er ikke penge til det i år.",
            "en": "There is no money for it this year.",
        }
        self.say("used", "heading", "used.heading")
        self.insight("used", 7)
        self.say("used", "outcome", "outcome.used", "used", 7)
        self.add("used", "reason", night[self.language], Source("outcome", 7), insight=7)
        self.insight("used", 8)
        self.say("used", "outcome", "outcome.not", "not", 8)
        self.say("used", "reason", "outcome.reason", insight=8, reason=money[self.language])

    def last_question(self) -> None:
        self.say("next", "paragraph", "next.last_question")
        self.say("next", "question", "last_question", "last")

    def set_aside(self) -> None:
        owner = {"da": "Isboden ejes ikke af kommunen.", "en": "We do not own the stall."}
        self.say("set_aside", "heading", "set_aside.heading")
        self.say("set_aside", "lead", "set_aside.lead")
        self.add("set_aside", "quote", ASIDE[self.language], Source("contribution", 3))
        self.say("set_aside", "reason", "set_aside.reason", reason=owner[self.language])
        self.say("set_aside", "how", "set_aside.answer")

    def opening(self, purpose: str, case: bool = False) -> None:
        name = "Karen Møller" if self.language == "da" else "Karen"
        process = {"da": "stien om søen", "en": "the path round the lake"}[self.language]
        self.say("opening", "title", f"opening.title.{purpose}")
        self.say("opening", "paragraph", "opening.greeting", name=name)
        self.say("opening", "lead", f"opening.lead.{purpose}")
        self.say("opening", "paragraph", "opening.process", process=process)
        if case:
            self.say("opening", "decision_notice", "opening.not_a_decision")

    def ending(self, purpose: str) -> None:
        hours = {"da": "Man-tors kl. 9-15.", "en": "Mon-Thu 9 am to 3 pm."}[self.language]
        promise = {"da": "Vi lovede et møde ved søen.", "en": "We promised to meet by the lake."}
        self.say("next", "heading", "next.heading")
        self.say("next", "paragraph", f"next.step.{purpose}")
        if purpose == "qualify":
            self.say("next", "paragraph", "next.answer_days", days=14)
        if purpose == "closing":
            self.last_question()
        self.say("next", "promise", "promise.kept", "kept", promise=promise[self.language])
        self.say("next", "heading", "contact.heading")
        self.say(
            "next", "contact", "contact.person_hours",
            name="Jens Holm", phone="87 13 00 00", hours=hours,
        )  # fmt: skip
        self.say("rights", "heading", "rights.heading")
        self.say("rights", "lead", "rights.lead")
        for right in ("correct", "withdraw", "quote", "erase", "see"):
            self.say("rights", "item", f"rights.{right}")
        self.say("rights", "paragraph", "rights.complain")


def qualifying(language: str = "da", process_kind: str = "development") -> Document:
    """What a person gets first: their words, the others', what we think, how to answer."""
    writer = Writer(language)
    writer.opening("qualify", case=process_kind == "case")
    writer.told()
    if process_kind == "development":
        writer.others()
    writer.understood()
    writer.help()
    writer.ending("qualify")
    return freeze(language, "qualify", process_kind, writer.passages)


def closing(language: str = "da") -> Document:
    """What a person gets last: what the answer led to, outcomes, and the last question."""
    writer = Writer(language)
    writer.opening("closing")
    writer.told()
    writer.answered()
    writer.used()
    writer.set_aside()
    writer.ending("closing")
    return freeze(language, "closing", "development", writer.passages)


def only_set_aside(language: str = "da") -> Document:
    """What somebody gets whose words were not used."""
    writer = Writer(language)
    writer.opening("update")
    writer.passages.pop(2)
    writer.say("opening", "lead", "opening.lead.set_aside")
    writer.set_aside()
    writer.ending("update")
    return freeze(language, "update", "development", writer.passages)


def outside(**changes) -> Outside:
    """One sending, by letter, with every way to answer."""
    told = {
        "date": date(2026, 4, 1),
        "sender_name": "Aarhus Kommune, Natur og Vej",
        "sender_address": "Karen Blixens Boulevard 7\n8220 Brabrand",
        "recipient_name": "Karen Møller",
        "recipient_address": "Søvej 3, 2. tv.\n8220 Brabrand",
        "link": "https://viden.example.dk/r/5VJq0b3pV1mJmOqk1n0S8wS2Jc7T0u0b3k9x2mQ4r7s",
        "slip_code": "K7M-4QX",
        "phone": "87 13 00 00",
    }
    return Outside(**{**told, **changes})


def erased(passage: Passage, on: date) -> Passage:
    """The same passage without its words, salt, and whom it is about; the hash stays."""
    return replace(passage, text=None, salt="", about=None, erased_on=on)
