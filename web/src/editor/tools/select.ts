/** Choose things, and drag them or their corners. */

import type { Editor, Pointer } from "../editor";
import { addCorner, cornersOf, move, moveCorner, removeCorner } from "../model/actions/alter";
import type { Feature, Spot } from "../model/draft";
import { apply, isDoable, type Outcome } from "../model/edits";
import { distance, middle } from "../model/geometry";
import type { Act, Why } from "../words";
import type { Tool } from "./tool";

interface Drag {
  readonly what: Act;
  readonly from: Spot;
  /** What the drag would do if it ended at a place. */
  readonly to: (pointer: Pointer) => Outcome<Why>;
  isMoving: boolean;
  outcome: Outcome<Why> | null;
}

/** The sides of a feature, each with a handle in its middle that makes a corner. */
export function sidesOf(feature: Feature): readonly (readonly [Spot, Spot])[] {
  if (feature.geometry?.type !== "Polygon") return [];
  return feature.geometry.coordinates.flatMap((ring) => ring.slice(1).map((end, index) => [ring[index]!, end] as const));
}

export function selectTool(editor: Editor): Tool {
  let drag: Drag | null = null;

  function begin(what: Act, from: Spot, to: Drag["to"]): true {
    drag = { what, from, to, isMoving: false, outcome: null };
    return true;
  }

  function cornerDrag(feature: Feature, from: Spot, what: Act, before: Outcome<Why> | null = null): true {
    return begin(what, from, ({ at, reach_m, alt }) => {
      const made = before && isDoable(before) ? before.edits : [];
      const draft = made.length ? apply(editor.sync.draft.value, made) : editor.sync.draft.value;
      const mark = editor.snap(at, reach_m, strokeBy(draft.features.get(feature.id)!, from), [feature.id]);
      editor.sketch.value = { mark };
      return moveCorner(draft, draft.features.get(feature.id)!, from, mark.at, editor.levelId.value, alt || made.length > 0);
    });
  }

  return {
    press({ at, reach_m, alt }) {
      const [only, more] = editor.selected.value;
      if (only && !more) {
        const corner = cornersOf(only).find((each) => distance(each, at) <= reach_m);
        if (corner && !alt) return cornerDrag(only, corner, "moveCorner");
        const side = sidesOf(only).find(([a, b]) => distance(middle(a, b), at) <= reach_m);
        if (side && !alt) return cornerDrag(only, middle(...side), "addCorner", addCorner(only, side, middle(...side)));
      }
      const under = editor.hit(at, reach_m);
      const selected = editor.selected.value.filter((each) => each.type !== "level");
      if (!under.some((each) => selected.includes(each))) return false;
      return begin("move", at, (pointer) => {
        const by: Spot = [pointer.at[0] - at[0], pointer.at[1] - at[1]];
        return move(selected, editor.levelId.value, snappedMove(editor, selected, by, pointer.reach_m));
      });
    },
    drag(pointer) {
      if (!drag) return;
      drag.isMoving ||= distance(pointer.at, drag.from) > pointer.reach_m / 3;
      if (!drag.isMoving) return;
      drag.outcome = drag.to(pointer);
      editor.preview.value = isDoable(drag.outcome) ? drag.outcome.edits : [];
    },
    release() {
      if (drag?.outcome) editor.act(drag.what, drag.outcome);
      drag = null;
      editor.sketch.value = {};
    },
    click({ at, reach_m, alt, shift }) {
      const [only, more] = editor.selected.value;
      const corner = only && !more && alt ? cornersOf(only).find((each) => distance(each, at) <= reach_m) : undefined;
      if (only && corner) {
        editor.act("removeCorner", removeCorner(only, corner));
        return;
      }
      const under = editor.hit(at, reach_m)[0]?.id;
      const chosen = editor.selectedIds.value;
      if (!shift) editor.select(under ? [under] : []);
      else if (under) editor.select(chosen.includes(under) ? chosen.filter((each) => each !== under) : [...chosen, under]);
    },
    cancel() {
      const had = drag !== null || editor.selectedIds.value.length > 0;
      if (!drag) editor.select([]);
      drag = null;
      editor.preview.value = [];
      editor.sketch.value = {};
      return had;
    },
  };
}

/** The neighbours of a corner, which right angles and alignment are taken from. */
function strokeBy(feature: Feature, corner: Spot): readonly Spot[] {
  const corners = cornersOf(feature);
  const index = corners.findIndex((each) => distance(each, corner) < 0.01);
  return index < 0 ? [] : [corners[(index + corners.length - 2) % corners.length]!, corners[(index + corners.length - 1) % corners.length]!];
}

/** A thing that is moved snaps with its corner that is nearest to something. */
function snappedMove(editor: Editor, selected: readonly Feature[], by: Spot, reach_m: number): Spot {
  const ids = selected.map((each) => each.id);
  const corners = selected.length === 1 ? cornersOf(selected[0]!) : [];
  let best: { readonly by: Spot; readonly away: number } | null = null;
  for (const corner of corners.slice(0, MOST_CORNERS_SNAPPED)) {
    const at: Spot = [corner[0] + by[0], corner[1] + by[1]];
    const mark = editor.snap(at, reach_m / 2, [], ids);
    if (mark.kind !== "corner" && mark.kind !== "edge") continue;
    const away = distance(mark.at, at);
    if (best && best.away <= away) continue;
    best = { by: [mark.at[0] - corner[0], mark.at[1] - corner[1]], away };
    editor.sketch.value = { mark };
  }
  if (!best) editor.sketch.value = {};
  return best?.by ?? by;
}

const MOST_CORNERS_SNAPPED = 12;
