"""Facts about what reached whom: reports frozen, messages on their way, windows (R4 to R7)."""

from collections.abc import Callable

from tracker.domain.facts import Attempt, Delivery, Fact, Loop


def _report_frozen(loop: Loop, fact: Fact) -> bool:
    data = fact.data
    loop.deliveries[data["delivery"]] = Delivery(
        id=data["delivery"],
        n=fact.n,
        round=data["round"],
        purpose=data["purpose"],
        days=data["days"],
        channel=data["channel"],
        mail=data["mail"],
        tells=frozenset((kind, id_) for kind, id_ in data["tells"]),
    )
    return False


def _delivery_of(loop: Loop, fact: Fact) -> Delivery:
    return loop.deliveries[fact.data["delivery"]]


def _attempt(message: str | None, state: str, via: str = "") -> Callable[[Loop, Fact], bool]:
    """A handler for one try; `message` None: the fact says which."""

    def handle(loop: Loop, fact: Fact) -> bool:
        delivery, data = _delivery_of(loop, fact), fact.data
        kind = message or data["message"]
        delivery.attempts[data["attempt"]] = Attempt(
            kind,
            state,
            fact.at,
            fact.n,
            via or data.get("via", ""),
            data.get("reminder", kind == "reminder"),
        )
        return delivery.settle(fact.n)

    return handle


def _attempt_settled(loop: Loop, fact: Fact) -> bool:
    state = "sent" if fact.data["sent"] else "waiting"
    return _attempt(None, state, via="settled")(loop, fact)


def _conversation_held(loop: Loop, fact: Fact) -> bool:
    loop.lapse("no-contact", "other")
    return _attempt("call", "sent", via="voice")(loop, fact)


def _returned_publicly(loop: Loop, fact: Fact) -> bool:
    return loop.public_return and _attempt("public", "sent", via="public")(loop, fact)


def _letter_returned(loop: Loop, fact: Fact) -> bool:
    delivery = _delivery_of(loop, fact)
    attempt = delivery.attempts[fact.data["attempt"]]
    attempt.state, attempt.n = "failed", fact.n
    return delivery.settle(fact.n)


def _delivery_stopped(loop: Loop, fact: Fact) -> bool:
    _delivery_of(loop, fact).stopped = True
    return False


def _report_opened(loop: Loop, fact: Fact) -> bool:
    return prove(_delivery_of(loop, fact), fact)


def prove(delivery: Delivery, fact: Fact) -> bool:
    """The person themselves showed that the report reached them; no bounce takes that back."""
    delivery.proofs.append(fact.at)
    return delivery.settle(fact.n)


def session_held(loop: Loop, fact: Fact) -> bool:
    """Whether they were there: what was shown is told to those present, and no more."""
    if not any(participant == loop.participant for participant, _ in fact.data["present"]):
        return False
    loop.lapse("no-contact", "other")
    loop.attended.append((fact.n, frozenset(("version", v) for v in fact.data["versions"])))
    for delivery in loop.deliveries.values():
        if delivery.round == fact.data["round"]:
            delivery.shown_at = min(delivery.shown_at or fact.at, fact.at)
            for version in fact.data["versions"]:
                delivery.shown.setdefault(("version", version), fact.n)
            delivery.settle(fact.n)
    return True


def _notice_counted(loop: Loop, fact: Fact) -> bool:
    delivery = _delivery_of(loop, fact)
    delivery.counted = fact.at
    return delivery.settle(fact.n)


def _window_ended(loop: Loop, fact: Fact) -> bool:
    delivery = _delivery_of(loop, fact)
    delivery.ended = max(delivery.ended or fact.data["end"], fact.data["end"])
    return delivery.settle(fact.n)


REACHING: dict[str, Callable[[Loop, Fact], bool]] = {
    "report_frozen": _report_frozen,
    "attempt_claimed": _attempt(None, "claimed"),
    "attempt_deferred": _attempt(None, "waiting"),
    "attempt_failed": _attempt(None, "failed"),
    "attempt_uncertain": _attempt(None, "uncertain"),
    "attempt_bounced": _attempt(None, "failed"),
    "attempt_sent": _attempt(None, "sent"),
    "attempt_settled": _attempt_settled,
    "delivery_stopped": _delivery_stopped,
    "letter_posted": _attempt("letter", "sent", via="post"),
    "conversation_held": _conversation_held,
    "contact_tried": _attempt("call", "tried"),
    "returned_publicly": _returned_publicly,
    "letter_returned": _letter_returned,
    "report_opened": _report_opened,
    "notice_counted": _notice_counted,
    "window_ended": _window_ended,
}
