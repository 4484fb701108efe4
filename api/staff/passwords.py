"""Passwords, kept as Argon2id hashes with the parameters of RFC 9106's second recommendation."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from maps.errors import BadInputError

MIN_LENGTH = 10
MAX_LENGTH = 200
_HASHER = PasswordHasher(time_cost=3, memory_cost=65_536, parallelism=4)
_NOBODYS = _HASHER.hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return what is kept of a password.

    Raises
    ------
    BadInputError
        If it is shorter or longer than allowed.
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise BadInputError(
            f"The password has {len(password)} characters.",
            remedy=f"Choose one of {MIN_LENGTH} to {MAX_LENGTH} characters; several words are easy to remember.",
        )
    return _HASHER.hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """Return whether a password is the one that is kept; where none is, it takes as long to say no."""
    try:
        return _HASHER.verify(kept or _NOBODYS, password[:MAX_LENGTH]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False
