"""What was saved and names somebody: said on the next page, and stopped nowhere."""

from tracker.domain.act import Act
from tracker.domain.process import Process
from tracker.interface import say, warn
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
