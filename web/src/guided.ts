/** What is known of a guided walk, and how each live event changes it. Pure: no network, no clock. */

import type { Route, Step } from "./api";
import type { ServerEvent } from "./sse";

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

export interface Guided {
  readonly route: Route | null;
  readonly fix: FixPayload | null;
  /** Why the position is not known now; null while it is. The last fix is kept to show where it was. */
  readonly lost: string | null;
  /** The fix is too uncertain to point at. */
  readonly vague: boolean;
  readonly progress: ProgressPayload | null;
  readonly stepIndex: number;
  readonly noRoute: string | null;
  readonly arrived: string | null;
  readonly ended: boolean;
  /** The language the server writes this session's sentences in. */
  readonly lang: string;
}

export const NOTHING_YET: Guided = {
  route: null, fix: null, lost: null, vague: false, progress: null, stepIndex: 0, noRoute: null, arrived: null, ended: false, lang: "",
};

type Payload = Readonly<Record<string, unknown>>;

/** Return what is known after an event. An event that cannot be read changes nothing. */
export function after(known: Guided, event: ServerEvent): Guided {
  let data: Payload;
  try {
    data = JSON.parse(event.data) as Payload;
  } catch {
    return known;
  }
  switch (event.event) {
    case "state": return fromState(data);
    case "fix": return { ...known, ...newFix(data as unknown as FixPayload, known.vague) };
    case "no_fix": return { ...known, lost: String(data["text"] ?? "") };
    case "route": return { ...known, ...newRoute(data["route"] as Route) };
    case "no_route": return { ...known, route: null, noRoute: String(data["text"] ?? "") };
    case "progress": return withProgress(known, data as unknown as ProgressPayload);
    case "instruction": return { ...known, stepIndex: Number(data["step_index"] ?? known.stepIndex) };
    case "arrived": return { ...known, arrived: String(data["text"] ?? "") };
    // A server that stops may come back: the broken stream says all there is to say.
    case "ended": return { ...known, ended: data["reason"] !== "stopping" };
    default: return known;
  }
}

/** Beyond this radius of the 95 % circle a fix becomes too uncertain to point at; below the other one it is so no more. */
const VAGUE_FROM_M = 30;
const VAGUE_UNTIL_M = 24;

function newFix(fix: FixPayload, wasVague: boolean): Partial<Guided> {
  return { fix, lost: null, vague: fix.r95_m > (wasVague ? VAGUE_UNTIL_M : VAGUE_FROM_M) };
}

function newRoute(route: Route): Partial<Guided> {
  return { route, noRoute: null, arrived: null, stepIndex: 0, progress: null };
}

function withProgress(known: Guided, progress: ProgressPayload): Guided {
  return { ...known, progress, stepIndex: progress.step_index };
}

const part = (data: Payload, name: string): Payload | null => (data[name] ?? null) as Payload | null;

function fromState(data: Payload): Guided {
  const progress = part(data, "progress") as ProgressPayload | null;
  const lost = part(data, "no_fix");
  const arrived = part(data, "arrived");
  const noRoute = part(data, "no_route");
  const fix = part(data, "fix") as unknown as FixPayload | null;
  return {
    route: unwrapRoute(part(data, "route")),
    fix,
    vague: fix !== null && fix.r95_m > VAGUE_FROM_M,
    lost: lost ? String(lost["text"] ?? "") : null,
    progress,
    stepIndex: progress?.step_index ?? 0,
    noRoute: noRoute ? String(noRoute["text"] ?? "") : null,
    arrived: arrived ? String(arrived["text"] ?? "") : null,
    ended: Boolean(data["ended"]),
    lang: String(data["lang"] ?? ""),
  };
}

/** A state carries either the route itself or the whole last `route` event. */
function unwrapRoute(found: Payload | null): Route | null {
  return (found && "route" in found ? found["route"] : found) as Route | null;
}

/** The step being walked now, and the one that ends it. */
export function stepsNow(known: Guided): { current: Step | null; next: Step | null } {
  const steps = known.route?.steps ?? [];
  return { current: steps[known.stepIndex] ?? null, next: steps[known.stepIndex + 1] ?? null };
}
