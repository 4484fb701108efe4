/** What is said above everything: that there is no network and from when the map is, or that a link did not open. */

import { useSignalEffect } from "@preact/signals";
import { linkTrouble } from "../links";
import { keptSince_ms } from "../offline/network";
import { session } from "../session";
import { kiosk, lang } from "../settings";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";
import { lt } from "../ui/later/words";
import { StillThere } from "./stillthere";

export function Notices() {
  return (
    <>
      <StaleLine />
      <LinkLine />
      {kiosk !== null && <StillThere />}
    </>
  );
}

function LinkLine() {
  const trouble = linkTrouble.value;
  if (!trouble) return null;
  return (
    <p class="notice warn" role="alert">
      <Icon name="warning" />
      {lt.value.linkTrouble[trouble]}
      <button class="icon-button" aria-label={t.value.close} onClick={() => (linkTrouble.value = null)}><Icon name="close" /></button>
    </p>
  );
}

function StaleLine() {
  const since_ms = keptSince_ms.value;
  useSignalEffect(() => {
    if (keptSince_ms.value !== null) announce(lt.value.kept(momentText(keptSince_ms.value, lang.value)));
  });
  // A walk says itself that its connection is gone.
  if (since_ms === null || session.value) return null;
  return (
    <p class="notice warn"><Icon name="warning" />{lt.value.kept(momentText(since_ms, lang.value))}</p>
  );
}

/** The time of day; with the day where that is not today. */
export function momentText(at_ms: number, language: string, now_ms = Date.now()): string {
  const [at, now] = [new Date(at_ms), new Date(now_ms)];
  const clock = { hour: "2-digit", minute: "2-digit", hour12: false } as const;
  const sameDay = at.toDateString() === now.toDateString();
  return at.toLocaleString(language, sameDay ? clock : { month: "long", day: "numeric", ...clock });
}
