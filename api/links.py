"""Links that a hospital signs: an appointment letter or message that opens somebody's visit on their phone.

The content is signed, not hidden: whoever holds a link can read it. So it names places and times, and nobody.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from itsdangerous import BadData, BadSignature, URLSafeSerializer

from api.problems import LinkExpiredError, LinkInvalidError, ReadOnlyError
from api.settings import env_name

MOST_DAYS = 90
_SALT = "beeline.link.1"


class Links:
    """Signs and opens links.

    Parameters
    ----------
    key : str
        The server's feed key; without one no link is signed and none opens. Another key makes old links void.
    now_unix_s : callable
        The time.
    """

    def __init__(self, key: str, now_unix_s: Callable[[], float]) -> None:
        self._serializer = (
            URLSafeSerializer(key, salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}) if key else None
        )
        self._now_unix_s = now_unix_s

    def sign(self, content: dict[str, Any], *, ends_unix_s: int) -> str:
        """Return a token that stands for a content until a time.

        Raises
        ------
        ReadOnlyError
            If this server has no key.
        """
        if self._serializer is None:
            raise ReadOnlyError(
                "This server signs no links: it has no feed key.",
                remedy=f"Set {env_name('feed_key')} and start it again.",
            )
        token = self._serializer.dumps({"ends": ends_unix_s, **content})
        return token if isinstance(token, str) else token.decode()

    def open(self, token: str) -> dict[str, Any]:
        """Return the content of a token, with its end as `ends` [unix s].

        Raises
        ------
        LinkInvalidError
            If this server has not signed it as it is.
        LinkExpiredError
            If its time is over.
        """
        if self._serializer is None:
            raise LinkInvalidError("This server has signed no links.", remedy="Search for the place instead.")
        try:
            content: dict[str, Any] = self._serializer.loads(token)
        except (BadSignature, BadData) as error:
            raise LinkInvalidError(
                "This link is not one of this hospital's, or was changed on its way.",
                remedy="Open it again from the message it came in, or search for the place.",
            ) from error
        if content["ends"] < self._now_unix_s():
            raise LinkExpiredError("This link is over.", remedy="Ask for a new one, or search for the place.")
        return content
