"""What was saved and should not stand there: said on the next page, and stopped nowhere."""

from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.interface import say, warn
from tracker.language.personal import tells_personal
from tracker.reports.guarding import guard_of


def warn_of_private(
    act: Act,
    process: Process,
    address: str,
    *texts: str | None,
    told: str | None = "",
    reader: str = "",
) -> None:
    """Warn of what others must not see in what was just saved; it is put otherwise at `address`.

    `told` is for one reader, who may be called by their name. The words themselves stand in no
    cookie.
    """
    guard = guard_of(act.session, process)
    found = [one for text in filter(None, texts) for one in guard.words(text)]
    found += guard.words(told, reader) if told else []
    kinds = dict.fromkeys(kind for kind, _ in found)
    if kinds:
        said = " ".join(dict.fromkeys(say(f"advising.{kind}") for kind in kinds))
        warn(say("guarded.saved", found=said), address, say("guarded.way"))


def warn_of_personal(address: str, role: str | None) -> None:
    """Warn of a role that tells of health, ethnicity or faith; it is put otherwise at `address`."""
    if role and tells_personal(role):
        warn(say("guarded.personal"), address, say("guarded.way"))
