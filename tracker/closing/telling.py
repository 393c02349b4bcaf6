"""What a verdict on a record says, in words."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from tracker.closing.sealing import Finding, Verdict
from tracker.domain.workdays import local_date
from tracker.reports.words import Words


def found(words: Words, finding: Finding) -> str:
    """One thing that is wrong with a record: which row, and in which line."""
    row = words.say(f"verify.section.{finding.section}") if finding.section else ""
    number = "" if finding.number is None else f" {finding.number}"
    return words.say(f"verify.{finding.code}", line=finding.line, row=f"{row}{number}")


def holds(words: Words, verdict: Verdict) -> Iterator[str]:
    """What is proved of a record that holds."""
    head: Any = verdict.head
    at = local_date(datetime.fromisoformat(head["at"]))
    yield words.say("verify.holds", title=head["title"], name=head["signer"], date=words.date(at))
    yield words.say("verify.rows", rows=verdict.rows)
    if verdict.erased:
        yield words.say("verify.erased", n=verdict.erased)
    yield words.say("verify.seal", seal=verdict.seal)
    yield words.say("verify.signed_with", key=verdict.key)
