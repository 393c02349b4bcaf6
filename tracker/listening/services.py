"""What is done with those who take part and with what they tell us."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.contribution import Contribution, ContributionReader, ContributionWording
from tracker.domain.errors import BadInput, RuleBroken
from tracker.domain.hearing import hear, word_again
from tracker.domain.participant import CHANNELS, Membership, Participant, is_child
from tracker.domain.people import User
from tracker.domain.process import Encounter, Process
from tracker.domain.workdays import local_date
from tracker.language.given import (
    LINE,
    WORDS,
    day_given,
    line_given,
    moment_given,
    text_given,
)
from tracker.reports.approvals import offered

CONTACTS = ("email", "phone", "address")
# A child under 15 is told in person, or not yet.
TOLD_A_CHILD = frozenset({"in_person", "none"})


@dataclass(frozen=True, slots=True)
class Details:
    """What is said of a participant; None: nothing was said."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    address: str | None = None
    channel: str | None = None
    protected: bool | None = None
    large_print: bool | None = None
    may_quote: bool | None = None
    language: str | None = None
    perspectives: str | None = None
    guardian: str | None = None
    guardian_proof: str | None = None
    # Letters go to the guardian or representative, who reads them for the participant.
    represented: bool | None = None
    # The month in which a child turns 15, by any day of it; empty: it is none, after all.
    child_until: date | Literal[""] | None = None
    public_return: bool | None = None

    def given(self) -> dict[str, Any]:
        """What was said, by name."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: value for name, value in values if value is not None}


def checked_details(details: Details) -> Details:
    """The details as they are kept; BadInput names the first that cannot be used."""
    found = details.given()
    for name in ("name", "phone", "perspectives", "guardian", "guardian_proof"):
        if found.get(name):
            found[name] = line_given(name, found[name], LINE)
    if found.get("address"):
        found["address"] = text_given("address", found["address"], 500)
    if found.get("email"):
        found["email"] = email_given(found["email"])
    if found.get("channel", "none") not in CHANNELS:
        raise BadInput("channel", "not_a_channel", value=found["channel"])
    if found.get("child_until"):
        found["child_until"] = day_given("child_until", found["child_until"]).replace(day=1)
    return Details(**found)


def demand_offered(act: Act, language: str | None) -> None:
    """BadInput for a language that nobody can be given a report in."""
    known = offered(act.session)
    if language is not None and language not in known:
        raise BadInput("language", "not_a_language", value=language, known=", ".join(known))


def email_given(value: str) -> str:
    """Exactly one e-mail address, or BadInput."""
    try:
        # A domain that is kept for tests is one too.
        found = validate_email(value.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise BadInput("email", "not_an_email", email=value) from None
    return found.normalized


def usual_channel(email: str | None, address: str | None, phone: str | None) -> str:
    """Where nothing is wished: e-mail, else letter, else phone, else none."""
    if email:
        return "email"
    return "letter" if address else "phone" if phone else "none"


def add_participant(
    act: Act,
    process: Process,
    details: Details = Details(),
    *,
    ref: str | None = None,
    group_size: int | None = None,
    groups: Sequence[Participant] = (),
) -> Participant:
    """Add somebody who takes part: a person, or a group of a size that is told together."""
    details = checked_details(details)
    demand_offered(act, details.language)
    ref = None if ref is None else line_given("ref", ref, LINE)
    if ref is not None and _ref_taken(act, process, ref):
        raise BadInput("ref", "ref_taken", ref=ref)
    if group_size is not None and group_size < 2:
        raise BadInput("group", "group_too_small", size=group_size)
    values = {"language": process.language, "public_return": False} | _columns(details)
    usual = usual_channel(details.email, details.address, details.phone)
    child = is_child(details.child_until or None, local_date(act.now))
    values.setdefault("channel", "in_person" if child else usual)
    participant = Participant(
        process_id=process.id,
        kind="person" if group_size is None else "group",
        size=group_size or 1,
        ref=ref,
        **values,
    )
    demand_told_rightly(act, participant)
    act.session.add(participant)
    act.session.flush()
    _join(act, participant, groups)
    act.record(
        process.id,
        "participant_added",
        participant=participant.id,
        who=participant.kind,
        public_return=participant.public_return,
    )
    return participant


def edit_participant(
    act: Act,
    participant: Participant,
    details: Details,
    *,
    group_size: int | None = None,
    groups: Sequence[Participant] = (),
) -> None:
    """Change what is known of a participant. What reports are on their way to is not changed."""
    details = checked_details(details)
    if details.language != participant.language:
        demand_offered(act, details.language)
    values = _columns(details)
    # That somebody wishes not to be contacted is no wish of how to be.
    wish = values.get("channel", "none") != "none"
    contact = any(
        values.get(name) and values[name] != getattr(participant, name) for name in CONTACTS
    )
    # Who could be reached and is not to be, wished so; who could not, is from now on.
    out_of_reach = not any(getattr(participant, name) for name in CONTACTS)
    for name, value in values.items():
        setattr(participant, name, value)
    if "channel" not in values and is_child(details.child_until or None, local_date(act.now)):
        participant.channel = "in_person"
    elif contact and out_of_reach and "channel" not in values and not _child(act, participant):
        participant.channel = usual_channel(
            participant.email, participant.address, participant.phone
        )
    if group_size is not None:
        _resize(participant, group_size)
    demand_told_rightly(act, participant)
    _join(act, participant, groups)
    act.record(
        participant.process_id,
        "participant_changed",
        participant=participant.id,
        contact=contact,
        wish=wish,
        public_return=participant.public_return,
    )


def demand_told_rightly(act: Act, participant: Participant) -> None:
    """BadInput when a child would be told otherwise than in person, or somebody would read for a
    child, for a group, or without a name and a proof."""
    child = _child(act, participant)
    if child and participant.kind == "group":
        raise BadInput("child_until", "child_is_a_person")
    if child and participant.channel not in TOLD_A_CHILD:
        raise BadInput("channel", "child_in_person", channel=participant.channel)
    if not participant.represented:
        return
    if child:
        raise BadInput("represented", "child_not_represented")
    if participant.kind == "group":
        raise BadInput("represented", "group_not_represented")
    if not participant.guardian:
        raise BadInput("guardian", "represented_by_nobody")
    if not participant.guardian_proof:
        raise BadInput("guardian_proof", "represented_without_proof")


def _child(act: Act, participant: Participant) -> bool:
    return participant.is_child(local_date(act.now))


def leave_group(act: Act, person: Participant, group: Participant) -> None:
    """A person is one of a group no longer."""
    membership = act.session.get(Membership, (person.id, group.id))
    if membership is None:
        return
    act.session.delete(membership)
    act.session.flush()
    edit_participant(act, person, Details())


def log_contribution(
    act: Act,
    participant: Participant,
    text: str,
    *,
    received_at: datetime | None = None,
    how: str = "verbatim",
    encounter: Encounter | None = None,
    shareable: str = "",
    readers: Sequence[User] | None = None,
) -> Contribution:
    """Log what somebody said; with `readers` it is confidential, and theirs alone to read."""
    contribution = hear(
        act,
        participant,
        text_given("text", text, WORDS),
        received_at=received_at and moment_given("date", received_at, act.now),
        how=how,
        encounter=encounter,
        confidential=readers is not None,
    )
    for user in readers or ():
        act.session.add(ContributionReader(contribution_id=contribution.id, user_id=user.id))
    if shareable:
        share_wording(act, contribution, shareable)
    return contribution


def share_wording(act: Act, contribution: Contribution, text: str) -> ContributionWording:
    """Write the words of a contribution that others may see."""
    if contribution.withdrawn_event_id is not None:
        raise RuleBroken("already_withdrawn", contribution=contribution.id)
    return word_again(act, contribution, "shareable", text_given("shareable", text, WORDS))


def _columns(details: Details) -> dict[str, Any]:
    values = details.given()
    if "protected" in values:
        values["protected_address"] = values.pop("protected")
    for name in ("email", "phone"):
        if name in values:
            values[name] = values[name] or None
            values[f"{name}_lookup"] = values[name]
    for name in ("address", "child_until"):
        if name in values:
            values[name] = values[name] or None
    return values


def _ref_taken(act: Act, process: Process, ref: str) -> bool:
    query = select(Participant.id).where(
        Participant.process_id == process.id, Participant.ref == ref
    )
    return act.session.scalars(query).first() is not None


def _resize(participant: Participant, size: int) -> None:
    if participant.kind != "group" or size < 2:
        raise BadInput("group", "group_too_small", size=size)
    participant.size = size


def _join(act: Act, person: Participant, groups: Sequence[Participant]) -> None:
    for group in groups:
        if group.kind != "group" or person.kind != "person":
            raise BadInput("member_of", "not_a_group", participant=group.id)
        act.session.merge(Membership(person_id=person.id, group_id=group.id))
    act.session.flush()
