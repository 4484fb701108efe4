/** How long the person will wait where they are going, on arrival: asked anew every half minute. */

import { computed, effect, signal } from "@preact/signals";
import { api, serverNow_ms, type Forecast } from "./api";
import { venue } from "./building";
import { guided, session } from "./session";
import { destination, plan } from "./trip";

export interface Wait extends Forecast {
  /** One counter of several that could serve: it wants its name beside the figure. */
  readonly oneOf: boolean;
}

export const wait = signal<Wait | null>(null);

const EVERY_MS = 30_000;
/** Waits are forecast for half an hour; who arrives later is told the last of it [s]. */
const FARTHEST_S = 29 * 60;

/** Where to ask: at all counters before the start, then at the one that is being walked to. */
const queue = computed(() => {
  const to = destination.value;
  if (!to?.kind.startsWith("service_")) return null;
  if (!session.value) return plan.value.kind === "route" ? to.id : null;
  return session.value.own && guided.value.arrived === null ? (guided.value.route?.destination_id ?? null) : null;
});

export function runWaits(): () => void {
  return effect(() => {
    const [place, asked] = [venue.value, queue.value];
    wait.value = null;
    if (!place || !asked) return undefined;
    let over = false;
    const ask = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        const found = await api.forecast(place.id, asked, serverNow_ms() + 1000 * Math.min(walk_s(), FARTHEST_S));
        if (!over) wait.value = { ...found, oneOf: destination.peek()?.kind === "service_group" };
      } catch {
        // What was said before would grow old unseen.
        if (!over) wait.value = null;
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY_MS);
    return () => {
      over = true;
      clearInterval(timer);
    };
  });
}

/** How long it takes to get there [s]. */
function walk_s(): number {
  const planned = plan.peek();
  if (!session.peek()) return planned.kind === "route" ? planned.route.duration_s : 0;
  const { progress, route } = guided.peek();
  return progress?.remaining_s ?? route?.duration_s ?? 0;
}
