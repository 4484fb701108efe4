/** The page on a stand in the hall: it begins at its own sign, keeps nothing, and is fresh for whoever comes next. */

import { signal } from "@preact/signals";
import { standAt } from "./links";
import { kiosk } from "./settings";
import { lt } from "./ui/later/words";

/** How long nobody has to touch it before it asks, and then before it begins anew [s]. */
const IDLE_S = 60;
const ASK_S = 15;

/** Seconds left before it begins anew; null while somebody is there. */
export const leaving_s = signal<number | null>(null);

let idle_s = 0;

export function runKiosk(): void {
  if (kiosk === null) return;
  document.documentElement.classList.add("kiosk");
  void standAt(kiosk, lt.peek().kioskHere);
  for (const sign of ["pointerdown", "keydown", "wheel"]) window.addEventListener(sign, stay, { passive: true });
  setInterval(tick, 1000);
}

export function stay(): void {
  idle_s = 0;
  leaving_s.value = null;
}

/** Begin anew at once. */
export function startOver(): void {
  location.replace(location.pathname + location.search);
}

function tick(): void {
  idle_s += 1;
  const left_s = IDLE_S + ASK_S - idle_s;
  if (left_s <= 0) return startOver();
  leaving_s.value = left_s <= ASK_S && isInUse() ? left_s : null;
}

/** A page that shows its first screen has nothing to lose: it begins anew without a word. */
const isInUse = (): boolean => document.querySelector(".app.on-browse") === null;
