"""The shape of what covers ground."""

from shapely.geometry import MultiPolygon, Polygon

Area = Polygon | MultiPolygon
