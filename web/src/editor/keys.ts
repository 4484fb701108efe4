/** The keyboard: single letters only while the tools or the map have the focus, so that they never surprise who types. */

import type { Editor, ToolName } from "./editor";
import type { MapControls } from "./map/view";
import type { Spot } from "./model/draft";
import { actionsOf, nudge, run } from "./panels/actions";
import { redo, undo } from "./panels/undo";

export const TOOL_KEYS: Readonly<Record<ToolName, string>> = {
  select: "V", rectangle: "R", polygon: "P", door: "D", point: "L", measure: "M", split: "X", scale: "", ends: "",
  connector: "T", obstacle: "O", path: "W", bays: "B",
};

const ARROWS: Readonly<Record<string, Spot>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

/** Undo and redo work everywhere but in a field, which has its own. */
export function onPageKey(editor: Editor, event: KeyboardEvent): void {
  if (!(event.ctrlKey || event.metaKey) || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  void (key === "y" || event.shiftKey ? redo(editor) : undo(editor));
}

export function onWorkKey(editor: Editor, map: MapControls, event: KeyboardEvent): void {
  if (isTyping(event.target) || event.metaKey) return;
  if (onActionKey(editor, event) || event.ctrlKey || event.altKey) return;
  const arrow = ARROWS[event.key];
  const named = (Object.entries(TOOL_KEYS) as [ToolName, string][]).find(([, key]) => key === event.key.toUpperCase());
  if (arrow && isOnMap(event.target)) {
    if (editor.tool.value === "select" && editor.selected.value.length) nudge(editor, arrow, event.shiftKey);
    else map.pan(...arrow);
  } else if (event.key === "Enter" && isOnMap(event.target)) map.tool().finish?.();
  else if (event.key === "Backspace" && map.tool().back) map.tool().back!();
  else if (event.key === "Escape") {
    if (!map.tool().cancel()) editor.use("select");
  } else if (event.key === "+" || event.key === "=") map.zoom(1);
  else if (event.key === "-") map.zoom(-1);
  else if (event.key === "0") map.fit();
  else if (named) editor.use(named[0]);
  else return;
  event.preventDefault();
}

function onActionKey(editor: Editor, event: KeyboardEvent): boolean {
  const isDelete = event.key === "Delete" || (event.key === "Backspace" && editor.tool.value === "select");
  const pressed = isDelete ? "Del" : `${event.ctrlKey ? "Ctrl+" : ""}${event.key.toUpperCase()}`;
  const action = actionsOf(editor).find((each) => each.key === pressed);
  if (!action) return false;
  event.preventDefault();
  run(editor, action);
  return true;
}

const isOnMap = (target: EventTarget | null): boolean => target instanceof HTMLElement && target.classList.contains("editor-map");

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.matches("select, textarea") || (target instanceof HTMLInputElement && target.type !== "checkbox"));
}
