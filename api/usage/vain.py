"""Searches without a result: whose words are written down is decided here.

What one person types may say who they are or what they have. Words are kept in memory only, and leave it when so many
searches of a day had them.
"""

import unicodedata

from maps.ids import VenueId

ENOUGH = 10
_MOST_CHARACTERS = 40
_MOST_WORDS = 5_000
"""Different words remembered; beyond, the day's are forgotten."""


class VainSearches:
    """How often each search was made in vain today, in this process."""

    def __init__(self) -> None:
        self._day = 0
        self._times: dict[tuple[VenueId, str], int] = {}

    def words(self, venue_id: VenueId, day: int, text: str) -> str:
        """Count a search, and return its words if enough searches of the day had them; else an empty text."""
        if day != self._day or len(self._times) >= _MOST_WORDS:
            self._day, self._times = day, {}
        words = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
        if not words or len(words) > _MOST_CHARACTERS:
            return ""
        key = (venue_id, words)
        self._times[key] = self._times.get(key, 0) + 1
        return words if self._times[key] >= ENOUGH else ""
