/** What a place is near to, for a position that is too uncertain to point at. */

import type { Labels } from "../api";
import type { Point } from "./camera";
import { roomAt, type Floor } from "./floor";
import type { SymbolKind } from "./tones";

/** What people see from afar and find again. */
const SIGNPOSTS: ReadonlySet<SymbolKind> = new Set(["elevator", "escalator", "stairs", "entrance", "information"]);

/** Return the names of the nearest signpost within reach of a point, else of the room there; null when neither has one. */
export function landmarkAt(floor: Floor, [x, y]: Point, reach_m: number): Labels | null {
  let best: Labels | null = null;
  let nearest_m = reach_m;
  for (const mark of floor.marks) {
    const away_m = Math.hypot(mark.at[0] - x, mark.at[1] - y);
    if (!SIGNPOSTS.has(mark.kind) || !named(mark.labels) || away_m > nearest_m) continue;
    [best, nearest_m] = [mark.kind === "elevator" ? unnumbered(mark.labels) : mark.labels, away_m];
  }
  const room = best ? null : roomAt(floor, [x, y]);
  return best ?? (room && named(room.labels) ? room.labels : null);
}

/** A lift's names without its number in the bank: who is somewhere near lift 3 is as near to lift 2. */
function unnumbered(labels: Labels): Labels {
  return Object.fromEntries(Object.entries(labels).map(([lang, text]) => [lang, text.replace(/ *\d+ *号?$/, "")]));
}

function named(labels: Labels): boolean {
  return Object.keys(labels).length > 0;
}
