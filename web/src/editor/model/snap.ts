/** Where a hand that points near something means to point. */

import type { Geometry, Spot } from "./draft";
import { distance, linesOf, middle, nearestOn } from "./geometry";

export const SNAPS = ["corner", "midpoint", "edge", "rightAngle", "alignment", "grid"] as const;
export type SnapKind = (typeof SNAPS)[number];
export type SnapSwitches = Readonly<Record<SnapKind, boolean>>;

export interface Snapped {
  readonly at: Spot;
  /** What it snapped to; null where it stays as pointed. */
  readonly kind: SnapKind | null;
  /** Lines that show why. */
  readonly guides: readonly (readonly [Spot, Spot])[];
}

export interface SnapAround {
  readonly shapes: readonly Geometry[];
  /** The corners of the stroke so far. */
  readonly stroke?: readonly Spot[];
  readonly switches: SnapSwitches;
  /** How near is near [m]. */
  readonly reach_m: number;
}

export const GRID_M = 0.1;

/** Return where a place snaps to: a corner before a midpoint before an edge, then angles and lines, then the grid. */
export function snap(at: Spot, around: SnapAround): Snapped {
  const { switches, reach_m: reach } = around;
  const segments = segmentsNear(around.shapes, at, reach);
  const corners = [...segments.flat(), ...(around.stroke?.slice(0, -1) ?? [])];
  const found =
    (switches.corner && pick("corner", corners, at, reach)) ||
    (switches.midpoint && pick("midpoint", segments.map(([a, b]) => middle(a, b)), at, reach)) ||
    (switches.edge && pick("edge", segments.map(([a, b]) => nearestOn(a, b, at)), at, reach)) ||
    (switches.rightAngle && byAngle(at, around.stroke ?? [], reach)) ||
    (switches.alignment && byAlignment(at, around, reach));
  if (found) return found;
  if (!switches.grid) return { at, kind: null, guides: [] };
  const onGrid = (value: number): number => Math.round(Math.round(value / GRID_M) * GRID_M * 1000) / 1000;
  return { at: [onGrid(at[0]), onGrid(at[1])], kind: "grid", guides: [] };
}

function pick(kind: SnapKind, places: readonly Spot[], at: Spot, reach: number): Snapped | null {
  let [nearest, best]: [number, Spot | null] = [reach, null];
  for (const place of places) {
    const away = distance(place, at);
    if (away <= nearest) [nearest, best] = [away, place];
  }
  return best && { at: best, kind, guides: [] };
}

function segmentsNear(shapes: readonly Geometry[], at: Spot, reach: number): (readonly [Spot, Spot])[] {
  const near: (readonly [Spot, Spot])[] = [];
  for (const shape of shapes) {
    for (const line of linesOf(shape)) {
      for (let index = 1; index < line.length; index++) {
        const [a, b] = [line[index - 1]!, line[index]!];
        if (distance(nearestOn(a, b, at), at) <= reach) near.push([a, b]);
      }
    }
  }
  return near;
}

/** On from the last corner at a right angle to, or along, the last side; along the axes where there is no side yet. */
function byAngle(at: Spot, stroke: readonly Spot[], reach: number): Snapped | null {
  const last = stroke.at(-1);
  if (!last) return null;
  const before = stroke.at(-2);
  const angle = before ? Math.atan2(last[1] - before[1], last[0] - before[0]) : 0;
  for (const turned of [angle, angle + Math.PI / 2]) {
    const way: Spot = [Math.cos(turned), Math.sin(turned)];
    const along = (at[0] - last[0]) * way[0] + (at[1] - last[1]) * way[1];
    const foot: Spot = [last[0] + along * way[0], last[1] + along * way[1]];
    if (distance(foot, at) <= reach) return { at: foot, kind: "rightAngle", guides: [[last, foot]] };
  }
  return null;
}

/** Level with, or straight above or below, a corner farther away. */
function byAlignment(at: Spot, around: SnapAround, reach: number): Snapped | null {
  const corners = [...around.shapes.flatMap((each) => linesOf(each).flat()), ...(around.stroke ?? [])];
  const aligned = (axis: 0 | 1): Spot | null => {
    const near = corners.filter((each) => Math.abs(each[axis] - at[axis]) <= reach);
    return near.length ? near.reduce((a, b) => (distance(a, at) <= distance(b, at) ? a : b)) : null;
  };
  const [above, beside] = [aligned(0), aligned(1)];
  if (!above && !beside) return null;
  const to: Spot = [above?.[0] ?? at[0], beside?.[1] ?? at[1]];
  const guides = [above, beside].filter((each) => each !== null).map((each) => [each, to] as const);
  return { at: to, kind: "alignment", guides };
}
