/** What is closed or slow, drawn on the floor in metres: rooms hatched, doors barred, lifts ringed. */

import type { Point } from "../map/camera";
import type { Floor } from "../map/floor";
import { lineData, make, ringData } from "../map/svg";
import type { Door } from "./targets";

export interface Shown {
  readonly closed: ReadonlySet<string>;
  readonly slow: ReadonlySet<string>;
  readonly chosenId: string | null;
  /** The corners of an area that is being drawn, or was. */
  readonly area: readonly Point[] | null;
}

/** A line without length has round ends only: a disc of the same size at every scale. */
const disc = ([x, y]: Point): string => `M${x.toFixed(2)} ${(-y).toFixed(2)}h0`;

export function drawShown(floor: Floor, doors: readonly Door[], shown: Shown): SVGGElement {
  const rooms = (ids: ReadonlySet<string>): string =>
    floor.rooms.filter((room) => ids.has(room.id)).map((room) => ringData(room.rings)).join("");
  const lines = (ids: ReadonlySet<string>): string => lineData(doors.filter((door) => ids.has(door.id)).map((door) => door.line));
  const discs = (ids: ReadonlySet<string>): string => floor.marks.filter((mark) => mark.id && ids.has(mark.id)).map((mark) => disc(mark.at)).join("");
  const chosen = new Set(shown.chosenId ? [shown.chosenId] : []);
  const path = (name: string, d: string): SVGPathElement => make("path", { class: name, d });
  return make(
    "g", { class: "shown-state" },
    hatch(),
    path("closed-room", rooms(shown.closed)),
    path("closed-door", lines(shown.closed)),
    path("closed-disc", discs(shown.closed)),
    path("slow-disc", discs(shown.slow)),
    path("disc-eye", discs(new Set([...shown.closed, ...shown.slow]))),
    path("chosen-room", rooms(chosen)),
    path("drawn-area", shown.area && shown.area.length > 1 ? ringData([shown.area]) : ""),
    path("drawn-corner", (shown.area ?? []).map(disc).join("")),
    path("chosen-door", lines(chosen)),
    path("chosen-disc", discs(chosen)),
  );
}

function hatch(): SVGDefsElement {
  const stripes = make("path", { class: "hatch-line", d: "M0 0V1.2" });
  return make("defs", {}, make("pattern", { id: "closed-hatch", width: 1.2, height: 1.2, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, stripes));
}
