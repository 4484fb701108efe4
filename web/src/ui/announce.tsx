/** What a screen reader says by itself: one polite voice for the whole page. */

import { signal } from "@preact/signals";

const said = signal("");

const waiting = new Set<string>();

/** Say a sentence politely, after those of the same moment. A sentence said again later is cleared in between. */
export function announce(sentence: string): void {
  if (!waiting.size) setTimeout(sayAll, 60);
  waiting.add(sentence);
  said.value = "";
}

function sayAll(): void {
  said.value = [...waiting].join(" ");
  waiting.clear();
}

export function Announcer() {
  return (
    <p class="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}
