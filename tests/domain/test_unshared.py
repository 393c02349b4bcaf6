"""Which of what was said others may read: by the one rule, whoever asks."""

from collections.abc import Callable, Iterator

import pytest

from tests import factories as f
from tests.reports.scenes import Scene
from tests.reports.shared_words import (
    SHARED,
    a_scene_with_shared,
    is_confidential,
    is_corrected,
    is_not_to_be_quoted,
    is_taken_back,
    was_never_asked,
)
from tracker.domain.act import Act
from tracker.domain.unshared import said_in

OLES = "Jeg løber det sidste stykke."


@pytest.fixture
def act(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Act]:
    with f.a_unit(f.some_settings(tmp_path_factory.mktemp("office"))) as act:
        yield act


def by_words(act: Act, scene: Scene) -> dict[str, str]:
    """How others may read what was said, by the words themselves."""
    act.session.flush()
    said, shared = said_in(act.session, scene.process.id)
    return {said[name]: text for name, text in shared.items()}


def test_what_others_may_read_stands_beside_what_was_said(act: Act) -> None:
    scene = a_scene_with_shared(act)
    assert by_words(act, scene) == {OLES: SHARED}
    said, _ = said_in(act.session, scene.process.id)
    assert SHARED not in said.values() and len(said) == 2


@pytest.mark.parametrize(
    "happens", [is_confidential, is_not_to_be_quoted, was_never_asked, is_corrected, is_taken_back]
)
def test_what_others_may_read_no_more_is_nobodys_to_repeat(
    act: Act, happens: Callable[[Scene], None]
) -> None:
    scene = a_scene_with_shared(act)
    happens(scene)
    assert by_words(act, scene) == {}


def test_in_a_case_nothing_is_others_to_repeat(act: Act) -> None:
    assert by_words(act, a_scene_with_shared(act, "case")) == {}
