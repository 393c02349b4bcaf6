"""What every answer tells the browser to be careful about."""

from flask import Flask, Response, request

from tracker.settings import Settings

# Nothing stands in a page itself: scripts and styles are files of our own, so no nonce is needed.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
ONE_YEAR = 365 * 24 * 60 * 60


def add(app: Flask, settings: Settings) -> None:
    """Set the headers on every answer; a stricter one that a view set itself stays."""
    headers = dict(HEADERS)
    if settings.base_url.startswith("https:"):
        headers["Strict-Transport-Security"] = f"max-age={ONE_YEAR}; includeSubDomains"

    @app.after_request
    def careful(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        # What a view says is for everybody, caches may keep.
        if request.endpoint != "static" and not response.cache_control.public:
            response.headers["Cache-Control"] = "no-store"
        return response
