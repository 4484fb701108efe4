/** A visit that the hospital laid down in a link: its stops with their rules and times, to be followed as they are. */

import { effect, signal } from "@preact/signals";
import type { End } from "./api";
import type { VisitWish } from "./sessionapi";
import { stops } from "./trip";

export interface Programme {
  readonly visit: VisitWish;
  readonly to: End | null;
}

export const programme = signal<Programme | null>(null);

/** Forget it with its stops; return a function that stops. */
export function runProgramme(): () => void {
  return effect(() => {
    if (stops.value === null) programme.value = null;
  });
}

/** Return from when until when a stop may begin, by its place in the list; null where any time will do. */
export function appointmentOf(visit: VisitWish, index: number): readonly [string, string] | null {
  const id = visit.stops[index]?.id;
  const rule = visit.rules?.find((each) => each.rule === "appointment" && each.stop === id);
  return rule?.earliest_at && rule.latest_at ? [rule.earliest_at, rule.latest_at] : null;
}
