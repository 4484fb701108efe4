"""What those who work on a draft may say: over HTTP, and in the files of the command line."""

from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from api.feed_requests import By
from api.requests import Body, Query, Text, with_examples
from maps.edits.locate import Coordinates
from maps.edits.rebase import Choices, Side
from maps.edits.wanted import Add, Alter, AlterVenue, Remove, Wanted

MAX_EDITS = 10_000

Id = Annotated[str, Field(min_length=1, max_length=200)]
KindName = Annotated[str, Field(max_length=40, description="unit, opening, portal …: see docs/geojson.md.")]
Geometry = Annotated[dict[str, Any], Field(description="A GeoJSON geometry.")]
Properties = Annotated[
    dict[Annotated[str, Field(max_length=80)], Any],
    Field(default_factory=dict, max_length=100, description="Name to value, as in docs/geojson.md."),
]
Metres = Annotated[float, Field(ge=-20_000, le=20_000, allow_inf_nan=False)]
Which = Annotated[int, Field(ge=1, le=10_000, description="1, 2 …, where several features have this kind and id.")]
SideName = Literal["mine", "theirs"]
Take = Annotated[
    SideName | dict[Id, SideName] | None,
    Field(description="Who wins where both sides changed a field: for all, or by id of the feature."),
]
Words = Annotated[str, Field(max_length=200, pattern=r"^[^\x00-\x1f]*$", description="What is done, in one sentence.")]
CoordinatesName = Annotated[
    Literal["lonlat", "local"], Field(description="Longitude, latitude in degrees, or metres from the venue's origin.")
]


class AddEdit(Body):
    """Add a feature."""

    add: Id
    feature_type: KindName
    geometry: Geometry | None = None
    properties: Properties

    def wanted(self) -> Add:
        """Return the edit as a value."""
        return Add(id=self.add, feature_type=self.feature_type, geometry=self.geometry, properties=self.properties)


class ChangeEdit(Body):
    """Change what is named of a feature; a property that is null is taken away."""

    change: Id
    feature_type: KindName = ""
    geometry: Geometry | None = None
    properties: Properties
    move_m: tuple[Metres, Metres] | None = Field(default=None, description="East and north [m].")
    which: Which | None = None

    def wanted(self) -> Alter:
        """Return the edit as a value."""
        return Alter(
            id=self.change,
            feature_type=self.feature_type,
            geometry=self.geometry,
            properties=self.properties,
            move_m=self.move_m,
            which=self.which,
        )


class RemoveEdit(Body):
    """Remove a feature."""

    remove: Id
    feature_type: KindName = ""
    which: Which | None = None

    def wanted(self) -> Remove:
        """Return the edit as a value."""
        return Remove(id=self.remove, feature_type=self.feature_type, which=self.which)


class VenueEdit(Body):
    """Change facts of the venue: labels, purpose, attribution, frame_origin."""

    venue: Properties = Field(min_length=1)

    def wanted(self) -> AlterVenue:
        """Return the edit as a value."""
        return AlterVenue(facts=self.venue)


def _shape_of(edit: Any) -> str | None:
    """Return which shape was meant, so that only its faults are told."""
    if not isinstance(edit, dict):
        return None
    return next((f"@{name}" for name in ("add", "change", "remove", "venue") if name in edit), "@change")


EditBody = Annotated[
    Annotated[AddEdit, Tag("@add")]
    | Annotated[ChangeEdit, Tag("@change")]
    | Annotated[RemoveEdit, Tag("@remove")]
    | Annotated[VenueEdit, Tag("@venue")],
    Discriminator(_shape_of),
]


MAX_OWN = 1_000
"""What somebody may do without a connection before the first of it is sent."""


class EditsBody(Body):
    """Edits that are made, told and undone together."""

    model_config = with_examples(
        {
            "words": "Widen the pharmacy door",
            "by": "facilities",
            "coordinates": "local",
            "edits": [
                {
                    "change": "F1-pharma-door",
                    "geometry": {"type": "LineString", "coordinates": [[24.0, 8.0], [26.0, 8.0]]},
                    "properties": {"automatic": True},
                },
                {"change": "F1-pharma", "properties": {"labels": {"zh-Hans": "药房", "en": "Pharmacy"}}},
            ],
        },
        {"edits": [{"change": "desk", "move_m": [1.5, 0.0]}, {"remove": "qr-1"}]},
        {"words": "Rename", "edits": [{"venue": {"labels": {"en": "Small Hospital"}}}]},
    )

    words: Words = ""
    by: By = ""
    coordinates: CoordinatesName = "lonlat"
    edits: Annotated[list[EditBody], Field(min_length=1, max_length=MAX_EDITS)]
    after: Annotated[list[Annotated[int, Field(ge=1)]], Field(max_length=MAX_OWN)] = Field(
        default=[],
        description="With on_stale merge: changes since If-Match that these edits were made on, and that they are not "
        "compared with: one's own, sent just before.",
    )
    on_stale: Literal["refuse", "merge"] = Field(
        default="refuse", description="What to do when somebody changed the draft since If-Match."
    )
    take: Take = None

    def wanted(self) -> tuple[Wanted, ...]:
        """Return the edits as values."""
        return tuple(edit.wanted() for edit in self.edits)

    def stated_in(self) -> Coordinates:
        """Return what the coordinates are given in."""
        return Coordinates(self.coordinates)


class UndoBody(Body):
    """Which change to take back."""

    model_config = with_examples({}, {"change": 3, "by": "facilities"})

    by: By = ""
    change: int | None = Field(default=None, ge=1, description="Left out: the last one that stands.")
    take: Take = None


class RedoBody(Body):
    """Make again what was undone last; also how to settle a rebase."""

    model_config = with_examples({}, {"by": "facilities", "take": "mine"})

    by: By = ""
    take: Take = None


class RollbackBody(Body):
    """Which revision to go back to."""

    model_config = with_examples({"revision": 1, "words": "The east wing is shut after all", "by": "facilities"})

    revision: int = Field(ge=1)
    words: Words = ""
    by: By = ""


class DraftQuery(Query):
    """Which part of a draft, and how its coordinates are told."""

    level: Text | None = Field(default=None, description="Only what is on this level, and what is on none.")
    coordinates: CoordinatesName = "lonlat"


class LogQuery(Query):
    """Which part of the log."""

    before: int | None = Field(default=None, ge=1, description="Only changes with smaller numbers.")
    limit: int = Field(default=50, ge=1, le=500)


StateName = Annotated[
    str, Field(max_length=12, description="draft, the number of a revision, or @ and a version of the draft.")
]


class DiffQuery(Query):
    """Between which states."""

    before: StateName = Field(default="", alias="from", description="Left out: the latest revision.")
    after: StateName = Field(default="draft", alias="to")
    coordinates: CoordinatesName = "lonlat"


def choices_of(take: str | dict[str, SideName] | None) -> Choices:
    """Return who wins a conflict."""
    if isinstance(take, dict):
        return Choices(by_feature={name: Side(side) for name, side in take.items()})
    return Choices(all=None if take is None else Side(take))
