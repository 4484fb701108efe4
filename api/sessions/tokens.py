"""Tokens: 128 random bits given once, kept only as a digest."""

import hashlib
import hmac
import re
import secrets

_BEARER = re.compile(r"Bearer ([A-Za-z0-9_-]{1,200})", re.IGNORECASE)


def new_token() -> str:
    """Return an unguessable token, safe in a header or a path."""
    return secrets.token_urlsafe(16)


def digest_token(token: str) -> str:
    """Return what is kept of a token. It is random, so it needs neither salt nor a slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def opens(token: str, digest: str) -> bool:
    """Return whether a token is the one of a digest, in a time that tells nothing."""
    return hmac.compare_digest(digest_token(token), digest)


def find_bearer(header: str) -> str | None:
    """Return the token of an Authorization header, or None if it is of another form."""
    match = _BEARER.fullmatch(header.strip())
    return match[1] if match else None
