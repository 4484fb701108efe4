"""What is recorded of a release: its proofs, and who overrode them and why."""

from dataclasses import dataclass

import msgspec

from nav.proofs.report import ProofReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """Somebody's word that a release may lose what its proofs list; when is when it was published.

    Parameters
    ----------
    reason : str
        Why, in their own words.
    by : str
        Who they are, in their own words.
    """

    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What was known when a revision was published.

    Parameters
    ----------
    override : Override or None
        None where nobody was needed to give their word.
    """

    proofs: ProofReport
    override: Override | None = None


def encode_release(release: Release | None) -> str | None:
    """Return a release as JSON text; None of a revision that nothing was proven of."""
    return None if release is None else msgspec.json.encode(release).decode()


def decode_release(text: str | None) -> Release | None:
    """Return the release of `encode_release`."""
    return None if text is None else msgspec.json.decode(text, type=Release)
