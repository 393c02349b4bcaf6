"""Builders for tests: each records the facts that the verb of that name records.

Everything takes the `Act` first; columns that a test cares for are given by name.
"""

from tests.factories.answering import a_resolution, a_response
from tests.factories.deciding import a_commitment, an_obstacle, an_outcome
from tests.factories.giving_back import a_round, reached
from tests.factories.ground import (
    NOW,
    WALK,
    Emptied,
    a_database,
    a_unit,
    an_act,
    kept,
    some_settings,
)
from tests.factories.languages import an_approved_language
from tests.factories.processes import (
    a_contribution,
    a_participant,
    a_process,
    a_wording,
    an_encounter,
)
from tests.factories.weaving import (
    a_setting_aside,
    a_succession,
    a_version,
    an_insight,
    an_insight_withdrawn,
    another_reason,
    knowledge,
    woven,
)

__all__ = [
    "NOW",
    "WALK",
    "Emptied",
    "a_commitment",
    "a_contribution",
    "a_database",
    "a_participant",
    "a_process",
    "a_resolution",
    "a_response",
    "a_round",
    "a_setting_aside",
    "a_succession",
    "a_unit",
    "a_version",
    "a_wording",
    "an_act",
    "an_approved_language",
    "an_encounter",
    "an_insight",
    "an_insight_withdrawn",
    "an_obstacle",
    "an_outcome",
    "another_reason",
    "kept",
    "knowledge",
    "reached",
    "some_settings",
    "woven",
]
