/** The wait on arrival in one line: how many, how long, and how much that is worth. */

import { session } from "../session";
import { lang } from "../settings";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import type { Messages } from "../ui/zh";
import { wait, type Wait } from "../waits";

export function WaitLine() {
  const known = wait.value;
  if (!known) return null;
  const named = known.oneOf && known.waits[0];
  const name = named ? `${pickLabel(named.labels, lang.value)}${session.value ? "" : t.value.shortest}` : "";
  return (
    <p class="wait">
      <Icon name="person" />
      <span>{name && <><strong>{name}</strong>{" · "}</>}{waitText(t.value, known)}</span>
    </p>
  );
}

/** Say the shortest wait; where nothing is known, why. */
export function waitText(words: Messages, { waits, unknown }: Pick<Wait, "waits" | "unknown">): string {
  const [shortest] = waits;
  if (!shortest) {
    const reasons = unknown.map(({ reason }) => reason);
    return words.noWait[reasons.find((reason) => reason === "unknown") ?? reasons[0] ?? ""] ?? words.noWait["unknown"]!;
  }
  const range = rangeText(words, shortest.p50_s, shortest.p90_s);
  if (shortest.basis === "typical" || shortest.waiting === null) return words.usualWait(range);
  const age_min = Math.floor((shortest.age_s ?? 0) / 60);
  return words.wait(shortest.waiting, range) + (age_min ? words.counted(age_min) : "");
}

/** The time that half and nine in ten do not exceed, in whole minutes. */
export function rangeText(words: Messages, p50_s: number, p90_s: number): string {
  const [half, most] = [Math.round(p50_s / 60), Math.round(p90_s / 60)];
  if (!most) return words.underAMinute;
  if (!half) return words.upTo(most);
  return words.about(half === most ? `${half}` : `${half}–${most}`);
}
