/** A field for text that keeps what is being typed, whatever is drawn anew meanwhile. */

import { useSignal } from "@preact/signals";

interface Typed {
  readonly value: string;
  /** Called with what was typed, when it is done; false keeps it in the field, to be corrected. */
  readonly done: (typed: string) => boolean | void;
  readonly lang?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly inputMode?: "decimal";
  readonly isWrong?: boolean;
}

/** The most characters that a text of a feature may have. */
const LONGEST_TEXT = 2000;

export function TypedInput({ value, done, isWrong = false, ...more }: Typed) {
  const typing = useSignal<string | null>(null);
  return (
    <input
      {...more}
      value={typing.value ?? value}
      maxLength={LONGEST_TEXT}
      aria-invalid={isWrong}
      onInput={(event) => (typing.value = event.currentTarget.value)}
      onChange={(event) => {
        const typed = event.currentTarget.value.trim();
        if (typed === value || done(typed) !== false) typing.value = null;
      }}
    />
  );
}
