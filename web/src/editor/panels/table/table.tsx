/** All things of a kind in a table: changed cell by cell, many at once, and by finding and replacing words. */

import "./table.css";

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { lang } from "../../../settings";
import { pickLabel } from "../../../ui/labels";
import type { Editor } from "../../editor";
import { FIELDS } from "../../model/fields";
import { rowsOf, type Filter } from "../../model/rows";
import { editorWords, kindWords } from "../../words";
import { moreWords } from "../morewords";
import { ForChosen } from "./chosen";
import { Naming } from "./naming";
import { Replace } from "./replace";
import { Rows } from "./rows";

export function Table({ editor }: { editor: Editor }) {
  const words = moreWords.value;
  const dialog = useRef<HTMLDialogElement>(null);
  const filter = useSignal<Filter>({ kind: "unit", levelId: "", words: "" });
  const chosenIds = useSignal<readonly string[]>([]);
  useEffect(() => dialog.current?.showModal(), []);
  const narrow = (to: Partial<Filter>): void => {
    filter.value = { ...filter.value, ...to };
    chosenIds.value = [];
  };
  const rows = rowsOf(editor.draft.value, filter.value);
  const chosen = rows.filter((each) => chosenIds.value.includes(each.id));
  const why = editor.why.value;
  return (
    <dialog ref={dialog} class="table-dialog" aria-labelledby="table-title" onClose={() => (editor.isTable.value = false)}>
      <header class="table-head">
        <h2 id="table-title">{words.table}</h2>
        <label class="field">
          <span>{words.kind}</span>
          <select value={filter.value.kind} onChange={(event) => narrow({ kind: event.currentTarget.value })}>
            {Object.keys(FIELDS).map((each) => <option key={each} value={each}>{kindWords(each)}</option>)}
          </select>
        </label>
        <label class="field">
          <span>{words.level}</span>
          <select value={filter.value.levelId} onChange={(event) => narrow({ levelId: event.currentTarget.value })}>
            <option value="">{words.everyLevel}</option>
            {editor.levels.value.map((each) => <option key={each.id} value={each.id}>{pickLabel(each.labels, lang.value) || pickLabel(each.shortLabels, lang.value)}</option>)}
          </select>
        </label>
        <label class="field">
          <span>{words.filter}</span>
          <input type="search" value={filter.value.words} onInput={(event) => narrow({ words: event.currentTarget.value })} />
        </label>
        <button type="button" class="button" onClick={() => dialog.current?.close()}>{editorWords.value.close}</button>
      </header>
      <div class="table-bulk">
        <ForChosen key={filter.value.kind} editor={editor} kind={filter.value.kind} chosen={chosen} />
        <Naming editor={editor} chosen={chosen} />
        <Replace editor={editor} rows={chosen.length ? chosen : rows} />
      </div>
      <p class="table-count" role="status">{why ? editorWords.value.why[why] : words.count(rows.length, chosen.length)}</p>
      <Rows key={JSON.stringify(filter.value)} editor={editor} kind={filter.value.kind} rows={rows} chosenIds={chosenIds} onShow={(id) => {
        dialog.current?.close();
        editor.use("select");
        editor.show([id]);
      }} />
    </dialog>
  );
}
