"""Who the participants are, what they were promised, and when a loop is excepted."""

from .events import Book, Event, present_people, remembered


def is_one_person(book: Book, participant: int, n: int) -> bool:
    """R10, R19: neither a group nor an encounter's Ukendte, who are many.

    Chosen: R10 speaks of "one person", so what an Ukendte said is never superseded either.
    """
    added = book.of(n, "participant_added", participant=participant)
    return not added or added[-1].data.get("who") in (None, "person")


def is_promised_public_return(book: Book, participant: int, n: int) -> bool:
    """R4: whether, at number n, the participant was promised exactly a public return."""
    facts = book.of(n, "participant_added", "participant_changed", participant=participant)
    said = [fact.data["public_return"] for fact in facts if _says_public(fact)]
    return bool(said and said[-1])


def _says_public(fact: Event) -> bool:
    return fact.data.get("public_return") is not None


LIFTED = frozenset({"lifted"})
OWN_ACT = LIFTED | {"answer", "wish"}
ANY_CONTACT = LIFTED | {"answer", "contact", "conversation"}
LAPSES = {"died": LIFTED, "asked-not": OWN_ACT}


@remembered
def is_excepted(book: Book, participant: int, n: int) -> bool:
    """R18: a manager's exception that nothing has made lapse since.

    Chosen: a second exception replaces the first. A wish alone, without a contact detail,
    makes only `asked-not` lapse.
    """
    exceptions = book.of(n, "loop_excepted", participant=participant)
    if not exceptions:
        return False
    reason = str(exceptions[-1].data.get("because")).replace("_", "-")
    lapses = LAPSES.get(reason, ANY_CONTACT)
    since = exceptions[-1].n
    return not any(
        signs_of(fact, participant) & lapses for fact in book.of(n, *SIGNS) if fact.n > since
    )


SIGNS = (
    "exception_lifted",
    "response_given",
    "conversation_held",
    "participant_changed",
    "session_held",
)


def signs_of(fact: Event, participant: int) -> set[str]:
    """R18: what a fact says of whether this participant can be reached after all."""
    if fact.kind == "session_held":
        return {"conversation"} if participant in present_people(fact) else set()
    if fact.data.get("participant") != participant:
        return set()
    if fact.kind == "participant_changed":
        return {sign for sign in ("contact", "wish") if fact.data.get(sign)}
    return {
        {
            "exception_lifted": "lifted",
            "response_given": "answer",
            "conversation_held": "conversation",
        }[fact.kind]
    }
