/** The code printed under a "you are here" sign, for phones that do not scan. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { loadFloor, storeys } from "../building";
import type { Point } from "../map/camera";
import { errorText, t } from "../ui/i18n";
import { lt } from "../ui/later/words";

export interface Sign {
  readonly code: string;
  readonly at: Point;
  readonly levelId: string;
}

export function CodeForm({ onSign }: { onSign: (sign: Sign) => void }) {
  const code = useSignal("");
  const trouble = useSignal("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.scrollIntoView({ block: "nearest" }), [trouble.value]);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const typed = code.value.trim();
    if (!typed) return;
    try {
      const sign = await findSign(typed);
      if (sign) onSign({ ...sign, code: typed.toUpperCase() });
      else trouble.value = lt.value.codeUnknown(typed);
    } catch (error) {
      trouble.value = errorText(t.value, error);
    }
  };
  return (
    <form class="code-form" ref={form} onSubmit={(event) => void submit(event)}>
      <label for="sign-code">{lt.value.codeLabel}</label>
      <div class="code-row">
        <input
          id="sign-code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          placeholder={lt.value.codeExample}
          aria-describedby="sign-trouble"
          aria-invalid={trouble.value !== ""}
          onInput={(event) => {
            code.value = event.currentTarget.value;
            trouble.value = "";
          }}
        />
        <button class="button primary">{lt.value.codeGo}</button>
      </div>
      <p id="sign-trouble" class="trouble" role="alert">{trouble.value}</p>
    </form>
  );
}

/** Find a wall sign by its code on any floor, or null. */
async function findSign(code: string): Promise<{ at: Point; levelId: string } | null> {
  const wanted = code.trim().toUpperCase();
  for (const { ordinal } of storeys.value) {
    const sign = (await loadFloor(ordinal)).qrSigns.find((each) => each.code.toUpperCase() === wanted);
    if (sign) return sign;
  }
  return null;
}
