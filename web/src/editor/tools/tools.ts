/** The tools by name. */

import type { Editor, ToolName } from "../editor";
import { doorTool, measureTool, pointTool, polygonTool, rectangleTool, scaleTool, splitTool } from "./draw";
import { selectTool } from "./select";
import type { Tool } from "./tool";

export function toolsOf(editor: Editor): Readonly<Record<ToolName, Tool>> {
  return {
    select: selectTool(editor),
    rectangle: rectangleTool(editor),
    polygon: polygonTool(editor),
    door: doorTool(editor),
    point: pointTool(editor),
    measure: measureTool(editor),
    split: splitTool(editor),
    scale: scaleTool(editor),
    ends: { click: ({ at }) => editor.onEnd?.(at), cancel: () => false },
  };
}
