/** Parts of the actions that take numbers. */

import type { Signal } from "@preact/signals";
import type { Editor } from "../editor";
import { isDoable, type Outcome } from "../model/edits";
import { editorWords, type Act, type Why } from "../words";
import { NumberInput } from "./fieldinput";

interface Step {
  readonly editor: Editor;
  readonly label: string;
  readonly act: Act;
  readonly outcome: () => Outcome<Why>;
}

/** A button for what can be done; what cannot be says why. */
export function Do({ editor, label, act, outcome }: Step) {
  const now = outcome();
  const why = isDoable(now) ? "" : editorWords.value.why[now.why];
  return <button type="button" class="button" aria-disabled={why !== ""} title={why || undefined} onClick={() => editor.act(act, outcome())}>{label}</button>;
}

export const Typed = ({ label, held }: { label: string; held: Signal<number> }) => (
  <NumberInput label={label} value={held.value} save={(to) => to !== null && (held.value = to)} />
);
