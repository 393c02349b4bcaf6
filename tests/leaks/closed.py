"""A process that was closed, with all that a closing record can hold."""

from datetime import date
from pathlib import Path

from tests.factories import Emptied, some_settings
from tests.stories.service_teller import ServiceTeller
from tracker.closing.paper import closing_pdf
from tracker.domain.act import Act
from tracker.domain.commitment import say_kept
from tracker.domain.process import Signature
from tracker.domain.response import Response
from tracker.listening.services import Details
from tracker.qualifying import services as qualifying

# The office's own words; nothing else of what is told stands in a record.
OFFICE = {
    "da": {
        "title": "Stien om søen",
        "A": "Stien ved søen er for mørk. Derfor går folk en omvej om vinteren.",
        "A2": "Stien ved søen er for mørk, mest om vinteren. Derfor går folk en omvej.",
        "A3": "Stien ved søen er for mørk, især om vinteren. Derfor går folk en omvej.",
        "B": "Der mangler et sted at sidde.",
        "B2": "Der mangler bænke.",
        "C": "Der mangler steder at sidde og tale sammen.",
        "D": "Isboden er for dyr.",
        "lamps": "Vi sætter 12 lamper op i uge 40.",
        "money": "Der er ikke penge til det i år.",
        "promise": "Vi holder et møde ved søen.",
        "kept": "Vi rydder stien for grene.",
    },
    "en": {
        "title": "The path round the lake",
        "A": "The path by the lake is too dark. So people take the long way in winter.",
        "A2": "The path by the lake is too dark, mostly in winter. So people go round.",
        "A3": "The path by the lake is too dark, above all in winter. So people go round.",
        "B": "There is nowhere to sit.",
        "B2": "There are no benches.",
        "C": "There are too few places to sit and talk.",
        "D": "The ice cream is too dear.",
        "lamps": "We put up 12 lamps in week 40.",
        "money": "There is no money for it this year.",
        "promise": "We meet by the lake.",
        "kept": "We clear the path of branches.",
    },
}


# What citizens said or are called: in no record.
THEIRS = ("Borger", "Ordene er", "Isen er dyr", "Kun når det er koldt", "lys nok", "Hvornår")


class Closed(ServiceTeller):
    """A person, a group, somebody told by letter, one excepted, and one who took all back."""

    def __init__(self, folder: Path, language: str = "da") -> None:
        settings = some_settings(folder)
        engine = Emptied(settings.keys).engine
        super().__init__(settings, engine, language=language)
        self.words = OFFICE[language] | {"language": language}
        self._begins()
        self._is_told()
        self._is_answered()
        self._ends()
        self.signature = self.signs()

    def _begins(self) -> None:
        with self.unit() as act:
            process = self.the_process(act)
            process.title, process.case_number = self.words["title"], "2026-0417"
            kept = qualifying.promise(act, process, self.words["kept"], date(2026, 3, 20))
            say_kept(act, kept, "kept")
            qualifying.promise(act, process, self.words["promise"], date(2026, 5, 4))
        self.joins("P", "phone")
        self.joins("G", "letter", size=24)
        self.joins("L", "letter")
        self.joins("X", "none")
        self.joins("W", "phone")
        for who in "PGLXW":
            self.changes(Details(name=f"Borger {who}"), who)
        for contribution, who in (("C1", "P"), ("C2", "G"), ("C3", "L"), ("C4", "X"), ("C5", "W")):
            self.tells(contribution, who, f"Ordene er {who}s.")
        self.tells("C6", "P", "Isen er dyr.")
        self.sets_aside("C6")
        for insight, contributions in {"A": ("C1", "C2"), "B": ("C3",), "E": ("C2",)}.items():
            for contribution in contributions:
                self.weaves(contribution, insight)
        for name, insight in (("A", "A"), ("B", "B"), ("B2", "E")):
            self.rewrites(insight, self.words[name])
        for contribution in ("C4", "C5"):
            self.weaves(contribution, "A")

    def _is_told(self) -> None:
        everybody = "PGLXW"
        self.sends("qualify", "A", "B", "E", who=everybody)
        for who, how in (("P", "told"), ("G", "posted"), ("L", "posted"), ("W", "told")):
            self.records(how, who)

    def _is_answered(self) -> None:
        changed = self.answers("nuance", "A", "Kun når det er koldt.", "P")
        self.answers("recognise", "E", who="G")
        dissent = self.answers("disagree", "A", "Der er lys nok.", "G")
        self.answers("recognise", "B", who="L")
        asked = self.answers("said", "", "Hvornår?", "L")
        self.answers("recognise", "C6", who="P")
        self.answers("withdraw", "C5", who="W")
        self.rewrites("A", self.words["A2"], changed)
        self.rewrites("A", self.words["A3"], wording=True)
        with self.unit() as act:
            rows = self.rows(act, Response, [changed])
            qualifying.resolve(act, rows, "changed", "Ja.", version=2)
        self.resolves("dissent", dissent)
        self.resolves("answered", asked)

    def _ends(self) -> None:
        self.merges(["B", "E"], "C", self.words["C"])
        self.excepts("no-contact", "X")
        with self.unit() as act:
            qualifying.decide(act, self.insight(act, "A"), "used", self.words["lamps"])
            qualifying.decide(act, self.insight(act, "C"), "not", self.words["money"])
        self.sends("closing", "A", "C", who="PGL")
        for who, how in (("P", "told"), ("G", "posted"), ("L", "posted")):
            self.records(how, who)

    def paper(self) -> bytes:
        """The record as a PDF."""
        with self.unit(self.manager) as act:
            return self.printed(act)

    def printed(self, act: Act) -> bytes:
        signature = act.session.get_one(Signature, self.signature)
        return closing_pdf(act, self.the_process(act), signature)
