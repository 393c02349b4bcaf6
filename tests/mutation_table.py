"""What is taken out of the rules, one clause at a time; a test of that rule is to notice.

A row names the rule, the file below `tracker/`, a snippet that stands there exactly once, and
what takes its place; a rule kept elsewhere than in the pure function names its tests too.
"""

from typing import NamedTuple


class Mutation(NamedTuple):
    rule: str
    file: str
    old: str
    new: str
    tests: str = "tests/domain"


# Rules without a mutation as yet; a number leaves the list with its first.
AWAITED: frozenset[str] = frozenset()

ANSWERING = "domain/answering.py"
CLOSING = "domain/closing.py"
FACTS = "domain/facts.py"
FOLD = "domain/fold.py"
LOOP = "domain/loop.py"
NEXT = "domain/next_action.py"
POLICIES = "domain/policies.py"
REACHING = "domain/reaching.py"
SECONDING = "domain/seconding.py"
STEPS = "domain/steps.py"
UNDOING = "domain/undoing.py"
VERSIONS = "domain/versions.py"
VOICES = "domain/voices.py"
WEAVING = "weaving/undoing.py"
WORKDAYS = "domain/workdays.py"
# Through the services, and not by bare facts.
CALLING_BACK = "tests/stories/test_calling_back.py"
SIGNING = "tests/stories/test_signing.py"
SORTING = "tests/stories/test_later_stories.py::test_30_"
TAKING_BACK = "tests/stories/test_undoing.py::test_what_"
UNWEAVING = "tests/stories/test_undoing_weaving.py"
TOLD = "tests/stories"

MUTATIONS = (
    Mutation(
        "R1",
        FACTS,
        "sorted(c for c, said in self.said.items() if not said.withdrawn)",
        "sorted(self.said)",
    ),
    Mutation("R1", FOLD, "    loop.asides.pop(pair[0], None)\n", ""),
    Mutation("R1", FOLD, 'aside.id == fact.data["aside"]', "True"),
    Mutation("R1", FOLD, 'aside.reason = fact.data["reason"]', "pass"),
    Mutation("R1", STEPS, "return present or any(", "return any("),
    Mutation("R1", STEPS, "n >= first and shown & keys", "shown & keys"),
    Mutation("R1", LOOP, "step = min((s.step", "step = max((s.step"),
    Mutation("R1", STEPS, 'strand.aside is not None or delivery.purpose == "qualify"', "True"),
    Mutation("R1", STEPS, "strand.aside is not None or delivery.purpose", "delivery.purpose"),
    Mutation("R1", STEPS, "if key in delivery.shown:", "if False:"),
    Mutation("R1", STEPS, "answer.n >= first and ", ""),
    Mutation("R1", STEPS, "answer.n >= first", "answer.n > first"),
    Mutation("R1", STEPS, ' and decision.use != "undecided"', ""),
    Mutation("R1", STEPS, "[frozenset(loop.current[strand.insight]), ", "["),
    Mutation("R1", STEPS, ', frozenset({("outcome", decision.id)})]', "]"),
    Mutation("R1", FOLD, 'fact.kind == "contribution_recorded"', "False"),
    Mutation(
        "R1",
        FOLD,
        'fact.n < undone.get(("contribution_undone", fact.data["contribution"]), fact.n)',
        '("contribution_undone", fact.data["contribution"]) in undone',
    ),
    Mutation("R1", FOLD, '(_UNDONE_BY_NUMBER.get(fact.kind, ""), fact.n) in undone', "False"),
    Mutation("R1", FOLD, '    "set_aside": "setting_aside_undone",\n', ""),
    Mutation(
        "R2",
        WEAVING,
        "if _told_since(act, contribution.process_id, ",
        "if False and _told_since(act, contribution.process_id, ",
        UNWEAVING,
    ),
    Mutation(
        "R1", WEAVING, "values(ended_event_id=next_woven)", "values(ended_event_id=0)", UNWEAVING
    ),
    Mutation("R2", WEAVING, "    _demand_untold(act, insight, min(numbers))\n", "", UNWEAVING),
    Mutation("R16", WEAVING, ', Event.kind == "evidence_began"', "", UNWEAVING),
    Mutation("R1", FOLD, '"participant" in fact.data and ', "False and "),
    Mutation("R1", UNDOING, "Delivery.event_id > Contribution.event_id", "False", TAKING_BACK),
    Mutation(
        "R1",
        UNDOING,
        "[*referring, _reported_since(some), _quoted(some)]",
        "referring",
        TAKING_BACK,
    ),
    Mutation("R1", UNDOING, ", _quoted(some)]", "]", TAKING_BACK),
    Mutation("R1", UNDOING, "    search.forget(act.session, list(whose))\n", "", TAKING_BACK),
    Mutation("R2", FOLD, 'if fact.data.get("delivery") in called_back:', "if False:"),
    Mutation("R2", FOLD, 'undone.get(("round_called_back", f.data["round"]), f.n)', "f.n + 1"),
    Mutation("R2", UNDOING, "    if _has_left(act, round_):\n", "    if False:\n", CALLING_BACK),
    Mutation("R2", UNDOING, '(Attempt.reason == "")', "True", CALLING_BACK),
    Mutation("R2", UNDOING, 'DeliveryStanding.state == "reached"', "False", CALLING_BACK),
    Mutation(
        "R2",
        UNDOING,
        ".values(token_hash=None, link_until=None)",
        ".values(slip_code=Delivery.slip_code)",
        CALLING_BACK,
    ),
    Mutation(
        "R2",
        UNDOING,
        'Attempt.state == "waiting")\n        .values',
        "False)\n        .values",
        CALLING_BACK,
    ),
    Mutation("R4", FACTS, "else self.tells & self.shown.keys()", "else frozenset()"),
    Mutation("R2", FACTS, "self.tells if self.reached_since is not None else ", ""),
    Mutation("R2", STEPS, "in delivery.told & keys\n", "in delivery.told\n"),
    Mutation("R3", STEPS, "if delivery.n > since]", "]"),
    Mutation("R3", STEPS, "delivery.n > loop.since(strand) and ", ""),
    Mutation("R3", STEPS, "if not (exempt or told):", "if not told:"),
    Mutation("R3", FOLD, "loop.said[pair[0]].response is not None and ", ""),
    Mutation("R3", FOLD, " and _has_qualified(loop, pair[1])", ""),
    Mutation("R3", FOLD, "min([*began, loop.evidence.get(pair, fact.n)])", "fact.n"),
    Mutation("R3", FOLD, "{pair} if c in exempt else set()", "set()"),
    Mutation("R4", FACTS, 'self.state == "sent" and self.via != "file"', 'self.state == "sent"'),
    Mutation("R4", FACTS, 'in {"letter", "call", "public"}', 'in {"call", "public"}'),
    Mutation("R4", FACTS, 'in {"letter", "call", "public"}', 'in {"letter", "public"}'),
    Mutation("R4", FACTS, "return bool(self.proofs) or self._carried", "return self._carried"),
    Mutation("R4", FOLD, "            prove(delivery, fact)\n", "            pass\n"),
    Mutation("R4", FOLD, "if delivery.round == answer.round:", "if True:"),
    Mutation("R4", REACHING, "return loop.public_return and ", "return "),
    Mutation("R4", REACHING, 'attempt.state, attempt.n = "failed", fact.n', "pass"),
    Mutation("R4", FACTS, "if not self.reached:", "if False:"),
    Mutation("R4", REACHING, 'if delivery.round == fact.data["round"]:', "if True:"),
    Mutation(
        "R4",
        REACHING,
        "delivery.shown_at = min(",
        "prove(delivery, fact)\n            delivery.shown_at = min(",
    ),
    Mutation(
        "R4", REACHING, 'state = "sent" if fact.data["sent"] else "waiting"', 'state = "sent"'
    ),
    Mutation("R5", FACTS, ") and self.notice_may_count", ")"),
    Mutation("R5", FACTS, "(self._is_past(self.counted) or self.over) and ", ""),
    Mutation("R5", FACTS, "self._is_past(self.counted) or", "self.counted is not None or"),
    Mutation(
        "R5", FACTS, "(self._is_past(self.counted) or self.over)", "self._is_past(self.counted)"
    ),
    Mutation("R5", FACTS, "True in stand and False in stand", "False in stand"),
    Mutation("R5", FACTS, "True in stand and False in stand", "True in stand"),
    Mutation("R5", FACTS, '(self.mail == "report" and attempt', "(attempt"),
    Mutation("R5", FACTS, "not self.proofs and ", ""),
    Mutation("R5", FACTS, "not self.proofs and not self._carried", "True"),
    Mutation("R6", FACTS, "min(moments, default=None)", "max(moments, default=None)"),
    Mutation("R6", FACTS, "timedelta(days=self.days)", "timedelta(days=21)"),
    Mutation(
        "R6",
        FACTS,
        "if self.shown_at is not None:\n            moments",
        "if False:\n            moments",
    ),
    Mutation("R6", FACTS, "by_voice = self.channel in", "by_voice = self.channel not in"),
    Mutation("R6", LOOP, "timedelta(days=delivery.days) / 2", "timedelta(days=delivery.days)"),
    Mutation("R6", LOOP, " and unanswered(loop, delivery)", ""),
    Mutation("R6", LOOP, "if unread or (", "if ("),
    Mutation("R6", LOOP, " or loop.excepted is not None", ""),
    Mutation("R7", FACTS, "timedelta(days=5)", "timedelta(days=0)"),
    Mutation("R7", FACTS, "self.over and not self.trouble", "not self.trouble"),
    Mutation("R7", FACTS, "self.over and not self.trouble", "self.over"),
    Mutation("R7", FACTS, " and (self._public or bool(self.reminders))", ""),
    Mutation("R7", FACTS, "(self._public or bool(self.reminders))", "bool(self.reminders)"),
    Mutation(
        "R7", FACTS, "self.over = self._is_past(self.ended)", "self.over = self.ended is not None"
    ),
    Mutation("R7", STEPS, "delivery.over if strand.aside is not None else ", ""),
    Mutation("R7", STEPS, "            if can_qualify(strand, delivery)\n        ]", "        ]"),
    Mutation(
        "R7",
        STEPS,
        "by_silence(loop, strand) and not by_answer(loop, strand)",
        "by_silence(loop, strand)",
    ),
    Mutation("R8", STEPS, 'if answer.move == "withdraw":', "if False:"),
    Mutation("R8", FOLD, "            loop.said[c].withdrawn = True\n", ""),
    Mutation("R8", FOLD, "            loop.asides.pop(c, None)\n", ""),
    Mutation("R8", FOLD, '    answer.move = fact.data["move"]\n', ""),
    Mutation("R8", FOLD, '    answer.insight = fact.data["insight"]\n', ""),
    Mutation("R8", FOLD, '    answer.contribution = fact.data["contribution"]\n', ""),
    Mutation("R8", FOLD, '    _withdraw(loop, fact.data["contributions"])\n', ""),
    Mutation("R8", ANSWERING, 'if response.move != "said":', "if False:", SORTING),
    Mutation("R9", STEPS, "return answer.words or answer.move in", "return answer.move in"),
    Mutation("R9", STEPS, 'in {"nuance", "correct", "add", "disagree"}', "in set()"),
    Mutation("R9", STEPS, '{"withdraw", "no-thanks"}', '{"no-thanks"}'),
    Mutation("R9", STEPS, "answer.resolution is not None or answer", "answer"),
    Mutation("R10", FOLD, 'loop.who != "person" or ', ""),
    Mutation("R10", FOLD, "later.chosen not in MOVES_THAT_SUPERSEDE", "False"),
    Mutation("R10", FOLD, "earlier.chosen in MOVES_THAT_SUPERSEDE", "True"),
    Mutation("R10", FOLD, "earlier.chosen in", "earlier.move in"),
    Mutation("R10", FOLD, "            and _same_thing(earlier, later)\n", ""),
    Mutation("R10", FOLD, "earlier.sending != later.sending", "True"),
    Mutation("R10", FOLD, "            and is_open(loop, earlier)\n", ""),
    Mutation("R10", FOLD, "earlier.round == later.round", "True"),
    Mutation("R11", STEPS, "= named or strands", "= named"),
    Mutation(
        "R11",
        STEPS,
        "d.tells & loop.ever(strand) for d in _of_round(loop, round_id)",
        "d.tells & loop.ever(strand) for d in loop.deliveries.values()",
    ),
    Mutation(
        "R11",
        STEPS,
        "loop.related(answer.insight, strand.insight)",
        "answer.insight == strand.insight",
    ),
    Mutation("R11", STEPS, "answer.contribution == strand.contribution", "True"),
    Mutation("R11", STEPS, "loop.said[answer.contribution].withdrawn", "False"),
    Mutation("R11", FACTS, "one in self.lineage.get(other, ()) or ", ""),
    Mutation(
        "R12",
        FOLD,
        "answer.resolution, answer.led_to = fact.data",
        "answer.resolution, answer.led_to = answer.resolution or fact.data",
    ),
    Mutation("R12", FOLD, 'in fact.data["responses"] if', 'in fact.data["responses"][:1] if'),
    Mutation("R12", FOLD, 'fact.data["responses"] if r in loop.answers', "loop.answers"),
    Mutation("R12", STEPS, ", *_resolutions(loop, strand)]", "]"),
    Mutation("R13", STEPS, "        or by_waiver(loop, strand)\n", ""),
    Mutation("R13", FOLD, " and loop.excepted is None", ""),
    Mutation("R13", FOLD, " and step < Step.QUALIFIED", ""),
    Mutation("R13", FOLD, 'data["decided_first"] and ', ""),
    Mutation("R13", FOLD, "    loop.waived.discard(pair)\n", ""),
    Mutation("R13", LOOP, "n >= Step.RETURNED and ", ""),
    Mutation(
        "R14", NEXT, "return decision.expected if was_told else None", "return decision.expected"
    ),
    Mutation("R14", NEXT, "decision is None or decision.passed else", "decision is None else"),
    Mutation("R14", FOLD, 'decision.id == fact.data["outcome"]', "True"),
    Mutation(
        "R14", LOOP, "decision.expected < local_date(now)", "decision.expected <= local_date(now)"
    ),
    Mutation("R15", FOLD, 'loop.current[insight] if fact.data["wording_only"] else set()', "set()"),
    Mutation("R15", FOLD, ' if fact.data["wording_only"] else set()', ""),
    Mutation(
        "R15",
        VERSIONS,
        "not any(version.frozen for version in insight.versions)",
        "not insight.current.frozen",
        TOLD,
    ),
    Mutation("R16", FOLD, "*(loop.lineage[p] for p in predecessors)", ""),
    Mutation("R16", FOLD, "loop.lineage[insight].union(", "frozenset({insight}).union("),
    Mutation(
        "R16",
        FOLD,
        "        loop.lineage[insight] = loop",
        "        decided = [loop.decisions[p] for p in predecessors if p in loop.decisions]\n"
        "        loop.decisions.update(dict.fromkeys([insight] if decided else [], *decided[:1]))\n"
        "        loop.lineage[insight] = loop",
    ),
    Mutation("R16", FOLD, "{pair} if c in waived else set()", "set()"),
    Mutation("R16", FOLD, "    for pair in began:\n        _end_evidence(loop, pair)\n", ""),
    Mutation("R16", FOLD, "0 if pair in loop.exempt else n for", "n for"),
    Mutation("R16", STEPS, "told & loop.versions_of(insight) and ", ""),
    Mutation("R16", STEPS, ' and ("withdrawal", insight) not in told', ""),
    Mutation("R16", STEPS, "loop.deliveries.values() if d.n > since)", "loop.deliveries.values())"),
    Mutation("R16", STEPS, "for insight in _owing(loop)]", "for insight in ()]"),
    Mutation("R17", LOOP, "stale=is_open and loop.was_closed", "stale=loop.was_closed"),
    Mutation("R17", FOLD, "min(after.values()) == Step.CLOSED", "Step.CLOSED in after.values()"),
    Mutation("R17", FOLD, "        loop.was_closed = True\n", "        loop.was_closed = False\n"),
    Mutation("R18", FOLD, 'loop.lapse("asked-not")', "pass"),
    Mutation("R18", FOLD, 'loop.lapse("no-contact", "other")', "pass"),
    Mutation(
        "R18",
        FOLD,
        'loop.lapse("no-contact", "other")',
        'loop.lapse("no-contact", "asked-not", "other")',
    ),
    Mutation(
        "R18", FOLD, 'lapse("no-contact", "other", "asked-not")', 'lapse("no-contact", "other")'
    ),
    Mutation("R18", FOLD, 'loop.lapse("no-contact", "other", "asked-not")', "loop.excepted = None"),
    Mutation(
        "R18", REACHING, 'loop.lapse("no-contact", "other")\n    return _attempt', "return _attempt"
    ),
    Mutation(
        "R18", REACHING, 'return False\n    loop.lapse("no-contact", "other")', "return False"
    ),
    Mutation("R18", LOOP, 'return "excepted"', 'return "closed"'),
    Mutation(
        "R18",
        LOOP,
        'if step is None:\n        return "ended"',
        "if step is None:\n        return loop.excepted or 'ended'",
    ),
    Mutation("R18", SECONDING, "and more > left", "and more > left + 1"),
    Mutation("R18", SECONDING, "100 - excepted", "100"),
    Mutation("R18", FACTS, "all(s.withdrawn for s", "any(s.withdrawn for s"),
    Mutation("R20", LOOP, "end is None or end > now or", "end is None or"),
    Mutation("R20", LOOP, "end > now or delivery.over", "end > now"),
    Mutation(
        "R20",
        LOOP,
        "not delivery.reached and delivery.notice_may_count",
        "delivery.notice_may_count",
    ),
    Mutation("R20", LOOP, "and not decision.passed\n", "\n"),
    Mutation("R20", LOOP, "[*windows_over(loop, now), *waits_over", "[*waits_over"),
    Mutation(
        "R20",
        LOOP,
        "*windows_over(loop, now), *waits_over(loop, now)]",
        "*windows_over(loop, now)]",
    ),
    Mutation("R21", NEXT, "if last.uncertain:", "if False:"),
    Mutation("R21", NEXT, "max(deliveries, key=", "min(deliveries, key="),
    Mutation(
        "R21",
        NEXT,
        "d.tells & keys and (step == Step.WOVEN or can_qualify(strand, d))",
        "d.tells & keys",
    ),
    Mutation("R21", NEXT, "step == Step.WOVEN or can_qualify", "can_qualify"),
    Mutation("R21", NEXT, "all(alternatives & d.tells", "any(alternatives & d.tells"),
    Mutation("R21", NEXT, "if undecided_told(loop, strand):", "if False:"),
    Mutation("R21", NEXT, "decision is None or decision.passed:", "decision is None:"),
    Mutation("R21", NEXT, '"return", "tell", "await"', '"await", "return", "tell"'),
    Mutation("R21", LOOP, 'if is_open else "none"', "if step is not None else 'none'"),
    Mutation(
        "R21", LOOP, "(s.action for s in strands if s.step == step)", "(s.action for s in strands)"
    ),
    Mutation("R21", FACTS, "            return self.over\n", "            return False\n"),
    Mutation("R21", FACTS, "            self.stopped\n            or ", "            "),
    Mutation("R21", FACTS, '            or self.channel != "email"\n', ""),
    Mutation("R21", FACTS, "            or self.over\n", ""),
    Mutation("R21", FACTS, 'if a.state in {"sent", "failed"}]', "]"),
    Mutation("R21", FACTS, "max(final, key=lambda a: a.n)", "final[-1]"),
    Mutation("R22", WORKDAYS, "day.weekday() >= 5 or ", ""),
    Mutation("R22", WORKDAYS, " or day in _holidays()", ""),
    Mutation("R22", WORKDAYS, "instant.astimezone(COPENHAGEN)", "instant"),
    Mutation("R22", FACTS, "self.recorded if too_old else self.at", "self.at"),
    Mutation("R22", NEXT, "latest = max((end", "latest = min((end"),
    Mutation("R22", NEXT, "return undecided_told(loop, strand) or promised", "return promised"),
    Mutation("R22", NEXT, "return min(waiting, default=", "return max(waiting, default="),
    Mutation("R22", NEXT, "if is_open(loop, a)]", "]"),
    Mutation("R22", NEXT, "loop.days_to_close", "loop.days_to_return"),
    Mutation("R22", FOLD, "if was < level <= step", "if level <= step"),
    Mutation("R22", FOLD, "loop.created = loop.created or fact.at", "loop.created = fact.at"),
    Mutation("R22", LOOP, "due=min((s.due", "due=max((s.due"),
    Mutation("R22", LOOP, "(today - standing.due).days, 0)", "(today - standing.due).days + 1, 0)"),
    Mutation("R24", STEPS, '"add", "disagree"}', '"add"}'),
    Mutation(
        "R24", FACTS, "return self.insight is None and self.contribution is None", "return False"
    ),
    Mutation("R24", STEPS, "_was_told_by(loop, answer.round, strand)", "True"),
    Mutation("R19", VOICES, " and n not in told_by_group", ""),
    Mutation("R19", VOICES, "self.people + len(self.groups)", "self.people + sum(self.groups)"),
    Mutation("R23", CLOSING, 'LoopRow.state == "open"', 'LoopRow.state != "closed"'),
    Mutation("R23", CLOSING, 'DeliveryStanding.state == "uncertain"', "False"),
    Mutation("R23", CLOSING, "timedelta(hours=72)", "timedelta(hours=12)"),
    Mutation("R23", CLOSING, "            ~DeliveryStanding.opened,\n", ""),
    Mutation("R23", CLOSING, '("file", "demo")', '("demo",)'),
    Mutation("R23", POLICIES, '{"manager"}', '{"manager", "caseworker"}', SIGNING),
)
