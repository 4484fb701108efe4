/** New things: rooms, doors and points. */

import { featuresOn, levelsOf, type Draft, type Feature, type Properties, type Ring, type Spot } from "../draft";
import type { Outcome } from "../edits";
import { areaOfRing, crossesItself, distance, holds, isArea, linesOf, nearestOn, rounded } from "../geometry";

/** Smaller is a slip of the hand: finding M203 would say that nobody can stand there. */
const SMALLEST_ROOM_M2 = 0.25;
const NARROWEST_DOOR_M = 0.5;

export type DrawWhy = "tooSmall" | "crossesItself" | "noWall" | "wallTooShort" | "noOutline";

/** A room with the corners given; the first need not be repeated. */
export function drawRoom(corners: Ring, levelId: string, category: string, id: string): Outcome<DrawWhy> {
  const ring = closed(corners.map(rounded));
  if (crossesItself(ring)) return { why: "crossesItself" };
  if (ring.length < 4 || areaOfRing(ring) < SMALLEST_ROOM_M2) return { why: "tooSmall" };
  const properties = { level_id: levelId, category };
  return { added: id, edits: [{ add: id, feature_type: "unit", geometry: { type: "Polygon", coordinates: [ring] }, properties }] };
}

export function rectangle(from: Spot, to: Spot): Ring {
  return [from, [to[0], from[1]], to, [from[0], to[1]]];
}

/** A ring without corners that repeat, its first corner again at its end. */
function closed(corners: Ring): Ring {
  const apart = corners.filter((at, index) => index === 0 || distance(at, corners[index - 1]!) > 0.001);
  if (apart.length > 1 && distance(apart[0]!, apart.at(-1)!) <= 0.001) apart.pop();
  return apart.length ? [...apart, apart[0]!] : [];
}

export interface Wall {
  readonly from: Spot;
  readonly to: Spot;
  /** The place of the wall that is nearest to where somebody points. */
  readonly at: Spot;
}

/** The wall of a unit that is nearest to a place, if one is within reach. */
export function wallAt(draft: Draft, levelId: string, at: Spot, reach_m: number): Wall | null {
  let [nearest, wall]: [number, Wall | null] = [reach_m, null];
  for (const [feature, shape] of featuresOn(draft, levelId)) {
    if (feature.type !== "unit" || !isArea(shape)) continue;
    for (const ring of linesOf(shape)) {
      for (let index = 1; index < ring.length; index++) {
        const [from, to] = [ring[index - 1]!, ring[index]!];
        const foot = nearestOn(from, to, at);
        const away = distance(foot, at);
        if (away < nearest) [nearest, wall] = [away, { from, to, at: foot }];
      }
    }
  }
  return wall;
}

/** The clear gap of a door of some width in a wall, moved along it until it fits. */
export function gapIn(wall: Wall, width_m: number): readonly [Spot, Spot] | null {
  const length = distance(wall.from, wall.to);
  if (length < width_m || width_m < NARROWEST_DOOR_M) return null;
  const half = width_m / 2;
  const along = Math.min(length - half, Math.max(half, distance(wall.from, wall.at)));
  const place = (m: number): Spot =>
    rounded([
      wall.from[0] + ((wall.to[0] - wall.from[0]) * m) / length,
      wall.from[1] + ((wall.to[1] - wall.from[1]) * m) / length,
    ]);
  return [place(along - half), place(along + half)];
}

/** A door in the wall that somebody points at; which rooms it joins is found from where it lies. */
export function drawDoor(draft: Draft, levelId: string, at: Spot, width_m: number, reach_m: number, id: string): Outcome<DrawWhy> {
  const wall = wallAt(draft, levelId, at, reach_m);
  if (!wall) return { why: "noWall" };
  const gap = gapIn(wall, width_m);
  if (!gap) return { why: "wallTooShort" };
  const properties = { level_id: levelId, has_door: true };
  return { added: id, edits: [{ add: id, feature_type: "opening", geometry: { type: "LineString", coordinates: gap }, properties }] };
}

export const POINT_KINDS = ["amenity", "service_point", "transmitter", "qr_point"] as const;
export type PointKind = (typeof POINT_KINDS)[number];

/** A landmark, desk, beacon or sign; a sign gets a code that no other one has. */
export function drawPoint(draft: Draft, levelId: string, kind: PointKind, at: Spot, id: string): Outcome<DrawWhy> {
  const inside = featuresOn(draft, levelId).find(([each, shape]) => each.type === "unit" && holds(shape, at))?.[0].id;
  const properties: Properties = { level_id: levelId, ...(inside && POINTS_IN_UNITS.has(kind) ? { unit_id: inside } : {}), ...startOf(draft, kind) };
  return { added: id, edits: [{ add: id, feature_type: kind, geometry: { type: "Point", coordinates: rounded(at) }, properties }] };
}

const POINTS_IN_UNITS = new Set<PointKind>(["amenity", "service_point"]);

function startOf(draft: Draft, kind: PointKind): Properties {
  switch (kind) {
    case "amenity": return { category: "information" };
    case "transmitter": return { kind: "beacon", addresses: [], height_m: 2.8 };
    case "qr_point": return { code: freeCode(draft) };
    case "service_point": return {};
  }
}

/** A code that no sign has, nor any that is about to be made. */
export function freeCode(draft: Draft, taken: ReadonlySet<string> = new Set()): string {
  const there = new Set([...draft.features.values()].map((each) => each.properties["code"]));
  let number = 1;
  while (there.has(`QR-${number}`) || taken.has(`QR-${number}`)) number++;
  return `QR-${number}`;
}

/** A floor above all others, with the outline of one that is there. */
export function addLevel(draft: Draft, likeId: string, id: string): Outcome<DrawWhy> {
  const like = draft.features.get(likeId);
  if (!like?.geometry) return { why: "noOutline" };
  return { added: id, edits: [{ add: id, feature_type: "level", geometry: like.geometry, properties: nextLevel(draft, like) }] };
}

/** What a level above all others is called, in the building of another. */
export function nextLevel(draft: Draft, like: Feature): Properties {
  const ordinal = (levelsOf(draft)[0]?.ordinal ?? -1) + 1;
  const building = like.properties["building_id"];
  return {
    ordinal,
    short_labels: { und: `F${ordinal + 1}` },
    labels: { "zh-Hans": `${ordinal + 1}层`, en: `Floor ${ordinal + 1}` },
    ...(building ? { building_id: building } : {}),
  };
}
