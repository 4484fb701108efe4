/** Begins what goes on beside the page, once everything that the first route needs is there. */

import { runOffline } from "./offline/network";
import { runRecent } from "./recent";
import { runResume } from "./resume";
import { runWaits } from "./waits";

export function runRest(): void {
  runWaits();
  runRecent();
  runResume();
  runOffline();
}
