/** Draw what joins levels, what is in the way, paths by hand, and rows of parking bays. */

import type { Editor, Pointer } from "../editor";
import { newId } from "../ids";
import { drawConnector, isOfKind } from "../model/actions/connect";
import { baysAlong, drawBays, drawObstacle, drawPath } from "../model/actions/strokes";
import type { Ring, Spot } from "../model/draft";
import { distance } from "../model/geometry";
import { boxGesture, lineGesture, strokeGesture } from "./gestures";
import type { Tool } from "./tool";
import type { LaterTool } from "./tools";

export function moreTools(editor: Editor): Readonly<Record<LaterTool, Tool>> {
  const { settings } = editor;
  const draft = () => editor.sync.draft.value;
  const level = () => editor.levelId.value;
  return {
    connector: connectorTool(editor, (corners) => {
      editor.act("drawConnector", drawConnector(draft(), settings.connector.value, corners, settings.servedBy(editor.levels.value), newId));
    }),
    obstacle: boxGesture(editor, (corners) => void editor.act("drawObstacle", drawObstacle(corners, level(), newId()))),
    path: strokeGesture(editor, false, (spots) => void editor.act("drawPath", drawPath(spots, level(), settings.pathWidth_m.value, newId()))),
    bays: baysTool(editor, (from, to) => void editor.act("drawBays", drawBays(draft(), level(), from, to, settings.bay.value, newId))),
  };
}

/** A box; or a click on a room that is drawn as stairs or a lift already, in whatever outline. */
function connectorTool(editor: Editor, done: (corners: Ring) => void): Tool {
  const box = boxGesture(editor, done);
  let pressed: Pointer | null = null;
  return {
    ...box,
    press(pointer) {
      pressed = pointer;
      return box.press!(pointer);
    },
    release(pointer) {
      const isClick = pressed !== null && distance(pressed.at, pointer.at) <= pointer.reach_m;
      const room = isClick ? editor.hit(pointer.at, pointer.reach_m).find((each) => isOfKind(each, editor.settings.connector.value)) : undefined;
      if (room?.geometry?.type !== "Polygon") return box.release!(pointer);
      box.cancel();
      done(room.geometry.coordinates[0]!.slice(0, -1));
    },
  };
}

/** The bays are seen while their line is drawn. */
function baysTool(editor: Editor, done: (from: Spot, to: Spot) => void): Tool {
  let from: Spot | null = null;
  const line = lineGesture(editor, ({ at, reach_m }) => editor.snap(at, reach_m, from ? [from] : []), (begin, end) => {
    editor.sketch.value = {};
    done(begin, end);
  });
  return {
    ...line,
    click(pointer) {
      from = from ? null : editor.snap(pointer.at, pointer.reach_m).at;
      line.click!(pointer);
    },
    hover(pointer) {
      line.hover!(pointer);
      const [begin, end] = editor.sketch.value.line ?? [];
      const rings = begin && end ? baysAlong(begin, end, editor.settings.bay.value) : [];
      if (rings.length) editor.sketch.value = { ...editor.sketch.value, areas: rings, label: { at: end!, text: String(rings.length) } };
    },
    cancel() {
      from = null;
      return line.cancel();
    },
  };
}
