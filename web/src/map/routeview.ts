/** Cuts a route into what is seen on one floor: walked and still to walk, and the ways to other floors. */

import type { Leg, Route } from "../api";
import type { Point } from "./camera";
import { beyond } from "./shapes";
import type { SymbolKind } from "./tones";
import type { DrawnRoute, FloorLink } from "./view";

export interface LevelNames {
  ordinalOf(levelId: string): number;
  shortName(levelId: string): string;
}

const SYMBOLS: Readonly<Record<string, SymbolKind>> = {
  elevator: "elevator", stairs: "stairs", escalator: "escalator", ramp: "ramp", moving_walkway: "moving_walkway",
};

function staysOn(leg: Leg, names: LevelNames, ordinal: number): boolean {
  return names.ordinalOf(leg.from_level) === ordinal && names.ordinalOf(leg.to_level) === ordinal;
}

/** Return the part of a route on the storey `ordinal`, of which the first `along_m` are behind. */
export function routeOnFloor(route: Route, ordinal: number, along_m: number, names: LevelNames): DrawnRoute {
  const ahead: Point[][] = [];
  const done: Point[][] = [];
  const links: FloorLink[] = [];
  let start_m = 0;
  for (const leg of route.legs) {
    if (staysOn(leg, names, ordinal)) {
      const points = leg.points.map(([x, y]): Point => [x, y]);
      const rest = beyond(points, along_m - start_m);
      if (rest.length > 1) ahead.push(rest);
      if (along_m > start_m) done.push(points);
    } else if (names.ordinalOf(leg.from_level) === ordinal && leg.points[0]) {
      const up = names.ordinalOf(leg.to_level) > ordinal;
      links.push({
        at: [leg.points[0][0], leg.points[0][1]],
        kind: SYMBOLS[leg.kind] ?? "elevator",
        text: `${up ? "↑" : "↓"} ${names.shortName(leg.to_level)}`,
        toOrdinal: names.ordinalOf(leg.to_level),
      });
    }
    start_m += leg.distance_m;
  }
  return { ahead, done, links };
}

/** Return every corner of the route on a storey, to bring it into view. */
export function cornersOnFloor(route: Route, ordinal: number, names: LevelNames): Point[] {
  return route.legs
    .filter((leg) => staysOn(leg, names, ordinal))
    .flatMap((leg) => leg.points.map(([x, y]): Point => [x, y]));
}
