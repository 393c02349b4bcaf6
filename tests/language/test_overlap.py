import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.language.overlap import SharedRun, worst_runs
from tracker.language.text import same_text_key
from tracker.language.tokens import words


def naive(text: str, other: str) -> int:
    """Every start in the one against every start in the other."""
    mine, theirs = ([same_text_key(w) for w in words(t)] for t in (text, other))
    return max(
        (
            size
            for i in range(len(mine))
            for j in range(len(theirs))
            for size in range(1, min(len(mine) - i, len(theirs) - j) + 1)
            if mine[i : i + size] == theirs[j : j + size]
        ),
        default=0,
    )


def longest(text: str, other: str) -> tuple[int, str]:
    """How many words in a row both have, and the first such run as written in the text."""
    found = worst_runs({0: text}, {0: other}, 1).get(0)
    return (found.words, found.run) if found else (0, "")


@pytest.mark.parametrize(
    ("text", "other", "size", "run"),
    [
        ("Vi vil have en sti.", "Jeg siger: vi VIL have, en bænk", 4, "Vi vil have en"),
        ("Der er mørkt. Ved søen", "mørkt ved søen", 3, "mørkt. Ved søen"),
        ("På A\u030aen", "på åen", 2, "På A\u030aen"),
        ("en sti", "to veje", 0, ""),
        ("", "to veje", 0, ""),
        ("ja ja", "", 0, ""),
        # The first of two that are equally long.
        ("a b x c d", "c d y a b", 2, "a b"),
        ("kl. 10.30 i dag", "KL 10.30 I", 3, "kl. 10.30 i"),
    ],
)
def test_the_longest_run_is_told_as_the_text_has_it(text, other, size, run):
    assert longest(text, other) == (size, run)


SHORT = st.lists(st.sampled_from(["a", "B", "b", "å", "a\u030a", "c."]), max_size=9).map(" ".join)


@settings(deadline=None)
@given(SHORT, SHORT)
def test_the_longest_run_is_that_of_the_naive_search(text, other):
    size, run = longest(text, other)
    assert size == naive(text, other) == len(words(run))
    assert run in text


@settings(deadline=None)
@given(
    st.dictionaries(st.integers(0, 3), SHORT, max_size=3),
    st.dictionaries(st.integers(10, 15), SHORT, max_size=5),
    st.integers(1, 5),
)
def test_the_worst_of_many_is_that_of_one_by_one(texts, others, at_least):
    worst = worst_runs(texts, others, at_least)
    for text_id, text in texts.items():
        sizes = {other_id: naive(text, other) for other_id, other in others.items()}
        highest = max(sizes.values(), default=0)
        if highest < at_least:
            assert text_id not in worst
            continue
        first = next(other_id for other_id, size in sizes.items() if size == highest)
        size, run = longest(text, others[first])
        assert worst[text_id] == SharedRun(first, size, run)


def test_each_text_has_the_contribution_that_it_repeats_most():
    others = {
        "c1": "Jeg er bange for at gå hjem når det er mørkt",
        "c2": "Min søn er bange for at gå hjem når det er mørkt i parken",
    }
    texts = {
        "i1": "Nogle er bange for at gå hjem, når det er mørkt i parken.",
        "i2": "Nogle savner lys.",
    }
    assert worst_runs(texts, others, 6) == {
        "i1": SharedRun("c2", 12, "er bange for at gå hjem, når det er mørkt i parken")
    }
    assert worst_runs(texts, others, 13) == {}


def test_what_may_be_had_from_a_free_wording_is_no_run():
    others = {"c": "Min søn Ib er bange for at gå hjem når det er mørkt i parken"}
    free = {"c": "Et barn er bange for at gå hjem når det er mørkt i parken"}
    assert (
        worst_runs({"i": "Nogen er bange for at gå hjem når det er mørkt"}, others, 6, free) == {}
    )
    assert worst_runs({"i": "Hun sagde: min søn Ib er bange for"}, others, 6, free) == {
        "i": SharedRun("c", 6, "min søn Ib er bange for")
    }


def test_a_run_has_at_least_one_word():
    with pytest.raises(ValueError, match="one word"):
        worst_runs({}, {}, 0)


def test_fifty_insights_against_five_thousand_contributions_are_quick():
    # All begin alike, as answers to one question do; every text shares that with all of them.
    opening = "Jeg synes at det er godt at vi"
    others = {
        n: f"{opening} " + " ".join(f"ord{(n * k) % 3001}" for k in range(1, 100))
        for n in range(5_000)
    }
    texts = {n: f"{opening} hører {others[n * 90][31:300]}" for n in range(50)}
    begun = time.perf_counter()
    worst = worst_runs(texts, others, 6)
    assert time.perf_counter() - begun < 10  # 1 s on a slow machine
    assert len(worst) == 50
    assert worst[7].other == 630
