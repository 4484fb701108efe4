/** Draw rooms by their corners, doors on walls, and points. */

import type { Editor, Pointer } from "../editor";
import { newId } from "../ids";
import { drawDoor, drawPoint, drawRoom, gapIn, rectangle, wallAt } from "../model/actions/draw";
import { split } from "../model/actions/cut";
import type { Ring, Spot } from "../model/draft";
import { areaOfRing, distance, lengthOf } from "../model/geometry";
import type { Snapped } from "../model/snap";
import { inMetres, inSquareMetres } from "../words";
import type { Tool } from "./tool";

/** A room by two opposite corners: dragged, or clicked one after the other. */
export function rectangleTool(editor: Editor): Tool {
  let from: Spot | null = null;
  let isSecond = false;

  function show(pointer: Pointer): Snapped {
    const mark = editor.snap(pointer.at, pointer.reach_m);
    const sides: Ring = from ? rectangle(from, mark.at) : [];
    editor.sketch.value = from
      ? { area: sides, mark, label: { at: mark.at, text: `${inMetres(distance(sides[0]!, sides[1]!))} × ${inMetres(distance(sides[1]!, sides[2]!))}` } }
      : { mark };
    return mark;
  }

  return {
    press(pointer) {
      isSecond = from !== null;
      from ??= show(pointer).at;
      return true;
    },
    drag: show,
    hover: show,
    release(pointer) {
      if (!from) return;
      const to = show(pointer).at;
      if (!isSecond && distance(from, to) < pointer.reach_m) return;
      editor.act("drawRoom", drawRoom(rectangle(from, to), editor.levelId.value, editor.category.value, newId()));
      from = null;
      editor.sketch.value = {};
    },
    cancel() {
      const had = from !== null;
      from = null;
      editor.sketch.value = {};
      return had;
    },
  };
}

/** A stroke of clicks: a room where it closes, a measure where it does not. */
function strokeTool(editor: Editor, isClosing: boolean, done: (corners: readonly Spot[]) => void): Tool {
  let corners: Spot[] = [];

  function clear(): void {
    corners = [];
    editor.sketch.value = {};
  }

  function show(pointer: Pointer): Snapped {
    const mark = editor.snap(pointer.at, pointer.reach_m, corners);
    const stroke = [...corners, mark.at];
    const text = stroke.length > 1 ? measureOf(stroke) : "";
    editor.sketch.value = { line: stroke, mark, ...(isClosing ? { area: stroke } : {}), ...(text ? { label: { at: mark.at, text } } : {}) };
    return mark;
  }

  return {
    hover: show,
    click(pointer) {
      const { at } = show(pointer);
      const isEnd = isClosing && corners.length > 2 && distance(corners[0]!, at) <= pointer.reach_m;
      if (isEnd) return this.finish!();
      corners.push(at);
      show(pointer);
    },
    finish() {
      const drawn = corners;
      clear();
      done(drawn);
    },
    back() {
      corners.pop();
      editor.sketch.value = corners.length ? { line: corners } : {};
    },
    cancel() {
      const had = corners.length > 0;
      clear();
      return had;
    },
  };
}

/** The length of a stroke, that of its last side, and the area within. */
function measureOf(stroke: readonly Spot[]): string {
  const last = inMetres(distance(stroke.at(-2)!, stroke.at(-1)!));
  return stroke.length < 3 ? last : `${last} · Σ ${inMetres(lengthOf(stroke))} · ${inSquareMetres(areaOfRing(stroke))}`;
}

export const polygonTool = (editor: Editor): Tool =>
  strokeTool(editor, true, (corners) => {
    editor.act("drawRoom", drawRoom(corners, editor.levelId.value, editor.category.value, newId()));
  });

export const measureTool = (editor: Editor): Tool => strokeTool(editor, false, () => {});

/** A line by its two ends. */
function lineTool(editor: Editor, place: (pointer: Pointer) => Snapped, done: (from: Spot, to: Spot) => void): Tool {
  let from: Spot | null = null;
  return {
    hover(pointer) {
      const mark = place(pointer);
      if (from || mark.kind) editor.sketch.value = { ...(from ? { line: [from, mark.at] } : {}), mark };
    },
    click(pointer) {
      const { at } = place(pointer);
      if (!from) {
        from = at;
        return;
      }
      const begin = from;
      from = null;
      editor.sketch.value = { line: [begin, at] };
      done(begin, at);
    },
    cancel() {
      const had = from !== null;
      from = null;
      editor.sketch.value = {};
      return had;
    },
  };
}

/** Cut the selected room; its walls are met wherever they are near. */
export const splitTool = (editor: Editor): Tool =>
  lineTool(
    editor,
    ({ at, reach_m }) => editor.snap(at, reach_m),
    (from, to) => {
      editor.sketch.value = {};
      editor.act("split", split(editor.selected.value, from, to, newId()));
    },
  );

/** A line on the picture, which nothing of the map draws aside. */
export function scaleTool(editor: Editor): Tool {
  const line = lineTool(editor, ({ at }) => ({ at, kind: null, guides: [] }), (from, to) => (editor.scaleLine.value = [from, to]));
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
      editor.act("drawDoor", drawDoor(sync.draft.value, levelId.value, at, doorWidth_m.value, reach_m * WALL_REACHES, newId()));
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
