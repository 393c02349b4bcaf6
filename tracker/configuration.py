"""What Flask and its extensions are told; everything from outside comes by `Settings`."""

from datetime import timedelta
from typing import Any

from tracker.settings import Settings

# A spreadsheet of 50,000 contributions fits, and little more.
LARGEST_REQUEST = 32 * 1024 * 1024
# The text fields of one form together; a report of 100 pages fits.
LARGEST_TEXT = 1024 * 1024

# A session ends when nothing was asked for so long; a form stays good for as long as it.
IDLE = timedelta(hours=4)


def flask_config(settings: Settings) -> dict[str, Any]:
    """The configuration that follows from the settings."""
    secure = settings.base_url.startswith("https:")
    return {
        "SETTINGS": settings,
        "SECRET_KEY": settings.keys.sessions,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_TEXT,
        # A browser takes a __Host- cookie only when it is secure and this host's own.
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": IDLE,
        "WTF_CSRF_TIME_LIMIT": int(IDLE.total_seconds()),
        # It wants a Referer, which our pages tell every browser not to send.
        "WTF_CSRF_SSL_STRICT": False,
        # Words are looked up by ourselves, those of WTForms too.
        "WTF_I18N_ENABLED": False,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
        "RATELIMIT_HEADERS_ENABLED": False,
    }
