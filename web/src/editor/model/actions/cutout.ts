/** A hall or corridor drawn roughly over a floor, less the rooms that are there: what is left is the corridor. */

import { difference, type Geom } from "polyclip-ts";
import { featuresOn, type Draft, type Feature, type Geometry, type Properties, type Ring, type Spot } from "../draft";
import type { Edit, Outcome } from "../edits";
import { areaOf, areaOfRing, isArea, lengthOf, rounded } from "../geometry";

export type CutOutWhy = "notOneRoom" | "noneWithin" | "allCovered";

type Polygon = readonly Ring[];

/** What is left between walls that are drawn twice: nobody stands in less. */
const SMALLEST_PIECE_M2 = 1;
const NARROWEST_PIECE_M = 0.3;
/** What a piece of a room has of the whole; its name and ids stay with the largest. */
const KEPT = ["level_id", "category", "access", "open", "walkable"];

/** Cut all other rooms of a level out of one; where that parts it, each piece becomes a room of its own. */
export function cutOut(draft: Draft, features: readonly Feature[], levelId: string, newId: () => string): Outcome<CutOutWhy> {
  const [room, more] = features;
  if (!room || more || room.type !== "unit" || !room.geometry || !isArea(room.geometry)) return { why: "notOneRoom" };
  const others = featuresOn(draft, levelId).filter(([each, shape]) => each.type === "unit" && each.id !== room.id && isArea(shape));
  if (!others.length) return { why: "noneWithin" };
  const left = difference(toClip(room.geometry), ...others.map(([, shape]) => toClip(shape)));
  const pieces = left.map((each) => each.map((ring) => ring.map((at) => rounded(at as Spot)))).filter(isRoomy).sort((a, b) => areaOf(shape(b)) - areaOf(shape(a)));
  if (!pieces.length) return { why: "allCovered" };
  if (pieces.length === 1 && Math.abs(areaOf(shape(pieces[0]!)) - areaOf(room.geometry)) < 0.01) return { why: "noneWithin" };
  const [largest, ...rest] = pieces;
  const properties: Properties = Object.fromEntries(KEPT.filter((each) => each in room.properties).map((each) => [each, room.properties[each]]));
  const added = rest.map((each): Edit => ({ add: newId(), feature_type: "unit", geometry: shape(each), properties }));
  return { edits: [{ change: room.id, geometry: shape(largest!) }, ...added] };
}

const shape = (polygon: Polygon): Geometry => ({ type: "Polygon", coordinates: polygon });

/** The library takes arrays that it might write to. */
const toClip = (geometry: Geometry): Geom => structuredClone(geometry.coordinates) as unknown as Geom;

function isRoomy(polygon: Polygon): boolean {
  const area = areaOf(shape(polygon));
  const length = lengthOf(polygon[0]!);
  return area >= SMALLEST_PIECE_M2 && (2 * areaOfRing(polygon[0]!)) / length >= NARROWEST_PIECE_M;
}
