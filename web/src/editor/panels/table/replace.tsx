/** Find words in what the table shows, and put others in their place. */

import { useSignal } from "@preact/signals";
import type { Editor } from "../../editor";
import { replaceIn, type Replacing } from "../../model/actions/several";
import type { Feature } from "../../model/draft";
import { isDoable } from "../../model/edits";
import { moreWords } from "../morewords";

export function Replace({ editor, rows }: { editor: Editor; rows: readonly Feature[] }) {
  const words = moreWords.value;
  const asked = useSignal<Replacing>({ find: "", replace: "", isCaseKept: false });
  const set = (to: Partial<Replacing>): void => void (asked.value = { ...asked.value, ...to });
  const outcome = replaceIn(rows, asked.value);
  return (
    <fieldset class="row">
      <legend>{words.replaceTitle}</legend>
      <label class="field"><span>{words.find}</span><input value={asked.value.find} onInput={(event) => set({ find: event.currentTarget.value })} /></label>
      <label class="field"><span>{words.replace}</span><input value={asked.value.replace} onInput={(event) => set({ replace: event.currentTarget.value })} /></label>
      <label class="check"><input type="checkbox" checked={asked.value.isCaseKept} onChange={(event) => set({ isCaseKept: event.currentTarget.checked })} />{words.matchCase}</label>
      <button type="button" class="button primary" disabled={!isDoable(outcome)} onClick={() => editor.act("replace", outcome)}>{words.replaceNow(isDoable(outcome) ? outcome.edits.length : 0)}</button>
    </fieldset>
  );
}
