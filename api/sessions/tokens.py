"""Tokens: 128 random bits given once, kept only as a digest."""

import hashlib
import hmac
import secrets


def new_token() -> str:
    """Return an unguessable token, safe in a header or a path."""
    return secrets.token_urlsafe(16)


def digest_token(token: str) -> str:
    """Return what is kept of a token. It is random, so it needs neither salt nor a slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def opens(token: str, digest: str) -> bool:
    """Return whether a token is the one of a digest, in a time that tells nothing."""
    return hmac.compare_digest(digest_token(token), digest)
