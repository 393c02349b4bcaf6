"""An insight's wording in other languages, for those who read their report in them."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select

from tracker.domain.act import Act
from tracker.domain.errors import BadInput, Unseen
from tracker.domain.insight import Insight, InsightTranslation, InsightVersion
from tracker.domain.marks import demand_unchanged, mark_of
from tracker.domain.process import Process
from tracker.domain.versions import demand_living
from tracker.language.given import TEXT, text_given
from tracker.reports.approvals import offered_beside
from tracker.reports.languages import Language, language
from tracker.weaving.as_read import demand_own_words, hold, mark


class Spoken(NamedTuple):
    """A language that an insight can be worded in; `people` read their report in it.

    `latest` is what was written last; it may be of other words than the insight's own by now.
    """

    language: Language
    people: int
    latest: InsightTranslation | None

    @property
    def is_begun(self) -> bool:
        return self.latest is not None

    @property
    def is_current(self) -> bool:
        return (
            self.latest is not None and self.latest.of == self.latest.version.insight.current.text
        )


def spoken(act: Act, process: Process, insight: Insight) -> list[Spoken]:
    """The languages that reports are offered in beside the process's, the most read first."""
    written = _latest(act, insight)
    beside = offered_beside(act.session, process)
    return [Spoken(language(code), people, written.get(code)) for code, people in beside.items()]


def one_spoken(act: Act, process: Process, insight: Insight, code: str) -> Spoken:
    """One of them, or Unseen."""
    found = (each for each in spoken(act, process, insight) if each.language.code == code)
    one = next(found, None)
    if one is None:
        raise Unseen("language", code)
    return one


def translate(act: Act, insight: Insight, code: str, text: str) -> InsightTranslation:
    """Keep what an insight says now in another language; what was written of it before is replaced.

    BadInput for a language that nobody can be given a report in, or the process's own.
    """
    demand_living(insight)
    known = offered_beside(act.session, insight.process)
    if code not in known:
        raise BadInput("language", "not_a_language", value=code, known=", ".join(known))
    text = text_given("text", text, TEXT)
    version = insight.current
    query = select(InsightTranslation).where(
        InsightTranslation.version_id == version.id, InsightTranslation.language == code
    )
    row = act.session.scalars(query).first()
    if row is None:
        row = InsightTranslation(version_id=version.id, language=code)
        act.session.add(row)
    row.text, row.of = text, version.text
    row.user_id, row.at = act.actor.id, act.now
    act.session.flush()
    return row


def mark_of_translation(insight: Insight, one: Spoken) -> str:
    """How an insight and its wording in a language stand."""
    return mark_of(*_standing(insight, one))


def translate_as_read(
    act: Act,
    process: Process,
    insight: Insight,
    code: str,
    seen: str | None,
    text: str,
    anyway: bool = False,
) -> InsightTranslation:
    """The same, unless somebody has changed either text meanwhile.

    `anyway`: also with words that nobody has let us share.
    """
    hold(act, insight)
    demand_unchanged(seen, *_standing(insight, one_spoken(act, process, insight, code)))
    demand_own_words(act, process.id, text, anyway)
    return translate(act, insight, code, text)


def _standing(insight: Insight, one: Spoken) -> tuple[object, ...]:
    return mark(insight), one.latest and one.latest.text


def _latest(act: Act, insight: Insight) -> Mapping[str, InsightTranslation]:
    query = (
        select(InsightTranslation)
        .join(InsightVersion, InsightVersion.id == InsightTranslation.version_id)
        .where(InsightVersion.insight_id == insight.id)
        .order_by(InsightVersion.number)
        .execution_options(populate_existing=True)
    )
    return {row.language: row for row in act.session.scalars(query)}
