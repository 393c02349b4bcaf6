"""`tracker serve`: the web application on a production server."""

import ctypes
import os
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from threading import Thread
from typing import Any

import click
from gunicorn.app.base import BaseApplication
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker import create_app
from tracker.demo.services import OPENS_ALL, STAFF, fill, is_told, open_letter
from tracker.domain import database
from tracker.domain.workdays import learn_holidays
from tracker.entry import engine
from tracker.settings import Settings

THREADS = 8
# Long enough for a letter of a hundred pages.
PATIENCE_SECONDS = 120
_DIE_WITH_PARENT = 1


class Server(BaseApplication):
    """One process of some threads: SQLite has one writer, and limits are kept by process."""

    def __init__(self, settings: Settings, host: str, port: int) -> None:
        self._settings = settings
        self._bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
        super().__init__()

    def load_config(self) -> None:
        options: dict[str, Any] = {
            "bind": self._bind,
            "workers": 1,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": PATIENCE_SECONDS,
            "graceful_timeout": 10,
            # An access log would hold the citizens' links.
            "accesslog": None,
            "loglevel": "warning",
            "control_socket_disable": True,
        }
        for name, value in options.items():
            if name in self.cfg.settings:
                self.cfg.set(name, value)

    def load(self) -> Any:
        app = create_app(self._settings)
        # Beside the first pages: a writing request would hold the database while it is read.
        Thread(target=learn_holidays, daemon=True).start()
        return app


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(1, 65535), default=5000, show_default=True)
@click.option(
    "--demo", is_flag=True, help="Fill an empty database with the demo, and send its mail."
)
def serve(host: str, port: int, demo: bool) -> None:
    """Serve the pages for staff and citizens."""
    settings = Settings.from_env(os.environ).served_at(host, port)
    opened = engine(settings)
    told = demo and _demo(opened, settings)
    opened.dispose()
    worker = _worker(settings) if told else None
    try:
        Server(replace(settings, demo=told), host, port).run()
    finally:
        if worker is not None:
            worker.terminate()


def _worker(settings: Settings) -> "subprocess.Popen[bytes]":
    """Its mails go to files; the demo is not worth a second window."""
    # It serves nothing, so it cannot know by itself where the links of its mails are to lead.
    environment = {**os.environ, "TRACKER_BASE_URL": settings.base_url}
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "worker"], env=environment, preexec_fn=_follow
    )


def _follow() -> None:
    """End when the server does, however it ends."""
    ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _demo(opened: Engine, settings: Settings) -> bool:
    """Fill an empty database and say how to look at it; whether it is the demo that it holds."""
    fill(opened, settings)
    click.echo(f"Look at {settings.base_url}")
    with database.reading(), Session(opened) as session:
        if not is_told(session):
            click.echo("This database is not the demo, which fills an empty one only: nothing is")
            click.echo("added, no mail is sent, and those who work here sign in as they do.")
            return False
        _say_how(open_letter(session, settings, datetime.now(UTC)))
    click.echo(f"A guided tour, signed in by one press: {settings.base_url}/tour")
    click.echo("All people and texts of the demo are invented. Its mails are files in")
    click.echo(f"{settings.mail.folder or settings.instance / 'outbox'}.")
    return True


def _say_how(letter: tuple[str, str] | None) -> None:
    for person in STAFF:
        click.echo(f"  sign in as {person.email} ({person.role}) with the password {OPENS_ALL}")
    if letter is not None:
        name, link = letter
        click.echo(f"  or open the letter to {name}, who can answer without signing in:")
        click.echo(f"  {link}")
