"""All floors of the hospital, and the portals that join them."""

from dataclasses import dataclass, field
from typing import Any

from shapely.geometry import Point

from maps.demo.floor import Floor, feature_id
from maps.demo.grid import Coordinate, mm
from maps.demo.names import Name
from maps.venue import Accessibility, Portal, PortalKind, PortalStop


@dataclass(slots=True, kw_only=True)
class Plan:
    """All floors, and what joins them."""

    floors: dict[str, Floor]
    portals: list[Portal] = field(default_factory=list)

    def __getitem__(self, key: str) -> Floor:
        return self.floors[key]

    def portal(
        self,
        key: str,
        kind: PortalKind,
        name: Name,
        stops: list[tuple[str, str, Coordinate]],
        **properties: Any,
    ) -> None:
        """Join levels: `stops` are (floor, space, landing point), upward or with the direction of travel."""
        step_free = kind in (PortalKind.ELEVATOR, PortalKind.RAMP)
        self.portals.append(
            Portal(
                id=feature_id(f"portal/{key}"),
                kind=kind,
                stops=tuple(
                    PortalStop(level_id=self[floor].id, unit_id=self[floor].unit_id(space), point=Point(mm(x), mm(y)))
                    for floor, space, (x, y) in stops
                ),
                labels={"zh-Hans": name.zh, "en": name.en},
                **({"accessibility": Accessibility.YES if step_free else Accessibility.NO} | properties),
            )
        )
