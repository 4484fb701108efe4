/** What is drawn beside rooms and doors: obstacles, paths by hand, and rows of parking bays. */

import { featuresOn, type Draft, type Ring, type Spot } from "../draft";
import type { Edit, Outcome } from "../edits";
import { areaOfRing, crossesItself, distance, rounded } from "../geometry";

export type StrokeWhy = "tooSmall" | "crossesItself" | "tooShort" | "noBays" | "tooManyCopies";

const SMALLEST_OBSTACLE_M2 = 0.01;
const SHORTEST_PATH_M = 0.5;
const MOST_BAYS = 200;

/** Something in the way: a pillar, a counter, a row of chairs. */
export function drawObstacle(corners: Ring, levelId: string, id: string): Outcome<StrokeWhy> {
  const ring = [...corners, corners[0]!].map(rounded);
  if (areaOfRing(ring) < SMALLEST_OBSTACLE_M2) return { why: "tooSmall" };
  if (crossesItself(ring)) return { why: "crossesItself" };
  const properties = { level_id: levelId, category: "obstacle", solid: true };
  return { added: id, edits: [{ add: id, feature_type: "fixture", geometry: { type: "Polygon", coordinates: [ring] }, properties }] };
}

/** A way that people walk where a plan has no floor or no door; it becomes ground when the draft is published. */
export function drawPath(spots: Ring, levelId: string, width_m: number, id: string): Outcome<StrokeWhy> {
  const line = spots.map(rounded).filter((at, index, all) => index === 0 || distance(at, all[index - 1]!) > 0.001);
  const length = line.slice(1).reduce((sum, at, index) => sum + distance(line[index]!, at), 0);
  if (length < SHORTEST_PATH_M) return { why: "tooShort" };
  const properties = { level_id: levelId, category: "walkway", width_m };
  return { added: id, edits: [{ add: id, feature_type: "unit", geometry: { type: "LineString", coordinates: line }, properties }] };
}

export interface BaySize {
  readonly width_m: number;
  readonly depth_m: number;
}

/** The bays of a row along a line, to its left; as many as fit, spread evenly over the line. */
export function baysAlong(from: Spot, to: Spot, { width_m, depth_m }: BaySize): readonly Ring[] {
  const length = distance(from, to);
  const count = Math.floor(length / width_m + 0.05);
  if (!(count >= 1) || !(depth_m > 0)) return [];
  const along: Spot = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
  const place = (bay: number, depth: number): Spot => {
    const way = (bay * length) / count;
    return rounded([from[0] + along[0] * way - along[1] * depth, from[1] + along[1] * way + along[0] * depth]);
  };
  return Array.from({ length: Math.min(count, MOST_BAYS + 1) }, (_, bay) => {
    const corner = place(bay, 0);
    return [corner, place(bay + 1, 0), place(bay + 1, depth_m), place(bay, depth_m), corner];
  });
}

/** A row of bays in one stroke, in the lot of the bays that are there, numbered on from the highest. */
export function drawBays(draft: Draft, levelId: string, from: Spot, to: Spot, size: BaySize, newId: () => string): Outcome<StrokeWhy> {
  const rings = baysAlong(from, to, size);
  if (!rings.length) return { why: "noBays" };
  if (rings.length > MOST_BAYS) return { why: "tooManyCopies" };
  const edits: Edit[] = [];
  const lot = lotOn(draft, levelId) ?? newId();
  if (!draft.features.has(lot)) edits.push({ add: lot, feature_type: "parking_lot", properties: { labels: { "zh-Hans": "停车场", en: "Car park" } } });
  const last = lastNumber(draft, lot);
  for (const [index, ring] of rings.entries()) {
    const properties = { level_id: levelId, lot_id: lot, label: String(last + index + 1) };
    edits.push({ add: newId(), feature_type: "parking_bay", geometry: { type: "Polygon", coordinates: [ring] }, properties });
  }
  return { edits };
}

/** The lot that a new row belongs to: that of bays on this level, else the only one there is. */
function lotOn(draft: Draft, levelId: string): string | undefined {
  const here = featuresOn(draft, levelId).find(([each]) => each.type === "parking_bay" && draft.features.has(String(each.properties["lot_id"])));
  if (here) return String(here[0].properties["lot_id"]);
  const lots = [...draft.features.values()].filter((each) => each.type === "parking_lot");
  return lots.length === 1 ? lots[0]!.id : undefined;
}

function lastNumber(draft: Draft, lot: string): number {
  const numbers = [...draft.features.values()]
    .filter((each) => each.type === "parking_bay" && each.properties["lot_id"] === lot)
    .map((each) => Number(String(each.properties["label"] ?? "")))
    .filter(Number.isInteger);
  return Math.max(0, ...numbers);
}
