"""Venue writers, one file per format."""

from maps.writers import geojson, imdf

__all__ = ["geojson", "imdf"]
