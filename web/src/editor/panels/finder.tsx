/** Find a feature by name; the way to it without a pointer. */

import { useSignal } from "@preact/signals";
import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { labelsOf, levelOf, textOf, type Feature } from "../model/draft";
import { find } from "../model/find";
import { editorWords, kindWords } from "../words";

export function nameOf(feature: Feature): string {
  return pickLabel(labelsOf(feature), lang.value) || textOf(feature, "code") || textOf(feature, "label") || `${kindWords(feature.type)} ${feature.id.slice(0, 8)}`;
}

export function Finder({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const asked = useSignal("");
  const found = asked.value ? find(editor.sync.draft.value, asked.value) : [];
  const levelName = (feature: Feature): string => {
    const level = editor.levels.value.find((each) => each.id === levelOf(feature));
    return level ? pickLabel(level.shortLabels, lang.value, String(level.ordinal)) : "";
  };
  return (
    <div class="finder">
      <label class="field">
        {words.find}
        <input type="search" placeholder={words.findHelp} value={asked.value} onInput={(event) => (asked.value = event.currentTarget.value)} />
      </label>
      <button type="button" class="button" onClick={() => (editor.isTable.value = true)}>{words.table}</button>
      {asked.value.trim() && (
        <ul class="found">
          {found.map((each) => (
            <li key={each.id}>
              <button type="button" onClick={() => {
                asked.value = "";
                editor.use("select");
                editor.show([each.id]);
              }}>
                <span>{nameOf(each)}</span><span class="quiet">{kindWords(each.type)} · {levelName(each)}</span>
              </button>
            </li>
          ))}
          {!found.length && <li class="quiet">{words.foundNone}</li>}
        </ul>
      )}
    </div>
  );
}
