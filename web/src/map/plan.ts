/** Draws the floor itself: rooms in their tones, furniture, bays, and doors as gaps in the walls. */

import type { Floor, Room } from "./floor";
import { lineData, make, ringData } from "./svg";
import { isOpenAir, type FixtureKind } from "./tones";

/** From the ground up. */
const FIXTURES: readonly FixtureKind[] = ["road", "lawn", "path", "furniture", "tree"];

/** Return the drawing of a floor, in metres; rooms carry `data-room`. */
export function drawPlan(floor: Floor): SVGGElement {
  const open = floor.rooms.filter((room) => isOpenAir(room.tone));
  const voids = floor.rooms.filter((room) => room.tone === "void");
  const walled = floor.rooms.filter((room) => !open.includes(room) && !voids.includes(room));
  const walls = walled.map((room) => ringData(room.rings)).join("");
  const bays = (accessible: boolean): string =>
    floor.bays.filter((bay) => bay.accessible === accessible).map((bay) => ringData(bay.rings)).join("");
  return make(
    "g", { class: "plan" },
    ...open.map(drawRoom),
    make("path", { class: "line outline", d: ringData(floor.outline) }),
    ...walled.map(drawRoom),
    ...voids.map(drawRoom),
    ...FIXTURES.map((kind) => {
      const drawn = floor.fixtures.filter((fixture) => fixture.kind === kind);
      return make("path", { class: `fixture fixture-${kind}`, d: drawn.map((fixture) => ringData(fixture.rings)).join("") });
    }),
    make("path", { class: "line bay", d: bays(false) }),
    make("path", { class: "line bay bay-accessible", d: bays(true) }),
    make("path", { class: "line walls", d: walls }),
    make("path", { class: "line gap", d: lineData(floor.doors.map((door) => door.line)) }),
    make("path", { class: "line leaf", d: lineData(floor.doors.filter((door) => door.leaf).map((door) => door.line)) }),
  );
}

/** Keep the lines of a plan as wide as they are meant to be at a scale. */
export function scaleLines(plan: Element, px_per_m: number): void {
  for (const line of plan.querySelectorAll<SVGElement>(".line")) line.style.setProperty("--px", String(1 / px_per_m));
}

function drawRoom(room: Room): SVGPathElement {
  return make("path", { class: `room tone-${room.tone}`, "data-room": room.id, d: ringData(room.rings) });
}
