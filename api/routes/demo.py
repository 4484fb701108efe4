"""The demo's public sessions."""

from typing_extensions import TypedDict

from api.openapi import Noun
from api.wiring import Services

NOUN = Noun("demo", "Simulated visitors that everybody may watch.")


class DemoLine(TypedDict):
    """A session to watch; its token may only look."""

    session: str
    token: str
    venue: str
    labels: dict[str, str]
    lang: str


class DemoDocument(TypedDict):
    """The public sessions, oldest first."""

    sessions: list[DemoLine]


@NOUN.endpoint("GET", "/v1/demo", answer=DemoDocument, problems=("live-unavailable",))
def list_demo(services: Services) -> DemoDocument:
    """List the public sessions: none but where the server runs with the demo on."""
    return {
        "sessions": [
            {
                "session": each.id,
                "token": each.viewer_token,
                "venue": each.venue_id,
                "labels": dict(each.labels),
                "lang": each.language,
            }
            for each in services.sessions.public()
        ]
    }
