"""What a process can be like: who takes part, what they tell and answer, what becomes of it."""

from dataclasses import dataclass

from hypothesis import strategies as st

KINDS = ("person", "person", "person", "group", "unknown")
CHANNELS = ("email", "letter", "phone", "in_person", "none")
MOVES = {
    "insight": ("recognise", "nuance", "correct", "add", "disagree", "said"),
    "contribution": ("correct", "disagree", "withdraw", "said"),
    "round": ("said", "add", "disagree", "no-thanks"),
}
HOWS = ("dissent", "declined", "answered", "changed", "added")
INSIGHTS = 3


@dataclass(frozen=True)
class Telling:
    """Something that somebody tells: woven into some insights, or set aside, or left."""

    how: str = "verbatim"
    shareable: bool = True
    confidential: bool = False
    aside: bool = False
    insights: frozenset[int] = frozenset({0})


@dataclass(frozen=True)
class Answering:
    """What somebody answers to a round, and what the office does with it."""

    about: str = "insight"
    which: int = 0
    move: str = "disagree"
    words: bool = True
    how: str = "dissent"
    shareable: bool = True
    silent: bool = False


@dataclass(frozen=True)
class Somebody:
    """One who takes part. `member`: of the first group there is."""

    kind: str = "person"
    channel: str = "letter"
    language: str = "da"
    may_quote: bool | None = None
    protected: bool = False
    public: bool = False
    member: bool = False
    tells: tuple[Telling, ...] = (Telling(),)
    answers: tuple[Answering, Answering] = (Answering(), Answering(silent=True))


@dataclass(frozen=True)
class Plan:
    """A process from its first contribution to its closing round.

    `together`: those who disagree are answered as one. `turn`: what becomes of the first insight
    between two rounds. `excepted`: the last one's loop cannot be walked. `opens`: who gets a
    notice reads the report.
    """

    people: tuple[Somebody, ...]
    kind: str = "development"
    language: str = "da"
    mail: str = "report"
    together: bool = False
    turn: str = "none"
    excepted: bool = False
    decided_first: bool = False
    opens: bool = True


def tellings() -> st.SearchStrategy[Telling]:
    return st.builds(
        Telling,
        how=st.sampled_from(("verbatim", "retold", "observed")),
        shareable=st.booleans(),
        confidential=st.booleans(),
        aside=st.booleans(),
        insights=st.frozensets(st.integers(0, INSIGHTS - 1), max_size=2),
    )


@st.composite
def answerings(draw: st.DrawFn) -> Answering:
    about = draw(st.sampled_from(("insight", "insight", "contribution", "round")))
    return Answering(
        about,
        draw(st.integers(0, INSIGHTS - 1)),
        draw(st.sampled_from(MOVES[about])),
        draw(st.booleans()),
        draw(st.sampled_from(HOWS)),
        draw(st.booleans()),
        draw(st.integers(0, 4)) == 0,
    )


def somebodies() -> st.SearchStrategy[Somebody]:
    return st.builds(
        Somebody,
        kind=st.sampled_from(KINDS),
        channel=st.sampled_from(CHANNELS),
        language=st.sampled_from(("da", "en")),
        may_quote=st.sampled_from((None, True, False)),
        protected=st.booleans(),
        public=st.booleans(),
        member=st.booleans(),
        tells=st.lists(tellings(), min_size=1, max_size=2).map(tuple),
        answers=st.tuples(answerings(), answerings()),
    )


def plans() -> st.SearchStrategy[Plan]:
    return st.builds(
        Plan,
        people=st.lists(somebodies(), min_size=2, max_size=6).map(tuple),
        kind=st.sampled_from(("development", "development", "case")),
        language=st.sampled_from(("da", "en")),
        mail=st.sampled_from(("notice", "report")),
        together=st.booleans(),
        turn=st.sampled_from(("none", "merge", "split", "withdraw", "edit")),
        excepted=st.booleans(),
        decided_first=st.booleans(),
        opens=st.booleans(),
    )


# All that the rules know of people, in one process.
EVERYBODY = (
    Somebody(kind="group", may_quote=True, tells=(Telling(), Telling(aside=True))),
    Somebody(member=True, channel="email", may_quote=True),
    Somebody(may_quote=False, tells=(Telling(how="observed"), Telling(aside=True))),
    Somebody(protected=True, may_quote=True, tells=(Telling(confidential=True),)),
    Somebody(
        kind="unknown",
        public=True,
        tells=(Telling(shareable=False), Telling(shareable=False, aside=True)),
    ),
    Somebody(channel="phone", language="en", tells=(Telling(insights=frozenset({1})),)),
)
FULL = Plan(EVERYBODY)
FULL_CASE = Plan(EVERYBODY, kind="case")

# Disagreement that stands beside an insight, until its author takes the words back.
_ADDS = Answering(move="add", how="dissent")
_DISAGREES = Answering("contribution", 1, "disagree", how="dissent")
_TAKES_BACK = Answering("contribution", 1, "withdraw")
TAKEN_BACK = Plan(
    (
        Somebody(may_quote=True, answers=(_ADDS, _TAKES_BACK)),
        Somebody(may_quote=True, tells=(Telling(), Telling()), answers=(_DISAGREES, _TAKES_BACK)),
        Somebody(),
    )
)

# Six in all: enough to quote those whom nobody asked, the unknown among them.
MANY_PEOPLE = Plan(
    (
        *(Somebody(may_quote=quote) for quote in (None, None, False, True, None)),
        Somebody(kind="unknown", public=True, may_quote=False),
    )
)

# Everybody by e-mail, and nobody answers.
MAILED = Plan(
    tuple(
        Somebody(channel="email", language=language, answers=(Answering(silent=True),) * 2)
        for language in ("da", "en", "da")
    ),
    opens=False,
)
