/** The route on the page: the guided one while somebody walks, else the planned one. */

import { computed } from "@preact/signals";
import type { Route } from "../api";
import { guided, session } from "../session";
import { plan } from "../trip";

export const shownRoute = computed<Route | null>(() => {
  if (session.value) return guided.value.route;
  return plan.value.kind === "route" ? plan.value.route : null;
});
