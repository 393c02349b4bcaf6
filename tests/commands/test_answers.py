"""Insights and answers: what each verb prints, takes and refuses."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.commands.bringing import rows_in
from tests.commands.town import Town
from tracker.domain.workdays import local_date

REASON = ("--reason", "Fordi I sagde det.")


def listed(town: Town, listing: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = town.tracker.read(listing, "--process", town.natur.process)
    return found


def answer(town: Town, *words: object) -> int:
    about = ("--round", town.natur.round, "--participant", town.natur.people[0])
    return town.tracker.number("respond", *about, *words)


def standing(town: Town, response: int) -> tuple[object, object, object]:
    """The move of an answer, whether it is open, and what it led to."""
    (row,) = [row for row in listed(town, "responses") if row["response"] == response]
    return row["move"], row["open"], row["resolution"]


@pytest.mark.parametrize(
    ("move", "is_open"),
    [
        ("said", True),
        ("recognise", False),
        ("nuance", True),
        ("correct", True),
        ("add", True),
        ("disagree", True),
        ("withdraw", False),
        ("no-thanks", False),
    ],
)
def test_each_move_is_written_in(own_town: Town, move: str, is_open: bool) -> None:
    natur = own_town.natur
    words = () if move in ("recognise", "no-thanks", "withdraw") else ("--text", "Ja, og mere.")
    about = ("--contribution", natur.contributions[0]) if move == "withdraw" else ()
    number = answer(own_town, "--move", move, *words, *about)
    assert standing(own_town, number) == (move, is_open, None)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("said",), "Write the words too (--text)"),
        (("correct",), "Write the words too (--text)"),
        (("add",), "Write the words too (--text)"),
        (("withdraw",), "Name the contribution that is withdrawn."),
    ],
)
def test_a_move_without_sense_is_refused(town: Town, words: tuple[str, ...], said: str) -> None:
    before = rows_in(town.tracker)
    about = ("--round", town.natur.round, "--participant", town.natur.people[0])
    assert said in town.tracker.refused("respond", *about, "--move", *words)
    assert rows_in(town.tracker) == before


def test_an_answer_is_about_what_was_told_or_their_own(town: Town) -> None:
    natur, before = town.natur, rows_in(town.tracker)

    def refused(*words: object) -> str:
        about = ("--round", natur.round, "--participant", natur.people[0])
        return town.tracker.refused("respond", *about, "--move", "recognise", *words)

    own = ("--contribution", natur.contributions[0])
    assert "about one thing" in refused("--insight", natur.insights[0], *own)
    other = natur.contributions[1]
    assert refused("--contribution", other) == (
        f"Contribution {other} is not the participant's own."
    )
    assert rows_in(town.tracker) == before


def test_what_was_added_is_a_contribution_and_is_woven_before_it_is_added(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    number = answer(own_town, "--move", "add", "--text", "Der mangler en bænk")
    row = listed(own_town, "contributions")[-1]
    assert (row["text"], row["participant"]) == ("Der mangler en bænk", natur.people[0])
    added = ("resolve", number, "--as", "added", *REASON)
    assert tracker.refused(*added) == f"Weave contribution {row['id']} into an insight first."
    tracker("weave", natur.insights[0], row["id"])
    assert int(tracker(*added)) > 0
    assert standing(own_town, number) == ("add", False, "added")


def test_free_words_are_sorted_into_a_move(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    chosen, free = natur.responses
    assert tracker("sort", free, "--as", "disagree", "--insight", natur.insights[1]) == ""
    assert standing(own_town, free) == ("disagree", True, None)
    (row,) = [row for row in listed(own_town, "responses") if row["response"] == free]
    assert row["about"] == {"insight": natur.insights[1], "version": 1}
    tracker("sort", free, "--as", "recognise")
    assert standing(own_town, free)[0] == "recognise"
    assert "is not in free words" in tracker.refused("sort", chosen, "--as", "disagree")
    tracker("sort", free, "--as", "withdraw", "--contribution", natur.contributions[2])
    assert listed(own_town, "contributions")[2]["withdrawn"] is True
    again = ("sort", free, "--as", "withdraw", "--contribution", natur.contributions[2])
    assert tracker.refused(*again)


def test_one_resolution_settles_several_and_a_new_one_replaces_it(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    third = answer(own_town, "--move", "disagree", "--text", "Nej")
    both = (f"{natur.responses[0]},{natur.responses[1]}", third)
    first = tracker.number("resolve", *both, "--as", "answered", *REASON)
    for response in (*natur.responses, third):
        assert standing(own_town, response)[1:] == (False, "answered")
    words = ("--as", "dissent", *REASON, "--shareable", "Nogen siger nej.")
    assert tracker.number("resolve", third, *words) > first
    assert standing(own_town, third) == ("disagree", False, "dissent")
    tracker("resolve", third, "--as", "declined", *REASON)
    assert standing(own_town, third)[2] == "declined"


def test_changed_names_a_later_version_or_makes_it(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    nuance, insight = natur.responses[0], natur.insights[0]
    changed = ("resolve", nuance, "--as", "changed", *REASON)
    assert "is the one the answer is about" in tracker.refused(*changed, "--version", 1)
    assert "name the version with --version" in tracker.refused(*changed, "--version", 2)
    assert "--text, or name the version" in tracker.refused(*changed)
    free = ("resolve", natur.responses[1], "--as", "changed", *REASON)
    assert "is about one insight" in tracker.refused(*free, "--version", 2)
    for how in ("answered", "declined", "dissent"):
        words = ("resolve", nuance, "--as", how, *REASON)
        assert tracker.refused(*words, "--version", 2) == (
            "Only 'changed' takes --text or --version."
        )
        assert "Only 'changed'" in tracker.refused(*words, "--text", "Nye ord.")
    assert standing(own_town, nuance) == ("nuance", True, None)
    tracker(*changed, "--text", "Her er mere plads.")
    row = listed(own_town, "insights")[0]
    assert (row["id"], row["version"], row["text"]) == (insight, 2, "Her er mere plads.")
    tracker(*changed, "--version", 2)
    assert standing(own_town, nuance) == ("nuance", False, "changed")


def test_answers_of_several_processes_are_not_settled_together(town: Town) -> None:
    words = ("resolve", town.natur.responses[0], town.social.responses[0])
    assert "belong to several processes" in town.tracker.refused(
        *words, "--as", "answered", *REASON
    )


def test_an_insight_is_edited_in_place_until_it_was_frozen(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    new = ("insight", "add", "--process", natur.process, "--text", "Kladde.")
    draft = tracker.number(*new, "--evidence", natur.contributions[4])
    edit = ("--text", "Bedre kladde.", *REASON)
    assert tracker("insight", "edit", draft, *edit) == "1"
    assert listed(own_town, "insights")[-1]["state"] == "draft"
    frozen = natur.insights[0]
    causes = ("--because", natur.responses[0])
    refused = tracker.refused("insight", "edit", frozen, *edit, "--wording-only", *causes)
    assert refused == "What an answer caused is more than a correction of the wording."
    other = ("--because", own_town.social.responses[0])
    assert "belongs to another process" in tracker.refused("insight", "edit", frozen, *edit, *other)
    assert tracker("insight", "edit", frozen, *edit, "--wording-only") == "2"
    more = ("--because", natur.responses[1])
    assert tracker("insight", "edit", frozen, *edit, *causes, *more) == "3"
    assert listed(own_town, "insights")[0]["version"] == 3


def test_evidence_is_named_with_commas_or_again_and_again(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    a, b, c, *_ = natur.contributions
    new = ("insight", "add", "--process", natur.process, "--text", "Ny.")
    number = tracker.number(*new, "--evidence", f"{a},{b}", "--evidence", c, "--evidence", a)
    assert evidence(own_town, number) == [a, b, c]
    assert tracker("unweave", number, f"{a}, {b}", *REASON) == ""
    assert evidence(own_town, number) == [c]
    assert tracker("weave", number, a, f"{b},{c}", "--stance", "contradicts") == ""
    assert evidence(own_town, number) == [a, b, c]
    gone = natur.contributions[4]
    assert "is not woven into" in tracker.refused("unweave", number, gone, *REASON)


def evidence(town: Town, insight: int) -> object:
    return next(row["evidence"] for row in listed(town, "insights") if row["id"] == insight)


def test_what_is_woven_is_not_set_aside_and_weaving_ends_a_setting_aside(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    woven, aside, loose = natur.contributions[0], natur.contributions[3], natur.contributions[4]
    assert "is woven into an insight" in tracker.refused("set-aside", woven, *REASON)
    assert tracker("set-aside", f"{aside},{loose}", "--reason", "En anden grund.") == ""
    rows = {row["id"]: row for row in listed(own_town, "contributions")}
    assert rows[aside]["set_aside"] == rows[loose]["set_aside"] == "En anden grund."
    tracker("weave", natur.insights[1], aside)
    rows = {row["id"]: row for row in listed(own_town, "contributions")}
    assert (rows[aside]["set_aside"], rows[aside]["insights"]) == (None, [natur.insights[1]])


def test_insights_are_merged_split_and_withdrawn(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    text = ("--text", "Begge dele.", *REASON)
    assert "at least two" in tracker.refused("insight", "merge", natur.insights[0], *text)
    one = tracker.number("insight", "merge", *natur.insights, *text)
    a, b, c, *_ = natur.contributions
    assert evidence(own_town, one) == [a, b, c]
    into = ("insight", "split", one, "--into", "Det ene.", f"{a},{b}")
    assert "at least two" in tracker.refused(*into, *REASON)
    left_out = tracker.refused(*into, "--into", "Det andet.", b, *REASON)
    assert left_out == f"Contributions {c} are in none of the parts."
    parts = tracker(*into, "--into", "Det andet.", c, *REASON).split()
    assert [evidence(own_town, int(part)) for part in parts] == [[a, b], [c]]
    assert tracker("insight", "withdraw", parts[0], *REASON) == ""
    assert [row["state"] for row in listed(own_town, "insights")] == [
        *("merged", "merged", "split", "withdrawn", "draft")
    ]
    for ended in (*natur.insights, one, parts[0]):
        assert "has ended" in tracker.refused("weave", ended, a)
        assert "has ended" in tracker.refused("insight", "edit", ended, *text)
        used = ("outcome", "add", "--insight", ended, "--use", "used", *REASON)
        assert "has ended" in tracker.refused(*used)


def test_a_decision_waits_for_those_who_could_not_answer(own_town: Town) -> None:
    tracker, natur = own_town.tracker, own_town.natur
    decide = ("outcome", "add", "--insight", natur.insights[0], *REASON)
    assert "say with --decided-first" in tracker.refused(*decide, "--use", "used")
    undecided = (*decide, "--use", "undecided")
    assert "--decider" in tracker.refused(*undecided)
    assert "--decider" in tracker.refused(*undecided, "--decider", "Byrådet")
    when = ("--decider", "Byrådet", "--expected")
    assert "cannot be right" in tracker.refused(*undecided, *when, "1812-01-01")
    yesterday = local_date(datetime.now(UTC)) - timedelta(days=1)
    assert f"{yesterday} has passed" in tracker.refused(*undecided, *when, yesterday)
    first = tracker.number(*undecided, *when, yesterday + timedelta(days=1))
    assert listed(own_town, "insights")[0]["outcome"] == "undecided"
    late = ("--use", "not", "--decided-first", "Budgettet lå fast.")
    assert tracker.number(*decide, *late) > first
    assert listed(own_town, "insights")[0]["outcome"] == "not"
