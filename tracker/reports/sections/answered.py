"""What the reader's answers led to."""

from collections.abc import Sequence

from tracker.domain.facts import Answer
from tracker.domain.response import Resolution, Response
from tracker.domain.workdays import local_date
from tracker.reports.document import Source
from tracker.reports.known import Known, Reader
from tracker.reports.writing import Writer


def answered(w: Writer, known: Known, reader: Reader) -> None:
    """The present resolution of each answer that they were not told it of; to nobody else."""
    if reader.public:
        return
    w.begin("answered")
    by_resolution: dict[int, list[Answer]] = {}
    for answer in reader.loop.answers.values():
        if answer.resolution is not None and ("resolution", answer.resolution) not in reader.told:
            by_resolution.setdefault(answer.resolution, []).append(answer)
    if not by_resolution:
        return
    w.add("heading", w.say("answered.heading"))
    w.add("lead", w.say("answered.lead"))
    for resolution, answers in sorted(by_resolution.items()):
        for answer in answers:
            _answer(w, known, reader, answer)
        _resolution(w, known, reader, known.resolutions[resolution], answers)


def _answer(w: Writer, known: Known, reader: Reader, answer: Answer) -> None:
    response = reader.answers[answer.id]
    source = Source("response", response.id)
    day = w.words.date(local_date(response.at))
    words = reader.answer_of(response)
    if words:
        w.add("quote", words, source, about=w.me)
        w.add("origin", w.say("answered.on", date=day), about=w.me)
    else:
        move = w.say(f"move.{response.move}")
        w.add("paragraph", w.say("answered.you", date=day, move=move), source, about=w.me)
        about = _asked_about(known, response, w.words.language)
        if about:
            w.add("paragraph", w.say("answered.about", text=about))
    if response.helper:
        by = w.say("answered.helper", helper=response.helper)
        w.add("origin" if words else "paragraph", by, about=w.me)


def _asked_about(known: Known, response: Response, language: str) -> str:
    """The words that were answered, when they were an insight's."""
    versions = (v for versions in known.versions.values() for v in versions)
    answered = (v for v in versions if v.id == response.version_id)
    return next((known.worded(v, language)[0] for v in answered), "")


def _resolution(
    w: Writer, known: Known, reader: Reader, resolution: Resolution, answers: Sequence[Answer]
) -> None:
    how, source = resolution.how, Source("resolution", resolution.id)
    if how in {"dissent", "declined", "answered"}:
        said = w.say(f"resolution.{how}", reason=resolution.reason, text=resolution.reason)
        w.add("resolution", said, source, about=w.me, detail=how)
        return
    led_to = _changed if how == "changed" else _added
    said = led_to(w, known, reader, resolution, answers)
    w.add("resolution", said, source, about=w.me, detail=how)
    if resolution.reason and not _gave_reason(w, resolution):
        reason = w.say("resolution.reason", reason=resolution.reason)
        w.add("resolution", reason, source, about=w.me, detail=how)


def _gave_reason(w: Writer, resolution: Resolution) -> bool:
    """Whether the reason stands where the change is told."""
    reasons = (p for p in w.passages if p.kind == "change" and p.detail == "reason")
    version = resolution.version_id
    return any(p.source == Source("change", version) for p in reasons if version)


def _changed(
    w: Writer, known: Known, reader: Reader, resolution: Resolution, answers: Sequence[Answer]
) -> str:
    for versions in known.versions.values():
        for version in versions:
            if version.id == resolution.version_id:
                present = known.present_version(version.insight_id)
                if present.number > version.number:
                    return w.say("resolution.changed.since")
                text, _ = known.worded(version, w.words.language)
                return w.say("resolution.changed", text=text)
    return w.say("resolution.changed.own")


def _added(
    w: Writer, known: Known, reader: Reader, resolution: Resolution, answers: Sequence[Answer]
) -> str:
    """Names the insights that what they added, or what had been set aside, is now part of."""
    ids = {answer.id for answer in answers}
    added = {c for c, said in reader.loop.said.items() if said.response in ids}
    added |= {answer.contribution for answer in answers if answer.contribution is not None}
    insights = sorted({insight for c, insight in reader.loop.evidence if c in added})
    present = [known.present_version(insight) for insight in insights]
    texts = [w.words.quote(known.worded(v, w.words.language)[0]) for v in present]
    if not texts:
        return w.say("resolution.added.only")
    return w.say("resolution.added", text=w.words.join(texts))
