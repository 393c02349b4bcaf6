"""Words of one that another may read, and what happens that they may do so no more."""

from tests.factories import a_response, a_wording
from tests.reports.scenes import Scene, a_scene, lines
from tracker.domain.act import Act
from tracker.reports.document import Document

SHARED = "Det sidste stykke løber jeg."


def quotes(document: Document, section: str = "others") -> list[str]:
    return lines(document, section, "quote")


def a_scene_with_shared(act: Act, kind: str = "development", **ole: object) -> Scene:
    """Ole's words may be read by others; he said yes, unless something else is told of him."""
    scene = a_scene(act, kind)
    scene.other.may_quote = True
    for name, value in ole.items():
        setattr(scene.other, name, value)
    a_wording(act, scene.contributions[1], SHARED, "shareable")
    return scene


def is_confidential(scene: Scene) -> None:
    scene.contributions[1].confidential = True


def is_not_to_be_quoted(scene: Scene) -> None:
    scene.other.may_quote = False


def was_never_asked(scene: Scene) -> None:
    scene.other.may_quote = None


def is_corrected(scene: Scene) -> None:
    a_wording(scene.act, scene.contributions[1], "Jeg går det sidste stykke.")


def is_taken_back(scene: Scene) -> None:
    (delivery,) = scene.qualified(scene.other)
    said = [scene.contributions[1]]
    a_response(scene.act, delivery, "withdraw", withdrawn=said)
