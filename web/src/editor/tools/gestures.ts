/** What hands do on the map: a box, a stroke of clicks, a line; what comes of it, the tool says. */

import type { Editor, Pointer } from "../editor";
import { rectangle } from "../model/actions/draw";
import type { Ring, Spot } from "../model/draft";
import { areaOfRing, distance, lengthOf } from "../model/geometry";
import type { Snapped } from "../model/snap";
import { inMetres, inSquareMetres } from "../words";
import type { Tool } from "./tool";

/** A box by two opposite corners: dragged, or clicked one after the other. */
export function boxGesture(editor: Editor, done: (corners: Ring) => void): Tool {
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
      const corners = rectangle(from, to);
      from = null;
      done(corners);
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

/** A stroke of clicks: an outline where it closes, a line where it does not. */
export function strokeGesture(editor: Editor, isClosing: boolean, done: (corners: readonly Spot[]) => void): Tool {
  let corners: Spot[] = [];
  /** Where the pointer went down, as long as it may be a click. */
  let pressed: Pointer | null = null;

  function clear(): void {
    corners = [];
    pressed = null;
    editor.sketch.value = {};
  }

  /** A drag along a side sets the corners at both its ends. */
  function begin(pointer: Pointer): void {
    pressed = null;
    const { at } = show(pointer);
    if (!corners.length || distance(corners.at(-1)!, at) > pointer.reach_m) corners.push(at);
  }

  function corner(pointer: Pointer): void {
    const { at } = show(pointer);
    const isEnd = isClosing && corners.length > 2 && distance(corners[0]!, at) <= pointer.reach_m;
    if (isEnd) return finish();
    corners.push(at);
    show(pointer);
  }

  function finish(): void {
    const drawn = corners;
    clear();
    done(drawn);
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
    press(pointer) {
      pressed = pointer;
      return true;
    },
    drag(pointer) {
      if (pressed && isDrag(pressed, pointer)) begin(pressed);
      show(pointer);
    },
    release(pointer) {
      const isSide = pressed === null;
      pressed = null;
      if (isSide) corner(pointer);
    },
    click: corner,
    finish,
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

const isDrag = (from: Pointer, to: Pointer): boolean => distance(from.at, to.at) > to.reach_m;

/** The length of a stroke, that of its last side, and the area within. */
function measureOf(stroke: readonly Spot[]): string {
  const last = inMetres(distance(stroke.at(-2)!, stroke.at(-1)!));
  return stroke.length < 3 ? last : `${last} · Σ ${inMetres(lengthOf(stroke))} · ${inSquareMetres(areaOfRing(stroke))}`;
}

/** A line by its two ends. */
export function lineGesture(editor: Editor, place: (pointer: Pointer) => Snapped, done: (from: Spot, to: Spot) => void): Tool {
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
