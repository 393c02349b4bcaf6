"""What became of a mail, told by the stage at which it ended."""

import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests import factories
from tests.outbound.sink import Rude, Sink
from tracker.outbound import transport
from tracker.outbound.transport import Mail, OutOfReach, Result, Transport

CONTENT = b"Subject: hej\r\nMessage-ID: <1@x>\r\n\r\n.. og\r\n.\r\nhej\r\n"


def a_mail(content: bytes = CONTENT, to: str = "karen@example.dk", demo: bool = False) -> Mail:
    return Mail("<1@x>", "viden@example.dk", to, content, demo)


@pytest.fixture
def open_transport(tmp_path: Path):
    opened: list[Transport] = []
    waited: list[float] = []

    def open_one(url: str = "") -> Transport:
        settings = factories.some_settings(tmp_path, TRACKER_MAIL_URL=url)
        opened.append(Transport(settings.mail, tmp_path / "outbox", "office.dk", waited.append))
        opened[-1].waited = waited
        return opened[-1]

    yield open_one
    for one in opened:
        one.close()


Open = Callable[..., Transport]


def sent_by(out: Transport, mail: Mail | None = None) -> Result:
    out.ready()
    return out.send(mail or a_mail())


def test_an_accepted_mail_is_sent_and_arrives_dots_and_all(sink: Sink, open_transport: Open):
    assert sent_by(open_transport(sink.url)) == Result("sent", "smtp", "250 OK")
    assert sink.mails[0].get_content() == ".. og\r\n.\r\nhej\r\n"


@pytest.mark.parametrize(
    ("stage", "answer", "kind"),
    [
        ("MAIL", "451 later", "later"),
        ("MAIL", "550 we do not know you", "refused"),
        ("RCPT", "451 greylisted", "later"),
        ("RCPT", "421 too busy", "later"),
        ("RCPT", "550 no such user", "bounced"),
        ("DATA", "451 try again", "later"),
        ("DATA", "554 spam", "refused"),
        ("DATA", "250 thanks", "sent"),
    ],
)
def test_an_answer_is_taken_for_what_it_is(stage, answer, kind, sink: Sink, open_transport: Open):
    sink.on[stage] = answer
    result = sent_by(open_transport(sink.url))
    assert (result.kind, result.answer) == (kind, answer)


def test_the_servers_words_are_kept_without_the_address_in_them(sink: Sink, open_transport: Open):
    sink.on["RCPT"] = "550 5.1.1 <karen@example.dk>: karen@example.dk unknown"
    assert sent_by(open_transport(sink.url)).answer == "550 5.1.1 <…>: … unknown"


@pytest.mark.parametrize("then", ["hang", "hang up"])
@pytest.mark.parametrize(
    ("at", "kind"), [("MAIL", "later"), ("RCPT", "later"), ("DATA", "later"), ("<dot>", "unsure")]
)
def test_a_server_that_falls_silent_or_goes(at, kind, then, open_transport: Open, monkeypatch):
    monkeypatch.setattr(transport, "PATIENCE_SECONDS", 0.2)
    with Rude(at, then) as server:
        assert sent_by(open_transport(server.url)).kind == kind


def test_what_is_cut_off_before_its_last_dot_was_not_sent(open_transport: Open):
    # Too large for what lies between: the server goes while most of it is still here.
    large = a_mail(CONTENT + b"og mere\r\n" * 3_000_000)
    with Rude("354", "hang up") as server:
        assert sent_by(open_transport(server.url), large).kind == "later"


@pytest.mark.parametrize("at", ["greeting", "EHLO"])
@pytest.mark.parametrize("then", ["hang", "hang up"])
def test_a_server_that_cannot_be_had_is_out_of_reach(at, then, open_transport: Open, monkeypatch):
    monkeypatch.setattr(transport, "PATIENCE_SECONDS", 0.2)
    with Rude(at, then) as server, pytest.raises(OutOfReach):
        open_transport(server.url).ready()


def test_a_server_that_is_not_there_is_out_of_reach(open_transport: Open):
    with pytest.raises(OutOfReach, match="refused"):
        open_transport("smtp://127.0.0.1:1?tls=none").ready()


def test_one_connection_carries_many_mails_and_is_made_anew_when_it_broke(
    sink: Sink, open_transport: Open
):
    out = open_transport(sink.url)
    for _ in range(3):
        assert sent_by(out).kind == "sent"
    assert sink.asked.count("RSET") == 2
    sink.on["RSET"] = "421 bye"
    assert sent_by(out).kind == "sent"
    assert len(sink.mails) == 4


def test_mails_to_other_machines_go_at_a_measured_pace(sink: Sink, open_transport: Open):
    out = open_transport(f"smtp://somewhere.example.dk:{sink.port}")
    server = out._server
    for _ in range(3):
        server._pace()
    assert [round(seconds, 1) for seconds in out.waited] == [0.2, 0.4]
    near = open_transport(sink.url)
    near.waited.clear()
    for _ in range(3):
        near._server._pace()
    assert near.waited == []


@pytest.mark.parametrize("address", ["bøf@example.dk", "a@" + "b" * 70 + ".dk"])
def test_an_address_that_smtp_cannot_say_has_bounced(address, sink: Sink, open_transport: Open):
    assert sent_by(open_transport(sink.url), a_mail(to=address)).kind == "bounced"
    assert sink.mails == []


def test_a_danish_host_is_written_as_the_name_service_knows_it(sink: Sink, open_transport: Open):
    assert sent_by(open_transport(sink.url), a_mail(to="karen@bøf.dk")).kind == "sent"
    assert "RCPT karen@xn--bf-lka.dk" in sink.asked


# Encryption


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> Path:
    """A certificate for `localhost` by nobody that anybody trusts, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "server.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(secret + made.public_bytes(Encoding.PEM))
    return path


def server_side(certificate: Path, newest: ssl.TLSVersion | None = None) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if newest is not None:
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
        context.maximum_version = newest
    return context


def test_starttls_with_a_trusted_certificate_sends(certificate, open_transport: Open, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Sink(tls_context=server_side(certificate), require_starttls=True) as sink:
        out = open_transport(f"smtp://localhost:{sink.port}")
        assert sent_by(out).kind == "sent"
        out.close()


def test_smtps_with_a_trusted_certificate_sends(certificate, open_transport: Open, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Sink(ssl_context=server_side(certificate)) as sink:
        out = open_transport(f"smtps://localhost:{sink.port}")
        assert sent_by(out).kind == "sent"
        out.close()


def test_without_starttls_nothing_is_sent(sink: Sink, open_transport: Open):
    with pytest.raises(OutOfReach, match="STARTTLS"):
        open_transport(f"smtp://127.0.0.1:{sink.port}").ready()
    assert sink.mails == []


def test_a_certificate_that_nobody_trusts_gets_nothing(certificate, open_transport: Open):
    with Sink(tls_context=server_side(certificate), require_starttls=True) as sink:
        with pytest.raises(OutOfReach, match="CERTIFICATE_VERIFY_FAILED"):
            open_transport(f"smtp://localhost:{sink.port}").ready()
        assert sink.mails == []


def test_a_certificate_for_another_name_gets_nothing(
    certificate, open_transport: Open, monkeypatch
):
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with Sink(ssl_context=server_side(certificate)) as sink:
        with pytest.raises(OutOfReach, match="CERTIFICATE_VERIFY_FAILED"):
            open_transport(f"smtps://127.0.0.1:{sink.port}").ready()
        assert sink.mails == []


def test_nothing_is_encrypted_by_less_than_tls_1_2():
    assert transport._tls().minimum_version == ssl.TLSVersion.TLSv1_2


def test_a_password_that_is_refused_sends_nothing(sink: Sink, open_transport: Open):
    with pytest.raises(OutOfReach):
        open_transport(f"smtp://me:secret@127.0.0.1:{sink.port}?tls=none").ready()
    assert sink.mails == []


# Files


def test_a_mail_becomes_a_whole_file_for_this_user_alone(open_transport: Open, tmp_path: Path):
    assert sent_by(open_transport()) == Result("sent", "file")
    (kept,) = (tmp_path / "outbox").iterdir()
    assert kept.name == "1@x.eml"
    assert kept.read_bytes() == CONTENT
    assert kept.stat().st_mode & 0o077 == 0


def test_a_demos_mail_becomes_a_file_whatever_the_route(
    sink: Sink, open_transport: Open, tmp_path: Path
):
    assert sent_by(open_transport(sink.url), a_mail(demo=True)) == Result("sent", "demo")
    assert (tmp_path / "outbox" / "1@x.eml").exists()
    assert sink.mails == []


def test_a_file_that_cannot_be_written_waits(open_transport: Open, tmp_path: Path, monkeypatch):
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    out = open_transport()
    monkeypatch.setattr(transport.os, "fsync", full)
    assert sent_by(out) == Result("later", answer="No space left on device")
    assert list((tmp_path / "outbox").iterdir()) == []
