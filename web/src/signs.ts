/** The "you are here" signs on the walls. */

import { loadFloor, storeys } from "./building";
import type { Point } from "./map/camera";

export interface Sign {
  readonly code: string;
  readonly at: Point;
  readonly levelId: string;
}

/** Find a wall sign by its code on any floor, or null. */
export async function findSign(code: string): Promise<Sign | null> {
  const wanted = code.trim().toUpperCase();
  if (!wanted) return null;
  for (const { ordinal } of storeys.value) {
    const sign = (await loadFloor(ordinal)).qrSigns.find((each) => each.code.toUpperCase() === wanted);
    if (sign) return sign;
  }
  return null;
}
