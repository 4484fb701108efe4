/** A storey made ready to draw: GeoJSON of its levels (lon/lat) in, rooms, gaps and symbols in metres out. */

import type { Feature, FeatureCollection, FeatureProperties, FrameInfo, Labels, LonLat } from "../api";
import { boundsOf, type Bounds, type Point } from "./camera";
import { inside, insidePoint, ringArea, type Ring } from "./shapes";
import { amenitySymbol, fixtureKind, isOpenAir, toneOf, unitSymbol, type FixtureKind, type SymbolKind, type Tone } from "./tones";

export interface Room {
  readonly id: string;
  readonly levelId: string;
  readonly tone: Tone;
  readonly labels: Labels;
  readonly rings: readonly Ring[];
  readonly at: Point;
  readonly area_m2: number;
}

export interface Mark {
  readonly id: string;
  readonly levelId: string;
  readonly kind: SymbolKind;
  readonly labels: Labels;
  readonly at: Point;
}

/** A door to the outside; the main one is where planning at home starts. */
export interface Entrance {
  readonly levelId: string;
  readonly labels: Labels;
  readonly at: Point;
  readonly main: boolean;
}

export interface Fixture {
  readonly kind: FixtureKind;
  readonly rings: readonly Ring[];
}

export interface QrSign {
  readonly code: string;
  readonly levelId: string;
  readonly at: Point;
}

/** One storey: all levels of one ordinal, side by side. */
export interface Floor {
  readonly ordinal: number;
  readonly rooms: readonly Room[];
  readonly fixtures: readonly Fixture[];
  readonly bays: readonly { readonly id: string; readonly rings: readonly Ring[]; readonly accessible: boolean }[];
  readonly doors: readonly { readonly line: readonly Point[]; readonly leaf: boolean }[];
  readonly marks: readonly Mark[];
  readonly entrances: readonly Entrance[];
  readonly qrSigns: readonly QrSign[];
  readonly bounds: Bounds;
}

interface Parts {
  readonly rooms: Room[];
  readonly fixtures: Fixture[];
  readonly bays: { id: string; rings: readonly Ring[]; accessible: boolean }[];
  readonly doors: { line: readonly Point[]; leaf: boolean }[];
  readonly marks: Mark[];
  readonly entrances: Entrance[];
  readonly qrSigns: QrSign[];
  readonly units: Map<string, FeatureProperties>;
}

export interface LevelData {
  readonly levelId: string;
  readonly data: FeatureCollection;
}

export function toMetres(frame: FrameInfo, [lon, lat]: LonLat): Point {
  return [
    (lon - frame.origin_lon_deg) * frame.metres_per_degree_lon,
    (lat - frame.origin_lat_deg) * frame.metres_per_degree_lat,
  ];
}

export function readFloor(ordinal: number, frame: FrameInfo, levels: readonly LevelData[], box: Bounds): Floor {
  const parts: Parts = {
    rooms: [], fixtures: [], bays: [], doors: [], marks: [], entrances: [], qrSigns: [], units: unitsById(levels),
  };
  for (const { levelId, data } of levels) {
    for (const feature of data.features) readFeature(parts, frame, levelId, feature);
  }
  // Large rooms first, so that a small one inside a large one is drawn on top of it.
  parts.rooms.sort((a, b) => b.area_m2 - a.area_m2);
  const corners = parts.rooms.flatMap((room) => room.rings.flat());
  return { ordinal, ...parts, bounds: corners.length ? boundsOf(corners) : box };
}

function unitsById(levels: readonly LevelData[]): Map<string, FeatureProperties> {
  const units = levels.flatMap((level) => level.data.features.filter((each) => each.properties.feature_type === "unit"));
  return new Map(units.map((unit) => [unit.properties.id ?? unit.id ?? "", unit.properties]));
}

function readFeature(parts: Parts, frame: FrameInfo, levelId: string, feature: Feature): void {
  const { properties, geometry } = feature;
  if (!geometry) return;
  const id = properties.id ?? feature.id ?? "";
  const rings = ringsOf(feature, frame);
  switch (properties.feature_type) {
    case "unit":
      if (rings.length) readUnit(parts, frame, levelId, id, feature, rings);
      return;
    case "fixture":
      if (rings.length) parts.fixtures.push({ kind: fixtureKind(properties.category ?? ""), rings });
      return;
    case "bay": case "parking_bay":
      if (rings.length) parts.bays.push({ id, rings, accessible: properties.accessible === true });
      return;
    case "opening":
      if (geometry.type === "LineString") readOpening(parts, frame, levelId, id, feature, geometry.coordinates);
      return;
    default:
      if (geometry.type === "Point") readPoint(parts, levelId, id, feature, toMetres(frame, geometry.coordinates));
  }
}

function ringsOf(feature: Feature, frame: FrameInfo): Ring[] {
  const geometry = feature.geometry;
  if (geometry?.type !== "Polygon" && geometry?.type !== "MultiPolygon") return [];
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.flatMap((polygon) => polygon.map((ring) => ring.map((corner) => toMetres(frame, corner))));
}

function readUnit(
  parts: Parts, frame: FrameInfo, levelId: string, id: string, feature: Feature, rings: readonly Ring[],
): void {
  const { category, function: purpose, access, display_point, walkable } = feature.properties;
  const labels = feature.properties.labels ?? {};
  const named = Object.keys(labels).length > 0;
  const tone = walkable === false && !named ? "void" : toneOf({ category, function: purpose, access });
  const given = display_point ? toMetres(frame, display_point) : null;
  const at = given && inside(rings, given) ? given : insidePoint(rings, boundsOf(rings.flat()));
  parts.rooms.push({ id, levelId, tone, labels, rings, at, area_m2: ringArea(rings[0]!) });
  const kind = unitSymbol(category ?? "");
  if (kind) parts.marks.push({ id, levelId, kind, labels, at });
}

function readOpening(
  parts: Parts, frame: FrameInfo, levelId: string, id: string, feature: Feature, path: readonly LonLat[],
): void {
  const line = path.map((corner) => toMetres(frame, corner));
  const sides = (feature.properties.unit_ids ?? []).flatMap((unitId) => parts.units.get(unitId) ?? []);
  const inTheOpen = sides.length > 0 && sides.every((unit) => isOpenAir(toneOf(unit)));
  if (!inTheOpen) parts.doors.push({ line, leaf: feature.properties.has_door !== false });
  const [first, last] = [line[0], line.at(-1)];
  if (!feature.properties.entrance || !first || !last) return;
  const at: Point = [(first[0] + last[0]) / 2, (first[1] + last[1]) / 2];
  const behind = sides.find((unit) => unit.function === "entrance") ?? sides.find((unit) => unit.category === "lobby");
  const labels = [feature.properties.labels, behind?.labels].find((each) => each && Object.keys(each).length) ?? {};
  parts.marks.push({ id, levelId, kind: "entrance", labels, at });
  parts.entrances.push({ levelId, labels, at, main: behind?.function === "entrance" });
}

const PORTAL_SYMBOLS: Readonly<Record<string, SymbolKind>> = {
  elevator: "elevator", stairs: "stairs", escalator: "escalator", ramp: "ramp", moving_walkway: "moving_walkway",
};

function readPoint(parts: Parts, levelId: string, id: string, feature: Feature, at: Point): void {
  const { feature_type, kind, category, code } = feature.properties;
  const labels = feature.properties.labels ?? {};
  if (feature_type === "qr" || feature_type === "qr_point") {
    if (code) parts.qrSigns.push({ code, levelId, at });
    return;
  }
  const symbol =
    feature_type === "portal" ? PORTAL_SYMBOLS[kind ?? ""]
    : feature_type === "amenity" ? amenitySymbol(category ?? "")
    : feature_type === "service_point" ? "desk"
    : undefined;
  if (symbol) parts.marks.push({ id, levelId, kind: symbol, labels, at });
}

/** Return the smallest room at a point, or null. */
export function roomAt(floor: Floor, point: Point): Room | null {
  let found: Room | null = null;
  for (const room of floor.rooms) if (inside(room.rings, point)) found = room;
  return found;
}

/** Return the id of the parking bay at a point, or null. */
export function bayAt(floor: Floor, point: Point): string | null {
  return floor.bays.find(({ rings }) => inside(rings, point))?.id ?? null;
}
