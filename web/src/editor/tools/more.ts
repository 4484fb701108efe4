/** Draw what joins levels, what is in the way, paths by hand, and rows of parking bays. */

import type { Editor } from "../editor";
import { newId } from "../ids";
import { drawConnector } from "../model/actions/connect";
import { baysAlong, drawBays, drawObstacle, drawPath } from "../model/actions/strokes";
import type { Spot } from "../model/draft";
import { boxGesture, lineGesture, strokeGesture } from "./gestures";
import type { Tool } from "./tool";
import type { LaterTool } from "./tools";

export function moreTools(editor: Editor): Readonly<Record<LaterTool, Tool>> {
  const { settings } = editor;
  const draft = () => editor.sync.draft.value;
  const level = () => editor.levelId.value;
  return {
    connector: boxGesture(editor, (corners) => {
      editor.act("drawConnector", drawConnector(draft(), settings.connector.value, corners, settings.servedBy(editor.levels.value), newId));
    }),
    obstacle: boxGesture(editor, (corners) => void editor.act("drawObstacle", drawObstacle(corners, level(), newId()))),
    path: strokeGesture(editor, false, (spots) => void editor.act("drawPath", drawPath(spots, level(), settings.pathWidth_m.value, newId()))),
    bays: baysTool(editor, (from, to) => void editor.act("drawBays", drawBays(draft(), level(), from, to, settings.bay.value, newId))),
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
