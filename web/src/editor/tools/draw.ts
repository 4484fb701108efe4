/** Draw rooms by their corners, doors on walls, and points. */

import type { Editor } from "../editor";
import { newId } from "../ids";
import { drawDoors } from "../model/actions/connect";
import { drawPoint, drawRoom, gapIn, wallAt } from "../model/actions/draw";
import { split } from "../model/actions/cut";
import type { Ring } from "../model/draft";
import { boxGesture, lineGesture, strokeGesture } from "./gestures";
import type { Tool } from "./tool";

function drawn(editor: Editor, corners: Ring): void {
  editor.act("drawRoom", drawRoom(corners, editor.levelId.value, editor.category.value, newId()));
}

export const rectangleTool = (editor: Editor): Tool => boxGesture(editor, (corners) => drawn(editor, corners));
export const polygonTool = (editor: Editor): Tool => strokeGesture(editor, true, (corners) => drawn(editor, corners));
export const measureTool = (editor: Editor): Tool => strokeGesture(editor, false, () => {});

/** Cut the selected room; its walls are met wherever they are near. */
export const splitTool = (editor: Editor): Tool =>
  lineGesture(
    editor,
    ({ at, reach_m }) => editor.snap(at, reach_m),
    (from, to) => {
      editor.sketch.value = {};
      editor.act("split", split(editor.selected.value, from, to, newId()));
    },
  );

/** A line on the picture, which nothing of the map draws aside. */
export function scaleTool(editor: Editor): Tool {
  const line = lineGesture(editor, ({ at }) => ({ at, kind: null, guides: [] }), (from, to) => (editor.scaleLine.value = [from, to]));
  return {
    ...line,
    cancel() {
      editor.scaleLine.value = [];
      return line.cancel();
    },
  };
}

/** How far from a wall a click still means it, in reaches. */
const WALL_REACHES = 2;

export function doorTool(editor: Editor): Tool {
  return {
    hover({ at, reach_m }) {
      const wall = wallAt(editor.sync.draft.value, editor.levelId.value, at, reach_m * WALL_REACHES);
      const gap = wall && gapIn(wall, editor.doorWidth_m.value);
      editor.sketch.value = gap ? { gap } : {};
    },
    click({ at, reach_m }) {
      const { sync, levelId, doorWidth_m } = editor;
      editor.act("drawDoor", drawDoors(sync.draft.value, levelId.value, at, doorWidth_m.value, reach_m * WALL_REACHES, newId));
    },
    cancel() {
      editor.sketch.value = {};
      return false;
    },
  };
}

export function pointTool(editor: Editor): Tool {
  return {
    hover({ at, reach_m }) {
      editor.sketch.value = { mark: editor.snap(at, reach_m) };
    },
    click({ at, reach_m }) {
      const place = editor.snap(at, reach_m).at;
      editor.act("drawPoint", drawPoint(editor.sync.draft.value, editor.levelId.value, editor.pointKind.value, place, newId()));
    },
    cancel() {
      editor.sketch.value = {};
      return false;
    },
  };
}
