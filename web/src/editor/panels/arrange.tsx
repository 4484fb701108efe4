/** What is selected, turned, repeated and copied by numbers; and the floor as a whole. */

import { useSignal, type Signal } from "@preact/signals";
import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { newId } from "../ids";
import { array, copyToLevels, rotate } from "../model/actions/arrange";
import { align, copyLevel, reorder } from "../model/actions/levels";
import { isDoable, type Outcome } from "../model/edits";
import { editorWords, type Act, type Why } from "../words";
import { NumberInput } from "./fieldinput";
import { moreWords } from "./morewords";

interface Step {
  readonly editor: Editor;
  readonly label: string;
  readonly act: Act;
  readonly outcome: () => Outcome<Why>;
}

/** A button for what can be done; what cannot be says why. */
function Do({ editor, label, act, outcome }: Step) {
  const now = outcome();
  const why = isDoable(now) ? "" : editorWords.value.why[now.why];
  return <button type="button" class="button" aria-disabled={why !== ""} title={why || undefined} onClick={() => editor.act(act, outcome())}>{label}</button>;
}

const Typed = ({ label, held }: { label: string; held: Signal<number> }) => (
  <NumberInput label={label} value={held.value} save={(to) => to !== null && (held.value = to)} />
);

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

export function FloorActions({ editor }: { editor: Editor }) {
  const words = moreWords.value;
  const [east, north] = [useSignal(0), useSignal(0)];
  const draft = editor.sync.draft.value;
  const level = editor.levelId.value;
  return (
    <>
      <div class="row">
        <Do editor={editor} label={words.up} act="reorderLevel" outcome={() => reorder(draft, level, 1)} />
        <Do editor={editor} label={words.down} act="reorderLevel" outcome={() => reorder(draft, level, -1)} />
        <Do editor={editor} label={words.copyFloor} act="copyLevel" outcome={() => copyLevel(draft, level, newId)} />
      </div>
      <p class="quiet">{words.alignHelp}</p>
      <div class="place">
        <Typed label={words.east} held={east} />
        <Typed label={words.north} held={north} />
        <Do editor={editor} label={words.shift} act="alignLevel" outcome={() => align(draft, level, [0, 0], [east.value, north.value])} />
      </div>
    </>
  );
}
