"""A round's letters in one file for the printer, and its poster."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, NamedTuple

from tracker.domain.act import Act
from tracker.domain.errors import RuleBroken
from tracker.domain.round import Delivery, Round
from tracker.reports.freezing import documents_of, outside_of
from tracker.reports.paper.index_sheet import Batch, Spoilt
from tracker.reports.paper.poster import poster_of
from tracker.returning.queries import Letters

if TYPE_CHECKING:
    from tracker.reports.paper.pdf import Letter

# A file of many letters is kept on disk when it is larger.
IN_MEMORY = 16_000_000
READ_TOGETHER = 64


class Printed(NamedTuple):
    """Letters in one file, to be read from its beginning; it is gone when it is closed.

    `spoilt`: those that could not be made, and are left out.
    """

    file: IO[bytes]
    spoilt: list[Spoilt]


def printed(
    act: Act,
    found: Letters,
    told: Callable[[int], object] = lambda _: None,
    *,
    index: bool = True,
) -> Printed:
    """Letters in one file; `told` hears of how many more.

    Several begin with an index of them, and lie as it says; without one they stand in the order of
    the deliveries. Protected addresses are printed: who asks has left those out that were not
    confirmed. RuleBroken when there are no letters, or when one that has no index to name it, or
    every one, cannot be made.
    """
    from tracker.reports.paper.press import Unprintable, letters

    if not found.deliveries:
        raise RuleBroken("no_letters")
    file = SpooledTemporaryFile(IN_MEMORY, dir=str(act.settings.instance))
    batch = _batch(act, found) if index and len(found.deliveries) > 1 else None
    try:
        spoilt = letters(_letters(act, found.deliveries), file, told, batch)
    except Unprintable as error:
        file.close()
        slip = found.deliveries[error.number - 1].slip_code
        raise RuleBroken("letter_unprintable", slip=slip) from error
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return Printed(file, spoilt)


def poster(act: Act, round_: Round) -> bytes:
    """The round for a wall; RuleBroken when there is nothing that everybody may read."""
    shown = poster_of(act.session, round_, act.settings.base_url, act.now)
    # It takes a second to import.
    from tracker.reports.paper.pdf import poster_as_pdf

    return poster_as_pdf(shown)


def _batch(act: Act, found: Letters) -> Batch:
    round_ = found.deliveries[0].round
    process = round_.process
    return Batch(
        language=process.language,
        process=process.title,
        round=round_.id,
        department=process.department.name,
        made=act.now,
        protected=found.protected,
        confided=found.confided,
        otherwise=found.otherwise,
        hidden=any(each.participant.protected_address for each in found.deliveries),
        demo=process.demo,
    )


def _letters(act: Act, deliveries: Sequence[Delivery]) -> Iterator[Letter]:
    """What stands in the letters, read as they are made: all at once would be much to hold."""
    from tracker.reports.paper.pdf import Letter

    for at in range(0, len(deliveries), READ_TOGETHER):
        some = deliveries[at : at + READ_TOGETHER]
        documents = documents_of(act.session, some)
        for delivery in some:
            outside = outside_of(delivery, act.settings, act.now, protected=True)
            yield Letter(documents[delivery.id], outside, delivery.participant.large_print)
