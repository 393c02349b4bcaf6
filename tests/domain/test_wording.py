"""Words read as rows are the words that the contribution itself says."""

from pathlib import Path

from sqlalchemy import select

from tests.factories import a_participant, a_process, an_act, some_settings
from tracker.domain.contribution import Contribution
from tracker.domain.hearing import hear, word_again
from tracker.domain.wording import worded


def test_rows_and_objects_say_the_same_words(tmp_path: Path) -> None:
    act = an_act(some_settings(tmp_path))
    anna = a_participant(act, a_process(act))
    plain, shared, corrected = (hear(act, anna, f"Lyset nr. {n}") for n in range(3))
    for said in (shared, corrected):
        word_again(act, said, "shareable", "Der mangler lys")
    word_again(act, corrected, "corrected", "Lyset ved åen")
    act.session.flush()
    act.session.expire_all()
    rows = list(act.session.scalars(select(Contribution)))
    words = worded(act.session, [row.id for row in rows])
    assert words == {row.id: (row.recorded, row.present, row.shareable) for row in rows}
    assert words[shared.id].shareable and words[corrected.id].shareable is None
    assert words[plain.id].present == plain.recorded
