"""A link is revoked: its generation rises, and nothing that a rule reads is another for it."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests import factories as f
from tracker.domain.act import Act
from tracker.domain.differences import differences
from tracker.domain.errors import RuleBroken
from tracker.domain.history import Event, broken_links
from tracker.domain.projection import DeliveryStanding, LoopRow
from tracker.domain.round import Delivery
from tracker.reports import links
from tracker.reports.freezing import document_of, freeze_reports, outside_of
from tracker.reports.words import interface
from tracker.returning.links import revoke_link
from tracker.settings import Settings


@pytest.fixture
def act(settings: Settings) -> Iterator[Act]:
    with f.a_unit(settings) as act:
        yield act


@pytest.fixture
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return f.some_settings(tmp_path_factory.mktemp("office"))


def a_delivery(act: Act, channel: str = "letter", kind: str = "development") -> Delivery:
    process = f.a_process(act, kind)
    person = f.a_participant(act, process, address="Søvej 1\n8220 Brabrand")
    said = f.a_contribution(act, person, "Stien er mørk.")
    insight = f.an_insight(act, process, "Der er mørkt ved søen.", [said])
    round_ = f.a_round(act, process, "qualify", [insight])
    (delivery,) = freeze_reports(act, round_, [person], {person.id: channel})
    act.session.commit()
    return delivery


def standing(act: Act, delivery: Delivery) -> list[object]:
    """All that pages read of the loop and of the delivery."""
    act.session.commit()
    rows = (
        act.session.get_one(LoopRow, delivery.participant_id),
        act.session.get_one(DeliveryStanding, delivery.id),
    )
    return [[getattr(row, c.name) for c in row.__table__.columns] for row in rows]


def test_the_generation_rises_and_only_the_hash_of_the_new_token_is_kept(act: Act) -> None:
    delivery = a_delivery(act)
    seen = [delivery.token_hash]
    for generation in (2, 3):
        revoke_link(act, delivery)
        act.session.commit()
        made = links.token(act.settings.keys.links, delivery.id, generation)
        assert (delivery.generation, delivery.token_hash) == (generation, links.token_hash(made))
        assert outside_of(delivery, act.settings, act.now).link == links.address(
            act.settings.base_url, made
        )
        seen.append(delivery.token_hash)
    assert len(set(seen)) == 3


def test_nothing_that_a_rule_reads_is_another_and_who_did_it_is_recorded(act: Act) -> None:
    delivery = a_delivery(act)
    document, until = document_of(act.session, delivery), delivery.link_until
    before = standing(act, delivery)
    revoke_link(act, delivery)
    assert standing(act, delivery) == before
    assert differences(act.session, delivery.round.process_id) == []
    assert document_of(act.session, delivery) == document
    assert delivery.link_until == until
    last = act.session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()
    assert (last.kind, last.actor_kind) == ("link_revoked", "system")
    assert last.data == {"participant": delivery.participant_id, "delivery": delivery.id}
    assert broken_links(act.session, delivery.round.process_id) == []


def test_where_no_link_opens_anything_none_is_made(act: Act) -> None:
    delivery = a_delivery(act, "public")
    with pytest.raises(RuleBroken, match="no_link") as refused:
        revoke_link(act, delivery)
    assert (delivery.generation, delivery.token_hash) == (1, None)
    for language in ("da", "en"):
        said = interface(language).say("refused.no_link", **refused.value.values)
        assert str(delivery.participant_id) in said
