/** Where the map should look: asked for by the panel, carried out by the map. */

import { signal } from "@preact/signals";
import { ordinalOf, showStorey } from "../building";
import type { Point } from "../map/camera";
import { following } from "../session";

export type Look = { readonly kind: "point"; readonly at: Point } | { readonly kind: "route" };

/** By how much the map is turned clockwise from north up [rad]. */
export const turn_rad = signal(0);
/** The map turns so that the way ahead points up. */
export const wayUp = signal(false);

/** The last wish; a new object each time, so that the same wish twice moves the map twice. */
export const look = signal<Look | null>(null);

export async function lookAt(levelId: string, at: Point): Promise<void> {
  following.value = false;
  await showStorey(ordinalOf(levelId));
  look.value = { kind: "point", at: [at[0], at[1]] };
}

export function lookAtRoute(): void {
  look.value = { kind: "route" };
}
