"""Writing an insight as it was read: refused when somebody else has changed it meanwhile."""

from collections.abc import Sequence

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.commitment import Obstacle
from tracker.domain.contribution import Contribution
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.evidence import weave
from tracker.domain.insight import Insight, Source
from tracker.domain.marks import demand_unchanged, mark_of
from tracker.domain.office import Assumption
from tracker.domain.process import Process
from tracker.domain.response import Response
from tracker.domain.unshared import answered_in, said_in
from tracker.domain.versions import is_draft
from tracker.language.given import TEXT, text_given
from tracker.language.overlap import worst_runs
from tracker.weaving import services

# So many words in a row, said by somebody who has not let us share them, are warned of.
SAME_WORDS = 6


def mark(insight: Insight) -> str:
    """How an insight stands; another sign when somebody has changed it."""
    return mark_of(*_standing(insight))


def mark_of_assumption(row: Assumption) -> str:
    """How an assumption stands."""
    return mark_of(row.became, row.answer, row.insight_id)


def mark_of_source(row: Source) -> str:
    """How other knowledge stands."""
    return mark_of(*_of_source(row))


def mark_of_obstacle(row: Obstacle) -> str:
    """How an obstacle and its answer stand."""
    return mark_of(*_of_obstacle(row))


def _of_source(row: Source) -> tuple[str, ...]:
    return row.kind, row.stance, row.text, row.citation


def _of_obstacle(row: Obstacle) -> tuple[str, ...]:
    return row.text, row.owner, row.answer


def write(
    act: Act,
    insight: Insight,
    seen: str | None,
    text: str,
    reason: str = "",
    because: Sequence[Response] = (),
    wording_only: bool = False,
    anyway: bool = False,
) -> None:
    """Give an insight other words: a draft in place, else as a version with what changed and why.

    `anyway`: also with words that nobody has let us share.
    """
    hold(act, insight)
    demand_unchanged(seen, *_standing(insight))
    if _plain(text) == _plain(insight.current.text):
        raise BadInput("text", "changed_needs_new_words")
    demand_own_words(act, insight.process_id, text, anyway)
    if is_draft(insight):
        services.redraft(act, insight, text)
    else:
        services.edit_insight(act, insight, text, reason, because, wording_only)


def add(
    act: Act,
    process: Process,
    text: str,
    evidence: Sequence[Contribution],
    stance: str,
    anyway: bool,
) -> Insight:
    """Draft an insight, with the contributions that it is made of."""
    demand_own_words(act, process.id, text, anyway)
    insight = services.draft(act, process, text)
    weave(act, insight, evidence, stance)
    return insight


def merge(
    act: Act, process: Process, insights: Sequence[Insight], text: str, reason: str, anyway: bool
) -> Insight:
    """Make one insight of several."""
    demand_own_words(act, process.id, text, anyway)
    return services.merge_insights(act, process, insights, text, reason)


def split(
    act: Act,
    process: Process,
    insight: Insight,
    parts: Sequence[tuple[str, str, Sequence[Contribution]]],
    reason: str,
    anyway: bool,
) -> list[Insight]:
    """Make several insights of one; each part with the name of the field its words stand in."""
    for field, text, _ in parts:
        text_given(field, text, TEXT)
        demand_own_words(act, process.id, text, anyway, field)
    given = [(text, contributions) for _, text, contributions in parts]
    return services.split_insight(act, process, insight, given, reason)


def answer_assumption(
    act: Act,
    assumption: Assumption,
    seen: str | None,
    became: str,
    answer: str,
    insight: Insight | None,
) -> None:
    """Say what became of an assumption, unless somebody else has said so meanwhile."""
    hold(act, assumption)
    demand_unchanged(seen, assumption.became, assumption.answer, assumption.insight_id)
    services.answer_assumption(act, assumption, became, answer, insight)


def change_source(act: Act, source: Source, seen: str | None, *given: str) -> None:
    """Put other knowledge otherwise, unless somebody else has done so meanwhile."""
    hold(act, source)
    demand_unchanged(seen, *_of_source(source))
    services.change_source(act, source, *given)


def change_obstacle(act: Act, obstacle: Obstacle, seen: str | None, *given: str) -> None:
    """Put an obstacle otherwise, or the leadership's answer, unless somebody else has done so
    meanwhile."""
    hold(act, obstacle)
    demand_unchanged(seen, *_of_obstacle(obstacle))
    services.change_obstacle(act, obstacle, *given)


def demand_own_words(
    act: Act, process: int, text: str, anyway: bool = False, field: str = "text"
) -> None:
    """BadInput, naming the words, when they were said by somebody who has not let us share them."""
    if anyway:
        return
    said, shared = said_in(act.session, process)
    heard = said | answered_in(act.session, process)
    for worst in worst_runs({field: text}, heard, SAME_WORDS, shared).values():
        raise BadInput(field, "words_of_others", words=worst.run)


def _standing(insight: Insight) -> tuple[object, ...]:
    current = insight.current
    return current.id, current.text, is_draft(insight), insight.ending


def hold(act: Act, row: Insight | Assumption | Obstacle | Source) -> None:
    """Read it as it is now; nobody else changes it until this is over. Unseen when it is gone."""
    kind, number = type(row), row.id
    held = select(kind).where(kind.id == number).with_for_update()
    if act.session.scalars(held.execution_options(populate_existing=True)).first() is None:
        raise Unseen(kind.__tablename__, number)
    if isinstance(row, Insight):
        act.session.refresh(row, ["versions"])


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
