/** The icon of a place in lists. */

import type { Hit } from "../api";
import { toneOf, type Tone } from "../map/tones";
import type { IconName } from "../ui/icons";

const BY_TONE: Partial<Record<Tone, IconName>> = {
  reception: "registration", pharmacy: "pharmacy", lab: "laboratory", imaging: "imaging", emergency: "emergency",
  toilet: "toilet",
};
const BY_KIND: readonly (readonly [RegExp, IconName])[] = [
  [/payment|cashier/, "payment"],
  [/elevator|^lift/, "elevator"],
  [/escalator/, "escalator"],
  [/stairs/, "stairs"],
  [/ramp/, "ramp"],
  [/wheelchair/, "wheelchair"],
  [/^qr/, "qr"],
];

export function hitIcon(hit: Pick<Hit, "kind" | "category" | "function">): IconName {
  const said = `${hit.function ?? ""} ${hit.category ?? ""} ${hit.kind}`.trim();
  const special = BY_KIND.find(([pattern]) => said.split(" ").some((word) => pattern.test(word)))?.[1];
  return special ?? BY_TONE[toneOf({ category: hit.category, function: hit.function })] ?? "pin";
}
