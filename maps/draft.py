"""The permissive import: may be invalid, keeps what it could not understand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry.base import BaseGeometry

from maps.frame import LocalFrame
from maps.ids import VenueId


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftFeature:
    """One feature as it was read.

    Parameters
    ----------
    feature_type : str
        ``building``, ``level``, ``unit``, ``opening``, ``portal``, ``amenity``, ``fixture``, ``service_group``,
        ``service_point``, ``parking_lot``, ``parking_bay``, ``qr_point``, ``transmitter``: what `maps.venue.Venue` is
        made of.
    geometry : BaseGeometry or None
        Local metres; may be invalid, empty or of the wrong type.
    properties : mapping
        Plain JSON values under the field names of the frozen class (`level_id`, `category`, `labels` …).
    source : str
        Where it came from: file and native id, for the findings.
    confidence : float
        1 where the source says so, less where the reader inferred it.
    """

    id: str
    feature_type: str
    geometry: BaseGeometry | None
    properties: Mapping[str, Any] = field(default_factory=dict)
    source: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something in the source that no reader understood: kept, and reported as a finding."""

    source: str
    reason: str
    raw: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueDraft:
    """A venue on its way to becoming one.

    Parameters
    ----------
    purpose : str
        See `maps.venue.Venue.purpose`.
    """

    id: VenueId
    frame: LocalFrame
    features: tuple[DraftFeature, ...]
    unread: tuple[Unread, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    purpose: str = "navigation"
    attribution: str = ""

    def of_type(self, feature_type: str) -> tuple[DraftFeature, ...]:
        """Return the features of one type, in reading order."""
        return tuple(feature for feature in self.features if feature.feature_type == feature_type)
