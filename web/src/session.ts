/** The guided walk on the page: one's own, or a demo visitor's that is only watched. What moves it comes later. */

import { computed, signal } from "@preact/signals";
import { api, ApiError, type DemoSession, type Labels, type SessionTicket } from "./api";
import { ordinalOf, venue } from "./building";
import { NOTHING_YET, type Guided } from "./guided";
import type { Connection } from "./live";

export interface Session {
  readonly ticket: SessionTicket;
  readonly own: boolean;
  readonly who: Labels;
}

export const session = signal<Session | null>(null);
export const guided = signal<Guided>(NOTHING_YET);
export const connection = signal<Connection>("connecting");
/** The shown floor goes with the position until the person looks at another. */
export const following = signal(true);
export const demo = signal<readonly DemoSession[]>([]);

export const dotOrdinal = computed(() => (guided.value.fix ? ordinalOf(guided.value.fix.level_id) : null));

type Later = typeof import("./later");

/** What the first route does without: null until it is there. */
export const later = signal<Later | null>(null);

/** Fetch the rest of the page, once; a network that fails is said as such. */
export async function getLater(): Promise<Later> {
  try {
    return (later.value ??= await import("./later"));
  } catch {
    throw new ApiError("offline", 0, {});
  }
}

export async function loadDemo(): Promise<void> {
  try {
    demo.value = (await api.demo()).filter((each) => each.venue === venue.value?.id);
  } catch {
    demo.value = [];
  }
}
