/** The tools by name. */

import { effect } from "@preact/signals";
import type { Editor, ToolName } from "../editor";
import { doorTool, measureTool, pointTool, polygonTool, rectangleTool, scaleTool, splitTool } from "./draw";
import { selectTool } from "./select";
import type { Tool } from "./tool";

/** Tools that the first look at a map does without. */
export type LaterTool = "connector" | "obstacle" | "path" | "bays";

/** What stands in for a tool that is on its way. */
const COMING: Tool = { cancel: () => false };

export function toolsOf(editor: Editor): Readonly<Record<ToolName, Tool>> {
  const tools: Record<ToolName, Tool> = {
    select: selectTool(editor),
    rectangle: rectangleTool(editor),
    polygon: polygonTool(editor),
    door: doorTool(editor),
    point: pointTool(editor),
    measure: measureTool(editor),
    split: splitTool(editor),
    scale: scaleTool(editor),
    ends: { click: ({ at }) => editor.onEnd?.(at), cancel: () => false },
    connector: COMING,
    obstacle: COMING,
    path: COMING,
    bays: COMING,
  };
  const stop = effect(() => {
    if (tools[editor.tool.value] !== COMING) return;
    void import("./more").then(({ moreTools }) => Object.assign(tools, moreTools(editor)));
    stop();
  });
  return tools;
}
