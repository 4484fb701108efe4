"""Where people are served."""

from dataclasses import dataclass, field

from shapely.geometry import Point

from maps.ids import FeatureId, LevelId
from maps.labels import Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class ServicePoint:
    """A desk, counter or machine that serves people, in the group of those that can do the same job."""

    id: FeatureId
    level_id: LevelId
    point: Point
    unit_id: FeatureId
    group_id: FeatureId
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceGroup:
    """Service points that can do the same job."""

    id: FeatureId
    kind: str
    labels: Labels = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
