/** Undo, redo, and whether all is saved. */

import { announce } from "../../ui/announce";
import type { Editor } from "../editor";
import { ownRedo, ownUndo } from "../model/own";
import { editorWords } from "../words";

/** Why there is no undo now, or nothing. */
function whyNot(editor: Editor, way: "undo" | "redo"): string {
  const words = editorWords.value;
  const { sync } = editor;
  if (sync.isOffline.value) return words.notOffline;
  if (way === "undo" && sync.unsaved.value) return "";
  if (numberOf(editor, way) !== null) return "";
  return way === "undo" ? words.nothingToUndo : words.nothingToRedo;
}

/** The change that an undo or redo is about: the last of one's own, not a colleague's. */
function numberOf({ log, sync }: Editor, way: "undo" | "redo"): number | null {
  if (!log.value) return null;
  return way === "undo" ? ownUndo(log.value, sync.by) : ownRedo(log.value, sync.by);
}

function aboutOf(editor: Editor, way: "undo" | "redo"): string {
  const number = numberOf(editor, way);
  return editor.log.value?.changes.find((each) => each.number === number)?.words ?? "";
}

export async function undo(editor: Editor): Promise<void> {
  if (whyNot(editor, "undo")) return;
  await editor.sync.do(async (server, version, by) => {
    // What was only just saved is not in the log that is shown.
    const change = ownUndo(await server.log(), by);
    if (change !== null) await server.undo(version, by, change);
  });
  announce(editorWords.value.undone);
}

export async function redo(editor: Editor): Promise<void> {
  if (whyNot(editor, "redo")) return;
  await editor.sync.do((server, version, by) => server.redo(version, by));
  announce(editorWords.value.redone);
}

export function UndoTools({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const state = editor.sync.state.value;
  const button = (way: "undo" | "redo", keys: string, act: () => void) => {
    const why = whyNot(editor, way);
    const about = aboutOf(editor, way);
    return (
      <button type="button" class="button" aria-disabled={why !== ""} title={why || `${about} (${keys})`} onClick={act}>
        {words[way]}
      </button>
    );
  };
  return (
    <>
      <p class={`editor-saved is-${state}`} role="status" title={editor.sync.unsaved.value ? words.unsaved(editor.sync.unsaved.value) : undefined}>
        {words.saved[state]}
      </p>
      {state === "offline" && <button type="button" class="button" onClick={() => editor.sync.retry()}>{words.retry}</button>}
      {button("undo", "Ctrl+Z", () => void undo(editor))}
      {button("redo", "Ctrl+Shift+Z", () => void redo(editor))}
    </>
  );
}
