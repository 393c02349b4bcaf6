"""No clause of the rules can be taken out unnoticed, and the check that says so can fail."""

import pytest

from tests.mutation_table import MUTATIONS, Mutation
from tests.mutations import flaws, gaps, rules

STEPS = "domain/steps.py"
POLICIES = "domain/policies.py"
WITHDRAWN = 'if answer.move == "withdraw":'


def test_every_rule_has_a_mutation_or_is_awaited() -> None:
    assert [rules()[0], rules()[-1], len(rules())] == ["R1", "R24", 24]
    assert gaps(rules()) == []


def test_no_clause_can_be_taken_out_unnoticed() -> None:
    assert flaws(MUTATIONS) == []


PROVE_NOTHING = {
    Mutation("R8", STEPS, WITHDRAWN, WITHDRAWN): "it survived",
    Mutation("R22", STEPS, WITHDRAWN, "if False:"): "it survived",
    Mutation("R8", STEPS, WITHDRAWN, "if answer.move =="): "no assertion failed",
    Mutation("R8", STEPS, WITHDRAWN, "if answer.mood:"): "no assertion failed",
    Mutation("R0", STEPS, WITHDRAWN, "if False:"): "no test is marked R0",
    Mutation("R8", STEPS, "if answer.mood:", "if False:"): "the snippet stands 0 times",
    Mutation("R8", STEPS, "return False", "return True"): "the snippet stands",
    # Of what happens as a file is imported.
    Mutation("R8", POLICIES, '{"manager"}', '{"caseworker"}'): "it survived",
}


def test_mutations_that_prove_nothing_are_reported() -> None:
    for flaw, (mutation, why) in zip(flaws([*PROVE_NOTHING]), PROVE_NOTHING.items(), strict=True):
        assert flaw.startswith(f"{mutation.rule}: {why}")


@pytest.mark.parametrize(
    ("numbers", "mutated", "awaited", "gap"),
    [
        (["R1", "R2"], ["R1"], set(), "R2 has no mutation"),
        (["R1", "R2"], ["R1", "R2"], {"R2"}, "R2 has a mutation: it is awaited no more"),
        (["R1"], ["R1", "R2"], set(), "R2 is no rule of docs/loop.md"),
        (["R1"], ["R1"], {"R2"}, "R2 is no rule of docs/loop.md"),
        (["R1", "R2"], ["R1"], {"R2"}, None),
    ],
)
def test_a_rule_without_a_mutation_is_reported(
    numbers: list[str], mutated: list[str], awaited: set[str], gap: str | None
) -> None:
    table = [Mutation(rule, STEPS, "", "") for rule in mutated]
    assert gaps(numbers, table, frozenset(awaited)) == ([] if gap is None else [gap])
