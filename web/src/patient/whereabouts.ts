/** Where somebody is, in words, while the position is too uncertain to point at; null while it is not. */

import { computed } from "@preact/signals";
import { floors } from "../building";
import { landmarkAt } from "../map/near";
import { dotOrdinal, guided } from "../session";
import { lang } from "../settings";
import { pickLabel } from "../ui/labels";
import { lt } from "../ui/later/words";

export const whereabouts = computed<string | null>(() => {
  const { fix, lost, vague } = guided.value;
  if (!fix || !vague || lost !== null || dotOrdinal.value === null) return null;
  const floor = floors.value.get(dotOrdinal.value);
  const landmark = floor && landmarkAt(floor, [fix.x_m, fix.y_m], fix.r68_m);
  return landmark ? lt.value.near(pickLabel(landmark, lang.value)) : lt.value.hereabouts;
});
