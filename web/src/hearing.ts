/** How each live event changes what is known of a guided walk. Pure: no network, no clock. */

import type { Route, Step } from "./api";
import type { FixPayload, Guided, Offer, ProgressPayload, Visit } from "./guided";
import type { ServerEvent } from "./sse";

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
    case "state": return fromState(known, data);
    case "fix": return { ...known, ...newFix(data as unknown as FixPayload, known.vague) };
    case "no_fix": return { ...known, lost: textOf(data) };
    case "route": return newRoute(known, data);
    case "no_route": return { ...known, route: null, noRoute: textOf(data) };
    case "progress": return withProgress(known, data as unknown as ProgressPayload);
    case "instruction":
      return { ...known, stepIndex: Number(data["step_index"] ?? known.stepIndex), spoken: spokenOf(data) };
    case "arrived": return { ...known, arrived: textOf(data), spoken: spokenOf(data), offer: null };
    case "map_kept": return { ...known, mapKept: textOf(data) };
    case "visit": return { ...known, visit: data as unknown as Visit };
    case "offer": return { ...known, offer: data as unknown as Offer };
    // A server that stops may come back: the broken stream says all there is to say.
    case "ended": return { ...known, ended: data["reason"] !== "stopping" };
    default: return known;
  }
}

/** Beyond this radius of the 95 % circle a fix becomes too uncertain to point at; below the other one it is so no more. */
const VAGUE_FROM_M = 30;
const VAGUE_UNTIL_M = 24;
/** What a person did themselves needs no explaining. */
const OWN_DOING = ["start", "stated_position", "new_destination", "new_profile"];
/** A route to another place: what was offered from the old one stands no more. */
const ELSEWHERE = ["new_destination", "other_counter", "counter_closed", "next_stop", "order_changed"];

function newFix(fix: FixPayload, wasVague: boolean): Partial<Guided> {
  return { fix, lost: null, vague: fix.r95_m > (wasVague ? VAGUE_UNTIL_M : VAGUE_FROM_M) };
}

function newRoute(known: Guided, data: Payload): Guided {
  const reason = String(data["reason"] ?? "");
  return {
    ...known,
    route: data["route"] as Route,
    reason,
    why: OWN_DOING.includes(reason) ? "" : textOf(data),
    offer: ELSEWHERE.includes(reason) ? null : known.offer,
    noRoute: null,
    arrived: null,
    stepIndex: 0,
    progress: null,
  };
}

function withProgress(known: Guided, progress: ProgressPayload): Guided {
  return { ...known, progress, stepIndex: progress.step_index };
}

const textOf = (data: Payload): string => String(data["text"] ?? "");
const spokenOf = (data: Payload): { text: string } => ({ text: String(data["spoken"] ?? "") });
const part = (data: Payload, name: string): Payload | null => (data[name] ?? null) as Payload | null;
const textIn = (data: Payload, name: string): string | null => {
  const found = part(data, name);
  return found && textOf(found);
};

function fromState(known: Guided, data: Payload): Guided {
  const progress = part(data, "progress") as ProgressPayload | null;
  const fix = part(data, "fix") as unknown as FixPayload | null;
  const reason = String(data["route_reason"] ?? "");
  const lang = String(data["lang"] ?? "");
  const spoken = spokenOf(part(data, "instruction") ?? {});
  return {
    route: part(data, "route") as unknown as Route | null,
    reason,
    // A state names the reason only: the sentence heard before holds for the same reason in the same language.
    why: reason === known.reason && lang === known.lang ? known.why : "",
    offer: part(data, "offer") as unknown as Offer | null,
    visit: part(data, "visit") as unknown as Visit | null,
    fix,
    vague: fix !== null && fix.r95_m > VAGUE_FROM_M,
    lost: textIn(data, "no_fix"),
    progress,
    stepIndex: progress?.step_index ?? 0,
    spoken: spoken.text === known.spoken.text ? known.spoken : spoken,
    noRoute: textIn(data, "no_route"),
    arrived: textIn(data, "arrived"),
    mapKept: textIn(data, "map_kept"),
    revision: Number(data["revision"] ?? 0),
    ended: Boolean(data["ended"]),
    lang,
  };
}

/** The step being walked now, and the one that ends it. */
export function stepsNow(known: Guided): { current: Step | null; next: Step | null } {
  const steps = known.route?.steps ?? [];
  return { current: steps[known.stepIndex] ?? null, next: steps[known.stepIndex + 1] ?? null };
}
