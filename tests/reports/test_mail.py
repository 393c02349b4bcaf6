"""Mails: they name no theme, carry no injected header, and lead to the report."""

from dataclasses import replace
from datetime import UTC, date, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from tests.reports import samples
from tracker.reports.mail import Envelope, notice, reminder, report

LINK = "https://viden.example.dk/r/abc"
ENVELOPE = Envelope(
    to="karen@example.dk",
    sender_name="Aarhus Kommune, Natur og Vej",
    sender_address="viden@example.dk",
    message_id="<17.1@viden.example.dk>",
    at=datetime(2026, 4, 1, 9, 30, tzinfo=UTC),
)


def both(message) -> list[str]:
    """Its plain and its HTML text, as they arrive."""
    arrived = message_from_bytes(message.as_bytes(), policy=default)
    return [arrived.get_body((kind,)).get_content() for kind in ("plain", "html")]


@pytest.mark.parametrize("language", ["da", "en"])
@pytest.mark.parametrize("purpose", ["qualify", "closing", "update"])
@pytest.mark.parametrize("write", [notice, reminder])
def test_a_notice_has_the_link_and_nothing_of_the_report(write, purpose, language):
    message = write(ENVELOPE, language, purpose, LINK, "87 13 00 00", date(2026, 4, 15))
    for text in both(message):
        assert LINK in text
        assert "87 13 00 00" in text
        for secret in ("Karen", "søen", "the lake", "mørk"):
            assert secret not in text
    assert LINK not in message["Subject"]
    assert message["Content-Language"] == language


@pytest.mark.parametrize("language", ["da", "en"])
def test_a_mail_with_the_report_carries_all_of_it_under_a_subject_that_tells_nothing(language):
    message = report(ENVELOPE, samples.qualifying(language), samples.outside())
    plain, page = both(message)
    quote = samples.QUOTES[language]
    assert quote in " ".join(plain.split())
    assert quote in page
    assert samples.outside().link in plain
    assert message["Subject"] in ("Brev til dig fra kommunen", "Her er dit brev fra kommunen",
                                  "Here is your letter from the council")  # fmt: skip


def test_a_reminder_with_the_report_says_first_that_it_is_one():
    message = report(ENVELOPE, samples.qualifying(), samples.outside(), reminding=True)
    assert message["Subject"] == "Husk brevet fra kommunen"
    assert both(message)[0].startswith("For nogle dage siden")


def test_the_envelope_is_the_callers():
    message = notice(ENVELOPE, "da", "qualify", LINK)
    assert message["Message-ID"] == "<17.1@viden.example.dk>"
    assert message["From"] == '"Aarhus Kommune, Natur og Vej" <viden@example.dk>'
    assert message["To"] == "karen@example.dk"
    assert message["Date"] == "Wed, 01 Apr 2026 09:30:00 +0000"


@pytest.mark.parametrize("field", ["to", "sender_name", "sender_address", "message_id", "reply_to"])
@pytest.mark.parametrize("line", ["\r\nBcc: x@example.dk", "\nBcc: x@example.dk", "\r", "\u2028x"])
def test_a_header_is_one_line(field, line):
    value = getattr(ENVELOPE, field) or "svar@example.dk"
    with pytest.raises(ValueError):
        notice(replace(ENVELOPE, **{field: value + line}), "da", "qualify", LINK)


@pytest.mark.parametrize("to", ["karen", "a@b.dk, c@d.dk", "Karen <karen@example.dk>"])
def test_an_address_is_one_address(to):
    with pytest.raises(ValueError):
        notice(replace(ENVELOPE, to=to), "da", "qualify", LINK)


@pytest.mark.parametrize("write", [notice, reminder])
def test_without_an_address_there_is_no_notice(write):
    with pytest.raises(ValueError, match="address"):
        write(replace(ENVELOPE, to=None), "da", "qualify", LINK)


def test_a_report_without_an_address_has_no_to():
    message = report(replace(ENVELOPE, to=None), samples.closing(), samples.outside())
    assert message["To"] is None
