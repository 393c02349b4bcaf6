"""Facts told as sentences. `docs/loop.md` lists the kinds; each has its words in the catalogue."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from tracker.reports.words import Words

Data: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class By:
    """What a kind's sentences are told apart by; `of` reads it off the event's data."""

    of: Callable[[Data], str]


def _value(name: str) -> By:
    return By(lambda data: str(data[name]))


def _whether(name: str, yes: str, no: str) -> By:
    return By(lambda data: yes if data.get(name) else no)


def _changed(data: Data) -> str:
    return "contact" if data["contact"] else "wish" if data["wish"] else "other"


# The kinds that have more than one sentence.
VARIED: dict[str, By] = {
    "participant_added": _value("who"),
    "participant_changed": By(_changed),
    "contribution_recorded": _whether("response", "added", "told"),
    "contribution_worded": _value("wording_kind"),
    "insight_versioned": _whether("wording_only", "wording", "meaning"),
    "outcome_recorded": _value("use"),
    "report_frozen": _value("purpose"),
    "attempt_settled": _whether("sent", "sent", "not_sent"),
    "letter_posted": _whether("reminder", "reminder", "first"),
    "conversation_held": _whether("reminder", "reminder", "first"),
    "contact_tried": _whether("reminder", "reminder", "first"),
    "response_given": _value("move"),
    "response_sorted": _value("move"),
    "resolution_recorded": _value("how"),
    "loop_excepted": _value("because"),
}


def sentence(words: Words, kind: str, data: Data, who: str) -> str:
    """What happened, in the language of the interface's words that are given."""
    key = f"{kind}.{VARIED[kind].of(data)}" if kind in VARIED else kind
    return words.say(f"fact.{key}", who=who, **_values(words, data))


def how(words: Words, data: Data) -> str:
    """By which way something went, where the event says it; else nothing."""
    if "via" in data:
        return words.say(f"fact.via.{data['via']}")
    return words.say(f"channel.{data['channel']}") if "channel" in data else ""


def _values(words: Words, data: Data) -> dict[str, object]:
    values: dict[str, object] = {}
    if "message" in data:
        values["message"] = words.say(f"fact.message.{data['message']}")
    if data.get("expected"):
        values["expected"] = words.date(date.fromisoformat(data["expected"]))
    for name in ("days_to_return", "days_to_answer", "days_to_close"):
        if name in data:
            values[name] = data[name]
    return values
