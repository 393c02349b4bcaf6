"""What the application is built with. Made here without an application, and bound by `start`."""

import hmac
import secrets

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect

from tracker.domain import database
from tracker.domain.base import Base
from tracker.settings import Settings

# What was read for a page stays readable after the one commit that ends its request.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})
csrf = CSRFProtect()
limiter = Limiter(get_remote_address, storage_uri="memory://")
_COUNTING = secrets.token_bytes(32)


def counted(what: str) -> str:
    """What a limit counts by, when nobody is to read it: a hash whose key the process forgets."""
    return hmac.digest(_COUNTING, what.encode(), "sha256").hex()


def by_address() -> str:
    """Whoever asks, by where they ask from."""
    return counted(get_remote_address())


def start(app: Flask, settings: Settings) -> None:
    """Bind each extension, and make the database ready; it is migrated already."""
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    # Without parameters an error that is logged says nothing of what citizens said.
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True}
    db.init_app(app)
    with app.app_context():
        database.prepare(db.engine, settings.keys)
    csrf.init_app(app)
    limiter.init_app(app)
