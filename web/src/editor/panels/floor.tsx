/** The floor as a whole: its place among the others, a copy of it, and where it lies. */

import { useSignal } from "@preact/signals";
import type { Editor } from "../editor";
import { newId } from "../ids";
import { align, copyLevel, reorder } from "../model/actions/levels";
import { Do, Typed } from "./do";
import { moreWords } from "./morewords";

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
