"""From the file to a signed, closed process, by the commands alone."""

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.command import Command

pytestmark = pytest.mark.real_data

MAPS = ("text=comment-body", "participant=author-id", "id=comment-id", "date=timestamp")
REASON = "We do not use this now, as it is about something that the city does not decide."

# What we think people said, and the words by which we find who said it.
THEMES = {
    "People want safer and wider roads.": ("road", "traffic", "lane"),
    "People want safe ways to walk and bike.": ("sidewalk", "bike", "walk"),
    "People want the internet to be better and cheaper.": ("internet", "fiber", "broadband"),
    "People want help for those who use drugs.": ("opioid", "drug", "heroin"),
    "People want more to do for children and the young.": ("teen", "kids", "children"),
    "People want homes that they can pay for.": ("housing", "homeless", "rent"),
    "People want good schools for all.": ("school", "teacher", "education"),
    "People want more shops and places to eat.": ("restaurant", "store", "shop"),
}


@pytest.fixture
def tracker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    return Command(tmp_path / "instance", monkeypatch)


def bring_in(tracker: Command, comments: Path, process: int) -> dict[str, Any]:
    maps = [word for pair in MAPS for word in ("--map", pair)]
    found: dict[str, Any] = json.loads(
        tracker("import", comments, "--process", process, *maps, "--json")
    )
    return found


def steps(tracker: Command, process: int) -> Counter[str]:
    return Counter(
        loop["state"] if loop["state"] != "open" else loop["step_name"]
        for loop in tracker.read("loops", "--process", process)
    )


def test_every_word_is_kept_and_nothing_comes_twice(tracker: Command, comments: Path) -> None:
    process = tracker.number(
        "process",
        "add",
        "A better place",
        "--kind",
        "development",
        "--department",
        "Planning",
        "--language",
        "en",
    )
    first = bring_in(tracker, comments, process)
    assert (first["rows"], first["contributions_added"], first["participants_added"]) == (
        896,
        896,
        403,
    )
    with comments.open(encoding="utf-8", newline="") as file:
        written = {row["comment-id"]: row["comment-body"] for row in csv.DictReader(file)}
    kept = tracker.read("contributions", "--process", process)
    assert sorted(row["text"].encode() for row in kept) == sorted(
        text.encode() for text in written.values()
    )
    assert len({row["participant_ref"] for row in kept}) == 403
    again = bring_in(tracker, comments, process)
    assert (again["contributions_added"], again["participants_added"], again["unchanged"]) == (
        0,
        0,
        896,
    )


def test_the_whole_way_to_a_signature(tracker: Command, comments: Path, tmp_path: Path) -> None:
    for role in ("caseworker", "manager"):
        tracker(
            "user",
            "add",
            f"{role}@example.org",
            "--name",
            role,
            "--role",
            role,
            "--department",
            "Planning",
        )
    process = tracker.number(
        "process",
        "add",
        "A better place",
        "--kind",
        "development",
        "--department",
        "Planning",
        "--language",
        "en",
        "--contact",
        "Ann Lee, 555 0100",
        "--by",
        "caseworker@example.org",
    )
    bring_in(tracker, comments, process)
    contributions = tracker.read("contributions", "--process", process)

    # Woven: five or more into each of eight insights; all else is set aside, with a reason.
    left = {row["id"]: row["text"].casefold() for row in contributions}
    insights: dict[int, list[int]] = {}
    for text, words in THEMES.items():
        own = [c for c, said in left.items() if any(word in said for word in words)][:12]
        assert len(own) >= 5, text
        number = tracker.number(
            "insight",
            "add",
            "--process",
            process,
            "--text",
            text,
            "--evidence",
            ",".join(map(str, own)),
        )
        insights[number] = own
        for contribution in own:
            del left[contribution]
    assert sum(map(len, insights.values())) >= 40
    tracker("set-aside", *left, "--reason", REASON)
    assert steps(tracker, process) == {"woven": 403}

    first = tracker.number("round", "add", "--process", process, "--purpose", "qualify")
    tracker("send", first)
    tracker("send", first)
    deliveries = tracker.read("deliveries", first)
    assert len(deliveries) == 403
    assert {row["state"] for row in deliveries} == {"no_channel"}

    # Sixty and more are told: by conversation, or at a session where all was shown.
    whose = {row["id"]: row["participant"] for row in contributions}
    woven = sorted({whose[c] for own in insights.values() for c in own})
    told = [p for p in sorted(set(whose.values())) if p not in woven][: 75 - len(woven)] + woven
    assert len(told) >= 60
    at_session, by_talk = told[:15], told[15:]
    tracker(
        "session",
        "add",
        "--round",
        first,
        "--at",
        "2026-01-15T19:00",
        "--place",
        "Library",
        "--present",
        ",".join(map(str, at_session)),
    )
    tracker(
        "record",
        first,
        "--participant",
        ",".join(map(str, by_talk)),
        "--how",
        "told",
        "--at",
        "2026-01-16T10:00",
    )
    answers = answer_everything(tracker, first, told, insights, whose)

    # Free words about one of the insights: sorted by a caseworker, and answered like the others.
    talking = next(p for p in reversed(told) if p in woven)
    told_about = next(i for i, own in insights.items() if any(whose[c] == talking for c in own))
    about = ("--round", first, "--participant", talking)
    free = tracker.number("respond", *about, "--move", "said", "--text", "Not only by the road.")
    tracker("sort", free, "--as", "nuance", "--insight", told_about)

    resolve_everything(tracker, process, insights)
    (row,) = [r for r in tracker.read("responses", "--process", process) if r["response"] == free]
    assert (row["move"], row["about"]["insight"]) == ("nuance", told_about)
    assert (row["open"], row["resolution"]) == (False, "answered")
    waiting = [row for row in tracker.read("responses", "--process", process) if row["open"]]
    assert waiting == []
    moves = Counter(row["move"] for row in tracker.read("responses", "--process", process))
    assert set(moves) == {
        "said",
        "recognise",
        "nuance",
        "correct",
        "add",
        "disagree",
        "withdraw",
        "no-thanks",
    }
    assert answers >= 60

    for number, use in zip(insights, ["used", "partly", "not", "used"] * 2, strict=True):
        refused = tracker.run(
            "outcome",
            "add",
            "--insight",
            number,
            "--use",
            use,
            "--reason",
            "The council said so in May.",
        )
        if refused.exit_code:
            assert "--decided-first" in refused.stderr
            tracker(
                "outcome",
                "add",
                "--insight",
                number,
                "--use",
                use,
                "--reason",
                "The council said so in May.",
                "--decided-first",
                "The council met before all had been reached.",
            )

    blocked = tracker.run("close", process)
    assert blocked.exit_code == 1
    unwalked = set(whose.values()) - set(told)
    assert all(f"participant {person}: the loop is woven" in blocked.stdout for person in unwalked)

    closing = tracker.number(
        "round",
        "add",
        "--process",
        process,
        "--purpose",
        "closing",
        "--to",
        ",".join(map(str, told)),
    )
    tracker("send", closing)
    tracker(
        "record",
        closing,
        "--participant",
        ",".join(map(str, told)),
        "--how",
        "told",
        "--at",
        "2026-05-20T10:00",
    )
    tracker("due")

    others = sorted(
        loop["participant"]
        for loop in tracker.read("loops", "--process", process)
        if loop["state"] == "open"
    )
    assert not set(others) & set(told)
    *most, last = others
    refusal = tracker.refused(
        "except",
        "--process",
        process,
        "--participant",
        last,
        "--because",
        "no-contact",
        "--reason",
        "x",
        "--by",
        "caseworker@example.org",
    )
    assert "manager" in refusal
    except_all(tracker, process, most)
    blocked = tracker.run("close", process, "--by", "manager@example.org")
    assert blocked.exit_code == 1
    assert blocked.stdout.strip().splitlines() == [
        f"participant {last}: the loop is woven; next: reach"
    ]
    except_all(tracker, process, [last])

    unsigned = tracker.run("close", process)
    assert unsigned.exit_code == 2
    record = tmp_path / "closing.pdf"
    tracker("close", process, "--by", "manager@example.org", "--out", record)
    assert record.read_bytes().startswith(b"%PDF")
    counts = steps(tracker, process)
    assert counts["closed"] >= 60
    assert counts["closed"] + counts["excepted"] + counts["ended"] == 403
    assert tracker("loops", "--process", process, "--verify") == ""


def except_all(tracker: Command, process: int, people: list[int]) -> None:
    tracker(
        "except",
        "--process",
        process,
        "--participant",
        ",".join(map(str, people)),
        "--because",
        "no-contact",
        "--reason",
        "They left no address.",
        "--by",
        "manager@example.org",
    )


def answer_everything(
    tracker: Command,
    round_: int,
    told: list[int],
    insights: dict[int, list[int]],
    whose: dict[int, int],
) -> int:
    """Each of those told answers, every move in turn; returns how many answers there are."""
    of: dict[int, tuple[int, int]] = {
        whose[c]: (insight, c) for insight, own in insights.items() for c in own
    }
    own_words = {person: contribution for contribution, person in whose.items()}
    count = 0

    def respond(person: int, move: str, *about: object) -> None:
        nonlocal count
        tracker("respond", "--round", round_, "--participant", person, "--move", move, *about)
        count += 1

    moves = ("recognise", "nuance", "disagree", "add", "correct", "no-thanks")
    for at, person in enumerate(told):
        move = moves[at % len(moves)]
        if move == "no-thanks":
            respond(person, move)
        elif move == "correct":
            respond(
                person,
                move,
                "--contribution",
                own_words[person],
                "--text",
                "What I meant was a little other than that.",
            )
        elif person in of:
            respond(person, move, "--insight", of[person][0], "--text", "It is so, and more.")
        else:
            respond(person, "recognise", "--contribution", own_words[person])
        if move != "no-thanks":
            # About the whole round: what is left of theirs that the first answer did not touch.
            respond(person, "recognise")
    withdrawing, asking, *_ = (p for p in told if p in of)
    respond(withdrawing, "withdraw", "--contribution", of[withdrawing][1])
    respond(asking, "said", "--text", "When will you begin?")
    return count


def resolve_everything(tracker: Command, process: int, insights: dict[int, list[int]]) -> None:
    """Every answer gets what it led to; what was added is woven first."""
    contributions = tracker.read("contributions", "--process", process)
    loose = [
        row
        for row in contributions
        if not row["insights"] and not row["set_aside"] and not row["withdrawn"]
    ]
    if loose:
        tracker("weave", next(iter(insights)), *[row["id"] for row in loose])
    for row in tracker.read("responses", "--process", process):
        if not row["open"]:
            continue
        how = {
            "nuance": "answered",
            "disagree": "dissent",
            "add": "added",
            "correct": "changed",
        }.get(row["move"], "answered")
        tracker("resolve", row["response"], "--as", how, "--reason", "Thank you. We wrote it down.")
