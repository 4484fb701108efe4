/** What is so now at the venue, kept by its stream: closures, lifts and queues. */

import { signal } from "@preact/signals";
import { id, serverNow_ms, type Labels } from "../api";

export type Kind = "unit" | "opening" | "portal";

export interface Closure {
  readonly id: string;
  readonly features: readonly { readonly feature: string; readonly kind: Kind; readonly labels: Labels }[];
  readonly staff_pass: boolean;
  readonly starts_at: string;
  readonly ends_at: string | null;
  readonly hours: { readonly spans: readonly { readonly days: readonly string[]; readonly starts: string; readonly ends: string }[] } | null;
  readonly in_force: boolean;
  readonly reason: Labels;
}

export interface Lift {
  readonly portal: string;
  readonly labels: Labels;
  readonly levels: readonly string[];
  readonly state: "in_service" | "slow" | "out_of_service";
  readonly wait_s: number | null;
  readonly reason: Labels;
  readonly since: string | null;
}

export interface Queue {
  readonly place: string;
  readonly labels: Labels;
  readonly at: string | null;
  readonly waiting: number | null;
  readonly servers_open: number | null;
  readonly quarantined: { readonly verdict: string; readonly field: string; readonly waiting: number } | null;
}

export const closures = signal<readonly Closure[]>([]);
export const lifts = signal<readonly Lift[]>([]);
export const queues = signal<readonly Queue[]>([]);
export const connection = signal<"connecting" | "live" | "lost">("connecting");
/** The server's time, every ten seconds: ages grow while nothing is heard. */
export const now_ms = signal(serverNow_ms());

const RETRY_MS = 4_000;
const TICK_MS = 10_000;

/** As the server judges them: live for two minutes, of no use after fifteen. */
const STALE_MS = 120_000;
const DEAD_MS = 900_000;

export function basisOf(queue: Queue, at_ms: number): "live" | "stale" | "unknown" {
  const age_ms = queue.at === null ? Infinity : at_ms - Date.parse(queue.at);
  return age_ms > DEAD_MS ? "unknown" : age_ms > STALE_MS ? "stale" : "live";
}

/** Take in one event of the stream. */
export function take(name: string, said: { closures?: readonly Closure[]; lifts?: readonly Lift[]; queues?: readonly Queue[] }): void {
  const everything = name === "state";
  if (said.closures) closures.value = said.closures;
  if (said.lifts) lifts.value = everything ? said.lifts : merged(lifts.peek(), said.lifts, (lift) => lift.portal);
  if (said.queues) queues.value = everything ? said.queues : merged(queues.peek(), said.queues, (queue) => queue.place);
}

function merged<T>(known: readonly T[], news: readonly T[], key: (each: T) => string): T[] {
  return [...new Map([...known, ...news].map((each) => [key(each), each])).values()];
}

/** Follow the venue for as long as the page is there. */
export function followVenue(venueId: string): void {
  const stream = new EventSource(`/v1/venues/${id(venueId)}/events`);
  for (const name of ["state", "closures", "lifts", "queues"]) {
    stream.addEventListener(name, (event) => {
      connection.value = "live";
      now_ms.value = serverNow_ms();
      take(name, JSON.parse((event as MessageEvent<string>).data));
    });
  }
  stream.onerror = () => {
    connection.value = "lost";
    // A browser goes on by itself after a break, but not after a refusal.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => followVenue(venueId), RETRY_MS);
  };
}

export function startClock(): void {
  setInterval(() => (now_ms.value = serverNow_ms()), TICK_MS);
}
