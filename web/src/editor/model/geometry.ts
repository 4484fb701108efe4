/** Plane geometry in metres. */

import type { Geometry, Ring, Spot } from "./draft";

export type Box = readonly [west: number, south: number, east: number, north: number];

export const distance = (a: Spot, b: Spot): number => Math.hypot(a[0] - b[0], a[1] - b[1]);
export const middle = (a: Spot, b: Spot): Spot => [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];

/** To the millimetre: what is finer is noise of the hand. */
export const rounded = (at: Spot): Spot => [round(at[0]), round(at[1])];
/** Plus nothing, so that there is no negative zero. */
const round = (value: number): number => Math.round(value * 1000) / 1000 + 0;

/** The point of a segment that is nearest to a place. */
export function nearestOn(a: Spot, b: Spot, at: Spot): Spot {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const length2 = dx * dx + dy * dy;
  const share = length2 ? Math.min(1, Math.max(0, ((at[0] - a[0]) * dx + (at[1] - a[1]) * dy) / length2)) : 0;
  return [a[0] + share * dx, a[1] + share * dy];
}

/** The rings or lines of a geometry; a point is a line of one. */
export function linesOf(geometry: Geometry): readonly Ring[] {
  switch (geometry.type) {
    case "Point": return [[geometry.coordinates]];
    case "LineString": case "MultiPoint": return [geometry.coordinates];
    case "Polygon": case "MultiLineString": return geometry.coordinates;
    case "MultiPolygon": return geometry.coordinates.flat();
  }
}

export const spotsOf = (geometry: Geometry): readonly Spot[] => linesOf(geometry).flat();

export const isArea = (geometry: Geometry): boolean => geometry.type === "Polygon" || geometry.type === "MultiPolygon";

/** Return a geometry whose every place is taken elsewhere. */
export function mapped(geometry: Geometry, to: (at: Spot) => Spot): Geometry {
  const ring = (each: Ring): Ring => each.map(to);
  switch (geometry.type) {
    case "Point": return { ...geometry, coordinates: to(geometry.coordinates) };
    case "LineString": case "MultiPoint": return { ...geometry, coordinates: ring(geometry.coordinates) };
    case "Polygon": case "MultiLineString": return { ...geometry, coordinates: geometry.coordinates.map(ring) };
    case "MultiPolygon":
      return { ...geometry, coordinates: geometry.coordinates.map((each) => each.map(ring)) };
  }
}

export function boxOf(spots: readonly Spot[]): Box | null {
  if (!spots.length) return null;
  const [xs, ys] = [spots.map((each) => each[0]), spots.map((each) => each[1])];
  return [least(xs), least(ys), most(xs), most(ys)];
}

const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));

/** Twice the signed area of a closed ring. */
function doubled(ring: Ring): number {
  return ring.reduce((sum, at, index) => {
    const next = ring[(index + 1) % ring.length]!;
    return sum + at[0] * next[1] - next[0] * at[1];
  }, 0);
}

export const areaOfRing = (ring: Ring): number => Math.abs(doubled(ring)) / 2;

/** The area [m²], holes taken out. */
export function areaOf(geometry: Geometry): number {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.type === "MultiPolygon" ? geometry.coordinates : [];
  return polygons.reduce((sum, [outer, ...holes]) => {
    return sum + areaOfRing(outer!) - holes.reduce((cut, hole) => cut + areaOfRing(hole), 0);
  }, 0);
}

export function lengthOf(line: Ring): number {
  return line.slice(1).reduce((sum, at, index) => sum + distance(line[index]!, at), 0);
}

/** Whether an area holds a place: an odd number of its walls lies to the east. */
export function holds(geometry: Geometry, at: Spot): boolean {
  if (!isArea(geometry)) return false;
  let inside = false;
  for (const ring of linesOf(geometry)) {
    for (let index = 0; index < ring.length; index++) {
      const [a, b] = [ring[index]!, ring[(index + 1) % ring.length]!];
      if (a[1] > at[1] !== b[1] > at[1] && at[0] < ((b[0] - a[0]) * (at[1] - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
    }
  }
  return inside;
}

/** How far a place is from the lines of a geometry [m]. */
export function distanceTo(geometry: Geometry, at: Spot): number {
  return linesOf(geometry).reduce((nearest, line) => {
    if (line.length === 1) return Math.min(nearest, distance(line[0]!, at));
    return line.slice(1).reduce((found, end, index) => {
      return Math.min(found, distance(nearestOn(line[index]!, end, at), at));
    }, nearest);
  }, Infinity);
}

/** Whether a closed ring crosses or touches itself other than corner to corner. */
export function crossesItself(ring: Ring): boolean {
  const sides = ring.slice(1).map((end, index) => [ring[index]!, end] as const);
  return sides.some(([a, b], index) =>
    sides.slice(index + 2).some(([c, d], more) => !(index === 0 && index + 2 + more === sides.length - 1) && cross(a, b, c, d)),
  );
}

function cross(a: Spot, b: Spot, c: Spot, d: Spot): boolean {
  return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;
}

const turn = (a: Spot, b: Spot, c: Spot): number => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
