/** Name all that are chosen in a row, such as Consulting room 1, 2, 3. */

import { useSignal } from "@preact/signals";
import type { Editor } from "../../editor";
import { nameInARow } from "../../model/actions/several";
import type { Feature } from "../../model/draft";
import { moreWords } from "../morewords";

export function Naming({ editor, chosen }: { editor: Editor; chosen: readonly Feature[] }) {
  const words = moreWords.value;
  const [zh, en] = [useSignal(""), useSignal("")];
  const name = (): void => void editor.act("nameInARow", nameInARow(chosen, { "zh-Hans": zh.value, en: en.value }));
  return (
    <fieldset class="row">
      <legend>{words.nameTitle}</legend>
      <label class="field"><span>{words.nameZh}</span><input lang="zh-Hans" value={zh.value} onInput={(event) => (zh.value = event.currentTarget.value)} /></label>
      <label class="field"><span>{words.nameEn}</span><input lang="en" value={en.value} onInput={(event) => (en.value = event.currentTarget.value)} /></label>
      <button type="button" class="button primary" disabled={!chosen.length || !(zh.value || en.value)} onClick={name}>{words.nameNow(chosen.length)}</button>
    </fieldset>
  );
}
