"""Adds one fact to what is known of a loop. Each kind of fact in `docs/loop.md` has one function.

A kind without a function changes nothing that a rule can see.
"""

from collections.abc import Callable

from tracker.domain.facts import (
    MOVES_THAT_SUPERSEDE,
    Answer,
    Aside,
    Attempt,
    Decision,
    Delivery,
    Fact,
    Loop,
    Said,
)
from tracker.domain.steps import Step, is_open, step_of


def apply(loop: Loop, fact: Fact) -> None:
    """Add a fact, then note what later rules ask of the past: closed once, came to a step."""
    handle = _HANDLERS.get(fact.kind)
    if handle is None:
        return
    handle(loop, fact)
    for insight in [i for i, n in loop.owed.items() if _told_withdrawal(loop, i, n)]:
        del loop.owed[insight]
    before, loop.steps = loop.steps, {s: step_of(loop, s) for s in loop.strands()}
    for strand, step in loop.steps.items():
        for level in (Step.QUALIFIED, Step.ANSWERED):
            if before.get(strand, -1) < level <= step:
                loop.came[strand, level] = fact.at
    if loop.steps and min(loop.steps.values()) == Step.CLOSED:
        loop.was_closed = True


def _told_withdrawal(loop: Loop, insight: int, since: int) -> bool:
    key = ("withdrawal", insight)
    return any(d.n > since and d.told(key) is not None for d in loop.deliveries.values())


def _promises(loop: Loop, fact: Fact) -> None:
    loop.created = loop.created or fact.at
    loop.days_to_return = fact.data["days_to_return"]
    loop.days_to_answer = fact.data["days_to_answer"]
    loop.days_to_close = fact.data["days_to_close"]


def _participant_added(loop: Loop, fact: Fact) -> None:
    loop.who = fact.data["who"]
    loop.public_return = bool(fact.data["public_return"])


def _participant_changed(loop: Loop, fact: Fact) -> None:
    loop.public_return = bool(fact.data["public_return"])
    if fact.data["contact"]:
        _lapse(loop, {"no-contact", "other"})
    if fact.data["wish"]:
        _lapse(loop, {"asked-not"})


def _lapse(loop: Loop, reasons: set[str]) -> None:
    """R18: the exception ends when what it rested on does."""
    if loop.excepted in reasons:
        loop.excepted = None


def _contribution_recorded(loop: Loop, fact: Fact) -> None:
    loop.said[fact.data["contribution"]] = Said(fact.at, fact.recorded, fact.data["response"])


def _evidence_began(loop: Loop, fact: Fact) -> None:
    pair = fact.data["contribution"], fact.data["insight"]
    if pair in loop.evidence:
        return
    if loop.said[pair[0]].response is not None and _has_qualified(loop, pair[1]):
        loop.exempt.add(pair)
    loop.evidence[pair] = fact.n
    loop.asides.pop(pair[0], None)


def _has_qualified(loop: Loop, insight: int) -> bool:
    """R3: whether the person has already answered for an insight, with words of their own in it."""
    return any(
        step >= Step.QUALIFIED and s.insight is not None and loop.related(s.insight, insight)
        for s, step in loop.steps.items()
    )


def _evidence_ended(loop: Loop, fact: Fact) -> None:
    _end_evidence(loop, (fact.data["contribution"], fact.data["insight"]))


def _end_evidence(loop: Loop, pair: tuple[int, int]) -> None:
    loop.evidence.pop(pair, None)
    loop.exempt.discard(pair)
    loop.waived.discard(pair)


def _set_aside(loop: Loop, fact: Fact) -> None:
    data = fact.data
    loop.asides[data["contribution"]] = Aside(data["aside"], fact.n, data["reason"])


def _reason_changed(loop: Loop, fact: Fact) -> None:
    aside = loop.asides.get(fact.data["contribution"])
    if aside is not None and aside.id == fact.data["aside"]:
        aside.reason = fact.data["reason"]


def _insight_drafted(loop: Loop, fact: Fact) -> None:
    insight, key = fact.data["insight"], ("version", fact.data["version"])
    loop.lineage[insight] = frozenset({insight})
    loop.versions[insight] = {key}
    loop.current[insight] = {key}


def _insight_versioned(loop: Loop, fact: Fact) -> None:
    insight, key = fact.data["insight"], ("version", fact.data["version"])
    loop.versions[insight].add(key)
    # R15: a correction of the wording alone counts as told wherever the one before it was.
    alike = loop.current[insight] if fact.data["wording_only"] else set()
    loop.current[insight] = alike | {key}


def _insight_succeeded(loop: Loop, fact: Fact) -> None:
    """R16: evidence moves and keeps its beginning; what was told and qualified comes along."""
    predecessors: list[int] = fact.data["predecessors"]
    old = {pair: n for pair, n in loop.evidence.items() if pair[1] in predecessors}
    exempt = {c for c, insight in loop.exempt if insight in predecessors}
    waived = {c for c, insight in loop.waived if insight in predecessors}
    for pair in old:
        _end_evidence(loop, pair)
    for successor in fact.data["successors"]:
        insight = successor["insight"]
        loop.lineage[insight] = frozenset({insight}).union(*(loop.lineage[p] for p in predecessors))
        for c in successor["contributions"]:
            began = [n for pair, n in old.items() if pair[0] == c]
            if not began:
                continue
            pair = c, insight
            loop.evidence[pair] = min([*began, loop.evidence.get(pair, fact.n)])
            loop.exempt |= {pair} if c in exempt else set()
            loop.waived |= {pair} if c in waived else set()


def _insight_withdrawn(loop: Loop, fact: Fact) -> None:
    insight = fact.data["insight"]
    pairs = [pair for pair in loop.evidence if pair[1] == insight]
    if any(s.insight == insight and step >= Step.RETURNED for s, step in loop.steps.items()):
        loop.owed[insight] = fact.n
    for pair in pairs:
        _end_evidence(loop, pair)


def _outcome_recorded(loop: Loop, fact: Fact) -> None:
    data = fact.data
    insight = data["insight"]
    loop.decisions[insight] = Decision(data["outcome"], data["use"], data["expected"])
    if data["decided_first"] and loop.excepted is None:
        loop.waived |= {
            (s.contribution, insight)
            for s, step in loop.steps.items()
            if s.insight == insight and step < Step.QUALIFIED
        }


def _report_frozen(loop: Loop, fact: Fact) -> None:
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


def _delivery_of(loop: Loop, fact: Fact) -> Delivery:
    return loop.deliveries[fact.data["delivery"]]


def _settle_reached(delivery: Delivery, n: int) -> None:
    """R4: keep since when the report has reached them, without a break."""
    if not delivery.reached:
        delivery.reached_since = None
    elif delivery.reached_since is None:
        delivery.reached_since = n


def _attempt(message: str | None, state: str, via: str = "") -> Callable[[Loop, Fact], None]:
    """A handler for one try; `message` None: the fact says which."""

    def handle(loop: Loop, fact: Fact) -> None:
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
        _settle_reached(delivery, fact.n)

    return handle


def _attempt_settled(loop: Loop, fact: Fact) -> None:
    state = "sent" if fact.data["sent"] else "waiting"
    _attempt(None, state, via="settled")(loop, fact)


def _conversation_held(loop: Loop, fact: Fact) -> None:
    _attempt("call", "sent", via="voice")(loop, fact)
    _lapse(loop, {"no-contact", "other"})


def _returned_publicly(loop: Loop, fact: Fact) -> None:
    if loop.public_return:
        _attempt("public", "sent", via="public")(loop, fact)


def _letter_returned(loop: Loop, fact: Fact) -> None:
    delivery = _delivery_of(loop, fact)
    attempt = delivery.attempts[fact.data["attempt"]]
    attempt.state, attempt.n = "failed", fact.n
    _settle_reached(delivery, fact.n)


def _delivery_stopped(loop: Loop, fact: Fact) -> None:
    _delivery_of(loop, fact).stopped = True


def _report_opened(loop: Loop, fact: Fact) -> None:
    _prove(_delivery_of(loop, fact), fact)


def _prove(delivery: Delivery, fact: Fact) -> None:
    delivery.proofs.append(fact.at)
    _settle_reached(delivery, fact.n)


def _session_held(loop: Loop, fact: Fact) -> None:
    if not any(participant == loop.participant for participant, _ in fact.data["present"]):
        return
    _lapse(loop, {"no-contact", "other"})
    for delivery in loop.deliveries.values():
        if delivery.round == fact.data["round"]:
            delivery.shown_at = min(delivery.shown_at or fact.at, fact.at)
            for version in fact.data["versions"]:
                delivery.shown.setdefault(("version", version), fact.n)


def _notice_counted(loop: Loop, fact: Fact) -> None:
    delivery = _delivery_of(loop, fact)
    delivery.counted = True
    _settle_reached(delivery, fact.n)


def _window_ended(loop: Loop, fact: Fact) -> None:
    delivery = _delivery_of(loop, fact)
    delivery.ended = max(delivery.ended or fact.data["end"], fact.data["end"])


def _waiting_ended(loop: Loop, fact: Fact) -> None:
    decision = loop.decisions.get(fact.data["insight"])
    if decision is not None and decision.id == fact.data["outcome"]:
        decision.passed = True


def _response_given(loop: Loop, fact: Fact) -> None:
    data = fact.data
    answer = Answer(
        id=data["response"],
        n=fact.n,
        at=fact.at,
        round=data["round"],
        sending=data["sending"],
        chosen=data["move"],
        move=data["move"],
        words=data["words"],
        chosen_about=(data["version"], data["contribution"], data["aside"]),
        insight=data["insight"],
        contribution=data["contribution"],
    )
    _supersede(loop, answer)
    loop.answers[answer.id] = answer
    _lapse(loop, {"no-contact", "other", "asked-not"})
    for delivery in loop.deliveries.values():
        if delivery.round == answer.round:
            _prove(delivery, fact)
    _withdraw(loop, data["contributions"])


def _supersede(loop: Loop, later: Answer) -> None:
    """R10: the move that was chosen decides, whatever it was sorted into."""
    if loop.who == "group" or later.chosen not in MOVES_THAT_SUPERSEDE:
        return
    for earlier in loop.answers.values():
        if (
            earlier.chosen in MOVES_THAT_SUPERSEDE
            and _same_thing(earlier, later)
            and (later.sending is None or earlier.sending != later.sending)
            and is_open(loop, earlier)
        ):
            earlier.superseded = True


def _same_thing(earlier: Answer, later: Answer) -> bool:
    whole_round = later.chosen_about == (None, None, None)
    return earlier.chosen_about == later.chosen_about and (
        not whole_round or earlier.round == later.round
    )


def _withdraw(loop: Loop, contributions: list[int]) -> None:
    """R8: at once, and everywhere."""
    for c in contributions or ():
        if c in loop.said:
            loop.said[c].withdrawn = True
            loop.asides.pop(c, None)
            for pair in [pair for pair in loop.evidence if pair[0] == c]:
                _end_evidence(loop, pair)


def _response_sorted(loop: Loop, fact: Fact) -> None:
    answer = loop.answers[fact.data["response"]]
    answer.move = fact.data["move"]
    answer.insight = fact.data["insight"]
    answer.contribution = fact.data["contribution"]
    _withdraw(loop, fact.data["contributions"])


def _resolution_recorded(loop: Loop, fact: Fact) -> None:
    for response in fact.data["responses"]:
        if response in loop.answers:
            loop.answers[response].resolution = fact.data["resolution"]


def _loop_excepted(loop: Loop, fact: Fact) -> None:
    loop.excepted = fact.data["because"]


def _exception_lifted(loop: Loop, fact: Fact) -> None:
    loop.excepted = None


_HANDLERS: dict[str, Callable[[Loop, Fact], None]] = {
    "process_created": _promises,
    "promises_changed": _promises,
    "participant_added": _participant_added,
    "participant_changed": _participant_changed,
    "contribution_recorded": _contribution_recorded,
    "evidence_began": _evidence_began,
    "evidence_ended": _evidence_ended,
    "set_aside": _set_aside,
    "reason_changed": _reason_changed,
    "insight_drafted": _insight_drafted,
    "insight_versioned": _insight_versioned,
    "insight_succeeded": _insight_succeeded,
    "insight_withdrawn": _insight_withdrawn,
    "outcome_recorded": _outcome_recorded,
    "report_frozen": _report_frozen,
    "attempt_claimed": _attempt(None, "claimed"),
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
    "session_held": _session_held,
    "notice_counted": _notice_counted,
    "window_ended": _window_ended,
    "waiting_ended": _waiting_ended,
    "response_given": _response_given,
    "response_sorted": _response_sorted,
    "resolution_recorded": _resolution_recorded,
    "loop_excepted": _loop_excepted,
    "exception_lifted": _exception_lifted,
}

KINDS = frozenset(_HANDLERS)
