"""What people of the department do at their pages, named as they say it themselves."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, expect


class Staff:
    """Somebody at a desk. Each thing is found as a person finds it, by its role and its words."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # Finding one's way

    def sign_in(self, email: str, password: str) -> None:
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Adgangskode").fill(password)
        self.button("Log ind").click()
        self.is_at("Mit arbejde")

    def sign_out(self) -> None:
        self.button("Log ud").click()
        self.is_at("Log ind")

    def choose_password(self, password: str) -> None:
        """By the link that somebody was given."""
        self.is_at("Vælg en adgangskode")
        self.page.get_by_label("Ny adgangskode").fill(password)
        self.button("Gem og log ind").click()

    def is_at(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(title)

    def sees(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_role("main")).to_contain_text(each)

    def does_not_see(self, words: str) -> None:
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def is_told(self, words: str) -> None:
        """What was just done is said at the top of the page."""
        expect(self.page.get_by_role("status").filter(has_text=words).first).to_be_visible()

    def is_refused(self, words: str) -> None:
        """What could not be done is said above everything else."""
        expect(self.page.get_by_role("alert").filter(has_text=words)).to_be_visible()

    def go_to(self, place: str) -> None:
        """An entry of the main menu."""
        self.page.get_by_role("navigation", name="Hovedmenu").get_by_role(
            "link", name=place
        ).click()
        self.is_at(place)

    def turn_to(self, tab: str) -> None:
        """One of the pages of the process."""
        tabs = self.page.get_by_role("navigation", name="Siderne i")
        tabs.get_by_role("link", name=tab, exact=True).click()
        tabs.get_by_role("link", name=tab, exact=True).and_(
            self.page.locator("[aria-current=page]")
        ).wait_for()

    def open(self, process: str) -> None:
        self.go_to("Forløb")
        self.page.get_by_role("link", name=process, exact=True).click()
        self.is_at(process)

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.get_by_role("main").get_by_role("link", name=name)

    def unfold(self, words: str) -> None:
        """What a page folds away until it is wanted."""
        self.page.locator("summary").filter(has_text=words).click()

    # A process

    def begin(self, title: str, kind: str = "Udviklingsforløb") -> None:
        self.link("Nyt forløb").first.click()
        self.page.get_by_label("Hvad hedder forløbet?").fill(title)
        self.page.get_by_label(kind, exact=True).check()
        self.button("Opret forløbet").click()
        self.is_told("Forløbet er oprettet.")

    def say_what_it_is_about(self, **fields: str) -> None:
        """Fields by the beginnings of their labels, `_` for a space."""
        self.is_at("Om forløbet")
        for label, words in fields.items():
            self.page.get_by_label(label.replace("_", " ")).fill(words)
        self.button("Gem").click()
        self.is_told("Gemt.")

    # What was heard

    def write_down(self, words: str, who: str, email: str = "", phone: str = "") -> None:
        self.page.get_by_label("Det blev sagt").fill(words)
        self.page.get_by_label("Hvem sagde det?").fill(who)
        if email or phone:
            self.unfold("Flere oplysninger om personen")
            self.page.get_by_label("E-mail", exact=True).fill(email)
            self.page.get_by_label("Telefon", exact=True).fill(phone)
        self.button("Gem og næste").click()
        self.is_told(f"Gemt: {who} sagde det")

    def undo(self) -> None:
        self.button("Fortryd").click()

    def upload(self, name: str, content: str) -> None:
        self.is_at("Hent en fil ind")
        self.page.get_by_label("Filen").set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content.encode()}
        )
        self.button("Se på filen").click()

    def try_out(self) -> None:
        """The columns are as the file says."""
        self.is_at("Hvad står i kolonnerne?")
        self.button("Prøv").click()
        self.is_at("Det kommer der ud af filen")

    def bring_in(self, contributions: int) -> None:
        self.page.get_by_label("Ja, det passer").check()
        self.button(f"Hent {contributions} bidrag ind").click()
        self.is_at("Filen er hentet ind")

    def undo_file(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=f"Fortryd {name}").click()
        self.is_at("Hent en fil ind")

    # What was understood

    def mark(self, said: Sequence[str]) -> None:
        for words in said:
            heard = self.page.get_by_role("listitem").filter(has_text=words)
            heard.get_by_role("checkbox").check()

    def weave(self, insight: str, *said: str) -> None:
        """A new insight of what was said."""
        self.mark(said)
        self.unfold("Ny indsigt")
        self.page.get_by_label("Indsigten", exact=True).fill(insight)
        self.button("Gem indsigten med det markerede").click()
        expect(self.insights().get_by_role("link", name=insight)).to_be_visible()

    def weave_into(self, insight: str, *said: str) -> None:
        """An insight that is there gets more to stand on."""
        self.mark(said)
        row = self.insights().get_by_role("listitem").filter(has_text=insight)
        row.get_by_role("button", name="Flet ind her").click()

    def insights(self) -> Locator:
        return self.page.get_by_role("region", name="Det tror vi, vi har forstået")

    def set_aside(self, said: str, reason: str) -> None:
        self.mark([said])
        self.unfold("Læg til side")
        self.page.get_by_label("Grunden, som borgeren kan læse").fill(reason)
        self.button("Læg det markerede til side").click()
        self.is_told("Bidraget er lagt til side.")

    # Giving back

    def plan(self, round_: str, *questions: str) -> None:
        """The round that the page of rounds proposes, or another of the purposes."""
        self.turn_to("Giv tilbage")
        self.link(f"Planlæg en {round_.lower()}").click()
        expect(self.page.get_by_label(round_, exact=True)).to_be_checked()
        for number, question in enumerate(questions, start=1):
            self.page.get_by_label(f"Spørgsmål {number}").fill(question)
        self.button("Gem, og se det igennem").click()
        self.is_at(f"{round_}: se det igennem")

    def look_through(self, reports: dict[str, str]) -> None:
        """Each person's report, in order: something that stands in it, by their names."""
        self.link("Se dem igennem").click()
        for who, words in reports.items():
            self.is_at(f"Det får {who}")
            self.sees(words)
            self.button("Set, næste").click()
        self.is_told("Alle er set igennem.")

    def give_back(self, people: int = 1) -> None:
        self.button(f"Send til {people}").click()
        expect(self.page.get_by_role("heading", name="Hvordan det gik")).to_be_visible()

    def call_back(self) -> None:
        self.page.get_by_role("button", name="Fortryd inden kl.").click()
        self.is_told("Runden er kaldt tilbage. Intet blev sendt.")

    def report_of(self, who: str) -> Locator:
        """A person's row on the page of a round that was sent."""
        return self.page.get_by_role("row").filter(has_text=who)

    def tell(self, who: str) -> None:
        """Say that it was told in a conversation, which is held now."""
        self.report_of(who).get_by_role("link", name="Samtale").click()
        self.page.get_by_label("Jeg har fortalt det").check()
        self.button("Gem").click()
        self.is_told("Samtalen er skrevet ned.")

    # Answers

    def write_in(self, who: str, answers: dict[str, tuple[str, str]]) -> None:
        """What somebody answered, by what it is about: the move, and their words."""
        self.report_of(who).get_by_role("link", name="Skriv svar ind").click()
        self.is_at(f"Svar fra {who}")
        for about, (move, words) in answers.items():
            thing = self.page.get_by_role("group").filter(has_text=about)
            thing.get_by_label("Hvad sagde de?").select_option(move)
            thing.get_by_label("Deres ord").fill(words)
        self.button("Gem svaret").click()
        self.is_told(f"Svaret fra {who} er skrevet ind.")

    def take_up_answer_of(self, who: str) -> None:
        self.turn_to("Svar")
        self.link(f"Svar {who}").first.click()
        self.is_at(f"Svar {who}")

    def resolve(self, how: str, reason: str, new_words: str = "") -> None:
        self.page.get_by_label(how, exact=True).check()
        if new_words:
            self.page.get_by_label("Indsigten med nye ord").fill(new_words)
        self.page.get_by_label("Det skriver vi til borgeren").fill(reason)
        self.page.get_by_role("main").get_by_role("button", name="Gem svaret").last.click()
        self.is_told("er gemt. Det står i den næste tilbagemelding.")

    def look_at_answer_of(self, who: str) -> None:
        """One that was answered already."""
        self.turn_to("Svar")
        self.page.get_by_label("Vis", exact=True).select_option("Svar, der er færdige")
        self.button("Vis dem").click()
        self.link(f"Se svaret fra {who}").click()
        self.is_at(f"Svar {who}")

    # What it became

    def decide(self, insight: str, use: str, reason: str, **more: str) -> None:
        self.turn_to("Brugt til")
        self.page.get_by_role("listitem").filter(has_text=insight).get_by_role("link").last.click()
        self.page.get_by_label(use, exact=True).check()
        for label, words in more.items():
            self.page.get_by_label(label.replace("_", " ")).fill(words)
        self.page.get_by_label("Grunden", exact=True).fill(reason)
        self.button("Gem beslutningen").last.click()
        self.is_told("Beslutningen er gemt.")

    # Closing

    def close(self) -> None:
        self.button("Skriv under, og luk forløbet").click()
        self.is_told("Forløbet er lukket med dit navn.")

    # Who works here

    def add_department(self, name: str, address: str) -> None:
        self.page.get_by_label("Afdelingens navn").fill(name)
        self.button("Opret afdelingen").click()
        self.is_at(name)
        self.page.get_by_label("Adresse", exact=True).fill(address)
        self.button("Gem").click()
        self.is_told("Gemt.")

    def let_in(self, name: str, email: str, department: str, role: str) -> None:
        self.page.get_by_label("Navn", exact=True).fill(name)
        self.page.get_by_label("E-mail").fill(email)
        self.page.get_by_label("Afdeling", exact=True).select_option(department)
        self.page.get_by_label(role, exact=True).check()
        self.button("Giv adgang").click()
        self.is_told("Kollegaen har fået adgang.")

    def make_link(self) -> str:
        """A link to choose a password by, which is shown once: its address at this server."""
        self.button("Lav et link til en ny adgangskode").click()
        self.sees("Linket vises kun nu")
        link = self.page.get_by_role("code").inner_text()
        return urlsplit(link).path
