"""Settings are checked at the start; a wrong one is refused in one clear sentence."""

import stat
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tracker.keys import derived_keys
from tracker.settings import Settings, SettingsWrong, described

SECRET = "a secret that is long enough to be one"


def settings(folder: Path, **given: str) -> Settings:
    environ = {"TRACKER_INSTANCE": str(folder / "instance")}
    environ |= {f"TRACKER_{name}": value for name, value in given.items()}
    return Settings.from_env(environ, dotenv=None)


def refusals(folder: Path, **given: str) -> list[str]:
    with pytest.raises(SettingsWrong) as refused:
        settings(folder, **given)
    return refused.value.problems


def test_without_settings_everything_lies_in_the_instance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = Settings.from_env({})
    assert found.instance == tmp_path / "instance"
    assert found.database_url == f"sqlite:///{tmp_path}/instance/tracker.db"
    assert found.queue_url == f"sqlite:///{tmp_path}/instance/queue.db"
    assert found.mail.scheme == "file"
    assert found.mail.folder == tmp_path / "instance" / "outbox"
    assert found.base_url == "http://127.0.0.1:5000"
    assert found.accessibility_url is None
    assert found.privacy_url is None
    assert found.actor is None


def test_settings_are_read_from_a_file_and_the_environment_wins(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        f"TRACKER_INSTANCE={tmp_path}/mine\n"
        "TRACKER_ACTOR=fra-filen@example.dk\n"
        "TRACKER_PRIVACY_URL=https://example.dk/${HOME}\n"
    )
    found = Settings.from_env({"TRACKER_ACTOR": "mette@example.dk"}, dotenv)
    assert found.instance == tmp_path / "mine"
    assert found.actor == "mette@example.dk"
    assert found.privacy_url == "https://example.dk/${HOME}"


def test_an_empty_value_counts_as_not_given(tmp_path: Path) -> None:
    assert settings(tmp_path, BASE_URL="", ACTOR=" ").base_url == "http://127.0.0.1:5000"


def test_settings_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(FrozenInstanceError):
        object.__getattribute__(settings(tmp_path), "__setattr__")("actor", "x@example.dk")


def test_all_wrong_settings_are_named_at_once(tmp_path: Path) -> None:
    problems = refusals(tmp_path, SECRET_KEY="short", MAIL_URL="post", BASE_URL="example.dk")
    assert [problem.split(":")[0] for problem in problems] == [
        "TRACKER_MAIL_URL",
        "TRACKER_SECRET_KEY",
        "TRACKER_BASE_URL",
    ]
    assert not (tmp_path / "instance").exists()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DATABASE_URL", "nonsense", "not a database address"),
        ("DATABASE_URL", "mysql://somewhere/db", "use sqlite or postgresql"),
        ("QUEUE_URL", "amqp://somewhere", "begins with amqp"),
        ("SECRET_KEY", "x" * 31, "at least 32 characters, not 31"),
        ("BASE_URL", "https://example.dk/folder", "host alone"),
        ("BASE_URL", "https://example.dk:99999", "can be read"),
        ("ACCESSIBILITY_URL", "javascript:alert(1)", "not a web address"),
        ("PRIVACY_URL", "www.example.dk", "not a web address"),
        ("ACTOR", "mette", "not an e-mail address"),
        ("MAIL_URL", "smtp://", "names no server"),
        ("MAIL_URL", "http://example.dk", "not file, smtp or smtps"),
        ("MAIL_URL", "smtp://mail.example.dk?tls=none", "must be encrypted"),
        ("MAIL_URL", "smtp://127.0.0.1.example.dk?tls=none", "must be encrypted"),
        ("MAIL_URL", "smtp://mail.example.dk?tls=maybe", "not understood"),
        ("MAIL_URL", "smtps://127.0.0.1?tls=none", "not understood"),
    ],
)
def test_a_wrong_setting_is_refused(tmp_path: Path, name: str, value: str, says: str) -> None:
    (problem,) = refusals(tmp_path, **{name: value})
    assert problem.startswith(f"TRACKER_{name}: ")
    assert says in problem


def test_a_refusal_does_not_repeat_a_password(tmp_path: Path) -> None:
    wrong = {"DATABASE_URL": "mysql://u:hunter2@h/db", "MAIL_URL": "smtp://u:hunter2@h?tls=none"}
    assert "hunter2" not in " ".join(refusals(tmp_path, **wrong))


@pytest.mark.parametrize(
    ("url", "host", "port", "starttls", "loopback"),
    [
        ("smtp://mail.example.dk", "mail.example.dk", 587, True, False),
        ("smtps://mail.example.dk", "mail.example.dk", 465, False, False),
        ("smtp://127.0.0.1:2525?tls=none", "127.0.0.1", 2525, False, True),
        ("smtp://[::1]:2525?tls=none", "::1", 2525, False, True),
        ("smtp://localhost:2525?tls=none", "localhost", 2525, False, True),
    ],
)
def test_mail_is_encrypted_unless_it_stays_on_the_machine(
    tmp_path: Path, url: str, host: str, port: int, starttls: bool, loopback: bool
) -> None:
    mail = settings(tmp_path, MAIL_URL=url).mail
    assert (mail.host, mail.port, mail.starttls) == (host, port, starttls)
    assert mail.loopback is loopback


def test_mail_user_and_password_are_read_and_not_shown(tmp_path: Path) -> None:
    found = settings(tmp_path, MAIL_URL="smtps://post:p%40ss@mail.example.dk")
    assert (found.mail.user, found.mail.password) == ("post", "p@ss")
    assert "p@ss" not in repr(found)


def test_mail_files_can_lie_elsewhere(tmp_path: Path) -> None:
    assert settings(tmp_path, MAIL_URL="file:///srv/post").mail.folder == Path("/srv/post")
    relative = settings(tmp_path, MAIL_URL="file:breve").mail.folder
    assert relative == tmp_path / "instance" / "breve"


def test_postgresql_is_reached_by_psycopg_with_its_password(tmp_path: Path) -> None:
    found = settings(tmp_path, DATABASE_URL="postgresql://u:p@h/db")
    assert found.database_url == "postgresql+psycopg://u:p@h/db"


def test_keys_are_made_once_and_kept_to_ourselves(tmp_path: Path) -> None:
    first, again = settings(tmp_path).keys, settings(tmp_path).keys
    assert first == again
    folder = tmp_path / "instance" / "keys"
    kept = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert kept == dict.fromkeys(("fields.key", "links.key", "records.key", "sessions.key"), 0o600)
    assert len({path.read_text() for path in folder.iterdir()}) == 4


def test_a_given_secret_is_every_key_and_no_file(tmp_path: Path) -> None:
    keys = settings(tmp_path, SECRET_KEY=SECRET).keys
    assert keys == derived_keys(SECRET)
    assert keys != derived_keys(SECRET + "!")
    assert keys.sessions != keys.fields[0]
    assert not (tmp_path / "instance" / "keys").exists()


def test_an_older_field_key_still_decrypts(tmp_path: Path) -> None:
    old = settings(tmp_path).keys.fields[0]
    new = derived_keys(SECRET).fields[0]
    (tmp_path / "instance" / "keys" / "fields.key").write_text(f"{new}\n{old}\n")
    assert settings(tmp_path).keys.fields == (new, old)


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    settings(tmp_path)
    (tmp_path / "instance" / "keys" / "links.key").chmod(0o644)
    (problem,) = refusals(tmp_path)
    assert "chmod 600" in problem


@pytest.mark.parametrize("damage", ["", "half a key\n", "æøå"])
def test_a_damaged_key_is_never_replaced(tmp_path: Path, damage: str) -> None:
    settings(tmp_path)
    path = tmp_path / "instance" / "keys" / "fields.key"
    path.write_text(damage)
    (problem,) = refusals(tmp_path)
    assert "put the right file back" in problem
    assert path.read_text() == damage


def test_an_instance_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "instance").write_text("a file is in the way")
    (problem,) = refusals(tmp_path)
    assert problem.startswith("TRACKER_INSTANCE: ")


def test_the_base_address_is_the_one_that_is_served_unless_given(tmp_path: Path) -> None:
    assert settings(tmp_path).served_at("127.0.0.1", 8080).base_url == "http://127.0.0.1:8080"
    assert settings(tmp_path).served_at("::1", 8080).base_url == "http://[::1]:8080"
    given = settings(tmp_path, BASE_URL="https://viden.example.dk/")
    assert given.served_at("127.0.0.1", 8080).base_url == "https://viden.example.dk"


def test_every_setting_is_described() -> None:
    assert set(described()) == {
        f"TRACKER_{name}"
        for name in (
            "INSTANCE DATABASE_URL MAIL_URL QUEUE_URL SECRET_KEY BASE_URL ACCESSIBILITY_URL "
            "PRIVACY_URL ACTOR"
        ).split()
    }
    assert all(meaning.endswith(".") for meaning in described().values())
