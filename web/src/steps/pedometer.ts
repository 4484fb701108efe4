/** Listens to the phone's motion and hands over the steps, once a second while there are any. */

import { Headings, headingOf } from "./heading";
import { StepDetector } from "./detector";

export interface Step {
  readonly t_s: number;
  readonly heading_deg?: number;
}

const TICK_MS = 1_000;
/** Who stands says so this often: in time before the server doubts it. */
const STANDING_MS = 4_000;
/** What was not handed over is tried again, for so long. */
const KEPT_S = 100;
const MOST = 400;

interface Asks {
  requestPermission?(): Promise<"granted" | "denied">;
}

/** Whether this browser may tell motion at all. */
export const tellsMotion = (): boolean => typeof DeviceMotionEvent !== "undefined" && isSecureContext;

/** Whether a phone that tells nothing may do so once it is allowed; computers that know the question have no motion. */
export const mayBeAsked = (): boolean =>
  tellsMotion() && "requestPermission" in DeviceMotionEvent && matchMedia("(pointer: coarse)").matches;

/** Ask for motion and compass, in answer to a tap; resolve with whether motion is allowed. */
export async function askForMotion(): Promise<boolean> {
  const ask = async (kind: unknown): Promise<boolean> => {
    const asking = (kind as Asks).requestPermission;
    return !asking || (await asking.call(kind)) === "granted";
  };
  // Both are asked before either answer is awaited: the tap counts for these calls only.
  const [motion] = await Promise.all([ask(DeviceMotionEvent), ask(DeviceOrientationEvent).catch(() => false)]);
  return motion;
}

export interface Listener {
  /** Motion comes: the phone has what it takes. */
  onMotion(): void;
  /** Hand over steps; one that fails is tried again with the next. */
  send(steps: readonly Step[]): Promise<unknown>;
}

/** Begin to count; return what ends it. */
export function countSteps({ onMotion, send }: Listener): () => void {
  const [detector, headings] = [new StepDetector(), new Headings()];
  let waiting: Step[] = [];
  let moves = false;
  let sent_ms = 0;
  let sending = false;

  const onMove = (event: DeviceMotionEvent): void => {
    const { x, y, z } = event.accelerationIncludingGravity ?? {};
    if (x == null || y == null || z == null) return;
    if (!moves) onMotion();
    moves = true;
    const t_ms = performance.timeOrigin + event.timeStamp;
    for (const t_s of detector.push(t_ms / 1000, x, y, z)) {
      const heading_deg = headings.at(t_s * 1000);
      waiting.push(heading_deg === null ? { t_s } : { t_s, heading_deg: Math.round(heading_deg) });
    }
  };
  const onTurn = (event: DeviceOrientationEvent): void => {
    const heading = headingOf(event, screen.orientation?.angle ?? 0);
    if (heading !== null) headings.add(performance.timeOrigin + event.timeStamp, heading);
  };
  const handOver = async (): Promise<void> => {
    const now_ms = Date.now();
    if (!moves || sending || document.hidden || (!waiting.length && now_ms - sent_ms < STANDING_MS)) return;
    waiting = waiting.filter((step) => step.t_s > now_ms / 1000 - KEPT_S).slice(-MOST);
    const handed = waiting;
    sending = true;
    try {
      await send(handed);
      waiting = waiting.slice(handed.length);
      sent_ms = now_ms;
    } catch {
      // They are kept for the next time.
    }
    sending = false;
  };

  const turns = "ondeviceorientationabsolute" in window ? "deviceorientationabsolute" : "deviceorientation";
  window.addEventListener("devicemotion", onMove);
  window.addEventListener(turns as "deviceorientation", onTurn);
  const timer = setInterval(() => void handOver(), TICK_MS);
  return () => {
    clearInterval(timer);
    window.removeEventListener("devicemotion", onMove);
    window.removeEventListener(turns as "deviceorientation", onTurn);
  };
}
