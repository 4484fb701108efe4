/** The way on paper, for people without a phone. */

import { signal } from "@preact/signals";
import type { Route } from "../api";
import { loadFloor } from "../building";
import { destination, start } from "../trip";
import { shareAddress } from "./take";
import { storeysOfWay, WaySheet, type Way } from "./waysheet";

const printed = signal<Way | null>(null);

/** Lay the way out for paper, and have the browser print it. */
export async function printRoute(route: Route): Promise<void> {
  const floors = await Promise.all(storeysOfWay(route).map(loadFloor));
  printed.value = { route, floors, from: start.peek(), to: destination.peek(), address: shareAddress() };
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  window.print();
}

export function Paper() {
  return printed.value && <WaySheet way={printed.value} />;
}
