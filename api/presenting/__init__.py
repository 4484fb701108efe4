"""Core types as JSON documents: plain dictionaries whose types are also the schemas of the API description."""

from api.presenting.route import RouteDocument, StepDocument, route_document

__all__ = ["RouteDocument", "StepDocument", "route_document"]
