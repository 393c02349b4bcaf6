"""What a citizen does with a letter, by what stands on its page."""

from playwright.sync_api import Page, expect

from tests.web.browser import overflows


class Citizen:
    """Somebody with a letter before them."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def open(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Der er et brev til dig")
        self.page.get_by_role("button", name="Åbn dit brev").click()
        expect(self.page.get_by_role("button", name="Nej tak, jeg vil ikke svare")).to_be_visible()
        assert overflows(self.page) == []

    def go_on(self) -> None:
        self.page.get_by_role("button", name="Videre").click()
        assert overflows(self.page) == []

    def reads(self, *words: str) -> None:
        for each in words:
            expect(self.page.get_by_role("main")).to_contain_text(each)

    def does_not_read(self, words: str) -> None:
        expect(self.page.get_by_role("main")).not_to_contain_text(words)

    def unfold(self, words: str) -> None:
        """What the letter folds away until it is wanted."""
        self.page.locator("summary").filter(has_text=words).click()

    def answer(self, about: str, choice: str, words: str = "") -> None:
        """Choose what fits about something in the letter, and perhaps say more."""
        card = self.page.locator(".report-block").filter(has_text=about).last
        card.get_by_label(choice, exact=True).check()
        if words:
            card.get_by_label("Sig gerne mere").fill(words)

    def say_whether_it_was_answered(self, choice: str) -> None:
        """The one thing a closing letter asks; one press is the answer."""
        asked = self.page.get_by_role("region", name="Svarede vi på det, du sagde?")
        asked.get_by_role("button", name=choice, exact=True).click()
        self.is_thanked()

    def send(self) -> None:
        self.page.get_by_role("button", name="Send mit svar", exact=True).click()
        self.is_thanked()

    def send_now(self) -> None:
        """Before the last page: the rest is passed over."""
        self.page.get_by_role("button", name="Send mit svar nu").click()
        self.is_thanked()

    def is_thanked(self) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Tak. Vi har fået dit svar")
        assert overflows(self.page) == []
