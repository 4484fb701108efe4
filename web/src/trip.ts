/** What the person is after: a place to go, a place to start from, and the route between them. */

import { effect, signal } from "@preact/signals";
import { api, ApiError, type End, type Hit, type Route } from "./api";
import { venue } from "./building";
import type { Point } from "./map/camera";
import { lang, profile } from "./settings";

export interface Start {
  readonly end: End;
  readonly name: string;
  readonly levelId: string;
  readonly at: Point;
  /** The code of the sign on the wall there. */
  readonly sign?: string;
}

export type Plan =
  | { readonly kind: "none" }
  | { readonly kind: "planning" }
  /** `helped`: a way that nobody gets through alone. */
  | { readonly kind: "route"; readonly route: Route; readonly helped?: boolean }
  | { readonly kind: "no_route"; readonly text: string; readonly withHelp: Route | null }
  | { readonly kind: "failed"; readonly error: unknown };

export type Search =
  | { readonly kind: "idle" }
  | { readonly kind: "searching" }
  | { readonly kind: "hits"; readonly hits: readonly Hit[] }
  | { readonly kind: "failed"; readonly error: unknown };

export const destination = signal<Hit | null>(null);
export const start = signal<Start | null>(null);
export const plan = signal<Plan>({ kind: "none" });
/** What is being searched for, or null when the search is closed: an end of the way, or a stop of a visit. */
export const searchingFor = signal<"to" | "from" | "stop" | null>(null);
/** The stops of a visit that is being put together; null when there is none. */
export const stops = signal<readonly Hit[] | null>(null);
/** The next tap on the map says where the person is. */
export const pickingStart = signal(false);
export const query = signal("");
export const search = signal<Search>({ kind: "idle" });
/** Counts the tries at the same request, so that "try again" asks anew. */
const tries = signal(0);

const TYPING_PAUSE_MS = 160;

export function retryPlan(): void {
  tries.value += 1;
}

export function endAt(at: Point, levelId: string): End {
  return { x_m: at[0], y_m: at[1], level: levelId };
}

export function chooseDestination(hit: Hit): void {
  closeSearch();
  destination.value = hit;
}

export function chooseStart(chosen: Start): void {
  closeSearch();
  pickingStart.value = false;
  start.value = chosen;
}

/** Add a stop to the visit, once. */
export function addStop(hit: Hit): void {
  closeSearch();
  const known = stops.value ?? [];
  if (known.every((each) => each.id !== hit.id)) stops.value = [...known, hit];
}

export function openSearch(which: "to" | "from" | "stop", words = ""): void {
  pickingStart.value = false;
  query.value = words;
  searchingFor.value = which;
}

export function closeSearch(): void {
  searchingFor.value = null;
  query.value = "";
}

/** Go back to the beginning; the start is kept, because the person has not moved. */
export function forgetDestination(): void {
  destination.value = null;
  stops.value = null;
  pickingStart.value = false;
}

/** Keep the search results and the route in step with what is asked; return a function that stops. */
export function runTrip(): () => void {
  const stops = [effect(runSearch), effect(runPlan)];
  return () => stops.forEach((stop) => stop());
}

function runSearch(): (() => void) | undefined {
  const [place, words, language] = [venue.value, query.value.trim(), lang.value];
  if (!place || !searchingFor.value || !words) {
    search.value = { kind: "idle" };
    return undefined;
  }
  void tries.value;
  const abort = new AbortController();
  const near = start.peek();
  const timer = setTimeout(() => {
    if (search.peek().kind !== "hits") search.value = { kind: "searching" };
    api
      .search(place.id, words, language, near && `${near.at[0]},${near.at[1]}@${near.levelId}`, abort.signal)
      .then((hits) => (search.value = { kind: "hits", hits }))
      .catch((error: unknown) => {
        if (!abort.signal.aborted) search.value = { kind: "failed", error };
      });
  }, TYPING_PAUSE_MS);
  return () => {
    clearTimeout(timer);
    abort.abort();
  };
}

function runPlan(): (() => void) | undefined {
  const [place, from, to] = [venue.value, start.value, destination.value];
  if (!place || !from || !to) {
    plan.value = { kind: "none" };
    return undefined;
  }
  void tries.value;
  const abort = new AbortController();
  if (plan.peek().kind !== "route") plan.value = { kind: "planning" };
  api
    .route(place.id, from.end, { place: to.id }, profile.value, lang.value, abort.signal)
    .then((route) => (plan.value = { kind: "route", route }))
    .catch((error: unknown) => {
      if (!abort.signal.aborted) plan.value = planOf(error);
    });
  return () => abort.abort();
}

/** "No way" is an answer, not a failure. */
export function planOf(error: unknown): Plan {
  if (error instanceof ApiError && error.code === "no-route") {
    return { kind: "no_route", text: error.text, withHelp: (error.problem["with_help"] ?? null) as Route | null };
  }
  return { kind: "failed", error };
}
