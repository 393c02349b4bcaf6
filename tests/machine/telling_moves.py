"""Moves of those who give back, and of post, server and clock."""

from collections.abc import Sequence

from tests.machine.world import Choose, World, move
from tracker.listening.services import Details

PURPOSES = ("qualify", "closing", "qualify", "update")
ANSWERS_OF_SERVERS = ("sent", "sent", "sent", "later", "later", "refused", "bounced", "unsure")


class TellingMoves(World):
    def gives_back(self, choose: Choose, insights: Sequence[str], people: Sequence[str]) -> None:
        """A round; and most often each report is brought to whom it is for."""
        round_id = self.t.sends(choose.of(*PURPOSES), *insights, who=people)
        if choose.maybe():
            server = choose.of(*ANSWERS_OF_SERVERS)
            for copy in self.t.copies():
                if copy.round == round_id:
                    self.t.brings(copy, server)

    @move(6, given=lambda t: t.woven())
    def give_back_to_all(self, choose: Choose) -> None:
        insights = dict.fromkeys(insight for _, insight in self.t.woven())
        self.gives_back(choose, list(insights), list(self.t.participants))

    @move(4)
    def give_back_to_some(self, choose: Choose) -> None:
        people = choose.some(self.t.participants, least=1)
        self.gives_back(choose, choose.some(self.t.insights), people)

    @move(5)
    def send_and_call_back(self, choose: Choose) -> None:
        """A round that was sent by mistake; something of it may have left already."""
        people = choose.some(self.t.participants, least=1)
        insights = dict.fromkeys(insight for _, insight in self.t.woven())
        round_id = self.t.sends(choose.of(*PURPOSES), *choose.some(insights), who=people)
        if choose.of(True, False, False, False):
            self.t.takes()
        self.t.calls_back(round_id)

    @move(2, given=lambda t: t.rounds)
    def call_back(self, choose: Choose) -> None:
        self.t.calls_back(choose.of(*self.t.rounds))

    @move(14, given=lambda t: t.attempts("waiting"))
    def send_a_mail(self, choose: Choose) -> None:
        taken = self.t.takes()
        if taken is not None and taken.mail is not None:
            kind = choose.of(*ANSWERS_OF_SERVERS)
            self.t.marks(taken.attempt, kind, choose.of("smtp", "smtp", "file", "demo"))

    @move(3, given=lambda t: t.attempts("waiting"))
    def send_all_mails(self, choose: Choose) -> None:
        self.t.sends_all(choose.of(*ANSWERS_OF_SERVERS))

    @move(8, given=lambda t: t.attempts("waiting"))
    def claim_a_mail(self, choose: Choose) -> None:
        self.t.takes()

    @move(9, given=lambda t: t.attempts("claimed", "uncertain"))
    def mark_a_mail(self, choose: Choose) -> None:
        attempt = choose.one(self.t.attempts("claimed", "uncertain"))
        if attempt is not None:
            self.t.marks(attempt, choose.of(*ANSWERS_OF_SERVERS), "smtp")

    @move(6, given=lambda t: t.attempts("waiting", "claimed"))
    def the_worker_dies(self, choose: Choose) -> None:
        """With a mail in hand."""
        self.t.takes()
        attempt = choose.one(self.t.attempts("claimed"))
        if attempt is not None:
            self.t.doubts(attempt)

    @move(9, given=lambda t: t.attempts("sent", "uncertain"))
    def a_mail_bounces(self, choose: Choose) -> None:
        attempt = choose.one(self.t.attempts("sent", "uncertain", "failed"))
        if attempt is not None:
            self.t.bounces(attempt)

    @move(16, given=lambda t: t.attempts("uncertain"))
    def settle_a_mail(self, choose: Choose) -> None:
        states = {s.id: s for s in self.t.copies() if s.channel == "email"}
        copy = choose.one(states.values())
        if copy is not None:
            self.t.settles(choose.maybe(), copy.who, copy.round)

    @move(3, given=lambda t: t.attempts("waiting"))
    def change_the_address_of_a_mail(self, choose: Choose) -> None:
        copy = self.a_copy(choose, "email")
        if copy is not None:
            moved = Details(email=f"ny{copy.id}@example.dk")
            self.t.changes(choose.of(moved, Details(channel="phone", phone="1")), copy.who)
            self.t.sends_all()

    @move(4, given=lambda t: t.copies())
    def bring_a_report(self, choose: Choose) -> None:
        copy = self.a_copy(choose, "letter", "phone", "in_person", "public", "none")
        if copy is not None:
            self.t.brings(copy)

    @move(9, given=lambda t: any(copy.channel == "public" for copy in t.copies()))
    def tell_publicly(self, choose: Choose) -> None:
        copy = self.a_copy(choose, "public")
        if copy is not None:
            self.t.records("public", copy.who, copy.round)

    @move(8, given=lambda t: t.copies())
    def record_something(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None:
            how = choose.of("told", "posted", "tried", "tried", "tried", "returned", "public")
            self.t.records_ago(how, copy, choose.maybe(), choose.of(0, 0, 1, 6, -1))

    @move(3, given=lambda t: t.copies())
    def a_letter_goes_and_returns(self, choose: Choose) -> None:
        copy = self.a_copy(choose, "letter", "none", "email")
        if copy is not None:
            self.t.records("posted", copy.who, copy.round, reminder=choose.maybe())
            self.t.passes(choose.of(1, 12))
            self.t.due()
            self.t.records("returned", copy.who, copy.round)

    @move(4, given=lambda t: t.copies())
    def open_a_report(self, choose: Choose) -> None:
        copy = self.a_copy(choose, "email", "letter", "phone", "in_person", "none")
        if copy is not None:
            self.t.opens(copy.who, copy.round)

    @move(4, given=lambda t: t.copies())
    def meet(self, choose: Choose) -> None:
        copy = self.a_copy(choose)
        if copy is not None and copy.released:
            insights = choose.some(self.t.insights_in(copy.round))
            people = choose.some(self.t.participants, least=1)
            self.t.meets(*insights, present=[(who, 1) for who in people], round_id=copy.round)

    @move(6)
    def time_passes(self, choose: Choose) -> None:
        self.t.passes(choose.of(1, 3, 6, 11, 12, 22, 75))
        self.t.due()

    @move(9, given=lambda t: t.copies())
    def a_window_passes(self, choose: Choose) -> None:
        """With its reminder, or without."""
        reminds = choose.of(True, True, True, False)
        for days in (11, 12):
            self.t.passes(days)
            self.t.due()
            if reminds:
                self.t.sends_all()
