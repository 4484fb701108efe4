/** What is selected, turned, repeated and copied by numbers, or cut from. */

import { useSignal } from "@preact/signals";
import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { newId } from "../ids";
import { array, copyToLevels, rotate } from "../model/actions/arrange";
import { cutOut } from "../model/actions/cutout";
import { editorWords } from "../words";
import { Do, Typed } from "./do";
import { moreWords } from "./morewords";

export function Arrange({ editor }: { editor: Editor }) {
  const words = moreWords.value;
  const [degrees, columns, rows, east, north] = [useSignal(90), useSignal(2), useSignal(1), useSignal(5), useSignal(5)];
  const target = useSignal("");
  const { selected, levelId, levels } = editor;
  const others = levels.value.filter((each) => each.id !== levelId.value);
  const wanted = target.value ? [target.value] : others.map((each) => each.id);
  const draft = editor.sync.draft.value;
  const grid = { columns: columns.value, rows: rows.value, east_m: east.value, north_m: north.value };
  return (
    <>
      <Do editor={editor} label={editorWords.value.acts.cutOut} act="cutOut" outcome={() => cutOut(draft, selected.value, levelId.value, newId)} />
      <div class="place">
        <Typed label={words.degrees} held={degrees} />
        <Do editor={editor} label={words.turn} act="rotate" outcome={() => rotate(selected.value, levelId.value, degrees.value)} />
      </div>
      <div class="place">
        <Typed label={words.columns} held={columns} />
        <Typed label={words.rows} held={rows} />
        <Typed label={words.apartEast} held={east} />
        <Typed label={words.apartNorth} held={north} />
        <Do editor={editor} label={words.repeat} act="array" outcome={() => array(draft, selected.value, levelId.value, grid, newId)} />
      </div>
      <label class="field">
        <span>{words.toLevel}</span>
        <select value={target.value} onChange={(event) => (target.value = event.currentTarget.value)}>
          <option value="">{words.allLevels}</option>
          {others.map((each) => <option key={each.id} value={each.id}>{pickLabel(each.labels, lang.value) || pickLabel(each.shortLabels, lang.value)}</option>)}
        </select>
      </label>
      <Do editor={editor} label={words.copy} act="copyToLevels" outcome={() => copyToLevels(draft, selected.value, levelId.value, wanted, newId)} />
    </>
  );
}
