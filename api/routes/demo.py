"""The demo's public sessions."""

from typing_extensions import TypedDict

from api.openapi import Noun
from api.wiring import Services
from maps.errors import NotFoundError

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


@NOUN.endpoint("GET", "/v1/demo", answer=DemoDocument, problems=("not-found", "live-unavailable"))
def list_demo(services: Services) -> DemoDocument:
    """List the public sessions; not found when the demo is off."""
    if not services.settings.demo:
        raise NotFoundError("The demo is off.", remedy="Start the server with: beeline serve --demo")
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
