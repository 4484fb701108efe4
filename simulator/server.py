"""A Beeline server as seen from outside: requests with bounded patience and plain errors."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from maps.errors import BeelineError

TRIES = 4
FIRST_WAIT_S = 0.3
LONGEST_WAIT_S = 5.0
_BUSY = frozenset({429, 502, 503, 504})

Json = dict[str, Any]


class ServerAwayError(BeelineError):
    """Nobody answers, or only to say that they are too busy."""

    code = "server-away"


class RefusedError(BeelineError):
    """The server answered, and said no.

    Parameters
    ----------
    status : int
        HTTP status.
    """

    code = "refused"

    def __init__(self, detail: str, *, remedy: str = "", status: int = 0) -> None:
        super().__init__(detail, remedy=remedy)
        self.status = status


@dataclass(slots=True, kw_only=True)
class Server:
    """One server.

    Parameters
    ----------
    url : str
        Such as ``http://127.0.0.1:8000``.
    sleep : callable
        Waits some seconds; given so that nobody has to wait in a test, and so that waiting can be cut short.
    tries : int
        How often a request is made before giving up.
    """

    url: str
    sleep: Callable[[float], object] = time.sleep
    tries: int = TRIES
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(base_url=self.url, timeout=10.0)

    def ask(self, method: str, path: str, *, body: Json | None = None, token: str = "", **query: str | int) -> Json:
        """Return the JSON of an answer, empty if it has none.

        Raises
        ------
        ServerAwayError
            If nobody answers, or the server stays busy, for all tries.
        RefusedError
            If the server refuses: its own words.
        """
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        wait_s, why = FIRST_WAIT_S, ""
        for attempt in range(self.tries):
            if attempt:
                self.sleep(wait_s)
                wait_s = min(2.0 * wait_s, LONGEST_WAIT_S)
            try:
                answer = self.client.request(method, path, json=body, params=query, headers=headers)
            except (httpx.TransportError, httpx.InvalidURL) as error:
                why = str(error) or type(error).__name__
                continue
            if answer.status_code not in _BUSY:
                return _document(answer)
            why, wait_s = f"it answers {answer.status_code}", max(wait_s, _retry_after_s(answer))
        raise ServerAwayError(
            f"No Beeline server answers at {self.url} ({why}).", remedy="Start one with: beeline serve"
        )


def _document(answer: httpx.Response) -> Json:
    document = _find_json(answer)
    if answer.is_success:
        return document
    detail = document.get("detail") or f"The server answers {answer.status_code}."
    raise RefusedError(str(detail), remedy=str(document.get("remedy") or ""), status=answer.status_code)


def _find_json(answer: httpx.Response) -> Json:
    try:
        document = answer.json()
    except ValueError:
        return {}
    return dict(document) if isinstance(document, Mapping) else {}


def _retry_after_s(answer: httpx.Response) -> float:
    text = answer.headers.get("Retry-After", "")
    return min(float(text), LONGEST_WAIT_S) if text.isdigit() else 0.0
