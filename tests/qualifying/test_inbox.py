"""The inbox: which answers it shows, in which order, and several of them answered at once."""

from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from tests.oversight.desk import Desk, statements
from tests.qualifying.answers import REASON, is_open, main, rows
from tests.qualifying.forms import form_to
from tests.web.reader import Reader
from tracker.domain.act import Act
from tracker.domain.insight import VersionCause
from tracker.domain.participant import Participant
from tracker.domain.process import Signature
from tracker.domain.response import Resolution, Response
from tracker.domain.round import Round
from tracker.listening.services import log_contribution
from tracker.outbound.clock import due
from tracker.qualifying import services
from tracker.qualifying.hands import put_in_hand
from tracker.qualifying.inbox import ANSWERS

LATER = "Nu lyder den anderledes."


class Answers:
    """A process in which people were told one insight, and what each answered ("": nothing)."""

    def __init__(self, desk: Desk, *moves: str, ago: int = 6) -> None:
        self.desk = desk
        self.process = desk.process(ago=ago + 3)
        self.people = [
            desk.said(self.process, f"Person {n}.", ago=ago + 2) for n, _ in enumerate(moves)
        ]
        self.round = desk.told(self.process, self.people, "Der er mørkt.", ago=ago + 1)
        self.numbers = [
            desk.answered(self.round, who, move, f"Ord nummer {n}.", ago=ago - n)
            for n, (who, move) in enumerate(zip(self.people, moves, strict=True))
            if move
        ]
        (self.insight,) = desk.do(
            lambda act: [i.id for i in act.session.get_one(Round, self.round).insights]
        )

    def inbox(self, **asked: str) -> str:
        query = "&".join(f"{name}={value}" for name, value in asked.items())
        return f"/processes/{self.process}/responses?{query}"

    def together(self, *places: int) -> str:
        query = "&".join(f"answer={self.numbers[place]}" for place in places)
        return f"/processes/{self.process}/responses/together?{query}"

    def held(self, place: int, role: str) -> None:
        def hold(act: Act) -> None:
            row = act.session.get_one(Response, self.numbers[place])
            put_in_hand(act, row, self.desk.user(act.session, role).id, 0)

        self.desk.do(hold)


def shown(reader: Reader, where: str) -> list[int]:
    """Which of the words the page shows, in its order."""
    assert reader.get(where).status_code == 200
    words = main(reader).split()
    return [int(b.rstrip(".")) for a, b in pairwise(words) if a == "nummer"]


def test_the_oldest_promise_comes_first_whenever_it_was_written_in(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, "nuance", "said", "add")

    def older(act: Act) -> None:
        row = act.session.get_one(Round, answers.round)
        delivery = services.delivery_to(act, row, answers.people[0])
        at = act.now - timedelta(days=6, hours=3)
        services.respond(act, delivery, "said", "Ord nummer 9.", None, None, at=at)

    desk.do(older)
    assert shown(staff, answers.inbox()) == [9, 0, 1, 2]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, [0, 1, 2]),
        ({"state": "settled"}, [3]),
        ({"whose": "mine"}, [1]),
        ({"whose": "nobody"}, [2]),
        ({"move": "nuance"}, [0]),
        ({"move": "add"}, [1]),
        ({"move": "said"}, []),
        ({"about": "round"}, [1]),
        ({"about": "insight"}, [0, 2]),
        ({"about": "987654"}, []),
        ({"state": "nothing", "whose": "x", "move": "y", "about": "z"}, [0, 1, 2]),
    ],
)
def test_the_address_says_which_answers_are_shown(
    desk: Desk, staff: Reader, asked: dict[str, str], found: list[int]
) -> None:
    answers = Answers(desk, "nuance", "said", "disagree", "correct")

    def settle(act: Act) -> None:
        rows = [act.session.get_one(Response, number) for number in answers.numbers]
        # By how it was last sorted, and by what that is about, an answer is found.
        services.sort_into(act, rows[1], "add")
        services.resolve(act, [rows[3]], "answered", REASON)

    desk.do(settle)
    answers.held(0, "manager")
    answers.held(1, "caseworker")
    if asked.get("about") == "insight":
        asked = {"about": str(answers.insight)}
    assert shown(staff, answers.inbox(**asked)) == found


def test_by_what_it_is_about_no_confidential_answer_is_found(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")

    def confide(act: Act) -> None:
        person = act.session.get_one(Participant, answers.people[0])
        readers = [desk.user(act.session, "manager")]
        secret = log_contribution(act, person, "Hemmeligt.", readers=readers)
        delivery = services.delivery_to(act, act.session.get_one(Round, answers.round), person.id)
        services.respond(act, delivery, "correct", "Ord nummer 5.", None, secret)

    desk.do(confide)
    staff.get(answers.inbox())
    assert "Svaret handler om et fortroligt bidrag." in main(staff)
    staff.get(answers.inbox(move="correct"))
    assert "fortroligt" not in main(staff) and "Ingen svar passer" in main(staff)


def test_a_long_inbox_goes_on_after_its_last_line_and_keeps_its_filters(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, *["nuance"] * 1)

    def more(act: Act) -> None:
        row = act.session.get_one(Round, answers.round)
        delivery = services.delivery_to(act, row, answers.people[0])
        for number in range(1, ANSWERS + 4):
            services.respond(act, delivery, "add", f"Ord nummer {number}.")

    desk.do(more)
    first = shown(staff, answers.inbox(move="add"))
    (link,) = [a.get("href", "") for a in staff.page.iter("a") if "after=" in a.get("href", "")]
    assert "move=add" in link
    rest = shown(staff, link)
    assert first + rest == list(range(1, ANSWERS + 4)) and len(first) == ANSWERS


@pytest.mark.parametrize("after", ["-1", "abc", "1.2.3", "9" * 17 + ".1", "1", "1e9.2", "²³.1"])
def test_an_inbox_after_nothing_that_can_be_begins_somewhere(
    desk: Desk, staff: Reader, after: str
) -> None:
    answers = Answers(desk, "nuance")
    assert staff.get(answers.inbox(after=after)).status_code == 200


def test_three_answers_about_one_insight_make_one_version_that_names_them_all(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, "nuance", "disagree", "correct")
    where = answers.together(0, 1, 2)
    staff.get(where)
    page = main(staff)
    assert all(f"Ord nummer {n}." in page for n in range(3))
    assert page.count("Der er mørkt.") == 2  # What they read, and the words to be changed.
    sent = form_to(staff, where) | {"how": "changed", "text": LATER, "reason": REASON}
    assert [staff.post(where, data=sent).status_code for _ in range(2)] == [303, 303]
    insight = desk.insight_of(answers.numbers[0])
    assert [version.text for version in insight.versions] == ["Der er mørkt.", LATER]
    causes = desk.do(lambda act: list(act.session.scalars(select(VersionCause.response_id))))
    assert sorted(causes) == sorted(answers.numbers)
    assert rows(desk, Resolution) == 1
    assert not any(is_open(desk, number) for number in answers.numbers)


def test_nothing_is_chosen_for_whoever_answers(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "said", "said")
    one = f"/processes/{answers.process}/responses/{answers.numbers[0]}"
    for where in (answers.together(0, 1), one):
        staff.get(where)
        radios = [e for e in staff.page.iter("input") if e.get("type") == "radio"]
        assert radios and not [e for e in radios if e.get("checked") is not None]
    assert "Vi svarede på et spørgsmål eller en tak" in main(staff)


def test_together_offers_what_can_be_done_with_all_of_them(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance", "said")

    def whole(act: Act) -> int:
        row = act.session.get_one(Round, answers.round)
        delivery = services.delivery_to(act, row, answers.people[0])
        return services.respond(act, delivery, "said", "Ord nummer 7.").id

    answers.numbers.append(desk.do(whole))
    for places, offered in (((0, 1), 4), ((0, 2), 2)):
        staff.get(answers.together(*places))
        radios = [e for e in staff.page.iter("input") if e.get("name") == "how"]
        assert len(radios) == offered


def test_who_answers_several_of_which_one_was_answered_meanwhile_sees_both(
    desk: Desk, staff: Reader, boss: Reader
) -> None:
    answers = Answers(desk, "nuance", "said", "said")
    where, other = answers.together(0, 1), answers.together(1, 2)
    staff.get(where)
    boss.get(other)
    mine = form_to(staff, where) | {"how": "answered", "reason": REASON}
    theirs = form_to(boss, other) | {"how": "declined", "reason": "Det må vente."}
    assert boss.post(other, data=theirs).status_code == 303
    answer = staff.post(where, data=mine)
    assert answer.status_code == 409
    assert "Det må vente." in answer.text and REASON in answer.text
    assert rows(desk, Resolution) == 1


def test_marking_less_than_two_leads_to_where_one_is_answered(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")
    one = staff.get(answers.together(0))
    assert one.location == f"/processes/{answers.process}/responses/{answers.numbers[0]}"
    none = staff.get(answers.together() + "answer=x&answer=-1")
    assert none.location == f"/processes/{answers.process}/responses"


def test_anothers_answer_cannot_be_marked(desk: Desk, foreign: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")
    for number in (foreign.ids["answer"], desk.ids["answer"], 987654, "9" * 30):
        assert staff.get(f"{answers.together(0)}&answer={number}").status_code == 404


def test_saving_can_lead_to_the_next_answer_that_waits(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance", "said", "disagree")
    pages = [f"/processes/{answers.process}/responses/{n}" for n in answers.numbers]
    for here, then in ((1, pages[2]), (2, pages[0]), (0, pages[0].rpartition("/")[0])):
        staff.get(pages[here])
        sent = form_to(staff, pages[here]) | {"how": "answered", "reason": f"{REASON} {here}"}
        assert staff.post(pages[here], data=sent | {"then": "next"}).location == then


def test_an_answer_after_its_window_says_that_it_is_late_and_counts(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, "", ago=40)

    def respond(act: Act) -> int:
        row = act.session.get_one(Round, answers.round)
        delivery = services.delivery_to(act, row, answers.people[0])
        return services.respond(act, delivery, "said", "Ord nummer 1.").id

    answers.numbers = [desk.do(respond)]
    for closed in (False, True):
        if closed:
            desk.do(lambda act: due(act))
        staff.get(answers.inbox())
        assert "Svaret kom efter fristen" in main(staff)


def test_an_answer_after_the_signature_says_that_it_becomes_an_addendum(
    desk: Desk, staff: Reader
) -> None:
    answers = Answers(desk, "nuance", "said")

    def sign(act: Act) -> None:
        signature = Signature(
            process_id=answers.process, user_id=act.actor.id, at=act.now, record="{}", hash="x"
        )
        act.record(answers.process, "process_closed", signature=signature)

    desk.do(sign, ago=6)
    staff.get(f"/processes/{answers.process}/responses/{answers.numbers[1]}")
    assert "kommer med som et tillæg" in main(staff)
    staff.get(f"/processes/{answers.process}/responses/{answers.numbers[0]}")
    assert "tillæg" not in main(staff)


def test_whose_hand_wrote_an_answer_is_said(desk: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")

    def helped(act: Act) -> None:
        act.session.get_one(Response, answers.numbers[0]).helper = "datteren Lise"

    desk.do(helped)
    staff.get(answers.inbox())
    assert "Skrevet af datteren Lise for Person 0." in main(staff)


def test_an_answer_is_taken_handed_on_and_let_go(desk: Desk, staff: Reader, boss: Reader) -> None:
    answers = Answers(desk, "nuance")
    page = f"/processes/{answers.process}/responses/{answers.numbers[0]}"
    users = {
        role: desk.do(lambda act, role=role: desk.user(act.session, role).id)
        for role in ("caseworker", "manager")
    }
    steps = [
        ("caseworker", "", "Caseworker Own svarer nu."),
        ("manager", "caseworker", "Manager Own svarer nu."),
        ("", "manager", "Ingen har taget svaret nu."),
    ]
    for to, seen, told in steps:
        answer = staff.send(f"{page}/hand", user=users.get(to, 0), seen=users.get(seen, 0))
        assert (answer.status_code, answer.location) == (303, page)
        staff.get(page)
        assert told in main(staff)
    undo = form_to(staff, f"{page}/hand", which=0)
    assert undo["user"] == str(users["manager"])
    taken = boss.send(f"{page}/hand", user=users["manager"], seen=0)
    assert taken.status_code == 303
    late = staff.send(f"{page}/hand", user=users["caseworker"], seen=0)
    assert late.status_code == 409 and "En anden har taget svaret imens." in late.text


def test_who_cannot_see_it_is_handed_no_answer(desk: Desk, foreign: Desk, staff: Reader) -> None:
    answers = Answers(desk, "nuance")
    page = f"/processes/{answers.process}/responses/{answers.numbers[0]}"
    stranger = foreign.do(lambda act: foreign.user(act.session, "caseworker").id)
    assert staff.send(f"{page}/hand", user=stranger, seen=0).status_code == 422


def test_many_answers_cost_no_more_statements_than_one(
    app: Flask, desk: Desk, staff: Reader
) -> None:
    few = Answers(desk, "nuance", "said")
    many = Answers(desk, *["nuance", "said", "add", "disagree"] * 5, ago=30)
    for place in range(5):
        many.held(place, "caseworker")
    for one, other in (
        (few.inbox(), many.inbox()),
        (few.inbox(move="said", about="round"), many.inbox(move="said", about="round")),
        (few.together(0, 1), many.together(*range(20))),
    ):
        assert statements(app, staff, one) == statements(app, staff, other)
