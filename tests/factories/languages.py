"""Languages that somebody has approved the texts of."""

from uuid import uuid4

from tests.factories.ground import kept
from tracker.domain.act import Act
from tracker.domain.languages import LanguageApproval
from tracker.domain.people import User
from tracker.reports.approvals import texts_in


def an_approved_language(
    act: Act, language: str = "ar", name: str = "Layla Hassan"
) -> LanguageApproval:
    """Somebody has read and approved all that is said in a language."""
    user = kept(
        act, User(email=f"{uuid4().hex}@example.dk", name="Eva Lund", fs_uniquifier=uuid4().hex)
    )
    approval = LanguageApproval(
        language=language, name=name, texts=texts_in(language), user_id=user.id, at=act.now
    )
    return kept(act, approval)
