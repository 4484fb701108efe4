/** Drawing an area that is to be closed: corner after corner on the map, by pointer or keyboard. */

import { signal } from "@preact/signals";
import { shownFloor, shownOrdinal, storeys } from "../building";
import type { Point } from "../map/camera";
import { roomAt } from "../map/floor";
import { announce } from "../ui/announce";
import { closingWords } from "./closingwords";
import { chosen } from "./targets";
import { words } from "./words";

/** The corners so far; null while nothing is drawn. */
export const corners = signal<readonly Point[] | null>(null);

const FEWEST = 3;
const MOST = 200;

export function addCorner(at: Point): void {
  const there = corners.peek();
  if (!there || there.length >= MOST) return;
  corners.value = [...there, [Math.round(at[0] * 100) / 100, Math.round(at[1] * 100) / 100]];
  announce(closingWords.peek().corners(there.length + 1));
}

export function AreaTools() {
  const say = closingWords.value;
  const drawn = corners.value;
  if (!drawn) return <button type="button" class="button" onClick={() => (corners.value = [])}>{say.draw}</button>;
  return (
    <>
      <p>{say.drawHint}</p>
      <p class="quiet" role="status">{say.corners(drawn.length)}</p>
      <div class="row">
        <button type="button" class="button primary" disabled={drawn.length < FEWEST} onClick={() => finish(drawn)}>{say.done}</button>
        <button type="button" class="button" disabled={!drawn.length} onClick={() => (corners.value = drawn.slice(0, -1))}>{say.undoCorner}</button>
        <button type="button" class="quiet-button" onClick={() => (corners.value = null)}>{words.value.cancel}</button>
      </div>
    </>
  );
}

function finish(polygon: readonly Point[]): void {
  const floor = shownFloor.peek();
  const level = (floor && polygon.map((at) => roomAt(floor, at)).find((room) => room !== null)?.levelId)
    ?? storeys.peek().find((each) => each.ordinal === shownOrdinal.peek())?.levels[0]?.id;
  if (level === undefined) return;
  chosen.value = { id: "", kind: "area", at: polygon[0]!, labels: {}, sides: [], area: { level, polygon } };
  corners.value = null;
}
