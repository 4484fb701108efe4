/** Undo and redo of what one did oneself: what colleagues do meanwhile is theirs. */

import type { Log } from "../server";

/** The newest change of one's own that stands; an undo is none, a redo is. */
export function ownUndo({ changes }: Log, by: string): number | null {
  const undos = new Set(changes.filter((each) => each.undoes !== null && !undoesAnUndo(changes, each.undoes)).map((each) => each.number));
  return changes.find((each) => each.by === by && each.undone_by === null && !undos.has(each.number))?.number ?? null;
}

/** What was undone last, if that was done by oneself. */
export function ownRedo({ changes, redo }: Log, by: string): number | null {
  return changes.some((each) => each.number === redo && each.by === by) ? redo : null;
}

/** To undo an undo is to make the change again. */
function undoesAnUndo(changes: Log["changes"], number: number): boolean {
  return changes.some((each) => each.number === number && each.undoes !== null);
}
