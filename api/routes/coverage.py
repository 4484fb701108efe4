"""How well radio can tell where somebody is on a level, and where further beacons would help."""

from typing import Annotated, Literal

from flask import Response
from pydantic import Field

from api.caching import cached_response
from api.coverages import Question
from api.documents import LevelDocument
from api.openapi import Noun
from api.presenting.coverage import CoverageDocument
from api.requests import Query
from api.staff.person import Role
from api.wiring import Services
from beacons.coverage.site import Radios
from maps.ids import FeatureId, parse_venue_id

NOUN = Noun(
    "coverage",
    "What can be expected of positions before anybody walks, and where the next beacons help most. It needs a role or "
    "the feed key.",
)
_COMMAS = r"^[^\x00-\x1f]*$"


class CoverageQuery(Query):
    """What phones listen to, what is taken to be dead, and how many more beacons to suggest."""

    radios: Literal["beacons", "access_points", "all"] | None = Field(
        default=None, description="Beacons where there are any, else access points, unless something is named."
    )
    without: Annotated[str, Field(max_length=4_000, pattern=_COMMAS)] = Field(
        default="", description="Ids of transmitters taken to be dead, with commas between.", examples=["F1-b5,F1-b15"]
    )
    suggest: int = Field(default=0, ge=0, le=20, description="How many more beacons to suggest.")

    def question(self, level: str) -> Question:
        """Return what is asked of a level."""
        without = tuple(sorted({FeatureId(name.strip()) for name in self.without.split(",") if name.strip()}))
        return Question(
            level=level, radios=Radios(self.radios) if self.radios else None, without=without, suggest=self.suggest
        )


class PublishedCoverageQuery(CoverageQuery):
    """Also which revision."""

    revision: int | None = Field(default=None, ge=1, description="A revision; its answer never changes.")


_PROBLEMS = ("not-found", "bad-input", "too-large")


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/coverage/{level_id}",
    query=PublishedCoverageQuery,
    answer=CoverageDocument,
    role=Role.VIEWER,
    problems=_PROBLEMS,
)
def get_coverage(services: Services, venue_id: str, level_id: str, query: PublishedCoverageQuery) -> Response:
    """Get the coverage of a published level; the level by its id, short name or ordinal."""
    found = services.coverages.of_revision(parse_venue_id(venue_id), query.revision, query.question(level_id))
    return _answer(found)


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/draft/coverage/{level_id}",
    query=CoverageQuery,
    answer=CoverageDocument,
    role=Role.VIEWER,
    problems=(*_PROBLEMS, "audit-blocked"),
)
def get_draft_coverage(services: Services, venue_id: str, level_id: str, query: CoverageQuery) -> Response:
    """Get the coverage of a level of the draft, as it would be published."""
    return _answer(services.coverages.of_draft(parse_venue_id(venue_id), query.question(level_id)))


def _answer(found: LevelDocument) -> Response:
    answer = cached_response(found.plain, found.gzipped, mimetype="application/json", immutable=False, etag=found.etag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
