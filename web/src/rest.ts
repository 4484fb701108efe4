/** Begins what goes on beside the page, once everything that the first route needs is there. */

import { effect } from "@preact/signals";
import { runAwake } from "./awake";
import { runKiosk } from "./kiosk";
import { followLink } from "./links";
import { runOffline } from "./offline/network";
import { runProgramme } from "./programme";
import { turnWithTheWay } from "./patient/compass";
import { runRecent } from "./recent";
import { runResume } from "./resume";
import { kiosk } from "./settings";
import { runSteps } from "./steps/following";
import { runWaits } from "./waits";

export function runRest(): void {
  runWaits();
  if (kiosk === null) {
    runRecent();
    runResume();
  }
  runKiosk();
  runAwake();
  runSteps();
  effect(turnWithTheWay);
  runProgramme();
  runOffline();
  void followLink();
  window.addEventListener("hashchange", () => void followLink());
}
