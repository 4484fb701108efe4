/** Following somebody by their steps: begun by itself where the browser allows it, else after a tap. */

import { computed, effect, signal } from "@preact/signals";
import { guided, session } from "../session";
import { sessionApi } from "../sessionapi";
import { profile } from "../settings";
import { Icon } from "../ui/icons";
import { lt } from "../ui/later/words";
import { askForMotion, countSteps, mayBeAsked, tellsMotion } from "./pedometer";

/** Who rolls makes no steps. */
const ROLLING = ["wheelchair", "bed"];

const SILENT_MS = 2_000;

type Motion = "unknown" | "silent" | "refused" | "counting";
const motion = signal<Motion>("unknown");
/** Somebody allowed it: who listened before listens anew. */
const allowed = signal(false);

/** One's own walk is under way, on foot, and its end is not reached. */
const walking = computed(() =>
  Boolean(session.value?.own) && guided.value.arrived === null && !guided.value.ended && !ROLLING.includes(profile.value));

export function runSteps(): () => void {
  return effect(() => {
    const ticket = session.value?.ticket;
    void allowed.value;
    if (!walking.value || !ticket || !tellsMotion()) return undefined;
    const silent = setTimeout(() => (motion.value = "silent"), SILENT_MS);
    const stop = countSteps({
      onMotion: () => {
        clearTimeout(silent);
        motion.value = "counting";
      },
      send: (steps) => sessionApi.stepped(ticket, steps),
    });
    return () => {
      clearTimeout(silent);
      stop();
      motion.value = "unknown";
    };
  });
}

async function ask(): Promise<void> {
  allowed.value = await askForMotion().catch(() => false);
  if (!allowed.value) motion.value = "refused";
}

export function StepsLine() {
  if (!walking.value) return null;
  switch (motion.value) {
    case "counting":
      return <p class="quiet steps-line"><Icon name="person" />{lt.value.countingSteps}</p>;
    case "refused":
      return <p class="quiet">{lt.value.stepsRefused}</p>;
    case "silent":
      return mayBeAsked() && !allowed.value ? <button class="button" onClick={() => void ask()}><Icon name="person" />{lt.value.followSteps}</button> : null;
    default:
      return null;
  }
}
