/** A map that is published while somebody walks takes the place of the one on the page, without a blink. */

import { batch } from "@preact/signals";
import { api } from "./api";
import { fetchFloor, floors, prefetch, shownOrdinal, venue } from "./building";

const AGAIN_MS = 10_000;
let triedAt_ms = -Infinity;

/** Show the map of a revision that the walk goes by already; one that does not come is asked for again. */
export async function renewMap(revision: number): Promise<void> {
  const shown = venue.peek();
  if (!shown || revision <= shown.revision || performance.now() < triedAt_ms + AGAIN_MS) return;
  triedAt_ms = performance.now();
  try {
    const info = await api.venue(shown.id);
    const ordinal = shownOrdinal.peek();
    const floor = await fetchFloor(info, ordinal);
    if (info.revision < revision || venue.peek() !== shown || shownOrdinal.peek() !== ordinal) return;
    batch(() => {
      venue.value = info;
      floors.value = new Map([[ordinal, floor]]);
    });
    void prefetch(info);
  } catch {
    // The map that is there serves until the next try.
  }
}
