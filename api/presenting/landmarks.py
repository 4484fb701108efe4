"""What somebody who is lost is asked, as JSON."""

from typing_extensions import TypedDict

from maps.places import get_place
from maps.position import Position
from maps.venue import Venue
from nav.landmark_question import LandmarkChoice, landmark_question

Labels = dict[str, str]


class StandDocument(TypedDict):
    """A point: send it as it is to state the position."""

    x_m: float
    y_m: float
    level: str


class LandmarkDocument(TypedDict):
    """Something that may be seen from near by, and where somebody stands who went up to it."""

    place: str
    labels: Labels
    position: StandDocument


class LandmarksDocument(TypedDict):
    """Which of these do you see? Nearest first; empty where nothing near can be told apart, or nothing is known."""

    choices: list[LandmarkDocument]


def landmarks_document(last: Position | None, venue: Venue) -> LandmarksDocument:
    """Return the question for somebody who was last seen at a position; without one there is nothing to ask."""
    choices = landmark_question(venue, last) if last is not None else ()
    return {"choices": [_landmark(each, venue) for each in choices]}


def _landmark(choice: LandmarkChoice, venue: Venue) -> LandmarkDocument:
    at = choice.position
    return {
        "place": choice.place_id,
        "labels": dict(get_place(venue, choice.place_id).labels),
        "position": {"x_m": round(at.x_m, 3), "y_m": round(at.y_m, 3), "level": at.level_id},
    }
