/** Where the person went lately, and where they left their car. */

import { effect, signal } from "@preact/signals";
import type { Hit } from "./api";
import { venue } from "./building";
import { keep, recall } from "./memory";
import { chooseDestination, destination } from "./trip";

const DAY_MS = 24 * 3_600_000;
/** A car stays while somebody is in a ward over the weekend. */
const CAR_MS = 4 * DAY_MS;
const MOST = 4;

export const recent = signal<readonly Hit[]>([]);
export const car = signal<Hit | null>(null);

/** Keep the lists of the venue that is open; return a function that stops. */
export function runRecent(): () => void {
  const stops = [
    effect(() => {
      const id = venue.value?.id;
      if (!id) return;
      recent.value = recall<Hit[]>(`recent.${id}`, DAY_MS, localStorage)?.what ?? [];
      car.value = recall<Hit>(`car.${id}`, CAR_MS, localStorage)?.what ?? null;
    }),
    effect(() => {
      const to = destination.value;
      if (to && to.id !== car.peek()?.id) setRecent(withFirst(recent.peek(), to));
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** Return a list that begins with a place and holds it once. */
export function withFirst(list: readonly Hit[], first: Hit): readonly Hit[] {
  return [first, ...list.filter(({ id }) => id !== first.id)].slice(0, MOST);
}

export const forgetRecent = (): void => setRecent([]);

function setRecent(next: readonly Hit[]): void {
  recent.value = next;
  keep(`recent.${venue.peek()?.id}`, next.length ? next : null, localStorage);
}

export function rememberCar(place: Hit | null): void {
  car.value = place;
  keep(`car.${venue.peek()?.id}`, place, localStorage);
}

export function goToCar(): void {
  if (car.value) chooseDestination(car.value);
}
