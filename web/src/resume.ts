/** A page that was closed, or thrown out by a phone short of memory, goes on where it was: also without a network. */

import { effect } from "@preact/signals";
import type { Hit, Route } from "./api";
import { ApiError } from "./api";
import { venue } from "./building";
import type { Guided } from "./guided";
import { keep, recall } from "./memory";
import { guided, session, type Session } from "./session";
import { lang, profile } from "./settings";
import { destination, plan, start, type Start } from "./trip";
import { resumeSession } from "./walking";

interface Trip {
  readonly venue: string;
  readonly to: Hit;
  readonly from: Start | null;
  readonly profile: string;
  readonly lang: string;
  readonly route: Route | null;
}

interface Walk {
  readonly venue: string;
  readonly session: Session;
  /** What was known, without where the person is: that is only true now. */
  readonly known: Guided;
}

const TRIP_MS = 2 * 3_600_000;
const WALK_MS = 3_600_000;

/** Take up what the tab was doing, unless its link asks for something else; then keep it from now on. */
export function runResume(): () => void {
  const walk = recall<Walk>("walk", WALK_MS, sessionStorage)?.what;
  const trip = recall<Trip>("trip", TRIP_MS, sessionStorage)?.what;
  if (!/[?&](to|watch|at|stops)=?|#link=/.test(location.search + location.hash)) {
    if (trip && trip.venue === venue.peek()?.id && !destination.peek()) [start.value, destination.value] = [trip.from, trip.to];
    if (walk && walk.venue === venue.peek()?.id && !session.peek()) resumeSession(walk.session, walk.known);
  }
  const stops = [effect(keepTrip), effect(keepWalk), effect(() => planFromKept(trip?.route ? trip : null))];
  return () => stops.forEach((stop) => stop());
}

function keepTrip(): void {
  const [to, from, now] = [destination.value, start.value, plan.value];
  const id = venue.peek()?.id;
  if (now.kind === "planning" || now.kind === "failed") return;
  const route = now.kind === "route" && !now.helped ? now.route : null;
  keep("trip", to && id ? { venue: id, to, from, profile: profile.peek(), lang: lang.peek(), route } : null, sessionStorage);
}

function keepWalk(): void {
  const [current, known, id] = [session.value, guided.value, venue.peek()?.id];
  const walking = current?.own && id && !known.ended;
  keep("walk", walking ? { venue: id, session: current, known: { ...known, fix: null } } : null, sessionStorage);
}

/** Where no network answers, the way that was found before for the same question is the answer. */
function planFromKept(trip: Trip | null): void {
  const now = plan.value;
  if (!trip?.route || now.kind !== "failed" || !(now.error instanceof ApiError) || now.error.kind !== "offline") return;
  const same =
    trip.to.id === destination.peek()?.id &&
    JSON.stringify(trip.from?.end) === JSON.stringify(start.peek()?.end) &&
    trip.profile === profile.peek() &&
    trip.lang === lang.peek();
  if (same) plan.value = { kind: "route", route: trip.route };
}
