import { describe, expect, it } from "vitest";
import { ownRedo, ownUndo } from "../src/editor/model/own";
import type { Log, LogLine } from "../src/editor/server";

/** Lines of a log from the newest back: number, who, what it undoes, and what undid it. */
const line = (number: number, by: string, undoes: number | null = null, undone_by: number | null = null): LogLine => ({ number, by, undoes, undone_by, words: "", at: "", features: 1 });
const log = (changes: readonly LogLine[], redo: number | null = null): Log => ({ changes, undo: null, redo });

describe("what one undoes and redoes oneself", () => {
  it("is one's own last change, whatever colleagues did after it", () => {
    expect(ownUndo(log([line(4, "li"), line(3, "li"), line(2, "wang"), line(1, "wang")]), "wang")).toBe(2);
    expect(ownUndo(log([line(1, "li")]), "wang")).toBeNull();
  });
  it("goes one back with each undo, and never undoes an undo", () => {
    expect(ownUndo(log([line(3, "wang", 2), line(2, "wang", null, 3), line(1, "wang")], 3), "wang")).toBe(1);
  });
  it("takes back a redo as it took back the change", () => {
    expect(ownUndo(log([line(4, "wang", 3), line(3, "wang", 2, 4), line(2, "wang"), line(1, "wang")]), "wang")).toBe(4);
  });
  it("is made again only where one undid it oneself", () => {
    const lines = [line(2, "li", 1), line(1, "wang", null, 2)];
    expect(ownRedo(log(lines, 2), "wang")).toBeNull();
    expect(ownRedo(log(lines, 2), "li")).toBe(2);
  });
});
