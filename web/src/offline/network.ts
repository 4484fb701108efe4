/** The page's side of being offline: it has a worker keep what was loaded, and knows whether there is a network. */

import { effect, signal } from "@preact/signals";
import { floors, storeys, venue } from "../building";

/** Since when [ms] the map on the page was kept, while there is no network; else null. */
export const keptSince_ms = signal<number | null>(null);

const PROBE = "/healthz";

/** Begin to keep and to watch; where a browser has no workers, only to watch. */
export function runOffline(): void {
  window.addEventListener("online", () => void look());
  window.addEventListener("offline", () => void look());
  void look();
  if (!("serviceWorker" in navigator)) return;
  void navigator.serviceWorker.register("/worker.js").catch(() => undefined);
  effect(() => {
    // Told when everything is there, and again for a language or a venue that came later.
    if (floors.value.size && floors.value.size === storeys.value.length) void tellWorker();
  });
}

async function tellWorker(): Promise<void> {
  const { active } = await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
  active?.postMessage({ keep: [...new Set([new URL("/", location.href).href, ...loaded])] });
}

/** Ask the network itself: a phone in a lift believes that it is online. */
async function look(): Promise<void> {
  try {
    await fetch(PROBE, { method: "HEAD", cache: "no-store" });
    keptSince_ms.value = null;
  } catch {
    keptSince_ms.value = (await keptAt_ms()) ?? Date.now();
  }
}

/** When the map was kept: the time that the server gave its answer. */
async function keptAt_ms(): Promise<number | null> {
  if (!("caches" in window) || !venue.peek()) return null;
  const kept = await caches.match(new URL(`/v1/venues/${encodeURIComponent(venue.peek()!.id)}`, location.href).href);
  return Date.parse(kept?.headers.get("Date") ?? "") || null;
}
