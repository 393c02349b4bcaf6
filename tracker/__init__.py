"""Fælles Viden: what citizens told us, followed until it is given back and answered."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from tracker.settings import Settings

ROOT = Path(__file__).resolve().parents[1]

# Each has a blueprint in its views.
ROOMS = (
    *("accounts", "citizen", "processes", "listening", "weaving", "returning", "qualifying"),
    *("oversight", "closing", "compass", "openness", "agenda", "demo"),
)


def create_app(settings: Settings | None = None) -> Flask:
    """The web application; the database is migrated already (`entry.engine`)."""
    # Commands and the domain start without the web: it is imported when it is wanted.
    from flask import Flask

    from tracker import access, door, errors, extensions, headers, interface, layout, phrases
    from tracker.configuration import flask_config
    from tracker.language.officialese import use_lists_in
    from tracker.sessions import Sessions
    from tracker.settings import Settings

    settings = settings or Settings.from_env()
    use_lists_in(settings.words)
    app = Flask(
        __name__,
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
        instance_path=str(settings.instance),
    )
    app.config.from_mapping(flask_config(settings))
    app.session_interface = Sessions()
    headers.add(app, settings)
    # In this order a request is looked at: host and letters, the form's token, then the rule.
    door.guard(app, settings)
    extensions.start(app, settings)
    interface.speak(app)
    phrases.furnish(app)
    layout.furnish(app)
    access.guard(app)
    errors.register(app)
    for room in ROOMS:
        app.register_blueprint(import_module(f"tracker.{room}.views").blueprint)
    return app
