"""Freezing: what was told stands, is found again exactly, and is kept once where it is shared."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.exc import IntegrityError

from tests.factories import a_resolution, a_response, an_outcome
from tests.reports.scenes import a_scene, everything, freeze, version_of
from tracker.domain.act import Act
from tracker.domain.differences import differences
from tracker.domain.history import Event, EventAbout, broken_links
from tracker.domain.insight import InsightVersion
from tracker.domain.round import Delivery, DeliveryPassage, Passage, RoundInsight
from tracker.reports import freezing, links
from tracker.reports.composing import compose_reports
from tracker.reports.document import Source, new_passage
from tracker.reports.document import freeze as sealed
from tracker.reports.freezing import document_of, documents_of, freeze_reports, outside_of, tells
from tracker.returning.services import How, record_contact


def event_of(act: Act, delivery: Delivery) -> Event:
    return act.session.get_one(Event, delivery.event_id)


# What is kept


def test_the_event_holds_what_the_rules_read_and_nothing_else(act: Act):
    scene = a_scene(act, mail="report")
    round_ = scene.round()
    round_.days = 30
    (delivery,) = freeze_reports(act, round_, [scene.karen], {scene.karen.id: "email"})
    event = event_of(act, delivery)
    assert (event.kind, event.at, event.everyones) == ("report_frozen", act.now, False)
    assert event.data == {
        "delivery": delivery.id,
        "round": round_.id,
        "participant": scene.karen.id,
        "purpose": "qualify",
        "days": 30,
        "channel": "email",
        "mail": "report",
        "tells": [["version", version_of(act, scene.insight).id]],
    }
    about = select(EventAbout.participant_id).where(EventAbout.event_id == event.id)
    assert list(act.session.scalars(about)) == [scene.karen.id]


def test_each_delivery_has_an_event_of_its_own_and_the_projection_follows(act: Act):
    scene = a_scene(act)
    deliveries = freeze(scene, scene.karen, scene.other)
    events = [event_of(act, delivery) for delivery in deliveries]
    assert [e.data["delivery"] for e in events] == [d.id for d in deliveries]
    act.session.commit()
    assert broken_links(act.session, scene.process.id) == []
    assert differences(act.session, scene.process.id) == []


@pytest.mark.parametrize("channel", ["letter", "phone", "in_person", "public", "none"])
def test_only_a_mail_says_what_it_carries_and_where_it_was_addressed(act: Act, channel):
    scene = a_scene(act)
    scene.karen.email = scene.karen.email_lookup = "karen@example.dk"
    (delivery,) = freeze(scene, channel=channel)
    assert (delivery.channel, delivery.mail, delivery.addressed) == (channel, None, None)


def test_where_it_was_addressed_is_kept_as_it_is_looked_up(act: Act):
    scene = a_scene(act, mail="notice")
    scene.karen.email = scene.karen.email_lookup = "Karen@example.dk"
    (delivery,) = freeze(scene, channel="email")
    kept = act.session.execute(text("SELECT email_lookup FROM participant WHERE id = :id"),
        {"id": scene.karen.id}).scalar_one()  # fmt: skip
    assert delivery.addressed == kept
    assert len(kept) == 64
    assert delivery.mail == "notice"


def test_who_is_given_no_channel_has_none(act: Act):
    scene = a_scene(act)
    (delivery,) = freeze_reports(act, scene.round(), [scene.karen], {})
    assert delivery.channel == "none"


def test_freezing_ends_the_draft_and_fixes_what_the_round_tells(act: Act):
    scene = a_scene(act)
    version = version_of(act, scene.insight)
    assert not version.frozen
    round_ = scene.round()
    freeze_reports(act, round_, [scene.karen], {})
    act.session.expire_all()
    assert act.session.get_one(InsightVersion, version.id).frozen
    chosen = act.session.get_one(RoundInsight, (round_.id, scene.insight.id))
    assert chosen.version_id == version.id


def test_nobody_is_given_a_round_twice(act: Act):
    scene = a_scene(act)
    round_ = scene.round()
    (first,) = freeze_reports(act, round_, [scene.karen], {})
    both = [scene.karen, scene.other, scene.other]
    (second,) = freeze_reports(act, round_, both, {})
    assert second.participant_id == scene.other.id
    assert freeze_reports(act, round_, both, {}) == []
    found = act.session.scalars(select(func.count(Delivery.id))).one()
    assert (found, first.id != second.id) == (2, True)


def test_freezing_nobody_is_nothing(act: Act):
    assert freeze_reports(act, a_scene(act).round(), [], {}) == []


def test_what_was_frozen_is_what_was_composed(act: Act):
    scene = a_scene(act)
    round_ = scene.round()
    composed = compose_reports(act.session, round_, [scene.karen], {}, act.now)[scene.karen.id]
    (delivery,) = freeze_reports(act, round_, [scene.karen], {})
    assert everything(document_of(act.session, delivery)) == everything(composed)


# Shared passages


def kept_passages(act: Act) -> list[Passage]:
    return list(act.session.scalars(select(Passage)))


def test_what_reports_have_in_common_is_kept_once_for_a_round(act: Act):
    scene = a_scene(act)
    round_ = scene.round()
    freeze_reports(act, round_, [scene.karen, scene.other], {})
    contents = [(p.section, p.kind, p.text) for p in kept_passages(act) if p.about_id is None]
    assert len(contents) == len(set(contents))
    own = [p for p in kept_passages(act) if p.about_id is not None]
    assert {p.about_id for p in own} == {scene.karen.id, scene.other.id}
    neighbours = scene.more_people(3)
    before = len(kept_passages(act))
    freeze_reports(act, round_, neighbours, {})
    new = kept_passages(act)[before:]
    # Nothing is about them but a greeting each; but they are told what is "also" about nobody.
    assert {p.about_id for p in new if p.kind == "paragraph"} == {n.id for n in neighbours}
    assert not [p for p in new if p.kind == "insight"]


def test_another_round_and_another_language_keep_their_own(act: Act):
    scene = a_scene(act)
    scene.other.language = "en"
    freeze(scene, scene.karen, scene.other)
    title = select(Passage.language).where(Passage.kind == "title").order_by(Passage.id)
    assert list(act.session.scalars(title)) == ["da", "en"]
    freeze(scene)
    assert list(act.session.scalars(title)) == ["da", "en", "da"]


def test_one_salt_seals_what_is_shared(act: Act):
    scene = a_scene(act)
    one, other = documents_of(act.session, freeze(scene, scene.karen, scene.other)).values()
    (mine,) = [p for p in one.passages if p.kind == "insight"]
    (theirs,) = [p for p in other.passages if p.kind == "insight"]
    assert (mine.salt, mine.hash) == (theirs.salt, theirs.hash)
    assert one.hash != other.hash


def test_words_of_dissent_are_kept_once_and_are_their_authors(act: Act):
    scene = a_scene(act)
    scene.other.may_quote = True
    (delivery,) = scene.qualified(scene.other)
    response = a_response(act, delivery, "disagree", "Nej.", version=version_of(act, scene.insight))
    a_resolution(act, [response], "dissent", "Jo.", shareable="Der er lys nok.")
    round_ = scene.round("update")
    freeze_reports(act, round_, [scene.karen, *scene.more_people(2)], {})
    freeze_reports(act, round_, scene.more_people(1), {})
    words = [p for p in kept_passages(act) if p.text and "lys nok" in p.text]
    assert [p.about_id for p in words] == [scene.other.id]


# Reading it back


def test_a_report_is_read_back_as_it_was_sealed(act: Act):
    scene = a_scene(act)
    deliveries = freeze(scene, scene.karen, scene.other)
    act.session.commit()
    act.session.expire_all()
    documents = documents_of(act.session, deliveries)
    assert [documents[d.id].hash for d in deliveries] == [d.hash for d in deliveries]
    assert all(document.verify() for document in documents.values())
    assert documents[deliveries[0].id] == document_of(act.session, deliveries[0])
    assert documents_of(act.session, []) == {}


def test_what_was_frozen_stays_when_all_around_it_changes(act: Act):
    scene = a_scene(act)
    (delivery,) = freeze(scene)
    before = document_of(act.session, delivery)
    scene.karen.name = "Karen Holm"
    scene.process.title = "Noget andet"
    version_of(act, scene.insight).text = "Noget tredje."
    an_outcome(act, scene.insight, "used", "12 lamper.")
    act.session.flush()
    assert document_of(act.session, delivery) == before


@pytest.mark.parametrize("column", ["text", "salt", "section", "kind", "source_id", "insight_id"])
def test_one_changed_value_is_found(act: Act, column):
    scene = a_scene(act)
    (delivery,) = freeze(scene)
    insight = select(Passage).where(Passage.kind == "insight")
    row = act.session.scalars(insight).one()
    value = getattr(row, column)
    changed = {"section": "told", "kind": "change"}.get(column)
    changed = changed or (value + 1 if isinstance(value, int) else f"{value[:-1]}_")
    act.session.execute(update(Passage).where(Passage.id == row.id).values({column: changed}))
    assert not document_of(act.session, delivery).verify()


def test_a_passage_that_is_taken_out_or_moved_is_found(act: Act):
    scene = a_scene(act)
    (delivery,) = freeze(scene)
    document = document_of(act.session, delivery)
    places = select(DeliveryPassage).where(DeliveryPassage.delivery_id == delivery.id)
    first = act.session.scalars(places.order_by(DeliveryPassage.position)).first()
    first.position = 999
    act.session.flush()
    moved = document_of(act.session, delivery)
    assert (document.verify(), moved.verify()) == (True, False)
    act.session.delete(first)
    act.session.flush()
    assert not document_of(act.session, delivery).verify()


def test_what_it_tells_is_read_off_the_sources_alone():
    def passage(source: Source | None):
        return new_passage("told", "paragraph", "da", "Ord.", source)

    kinds = ("version", "reason", "outcome", "resolution", "withdrawal")
    told = [passage(Source(kind, 7)) for kind in kinds] + [passage(Source("version", 3))]
    silent = ("wording", "response", "fixed", "before", "change", "dissent", "knowledge")
    others = [passage(Source(kind, 7)) for kind in silent] + [passage(None), told[0]]
    document = sealed("da", "update", "development", [*told, *others])
    assert tells(document) == sorted([*((kind, 7) for kind in kinds), ("version", 3)])


# Links and slips


def test_the_token_can_be_made_again_and_only_its_hash_is_kept(act: Act):
    scene = a_scene(act)
    (delivery,) = freeze(scene)
    secret = links.token(act.settings.keys.links, delivery.id, 1)
    assert delivery.token_hash == links.token_hash(secret)
    assert delivery.link_until == act.now + timedelta(days=400)
    assert outside_of(delivery, act.settings, act.now).link == f"http://127.0.0.1:5000/r/{secret}"
    act.session.commit()
    database = act.session.connection().connection.driver_connection.serialize()
    assert delivery.token_hash.encode() in database
    assert secret.encode() not in database


def test_what_is_told_publicly_has_no_link(act: Act):
    (public,) = freeze(a_scene(act), channel="public")
    assert (public.token_hash, public.link_until) == (None, None)
    assert outside_of(public, act.settings, act.now).link is None


def test_the_code_of_a_case_comes_another_way_than_its_link(act: Act):
    (by_letter,) = freeze(a_scene(act, "case"))
    (by_mail,) = freeze(a_scene(act, "case"), channel="email")
    (plain,) = freeze(a_scene(act))
    posted = a_scene(act, "case")
    posted.karen.address = "Søvej 3"
    (with_address,) = freeze(posted, channel="email")
    ways = [
        outside_of(delivery, act.settings, act.now).code
        for delivery in (by_letter, by_mail, plain, with_address)
    ]
    assert ways == ["call", "call", "", "letter"]
    assert by_mail.mail == "notice"


def test_a_link_that_would_open_nothing_is_not_printed(act: Act):
    (delivery,) = freeze(a_scene(act))
    assert outside_of(delivery, act.settings, delivery.link_until).link is None
    delivery.generation = 2
    assert outside_of(delivery, act.settings, act.now).link is None
    secret = links.token(act.settings.keys.links, delivery.id, 2)
    delivery.token_hash = links.token_hash(secret)
    assert outside_of(delivery, act.settings, act.now).link.endswith(secret)
    delivery.token_hash = None
    assert outside_of(delivery, act.settings, act.now).link is None


def test_a_slip_code_that_was_given_is_not_given_again(act: Act, monkeypatch: pytest.MonkeyPatch):
    scene = a_scene(act)
    drawn = iter(["2222-2222", "2222-2222", "2222-2222", "3333-3333", "4444-4444"])
    monkeypatch.setattr(freezing.links, "new_slip_code", lambda: next(drawn))
    (first,) = freeze(scene)
    others = freeze(scene, scene.karen, scene.other)
    assert first.slip_code == "2222-2222"
    assert {d.slip_code for d in others} == {"3333-3333", "4444-4444"}
    others[0].slip_code = first.slip_code
    with pytest.raises(IntegrityError):
        act.session.flush()


# What stands outside


def test_a_letter_is_addressed_and_a_call_is_not(act: Act):
    scene = a_scene(act)
    scene.karen.address = "Søvej 3\n8220 Brabrand"
    (letter,) = freeze(scene)
    (call,) = freeze(scene, channel="phone")
    outside = outside_of(letter, act.settings, datetime(2026, 4, 1, 23, tzinfo=UTC))
    assert outside.date == date(2026, 4, 2)
    assert outside.sender_name == scene.process.department.name
    assert outside.sender_address == "Karen Blixens Boulevard 7\n8220 Brabrand"
    assert outside.recipient_name == "Karen Møller"
    assert outside.recipient_address == "Søvej 3\n8220 Brabrand"
    assert outside.slip_code == letter.slip_code
    assert outside.phone == "87 13 00 00"
    assert outside_of(call, act.settings, act.now).recipient_address == ""


@pytest.mark.parametrize(("channel", "how"), [("letter", "posted"), ("phone", "told")])
def test_a_copy_bears_the_day_on_which_the_report_was_posted_or_told(
    act: Act, channel: str, how: How
):
    (delivery,) = freeze(a_scene(act), channel=channel)
    later, given = act.now + timedelta(days=9), act.now - timedelta(days=5)

    def dated() -> date:
        return outside_of(delivery, act.settings, later).date

    record_contact(act, delivery, "tried", given - timedelta(days=1))
    assert dated() == later.date()
    record_contact(act, delivery, how, given)
    record_contact(act, delivery, how, act.now, reminder=True)
    assert dated() == given.date()


def test_a_letter_that_came_back_is_dated_anew(act: Act):
    (letter,) = freeze(a_scene(act), channel="letter")
    later = act.now + timedelta(days=30)
    record_contact(act, letter, "posted", act.now)
    record_contact(act, letter, "returned", act.now)
    assert outside_of(letter, act.settings, later).date == later.date()


def test_a_protected_address_stands_in_no_letter_unless_confirmed(act: Act):
    scene = a_scene(act)
    scene.karen.address, scene.karen.protected_address = "Søvej 3", True
    (letter,) = freeze(scene)
    assert outside_of(letter, act.settings, act.now).recipient_address == ""
    shown = outside_of(letter, act.settings, act.now, protected=True)
    assert shown.recipient_address == "Søvej 3"


def test_without_a_contact_the_departments_phone_is_given(act: Act):
    scene = a_scene(act, contact_phone="")
    scene.process.department.phone = "89 40 20 00"
    (delivery,) = freeze(scene)
    assert outside_of(delivery, act.settings, act.now).phone == "89 40 20 00"
    scene.process.department.phone = ""
    assert outside_of(delivery, act.settings, act.now).phone is None
