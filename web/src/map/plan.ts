/** Draws the floor itself: rooms in their tones, furniture, bays, and doors as gaps in the walls. */

import type { Floor } from "./floor";
import { lineData, make, ringData } from "./svg";

/** Return the drawing of a floor, in metres; rooms carry `data-room`. */
export function drawPlan(floor: Floor): SVGGElement {
  const solid = floor.rooms.filter((room) => room.tone !== "void");
  return make(
    "g", { class: "plan" },
    // One thick line under everything: what stays visible of it is the outer wall.
    make("path", { class: "outline", d: solid.map((room) => ringData(room.rings)).join("") }),
    ...floor.rooms.map((room) =>
      make("path", { class: `room tone-${room.tone}`, "data-room": room.id, d: ringData(room.rings) }),
    ),
    make("path", { class: "fixture", d: floor.fixtures.map(ringData).join("") }),
    make("path", { class: "bay", d: floor.bays.map((bay) => ringData(bay.rings)).join("") }),
    make("path", {
      class: "bay bay-accessible",
      d: floor.bays.filter((bay) => bay.accessible).map((bay) => ringData(bay.rings)).join(""),
    }),
    make("path", { class: "walls", d: solid.map((room) => ringData(room.rings)).join("") }),
    make("path", { class: "gap", d: lineData(floor.doors.map((door) => door.line)) }),
    make("path", { class: "leaf", d: lineData(floor.doors.filter((door) => door.leaf).map((door) => door.line)) }),
  );
}
