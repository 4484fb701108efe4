/** Begins what goes on beside the page, once everything that the first route needs is there. */

import { followLink } from "./links";
import { runOffline } from "./offline/network";
import { runProgramme } from "./programme";
import { runRecent } from "./recent";
import { runResume } from "./resume";
import { runWaits } from "./waits";

export function runRest(): void {
  runWaits();
  runRecent();
  runResume();
  runProgramme();
  runOffline();
  void followLink();
  window.addEventListener("hashchange", () => void followLink());
}
