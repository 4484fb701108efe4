"""What a request about a guided walk may say."""

from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from api.requests import (
    Body,
    EndBody,
    GlobalEnd,
    Language,
    LocalEnd,
    PlaceEnd,
    ProfileName,
    Text,
    Wishes,
    shape_of,
    with_examples,
)
from api.visit_requests import StopId, StopsBody
from beacons.observation import RadioKind


class SessionBody(Body):
    """A guided walk: the venue, the destination or the stops of a visit, and how the person travels."""

    model_config = with_examples(
        {"venue": "demo", "from": {"place": "qr-entrance"}, "to": {"place": "F1-pharma"}, "lang": "zh-Hans"},
        {
            "venue": "demo",
            "from": {"place": "qr-entrance"},
            "visit": {"stops": [{"id": "blood", "places": ["svc-blood"]}, {"id": "pharmacy", "places": ["F1-pharma"]}]},
            "to": {"place": "qr-entrance"},
        },
    )

    venue: Text
    to: EndBody | None = Field(default=None, description="The destination; of a visit, where it ends.")
    visit: StopsBody | None = Field(default=None, description="Several stops; needs `from`.")
    from_: EndBody | None = Field(default=None, alias="from", description="Where the person is, when known.")
    profile: ProfileName = "walk"
    wishes: Wishes = Field(default_factory=list)
    lang: Language = "en"
    public: bool = Field(default=False, description="List it at /v1/demo; only where the server runs with the demo on.")
    labels: dict[Language, Text] = Field(
        default_factory=dict, max_length=8, description="Who walks, for the list of public sessions."
    )

    @model_validator(mode="after")
    def _goes_somewhere(self) -> "SessionBody":
        if self.to is None and self.visit is None:
            raise ValueError("name a destination with to, or several stops with visit")
        if self.visit is not None and self.from_ is None:
            raise ValueError("a visit is planned from where the person is: give from")
        return self


class SessionChange(Body):
    """What to change; what is left out stays."""

    to: EndBody | None = None
    profile: ProfileName | None = None
    wishes: Wishes = Field(default=[], description="With a profile: what the way should be like from now on.")
    lang: Language | None = None

    @model_validator(mode="after")
    def _changes_something(self) -> "SessionChange":
        if self.to is None and self.profile is None and self.lang is None:
            raise ValueError("name at least one of to, profile and lang")
        if self.wishes and self.profile is None:
            raise ValueError("name the profile that the wishes are for")
        return self


class OfferAnswer(Body):
    """What to do with an offer: go there, or keep the present counter."""

    answer: Literal["accept", "keep"]


class VisitNews(Body):
    """What is so of a visit: a stop is done, a stop is not wanted any more, or they go on to the next."""

    model_config = with_examples({"done": "blood"}, {"skip": "pharmacy"}, {"go_on": True})

    done: StopId | None = None
    skip: StopId | None = None
    go_on: Literal[True] | None = Field(default=None, description="Lead to the next stop again, after a detour.")

    @model_validator(mode="after")
    def _says_one_thing(self) -> "VisitNews":
        if sum(each is not None for each in (self.done, self.skip, self.go_on)) != 1:
            raise ValueError("say one of done, skip and go_on")
        return self


class TicketBody(Body):
    """What the hospital's queue said about the person's number."""

    model_config = with_examples({"news": "called", "place": "F1-pharma", "number": "A12"})

    news: Literal["called", "turn_missed"]
    place: Text = Field(description="Where to go: a service point, a group or a room.")
    number: str = Field(default="", max_length=20, pattern=r"^[^\x00-\x1f]*$", description="What the ticket says.")


class QrPosition(Body):
    """The code of a "you are here" sign."""

    qr: Text


PositionBody = Annotated[
    Annotated[QrPosition, Tag("@qr")]
    | Annotated[PlaceEnd, Tag("@place")]
    | Annotated[LocalEnd, Tag("@local")]
    | Annotated[GlobalEnd, Tag("@global")],
    Discriminator(shape_of),
]


class Reading(Body):
    """One reading: signal strength or range."""

    t_s: float = Field(ge=0, le=4_102_444_800, description="Unix seconds on the phone's clock.")
    kind: RadioKind
    address: str = Field(min_length=1, max_length=100, description="uuid/major/minor, MAC or BSSID.")
    rssi_dbm: float | None = Field(default=None, description="Received power [dBm]; absurd values are ignored.")
    range_m: float | None = Field(default=None, description="Measured range [m], for kind rtt.")

    @model_validator(mode="after")
    def _measures_something(self) -> "Reading":
        if (self.rssi_dbm is None) == (self.range_m is None):
            raise ValueError("give either rssi_dbm or range_m")
        return self


class StepBody(Body):
    """One step that the phone counted."""

    t_s: float = Field(ge=0, le=4_102_444_800, description="Unix seconds on the phone's clock.")
    heading_deg: float | None = Field(
        default=None, ge=-720, le=720, description="Which way, clockwise from north [degrees]; left out if not known."
    )
    length_m: float | None = Field(default=None, ge=0, le=3, description="Its length [m]; left out if not known.")


class ObservationsBody(Body):
    """What the phone heard since the last batch, in any order; an empty batch says that it heard nothing."""

    observations: list[Reading]
    steps: list[StepBody] | None = Field(
        default=None,
        description="Of a phone that counts steps, those since the last batch: none says that its owner stands.",
    )


class LocateBody(ObservationsBody):
    """What was heard lately at a venue, for one position without a session."""

    model_config = with_examples(
        {
            "venue": "demo",
            "observations": [
                {"t_s": 1_790_000_000.0, "kind": "wifi", "address": "02:00:00:00:00:01", "rssi_dbm": -61.0}
            ],
            "lang": "en",
        }
    )

    venue: Text
    lang: Language = "en"
