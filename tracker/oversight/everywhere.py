"""The indicators of all departments together: sums of what is published, and of nothing else.

No exact count may be read here. docs/decisions/0015 says why.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median_low
from typing import Any, NamedTuple

from sqlalchemy import func, select

from tracker.domain.act import Act
from tracker.domain.people import Department
from tracker.domain.process import Process
from tracker.domain.published import (
    AMONG,
    MEDIAN,
    PROMISES,
    RETURNED,
    STAGES,
    Publication,
    PublishedCell,
)
from tracker.oversight.board import Asked, Rows, narrowed
from tracker.oversight.indicators import Figures

# Weeks that one chooses among.
WEEKS = 26
INDICATORS = (
    ("returned", "contributed", ("waiting",)),
    ("by_answer", "contributed", ()),
    ("by_silence", "contributed", ()),
    ("by_waiver", "contributed", ()),
    ("with_changed", "contributed", ()),
    ("with_unused", "contributed", ()),
    ("promise_kept", "promises_due", ("promise_broken", "promise_late", "promise_open")),
    ("first", "contributed", ()),
)


class Everywhere(NamedTuple):
    """What is said of all departments in a week, and of each; by number, with their names."""

    whole: Figures
    departments: Mapping[int, Figures]
    names: Mapping[int, str]
    # Whether those it is said of are invented, as far as some are.
    demos: Sequence[Any]


def weeks(act: Act) -> Sequence[Publication]:
    """The weeks of which something is said, the newest first."""
    query = select(Publication).order_by(Publication.week.desc()).limit(WEEKS)
    return act.session.scalars(query).all()


def everywhere(act: Act, asked: Asked, week: date) -> Everywhere:
    """The sums of a week's cells over the processes asked for, whoever may see these."""
    counts: Rows = (
        select(Process.department_id, PublishedCell.cell, func.sum(PublishedCell.value))
        .where(PublishedCell.cell != MEDIAN)
        .group_by(Process.department_id, PublishedCell.cell)
    )
    cells: dict[int, dict[str, int]] = defaultdict(dict)
    for department, cell, value in act.session.execute(_of_week(counts, asked, week)):
        cells[department][cell] = value
    medians: dict[int, list[int]] = defaultdict(list)
    middles: Rows = select(Process.department_id, PublishedCell.value).where(
        PublishedCell.cell == MEDIAN
    )
    for department, value in act.session.execute(_of_week(middles, asked, week)):
        medians[department].append(value)
    whole = {
        name: sum(of.get(name, 0) for of in cells.values()) for name in (*STAGES, *AMONG, *PROMISES)
    }
    names = departments(act)
    return Everywhere(
        _figures(whole, [value for of in medians.values() for value in of]),
        {number: _figures(cells[number], medians[number]) for number in names if cells[number]},
        names,
        act.session.execute(_of_week(select(Process.demo).distinct(), asked, week)).all(),
    )


def _of_week(query: Rows, asked: Asked, week: date) -> Rows:
    query = query.join_from(PublishedCell, Process, Process.id == PublishedCell.process_id)
    return narrowed(query.where(PublishedCell.week == week), asked)


def _figures(said: Mapping[str, int], medians: Sequence[int]) -> Figures:
    """Everything that is shown is a sum of what is said, or the middle one of the medians."""
    counts = dict.fromkeys((*STAGES, *AMONG, *PROMISES), 0) | dict(said)
    counts["contributed"] = sum(counts[stage] for stage in STAGES)
    counts["returned"] = sum(counts[stage] for stage in RETURNED)
    counts["promises_due"] = sum(counts[name] for name in PROMISES[:3])
    return Figures(counts, median_low(medians) if medians else None)


def departments(act: Act) -> dict[int, str]:
    """All departments, by name."""
    query = select(Department.id, Department.name).order_by(Department.name)
    return {number: name for number, name in act.session.execute(query)}
