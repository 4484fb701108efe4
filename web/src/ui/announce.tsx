/** What a screen reader says by itself: one polite voice for the whole page. */

import { signal } from "@preact/signals";

const said = signal("");

/** Say a sentence politely. The same sentence twice is said twice: it is cleared for a moment in between. */
export function announce(sentence: string): void {
  said.value = "";
  setTimeout(() => (said.value = sentence), 60);
}

export function Announcer() {
  return (
    <p class="unseen" role="status" aria-live="polite">
      {said}
    </p>
  );
}
