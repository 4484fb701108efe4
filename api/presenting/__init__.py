"""Core types as JSON documents: plain dictionaries whose types are also the schemas of the API description."""

from api.presenting.itinerary import (
    ItineraryDocument,
    NoItineraryDocument,
    PlannedStopDocument,
    itinerary_document,
    no_itinerary_document,
)
from api.presenting.route import RouteDocument, StepDocument, route_document

__all__ = [
    "ItineraryDocument",
    "NoItineraryDocument",
    "PlannedStopDocument",
    "RouteDocument",
    "StepDocument",
    "itinerary_document",
    "no_itinerary_document",
    "route_document",
]
