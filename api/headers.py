"""Headers of every answer."""

from flask import Response, request

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_PAGE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(self), geolocation=(self), accelerometer=(self), gyroscope=(self), "
        "magnetometer=(self), screen-wake-lock=(self), microphone=(), payment=(), usb=()"
    ),
}
_DATA = {"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'"}
"""What is no page: it must not become one. Short, because a phone gets it with every answer."""
_PAGES = ("text/html", "image/svg+xml")
_WORKER = "/worker.js"
"""It has the policy that its script came with."""


def secure(response: Response) -> Response:
    """Add what keeps browsers safe."""
    runs = response.mimetype in _PAGES or request.path == _WORKER
    for headers in (_ALWAYS, _PAGE if runs else _DATA):
        for name, value in headers.items():
            response.headers.setdefault(name, value)
    return response
