/** From the model's geometry to the map's. */

import OlFeature from "ol/Feature";
import { LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, type Geometry as OlGeometry } from "ol/geom";
import type { Feature, Geometry, Ring, Spot } from "../model/draft";

const at = (spot: Spot): number[] => [spot[0], spot[1]];
const line = (ring: Ring): number[][] => ring.map(at);

export function shapeOf(geometry: Geometry): OlGeometry {
  switch (geometry.type) {
    case "Point": return new Point(at(geometry.coordinates));
    case "LineString": return new LineString(line(geometry.coordinates));
    case "MultiPoint": return new MultiPoint(line(geometry.coordinates));
    case "Polygon": return new Polygon(geometry.coordinates.map(line));
    case "MultiLineString": return new MultiLineString(geometry.coordinates.map(line));
    case "MultiPolygon": return new MultiPolygon(geometry.coordinates.map((each) => each.map(line)));
  }
}

export const pointAt = (spot: Spot): OlFeature => new OlFeature(new Point(at(spot)));

/** A feature on the map, which knows what it shows. */
export function shown(feature: Feature, geometry: Geometry): OlFeature {
  const made = new OlFeature(shapeOf(geometry));
  made.set("shows", feature, true);
  return made;
}

export const shownBy = (made: { get(name: string): unknown }): Feature => made.get("shows") as Feature;
