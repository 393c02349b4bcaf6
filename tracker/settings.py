"""Every setting, in one place: its variable, what it means, and what it must look like.

Settings come from environment variables and from a `.env` file; the environment wins. A value
that is empty counts as not given. `Settings.from_env` refuses wrong settings all at once, one
sentence each, so that nothing starts half right.
"""

import ipaddress
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal, TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from dotenv import dotenv_values

from tracker.keys import Keys, KeysUnsafe, derived_keys, kept_keys

DEFAULT_BASE_URL = "http://127.0.0.1:5000"
SHORTEST_SECRET = 32
_QUEUES = ("sqlite", "redis", "rediss", "postgresql")
_SMTP_PORTS = {"smtp": 587, "smtps": 465}

T = TypeVar("T")


class SettingsWrong(Exception):
    """One or more settings cannot be used; `problems` holds a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class MailRoute:
    """Where mail goes: files in a folder, or one SMTP server."""

    scheme: Literal["file", "smtp", "smtps"]
    folder: Path | None = None
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    starttls: bool = False

    @property
    def loopback(self) -> bool:
        """Whether the server is this machine itself, to which no speed limit applies."""
        return is_loopback(self.host)


def _setting(name: str, meaning: str) -> dict[str, str]:
    return {"name": name, "meaning": meaning}


@dataclass(frozen=True, slots=True)
class Settings:
    """What the application is told from outside, checked."""

    instance: Path = field(
        metadata=_setting(
            "TRACKER_INSTANCE",
            "The folder of everything that is written. Default: instance in the current folder.",
        )
    )
    database_url: str = field(
        repr=False,
        metadata=_setting(
            "TRACKER_DATABASE_URL",
            "sqlite:///… or postgresql://…. Default: tracker.db in the instance.",
        ),
    )
    mail: MailRoute = field(
        metadata=_setting(
            "TRACKER_MAIL_URL",
            "file:FOLDER writes mails as files; smtp://USER:PASSWORD@HOST:PORT uses STARTTLS or "
            "sends nothing; smtps://… uses TLS from the start; smtp://127.0.0.1:PORT?tls=none is "
            "for a server on this machine alone. Default: file:outbox, in the instance, so that "
            "nothing leaves the machine.",
        )
    )
    queue_url: str = field(
        repr=False,
        metadata=_setting(
            "TRACKER_QUEUE_URL",
            "sqlite:///…, redis://…, rediss://… or postgresql://…. Default: queue.db in the "
            "instance.",
        ),
    )
    keys: Keys = field(
        repr=False,
        metadata=_setting(
            "TRACKER_SECRET_KEY",
            "At least 32 characters, from which the keys for sessions, links, fields and closing "
            "records are derived. Default: four keys made once and kept in keys/ in the instance.",
        ),
    )
    base_url: str = field(
        metadata=_setting(
            "TRACKER_BASE_URL",
            "The address that links in mails and letters begin with. Default: the address that "
            f"is served, {DEFAULT_BASE_URL}.",
        )
    )
    base_url_given: bool
    accessibility_url: str | None = field(
        metadata=_setting(
            "TRACKER_ACCESSIBILITY_URL",
            "Where the accessibility statement (tilgængelighedserklæring) is. Default: a page of "
            "ours says whom to ask, and administrators are reminded.",
        )
    )
    privacy_url: str | None = field(
        metadata=_setting(
            "TRACKER_PRIVACY_URL",
            "Where the privacy notice is. Default: a page of ours says what everybody may ask "
            "for, and administrators are reminded.",
        )
    )
    actor: str | None = field(
        metadata=_setting(
            "TRACKER_ACTOR",
            "The e-mail address commands act as when --by is not given. Default: the system's "
            "user.",
        )
    )
    # Whether it is the demo that is served, by `tracker serve --demo`; no variable says so.
    demo: bool = False

    @classmethod
    def from_env(
        cls, environ: Mapping[str, str] = os.environ, dotenv: Path | None = Path(".env")
    ) -> "Settings":
        """Read and check all settings; makes the instance and its keys when they are missing.

        Raises SettingsWrong.
        """
        read = _Reader(environ, dotenv)
        instance = Path(read.text("TRACKER_INSTANCE") or "instance").absolute()
        secret = read.text("TRACKER_SECRET_KEY")
        settings = cls(
            instance=instance,
            database_url=read.checked("TRACKER_DATABASE_URL", _database_url)
            or f"sqlite:///{instance / 'tracker.db'}",
            mail=read.checked("TRACKER_MAIL_URL", lambda url: _mail_route(url, instance))
            or MailRoute("file", folder=instance / "outbox"),
            queue_url=read.checked("TRACKER_QUEUE_URL", _queue_url)
            or f"sqlite:///{instance / 'queue.db'}",
            keys=read.checked("TRACKER_SECRET_KEY", _keys_from_secret) or _NO_KEYS,
            base_url=read.checked("TRACKER_BASE_URL", _base_url) or DEFAULT_BASE_URL,
            base_url_given=read.text("TRACKER_BASE_URL") is not None,
            accessibility_url=read.checked("TRACKER_ACCESSIBILITY_URL", _web_address),
            privacy_url=read.checked("TRACKER_PRIVACY_URL", _web_address),
            actor=read.checked("TRACKER_ACTOR", _email),
        )
        read.refuse_if_wrong()
        try:
            instance.mkdir(parents=True, exist_ok=True)
            return settings if secret else replace(settings, keys=kept_keys(instance / "keys"))
        except KeysUnsafe as unsafe:
            raise SettingsWrong([str(unsafe)]) from unsafe
        except OSError as error:
            raise SettingsWrong(
                [f"TRACKER_INSTANCE: {instance} cannot be written: {error.strerror}."]
            ) from error

    @property
    def words(self) -> Path:
        """The folder of the office's own lists of officialese, where it has any."""
        return self.instance / "words"

    def served_at(self, host: str, port: int) -> "Settings":
        """The same, with the served address as base address unless one was given."""
        if self.base_url_given:
            return self
        shown = f"[{host}]" if ":" in host else host
        return replace(self, base_url=f"http://{shown}:{port}")


def described() -> dict[str, str]:
    """Every setting's variable and what it means, in the order they are declared."""
    return {f.metadata["name"]: f.metadata["meaning"] for f in fields(Settings) if f.metadata}


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by name or by address."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


_NO_KEYS = Keys(sessions="", links=b"", fields=(), records=b"")


class _Reader:
    """Looks settings up and gathers what is wrong with them."""

    def __init__(self, environ: Mapping[str, str], dotenv: Path | None) -> None:
        # Interpolation would read other variables than those that were passed in.
        kept = dotenv_values(dotenv, interpolate=False) if dotenv else {}
        self._values: dict[str, str | None] = {**kept, **environ}
        self._problems: list[str] = []

    def text(self, name: str) -> str | None:
        return (self._values.get(name) or "").strip() or None

    def checked(self, name: str, parse: Callable[[str], T]) -> T | None:
        """The parsed value; None when it is not given, or wrong (and then noted)."""
        given = self.text(name)
        if given is None:
            return None
        try:
            return parse(given)
        except ValueError as wrong:
            self._problems.append(f"{name}: {wrong}")
            return None

    def refuse_if_wrong(self) -> None:
        if self._problems:
            raise SettingsWrong(self._problems)


def _database_url(given: str) -> str:
    # Most settings are read without a database, and it takes long to import.
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    # SQLAlchemy's errors would repeat the address, and with it the password.
    try:
        url = make_url(given)
    except ArgumentError:
        raise ValueError("this is not a database address; write sqlite:///FILE.") from None
    name = url.get_backend_name()
    if name == "sqlite":
        return url.render_as_string(hide_password=False)
    if name not in ("postgresql", "postgres"):
        raise ValueError(f"{name} is not supported; use sqlite or postgresql.")
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def _queue_url(given: str) -> str:
    scheme = _split(given).scheme
    if scheme not in _QUEUES:
        raise ValueError(f"the address begins with {scheme or 'nothing'}, not {_any_of(_QUEUES)}.")
    return given


def _mail_route(given: str, instance: Path) -> MailRoute:
    url = _split(given)
    if url.scheme == "file":
        return MailRoute("file", folder=instance / (unquote(url.path) or "outbox"))
    if url.scheme == "smtp":
        return _smtp_route(url, "smtp")
    if url.scheme == "smtps":
        return _smtp_route(url, "smtps")
    raise ValueError(f"the address begins with {url.scheme or 'nothing'}, not file, smtp or smtps.")


def _smtp_route(url: SplitResult, scheme: Literal["smtp", "smtps"]) -> MailRoute:
    if not url.hostname:
        raise ValueError("the address names no server.")
    plain = _without_tls(url, scheme)
    return MailRoute(
        scheme,
        host=url.hostname,
        port=url.port or _SMTP_PORTS[scheme],
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
        starttls=scheme == "smtp" and not plain,
    )


def _without_tls(url: SplitResult, scheme: str) -> bool:
    asked = parse_qs(url.query, keep_blank_values=True)
    if not asked:
        return False
    if scheme != "smtp" or asked != {"tls": ["none"]}:
        raise ValueError(f"?{url.query} is not understood; only smtp:// with ?tls=none is.")
    if not is_loopback(url.hostname or ""):
        raise ValueError(
            f"mail to {url.hostname} must be encrypted; ?tls=none is for 127.0.0.1 alone."
        )
    return True


def _keys_from_secret(given: str) -> Keys:
    if len(given) < SHORTEST_SECRET:
        raise ValueError(f"give at least {SHORTEST_SECRET} characters, not {len(given)}.")
    return derived_keys(given)


def _base_url(given: str) -> str:
    url = _split(_web_address(given))
    if url.path.strip("/") or url.query or url.fragment or "@" in url.netloc:
        raise ValueError(f"{given} must be a host alone, such as https://viden.example.dk.")
    return f"{url.scheme}://{url.netloc}"


def _web_address(given: str) -> str:
    url = _split(given)
    if url.scheme not in ("http", "https") or not url.hostname:
        raise ValueError(f"{given} is not a web address that begins with https:// or http://.")
    return given


def _email(given: str) -> str:
    if given.count("@") != 1 or given.startswith("@") or given.endswith("@"):
        raise ValueError(f"{given} is not an e-mail address.")
    return given


def _split(given: str) -> SplitResult:
    try:
        url = urlsplit(given)
        _ = url.port  # reading it is what checks it
    except ValueError:
        raise ValueError("this is not an address that can be read.") from None
    return url


def _any_of(words: tuple[str, ...]) -> str:
    return f"{', '.join(words[:-1])} or {words[-1]}"
