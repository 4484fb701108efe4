/** One room made of several, and several of one. */

import type { Feature, Properties, Ring, Spot } from "../draft";
import type { Outcome } from "../edits";
import { areaOfRing, distance, nearestOn, rounded } from "../geometry";

export type CutWhy = "notTwoRooms" | "notAdjoining" | "notAcross" | "notOneRoom" | "notPlain";

const SAME_M = 0.005;
const same = (a: Spot, b: Spot): boolean => distance(a, b) <= SAME_M;

/** The corners of a room of one ring without holes. */
function plain(feature: Feature): Ring | null {
  const shape = feature.geometry;
  return shape?.type === "Polygon" && shape.coordinates.length === 1 ? shape.coordinates[0]!.slice(0, -1) : null;
}

const polygon = (corners: Ring) => ({ type: "Polygon", coordinates: [[...corners, corners[0]!]] }) as const;

/** Make two rooms that share a wall one; it is the first, in the outline of both. */
export function merge(features: readonly Feature[]): Outcome<CutWhy> {
  const [first, second, more] = features;
  if (!first || !second || more || first.type !== "unit" || second.type !== "unit") return { why: "notTwoRooms" };
  const [a, b] = [plain(first), plain(second)];
  if (!a || !b) return { why: "notPlain" };
  const [ours, theirs] = [noded(sameWay(a), b), noded(sameWay(b), a)];
  const isShared = (side: readonly [Spot, Spot], others: readonly (readonly [Spot, Spot])[]): boolean =>
    others.some(([from, to]) => same(from, side[1]) && same(to, side[0]));
  const outer = [...sides(ours).filter((each) => !isShared(each, sides(theirs))), ...sides(theirs).filter((each) => !isShared(each, sides(ours)))];
  if (outer.length === ours.length + theirs.length) return { why: "notAdjoining" };
  const ring = chained(outer);
  return ring ? { edits: [{ change: first.id, geometry: polygon(straightened(ring)) }, { remove: second.id }] } : { why: "notPlain" };
}

const sides = (corners: Ring): (readonly [Spot, Spot])[] => corners.map((at, index) => [at, corners[(index + 1) % corners.length]!] as const);

/** Corners counter-clockwise, so that a shared wall runs one way in one room and back in the other. */
function sameWay(corners: Ring): Ring {
  const doubled = sides(corners).reduce((sum, [a, b]) => sum + a[0] * b[1] - b[0] * a[1], 0);
  return doubled > 0 ? corners : [...corners].reverse();
}

/** Corners with those of another room put in where they lie on a side. */
function noded(corners: Ring, others: Ring): Ring {
  return sides(corners).flatMap(([a, b]) => {
    const between = others.filter((each) => !same(each, a) && !same(each, b) && same(nearestOn(a, b, each), each));
    return [a, ...between.sort((p, q) => distance(a, p) - distance(a, q))];
  });
}

/** The one ring that sides form, or none if they form several. */
function chained(all: readonly (readonly [Spot, Spot])[]): Ring | null {
  const left = [...all];
  const ring: Spot[] = [];
  for (let side = left.shift(); side; ) {
    ring.push(side[0]);
    const end = side[1];
    const next = left.findIndex(([from]) => same(from, end));
    side = next < 0 ? undefined : left.splice(next, 1)[0];
  }
  return left.length ? null : ring;
}

/** Without corners in the middle of a straight wall. */
function straightened(corners: Ring): Ring {
  return corners.filter((at, index) => {
    const [before, after] = [corners[(index + corners.length - 1) % corners.length]!, corners[(index + 1) % corners.length]!];
    return !same(nearestOn(before, after, at), at);
  });
}

/** Cut a room along a line from wall to wall; the larger part stays what it is. */
export function split(features: readonly Feature[], from: Spot, to: Spot, newId: string): Outcome<CutWhy> {
  const [room, more] = features;
  if (!room || more || room.type !== "unit") return { why: "notOneRoom" };
  const corners = plain(room);
  if (!corners) return { why: "notPlain" };
  const crossings = sides(corners).flatMap(([a, b], index) => {
    const at = crossing(from, to, a, b);
    return at ? [{ at, index }] : [];
  });
  if (crossings.length !== 2) return { why: "notAcross" };
  const [one, other] = crossings as [{ at: Spot; index: number }, { at: Spot; index: number }];
  const inner = apart([one.at, ...corners.slice(one.index + 1, other.index + 1), other.at]);
  const outer = apart([other.at, ...corners.slice(other.index + 1), ...corners.slice(0, one.index + 1), one.at]);
  if (inner.length < 3 || outer.length < 3) return { why: "notAcross" };
  const [large, small] = areaOfRing(inner) > areaOfRing(outer) ? [inner, outer] : [outer, inner];
  const { level_id, category, access, hygiene } = room.properties;
  const properties: Properties = Object.fromEntries(Object.entries({ level_id, category, access, hygiene }).filter(([, value]) => value !== undefined));
  return {
    added: newId,
    edits: [{ change: room.id, geometry: polygon(large) }, { add: newId, feature_type: "unit", geometry: polygon(small), properties }],
  };
}

const apart = (corners: Ring): Ring => corners.filter((at, index) => !same(at, corners[(index + 1) % corners.length]!));

/** Where a line, drawn a little longer than it is, meets a side; the end of a side belongs to the next. */
function crossing(from: Spot, to: Spot, a: Spot, b: Spot): Spot | null {
  const [line, side]: [Spot, Spot] = [[to[0] - from[0], to[1] - from[1]], [b[0] - a[0], b[1] - a[1]]];
  const across = line[0] * side[1] - line[1] * side[0];
  if (!across) return null;
  const [dx, dy] = [a[0] - from[0], a[1] - from[1]];
  const along = (dx * side[1] - dy * side[0]) / across;
  const on = (dx * line[1] - dy * line[0]) / across;
  const slack = SLACK_M / Math.hypot(...line);
  const isMet = along >= -slack && along <= 1 + slack && on >= 0 && on < 1;
  return isMet ? rounded([a[0] + on * side[0], a[1] + on * side[1]]) : null;
}

/** A cut that ends this short of a wall still means it [m]. */
const SLACK_M = 0.3;
