/** While somebody is led: the screen stays on, and the phone stirs in the hand when something is to be done. */

import { computed, effect } from "@preact/signals";
import { guided, session } from "./session";

const STEP_MS = [120];
const NEWS_MS = [120, 90, 120];

/** One's own walk is under way, and its end is not reached. */
const walking = computed(() => Boolean(session.value?.own) && guided.value.arrived === null && !guided.value.ended);

export function runAwake(): () => void {
  const stops = [effect(keepScreenOn), effect(stir)];
  return () => stops.forEach((stop) => stop());
}

function keepScreenOn(): (() => void) | undefined {
  if (!walking.value || !("wakeLock" in navigator)) return undefined;
  let lock: WakeLockSentinel | null = null;
  let over = false;
  // The browser takes the lock back whenever the page is hidden. A phone low on power refuses: then it goes dark.
  const hold = async (): Promise<void> => {
    if (document.hidden || over) return;
    lock = await navigator.wakeLock.request("screen").catch(() => null);
    if (over) await lock?.release();
  };
  document.addEventListener("visibilitychange", hold);
  void hold();
  return () => {
    over = true;
    document.removeEventListener("visibilitychange", hold);
    void lock?.release();
  };
}

let before = { step: 0, arrived: false, offer: "" };

function stir(): void {
  const { stepIndex, arrived, offer } = guided.value;
  const now = { step: stepIndex, arrived: arrived !== null, offer: offer?.id ?? "" };
  const news = (now.arrived && !before.arrived) || (now.offer !== "" && now.offer !== before.offer);
  const step = now.step !== before.step;
  before = now;
  if (!session.peek()?.own || !(news || step) || typeof navigator.vibrate !== "function") return;
  navigator.vibrate(news ? NEWS_MS : STEP_MS);
}
