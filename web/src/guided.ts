/** What is known of a guided walk. */

import type { Route } from "./api";

export interface FixPayload {
  readonly level_id: string;
  readonly x_m: number;
  readonly y_m: number;
  readonly r68_m: number;
  readonly r95_m: number;
}

export interface ProgressPayload {
  readonly step_index: number;
  readonly to_next_m: number;
  readonly remaining_m: number;
  readonly remaining_s: number;
  readonly along_m: number;
}

export interface VisitStop {
  readonly stop: string;
  readonly status: "done" | "here" | "next" | "later";
  readonly place_id: string;
  readonly label: string;
  readonly level_id: string;
  readonly start_at: string | null;
  readonly end_at: string;
  readonly wait_p50_s: number | null;
  readonly wait_p90_s: number | null;
}

/** A visit of several stops: those that are done first, then the others in the order planned. */
export interface Visit {
  readonly stops: readonly VisitStop[];
  readonly finished: boolean;
  readonly ends_at: string | null;
  readonly text: string;
}

/** Another counter, or another stop first, would be quicker: theirs to take or not. */
export interface Offer {
  readonly id: string;
  readonly text: string;
  readonly expires_at: string;
}

export interface Guided {
  readonly route: Route | null;
  /** Why there is this route: the server's code for it, and its sentence while that is news. */
  readonly reason: string;
  readonly why: string;
  readonly offer: Offer | null;
  readonly visit: Visit | null;
  readonly fix: FixPayload | null;
  /** Why the position is not known now; null while it is. The last fix is kept to show where it was. */
  readonly lost: string | null;
  /** The fix is too uncertain to point at. */
  readonly vague: boolean;
  readonly progress: ProgressPayload | null;
  readonly stepIndex: number;
  /** The last sentence to be heard: a new object each time, so that the same sentence twice is heard twice. */
  readonly spoken: { readonly text: string };
  readonly noRoute: string | null;
  readonly arrived: string | null;
  /** Why the way is that of an older map than the hospital's newest. */
  readonly mapKept: string | null;
  /** The revision of the map that the walk goes by; 0 while nothing is known. */
  readonly revision: number;
  readonly ended: boolean;
  /** The language the server writes this session's sentences in. */
  readonly lang: string;
}

export const NOTHING_YET: Guided = {
  route: null, reason: "", why: "", offer: null, visit: null, fix: null, lost: null, vague: false, progress: null, stepIndex: 0,
  spoken: { text: "" }, noRoute: null, arrived: null, mapKept: null, revision: 0, ended: false, lang: "",
};
