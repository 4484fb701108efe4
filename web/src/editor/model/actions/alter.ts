/** What is there: moved, squared, copied, removed, described. */

import { featuresOn, shapeOn, stopsOf, type Draft, type Feature, type Geometry, type Properties, type Ring, type Spot } from "../draft";
import type { Edit, Outcome } from "../edits";
import { crossesItself, distance, mapped, rounded } from "../geometry";

export type AlterWhy =
  | "nothing" | "noShape" | "isLevel" | "notPlain" | "crossesItself" | "tooFewCorners" | "isSquare" | "hasContent" | "notOneRoom";

/** Corners closer than this are one corner. */
const SAME_CORNER_M = 0.01;

/** Move features; what stops on several levels moves on the one that is shown. */
export function move(features: readonly Feature[], levelId: string, by: Spot): Outcome<AlterWhy> {
  if (!features.length) return { why: "nothing" };
  const edits: Edit[] = [];
  for (const feature of features) {
    if (feature.type === "level") return { why: "isLevel" };
    if (!shapeOn(feature, levelId)) return { why: "noShape" };
    edits.push(placed(feature, levelId, (at) => [at[0] + by[0], at[1] + by[1]]));
  }
  return { edits };
}

/** The edit that takes every place of a feature on a level elsewhere. */
export function placed(feature: Feature, levelId: string, place: (at: Spot) => Spot): Edit {
  const to = (at: Spot): Spot => rounded(place(at));
  if (feature.type === "portal") {
    const stops = stopsOf(feature).map((each) => (each.level_id === levelId && each.point ? { ...each, point: to(each.point) } : each));
    return { change: feature.id, properties: { stops } };
  }
  return { change: feature.id, geometry: mapped(feature.geometry!, to), ...withPoint(feature, to) };
}

/** The place of the name moves with the room. */
function withPoint(feature: Feature, to: (at: Spot) => Spot): { readonly properties?: Properties } {
  const at = feature.properties["display_point"];
  return Array.isArray(at) ? { properties: { display_point: to([Number(at[0]), Number(at[1])]) } } : {};
}

/** The corners of a feature that can be dragged. */
export function cornersOf(feature: Feature): Ring {
  const shape = feature.geometry;
  if (shape?.type === "Polygon") return shape.coordinates.flatMap((ring) => ring.slice(0, -1));
  return shape?.type === "LineString" ? shape.coordinates : [];
}

/** Move a corner, and with it the corners of other rooms that lie there. */
export function moveCorner(draft: Draft, feature: Feature, from: Spot, to: Spot, levelId: string, alone: boolean): Outcome<AlterWhy> {
  if (!cornersOf(feature).length) return { why: "notPlain" };
  const isHere = (at: Spot): boolean => distance(at, from) <= SAME_CORNER_M;
  const place = (at: Spot): Spot => (isHere(at) ? rounded(to) : at);
  const others = alone ? [] : featuresOn(draft, levelId).map(([each]) => each).filter((each) => each.type === "unit" && each.id !== feature.id && cornersOf(each).some(isHere));
  const edits: Edit[] = [];
  for (const each of [feature, ...others]) {
    const geometry = mapped(each.geometry!, place);
    if (geometry.type === "Polygon" && geometry.coordinates.some(crossesItself)) return { why: "crossesItself" };
    edits.push({ change: each.id, geometry });
  }
  return { edits };
}

/** Take a corner away. */
export function removeCorner(feature: Feature, at: Spot): Outcome<AlterWhy> {
  const shape = feature.geometry;
  if (shape?.type !== "Polygon") return { why: "notPlain" };
  const coordinates: Ring[] = [];
  for (const ring of shape.coordinates) {
    const left = ring.slice(0, -1).filter((each) => distance(each, at) > SAME_CORNER_M);
    if (left.length < 3) return { why: "tooFewCorners" };
    coordinates.push([...left, left[0]!]);
  }
  return coordinates.some(crossesItself) ? { why: "crossesItself" } : { edits: [{ change: feature.id, geometry: { type: "Polygon", coordinates } }] };
}

/** Put a corner into the side from one corner to the next. */
export function addCorner(feature: Feature, side: readonly [Spot, Spot], at: Spot): Outcome<AlterWhy> {
  const shape = feature.geometry;
  if (shape?.type !== "Polygon") return { why: "notPlain" };
  const coordinates = shape.coordinates.map((ring) => {
    const index = ring.findIndex((each, n) => n > 0 && distance(ring[n - 1]!, side[0]) <= SAME_CORNER_M && distance(each, side[1]) <= SAME_CORNER_M);
    return index < 0 ? ring : [...ring.slice(0, index), rounded(at), ...ring.slice(index)];
  });
  return coordinates.some(crossesItself) ? { why: "crossesItself" } : { edits: [{ change: feature.id, geometry: { type: "Polygon", coordinates } }] };
}

/** Corners within this of a right angle are meant to be one. */
const NEARLY_SQUARE_RAD = Math.PI / 12;

/** Make sides that nearly follow the room's longest side, or cross it squarely, do so. */
export function square(features: readonly Feature[]): Outcome<AlterWhy> {
  const [feature, more] = features;
  if (!feature || more) return { why: "notOneRoom" };
  const shape = feature.geometry;
  if (shape?.type !== "Polygon") return { why: "notPlain" };
  const coordinates = shape.coordinates.map(squared);
  if (coordinates.some(crossesItself)) return { why: "crossesItself" };
  const moved = Math.max(...coordinates.flatMap((ring, n) => ring.map((at, index) => distance(at, shape.coordinates[n]![index]!))));
  return moved < 0.002 ? { why: "isSquare" } : { edits: [{ change: feature.id, geometry: { type: "Polygon", coordinates } }] };
}

function squared(ring: Ring): Ring {
  const corners = ring.slice(0, -1);
  const sides = corners.map((at, index) => [at, corners[(index + 1) % corners.length]!] as const);
  const [a, b] = sides.reduce((long, each) => (distance(...each) > distance(...long) ? each : long));
  const main = Math.atan2(b[1] - a[1], b[0] - a[0]);
  const turned = corners.map((at) => turn(at, -main));
  const level = turned.map((at, index) => {
    const next = turned[(index + 1) % turned.length]!;
    const angle = Math.atan2(next[1] - at[1], next[0] - at[0]);
    const quarter = Math.round(angle / (Math.PI / 2));
    return Math.abs(angle - (quarter * Math.PI) / 2) > NEARLY_SQUARE_RAD ? null : Math.abs(quarter % 2) === 1 ? 0 : 1;
  });
  const out = turned.map((at) => [at[0], at[1]] as [number, number]);
  for (const axis of [0, 1] as const) {
    for (const run of runsOf(level, axis)) {
      const mean = run.reduce((sum, index) => sum + turned[index]![axis], 0) / run.length;
      for (const index of run) out[index]![axis] = mean;
    }
  }
  const back = out.map((at) => rounded(turn(at, main)));
  return [...back, back[0]!];
}

/** The corners that share one value of an axis: those of sides in a row that keep it. */
function runsOf(level: readonly (0 | 1 | null)[], axis: 0 | 1): readonly number[][] {
  const group = level.map((_, index) => index);
  const rootOf = (index: number): number => (group[index] === index ? index : rootOf(group[index]!));
  level.forEach((keeps, index) => {
    if (keeps === axis) group[rootOf((index + 1) % level.length)] = rootOf(index);
  });
  const runs = new Map<number, number[]>();
  level.forEach((_, index) => runs.set(rootOf(index), [...(runs.get(rootOf(index)) ?? []), index]));
  return [...runs.values()].filter((each) => each.length > 1);
}

const turn = ([x, y]: Spot, by: number): Spot => [x * Math.cos(by) - y * Math.sin(by), x * Math.sin(by) + y * Math.cos(by)];

/** What belongs to one place alone, and so not to its copy. */
const OWN = ["display_point", "unit_ids", "unit_id", "external_ids", "code", "addresses"];

/** Copy features, a little aside or on another level; names stay, so that they are only changed. */
export function duplicate(features: readonly Feature[], levelId: string, by: Spot, newId: () => string): Outcome<AlterWhy> {
  if (!features.length) return { why: "nothing" };
  const edits: Edit[] = [];
  for (const { type, geometry, properties } of features) {
    if (type === "level") return { why: "isLevel" };
    if (!geometry) return { why: "noShape" };
    const own = Object.fromEntries(Object.entries(properties).filter(([name]) => !OWN.includes(name)));
    const code = type === "qr_point" ? { code: `${String(properties["code"])}-2` } : {};
    const moved = mapped(geometry, (at) => rounded([at[0] + by[0], at[1] + by[1]]));
    edits.push({ add: newId(), feature_type: type, geometry: moved, properties: { ...own, ...code, level_id: levelId } });
  }
  return { edits };
}

/** Remove features; a level only when nothing is on it. */
export function remove(draft: Draft, features: readonly Feature[]): Outcome<AlterWhy> {
  if (!features.length) return { why: "nothing" };
  for (const feature of features) {
    if (feature.type === "level" && featuresOn(draft, feature.id).length > 1) return { why: "hasContent" };
  }
  return { edits: features.map((each) => ({ remove: each.id })) };
}

/** Change properties; an empty text, list or object takes the property away. */
export function describe(feature: Feature, properties: Properties): Outcome<AlterWhy> {
  const wanted = Object.fromEntries(
    Object.entries(properties)
      .map(([name, value]) => [name, isEmpty(value) ? null : value] as const)
      .filter(([name, value]) => JSON.stringify(feature.properties[name] ?? null) !== JSON.stringify(value)),
  );
  return Object.keys(wanted).length ? { edits: [{ change: feature.id, properties: wanted }] } : { why: "nothing" };
}

function isEmpty(value: unknown): boolean {
  return value === "" || value === undefined || (typeof value === "object" && value !== null && !Object.keys(value).length);
}

/** Give a shape another place and size: its box becomes the box given. */
export function resize(feature: Feature, from: readonly [Spot, Spot], to: readonly [Spot, Spot]): Outcome<AlterWhy> {
  const geometry: Geometry | null = feature.geometry;
  if (!geometry) return { why: "noShape" };
  const scale = ([0, 1] as const).map((axis) => {
    const size = from[1][axis] - from[0][axis];
    return size ? (to[1][axis] - to[0][axis]) / size : 1;
  });
  const place = (at: Spot): Spot =>
    rounded([to[0][0] + (at[0] - from[0][0]) * scale[0]!, to[0][1] + (at[1] - from[0][1]) * scale[1]!]);
  return { edits: [{ change: feature.id, geometry: mapped(geometry, place), ...withPoint(feature, place) }] };
}
