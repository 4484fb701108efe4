/** Small plane geometry on rings of metres. */

import type { Bounds, Point } from "./camera";

export type Ring = readonly Point[];

/** Tell whether a point is inside rings counted even-odd (holes are rings too). */
export function inside(rings: readonly Ring[], [x, y]: Point): boolean {
  let within = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]!;
      const [xj, yj] = ring[j]!;
      if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) within = !within;
    }
  }
  return within;
}

export function ringArea(ring: Ring): number {
  let twice = 0;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    twice += ring[j]![0] * ring[i]![1] - ring[i]![0] * ring[j]![1];
  }
  return Math.abs(twice) / 2;
}

/** Return where a horizontal line at `y` crosses the rings, from west to east. */
function crossings(rings: readonly Ring[], y: number): number[] {
  const found: number[] = [];
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [xi, yi] = ring[i]!;
      const [xj, yj] = ring[j]!;
      if (yi > y !== yj > y) found.push(((xj - xi) * (y - yi)) / (yj - yi) + xi);
    }
  }
  return found.sort((a, b) => a - b);
}

/** Return the stretch of the line at `y` that is inside and has `x` in it, or null. */
function runAt(rings: readonly Ring[], x: number, y: number): readonly [number, number] | null {
  const cuts = crossings(rings, y);
  for (let i = 0; i + 1 < cuts.length; i += 2) {
    if (cuts[i]! <= x && x <= cuts[i + 1]!) return [cuts[i]!, cuts[i + 1]!];
  }
  return null;
}

/** Return the free stretch west to east that holds for a whole band of height `height_m` around a point, or null. */
export function clearRun(rings: readonly Ring[], [x, y]: Point, height_m: number): readonly [number, number] | null {
  let west = -Infinity;
  let east = Infinity;
  for (const share of [-0.5, 0, 0.5]) {
    const run = runAt(rings, x, y + share * height_m);
    if (!run) return null;
    west = Math.max(west, run[0]);
    east = Math.min(east, run[1]);
  }
  return west < east ? [west, east] : null;
}

/** Return a point well inside: the middle of the longest horizontal run among a few rows. */
export function insidePoint(rings: readonly Ring[], [x0, y0, x1, y1]: Bounds): Point {
  let best: Point = [(x0 + x1) / 2, (y0 + y1) / 2];
  let longest = -1;
  for (const share of [0.5, 0.4, 0.6, 0.3, 0.7, 0.2, 0.8]) {
    const y = y0 + (y1 - y0) * share;
    const cuts = crossings(rings, y);
    for (let i = 0; i + 1 < cuts.length; i += 2) {
      const length = cuts[i + 1]! - cuts[i]!;
      if (length > longest * 1.2) {
        longest = length;
        best = [(cuts[i]! + cuts[i + 1]!) / 2, y];
      }
    }
  }
  return best;
}

/** Return the part of a polyline beyond `along_m` from its start; empty when it is all behind. */
export function beyond(points: readonly Point[], along_m: number): Point[] {
  let left = along_m;
  for (let i = 1; i < points.length; i++) {
    const [ax, ay] = points[i - 1]!;
    const [bx, by] = points[i]!;
    const length = Math.hypot(bx - ax, by - ay);
    if (left < length) {
      const share = Math.max(0, left) / length;
      return [[ax + (bx - ax) * share, ay + (by - ay) * share], ...points.slice(i)];
    }
    left -= length;
  }
  return [];
}
