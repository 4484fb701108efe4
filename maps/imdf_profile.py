"""How Beeline's words are said in IMDF 1.0.0 (OGC 20-094): shared by the reader and the writer.

Standard files and properties come first; what the standard lacks is an added property ``beeline:…`` on a standard
feature, or a file ``beeline.<feature_type>.geojson`` with plain property names.
"""

from collections.abc import Mapping
from types import MappingProxyType

from maps.venue import Access, PortalKind

OWN = "beeline:"
"""Prefix of the properties we add to standard features."""
OWN_FILE = "beeline."
"""Prefix of the files of feature types that IMDF lacks."""
EXTENSION = "imdf:extension:beeline:venue#1.0.0"

STANDARD_TYPES = (
    "address",
    "amenity",
    "anchor",
    "building",
    "detail",
    "fixture",
    "footprint",
    "geofence",
    "kiosk",
    "level",
    "occupant",
    "opening",
    "relationship",
    "section",
    "unit",
    "venue",
)
OWN_TYPES = ("service_group", "service_point", "parking_lot", "parking_bay", "qr_point", "transmitter")

PORTAL_CATEGORIES: Mapping[str, PortalKind] = MappingProxyType(
    {
        "elevator": PortalKind.ELEVATOR,
        "stairs": PortalKind.STAIRS,
        "escalator": PortalKind.ESCALATOR,
        "ramp": PortalKind.RAMP,
        "movingwalkway": PortalKind.MOVING_WALKWAY,
    }
)
"""Relationship category → portal."""

RESTRICTIONS: Mapping[str, Access] = MappingProxyType({"employeesonly": Access.STAFF, "restricted": Access.CLOSED})
"""Restriction → who may enter."""

ENTRANCE = "pedestrian.principal"
OPENING_ACCESS: Mapping[str, Access] = MappingProxyType(
    {
        "emergencyexit": Access.CLOSED,  # opened only in an emergency
        "service": Access.STAFF,
        "automobile": Access.CLOSED,  # not for people on foot
        "bicycle": Access.CLOSED,
    }
)
"""Opening category → who may pass on an ordinary day; the others are public."""

STOREY_M = 4.0
"""Height from floor to floor where the source gives none [m]."""
