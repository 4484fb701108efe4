"""What a request may say: bodies and queries, strict and bounded."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from nav.profile import CHOICES, PROFILES

Text = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Metres = Annotated[float, Field(ge=-100_000, le=100_000, allow_inf_nan=False)]
Language = Annotated[str, Field(min_length=2, max_length=35, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$")]
ProfileName = Annotated[str, Field(max_length=40, json_schema_extra={"enum": list(PROFILES)})]
WishName = Annotated[str, Field(max_length=40, json_schema_extra={"enum": list(CHOICES)})]
Wishes = Annotated[list[WishName], Field(max_length=len(CHOICES), description="What the way should be like.")]


class Body(BaseModel):
    """A JSON body: no unknown members, no conversions, no NaN."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


def with_examples(*examples: dict[str, Any]) -> ConfigDict:
    """Return the part of a body's configuration that shows examples in the description of the interface."""
    return ConfigDict(json_schema_extra={"examples": list(examples)})


class Query(BaseModel):
    """The query part of a URL: no unknown names; numbers are read from text."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, frozen=True)


class PlaceEnd(Body):
    """A named place of the venue."""

    place: Text = Field(description="A place id, as search returns it.", examples=["F1-pharma"])


class LocalEnd(Body):
    """A point in the venue's own metres."""

    x_m: Metres
    y_m: Metres
    level: Text


class GlobalEnd(Body):
    """A point in degrees, WGS84."""

    lon: float = Field(ge=-180, le=180)
    lat: float = Field(ge=-90, le=90)
    level: Text


def shape_of(end: Any) -> str | None:
    """Return which shape was meant, so that only its faults are told; see `validation_problem` for the sign."""
    names = end if isinstance(end, dict) else getattr(type(end), "model_fields", None)
    if names is None:
        return None
    return next((sign for name, sign in _SIGN_BY_NAME.items() if name in names), "@local")


_SIGN_BY_NAME = {"qr": "@qr", "place": "@place", "lon": "@global", "lat": "@global"}
_Place = Annotated[PlaceEnd, Tag("@place")]
_Local = Annotated[LocalEnd, Tag("@local")]
_Global = Annotated[GlobalEnd, Tag("@global")]
EndBody = Annotated[_Place | _Local | _Global, Discriminator(shape_of)]


class RouteBody(Body):
    """From where, to where, and how."""

    from_: EndBody = Field(alias="from")
    to: EndBody
    profile: ProfileName = "walk"
    wishes: Wishes = []
    lang: Language = "en"
    alternatives: int = Field(default=0, ge=0, le=3, description="How many more ways to tell, where there are any.")


class MatrixBody(Body):
    """From several ends to several others."""

    model_config = with_examples(
        {"origins": [{"place": "qr-entrance"}], "destinations": [{"place": "F1-pharma"}, {"place": "F2-lab"}]}
    )

    origins: Annotated[list[EndBody], Field(min_length=1, max_length=100)]
    destinations: Annotated[list[EndBody], Field(min_length=1, max_length=100)]
    profile: ProfileName = "walk"
    wishes: Wishes = []


class IsochroneBody(Body):
    """From where, and how far in time."""

    model_config = with_examples({"from": {"place": "F1-pharma"}, "limit_s": 120})

    from_: EndBody = Field(alias="from")
    limit_s: float = Field(gt=0, le=3_600, description="Time [s].")
    profile: ProfileName = "walk"
    wishes: Wishes = []


class LevelQuery(Query):
    """Which revision, and what else to draw."""

    revision: int | None = Field(default=None, ge=1, description="A revision; its answer never changes.")
    include: Literal["transmitters"] | None = Field(default=None, description="Also the radio hardware.")


class VenueQuery(Query):
    """Which revision."""

    revision: int | None = Field(default=None, ge=1, description="A revision; its answer never changes.")


class SearchQuery(Query):
    """What to look for, and near what."""

    q: str = Field(max_length=200, description="Any words, pinyin or initials, in any script.")
    lang: Language = "en"
    limit: int = Field(default=10, ge=1, le=50)
    near: Annotated[str, Field(max_length=250)] | None = Field(
        default=None, description="x,y@level in local metres: nearer hits first.", examples=["12.5,3@F1"]
    )


class PlaceQuery(Query):
    """The language of the label."""

    lang: Language = "en"
