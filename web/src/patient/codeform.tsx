/** The code printed under a "you are here" sign, for phones that do not scan. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { findSign, type Sign } from "../signs";
import { errorText, t } from "../ui/i18n";
import { lt } from "../ui/later/words";

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
      if (sign) onSign(sign);
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
