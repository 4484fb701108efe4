"""The feed key of a server: machines that hold it may say what is so and change drafts."""

from api.problems import ReadOnlyError, UnauthorisedError
from api.sessions.tokens import digest_token, find_bearer, opens
from api.settings import env_name


class FeedKey:
    """Admits requests that carry the key; without a key, none.

    Parameters
    ----------
    key : str
        The key, or empty.
    """

    def __init__(self, key: str) -> None:
        self._digest = digest_token(key) if key else ""

    def admit(self, authorization: str) -> None:
        """Return if an Authorization header carries the key.

        Raises
        ------
        ReadOnlyError
            If this server has no key.
        UnauthorisedError
            If the header carries none, or another.
        """
        if not self._digest:
            raise ReadOnlyError(
                "This server takes no changes of venues: it has no feed key.",
                remedy=f"Set {env_name('feed_key')} and start it again.",
            )
        key = find_bearer(authorization)
        if key is None or not opens(key, self._digest):
            raise UnauthorisedError(
                "This is not the feed key of the server.",
                realm="feed",
                remedy=f"Send the header 'Authorization: Bearer KEY' with the server's {env_name('feed_key')}.",
            )
