/** What is done to what is selected, each with its key. */

import type { Editor } from "../editor";
import { newId } from "../ids";
import { duplicate, move, remove, square } from "../model/actions/alter";
import { merge } from "../model/actions/cut";
import type { Spot } from "../model/draft";
import { isDoable, type Outcome } from "../model/edits";
import type { Act, Why } from "../words";

export interface Action {
  readonly act: Act;
  readonly key: string;
  readonly outcome: () => Outcome<Why>;
}

/** A copy lies this much aside [m]. */
const ASIDE: Spot = [1, -1];

export function actionsOf(editor: Editor): readonly Action[] {
  return [
    { act: "square", key: "S", outcome: () => square(editor.selected.value) },
    { act: "merge", key: "C", outcome: () => merge(editor.selected.value) },
    { act: "duplicate", key: "Ctrl+D", outcome: () => duplicate(editor.selected.value, editor.levelId.value, ASIDE, newId) },
    { act: "remove", key: "Del", outcome: () => remove(editor.sync.draft.value, editor.selected.value) },
  ];
}

export function run(editor: Editor, { act, outcome }: Action): void {
  const made = outcome();
  const added = isDoable(made) ? made.edits.flatMap((each) => ("add" in each ? [each.add] : [])) : [];
  if (editor.act(act, made) && added.length) editor.select(added);
}

/** How far an arrow key moves what is selected [m]. */
const STEP_M = 0.1;
const LONG_STEP_M = 1;

export function nudge(editor: Editor, way: Spot, isLong: boolean): void {
  const step = isLong ? LONG_STEP_M : STEP_M;
  editor.act("move", move(editor.selected.value, editor.levelId.value, [way[0] * step, way[1] * step]));
}
