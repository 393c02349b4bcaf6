"""The sheets of a session, planned or not: what may lie on its table, and a list for ourselves."""

from collections.abc import Sequence

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution
from tracker.domain.errors import RuleBroken
from tracker.domain.participant import Participant
from tracker.domain.planned import PlannedSession
from tracker.domain.round import Round
from tracker.domain.undoing import demand_standing
from tracker.reports.paper.session_paper import Around, Guest, as_sheets
from tracker.reports.session_sheets import SHEETS, Sheets, sheets_of
from tracker.reports.words import interface
from tracker.returning.checks import unshared_words
from tracker.returning.queries import confided_in
from tracker.returning.services import recipients_of


def printed_sheets(
    act: Act, round_: Round, planned: PlannedSession | None, which: Sequence[str] = SHEETS
) -> bytes:
    """The sheets of a session about a round in one PDF; without a plan, for all of the round.

    RuleBroken when a round that was not sent yet repeats words that are not to be shared, when it
    was called back, or when nobody is expected in a case: then nothing says what they may hold.
    """
    expected = expected_at(act, round_, planned)
    return as_sheets(_sheets(act, round_, planned, expected), _around(planned, expected), which)


def expected_at(act: Act, round_: Round, planned: PlannedSession | None) -> list[Participant]:
    """Who is expected; nobody knows whom to expect of those whom nobody knows."""
    invited = planned.expected if planned else recipients_of(act, round_)
    return [person for person in invited if person.kind != "unknown"]


def own_words_of(
    act: Act, round_: Round, planned: PlannedSession | None, which: Sequence[str]
) -> list[int]:
    """Whose own words stand on the sheets: in a case each has one of their own."""
    if round_.process.kind != "case" or "words" not in which:
        return []
    return [person.id for person in expected_at(act, round_, planned)]


def _sheets(
    act: Act, round_: Round, planned: PlannedSession | None, expected: Sequence[Participant]
) -> Sheets:
    demand_standing(round_)
    if round_.process.kind == "case" and not expected:
        raise RuleBroken("case_expects_nobody")
    # What was sent has been looked at, or somebody has said why it goes out all the same.
    for insight, worst in unshared_words(act, round_).items() if not round_.fixed_at else ():
        raise RuleBroken("sheets_repeat_words", insight=insight, words=worst.run)
    shown = {insight.id for insight in (planned.shown if planned else round_.insights)}
    confided = confided_in(act, [person.id for person in expected], Contribution.id)
    return sheets_of(act.session, round_, shown, expected, act.now, confided)


def _around(planned: PlannedSession | None, expected: Sequence[Participant]) -> Around:
    guests = [Guest(_called(person), person.size) for person in expected]
    if planned is None:
        return Around(guests=guests)
    leader = planned.led_by.name if planned.led_by else ""
    return Around(planned.at, planned.place, leader, guests)


def _called(person: Participant) -> str:
    """As our own pages call them."""
    words = interface(person.process.language)
    return person.name or words.say(f"people.unnamed.{person.kind}", number=person.id)
