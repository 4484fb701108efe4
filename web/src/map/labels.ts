/** Which names are written, and where: never over each other, never out of their room; what does not fit is left out. */

import type { Point } from "./camera";
import { clearRun, type Ring } from "./shapes";

export interface LabelWish {
  readonly key: string;
  readonly text: string;
  /** The same name in the other script; written below when there is room. */
  readonly second: string;
  readonly at: Point;
  /** Stay inside these rings; null for a name that may stand anywhere. */
  readonly within: readonly Ring[] | null;
  readonly rank: number;
}

export interface PlacedLabel {
  readonly key: string;
  /** Middle of the block, in pixels from the venue's origin at this scale. */
  readonly x: number;
  readonly y: number;
  readonly lines: readonly { readonly text: string; readonly second: boolean; readonly dy: number }[];
}

export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Width of a text in pixels, in the first or the second size. */
export type Measure = (text: string, second: boolean) => number;

export const LINE_PX = 16;
export const SECOND_LINE_PX = 14;
const GAP_PX = 3;

/** Return the labels to write, most important first; `taken` are boxes of symbols and pins already there. */
export function placeLabels(
  wishes: readonly LabelWish[], px_per_m: number, measure: Measure, taken: readonly Box[],
): PlacedLabel[] {
  const boxes = [...taken];
  const placed: PlacedLabel[] = [];
  for (const wish of [...wishes].sort((a, b) => b.rank - a.rank)) {
    const found = firstFit(wish, px_per_m, measure, boxes);
    if (!found) continue;
    placed.push(found.label);
    boxes.push(found.box);
  }
  return placed;
}

interface Fit {
  readonly label: PlacedLabel;
  readonly box: Box;
}

function firstFit(wish: LabelWish, px_per_m: number, measure: Measure, boxes: readonly Box[]): Fit | null {
  for (const lines of arrangements(wish)) {
    const height = lines.reduce((sum, line) => sum + (line.second ? SECOND_LINE_PX : LINE_PX), 0);
    const width = Math.max(...lines.map((line) => measure(line.text, line.second))) + 2 * GAP_PX;
    const x = centre(wish, px_per_m, width, height);
    if (x === null) continue;
    const y = -wish.at[1] * px_per_m;
    const box = { x0: x - width / 2, y0: y - height / 2, x1: x + width / 2, y1: y + height / 2 };
    if (boxes.some((other) => overlap(box, other))) continue;
    return { label: { key: wish.key, x, y, lines: stack(lines, height) }, box };
  }
  return null;
}

function centre(wish: LabelWish, px_per_m: number, width: number, height: number): number | null {
  const x = wish.at[0] * px_per_m;
  if (!wish.within) return x;
  const run = clearRun(wish.within, wish.at, height / px_per_m);
  if (!run) return null;
  const [west, east] = [run[0] * px_per_m, run[1] * px_per_m];
  if (east - west < width) return null;
  return Math.min(east - width / 2, Math.max(west + width / 2, x));
}

type Line = { readonly text: string; readonly second: boolean };

/** Yield ways to set a name, best first: both scripts, one line, two lines. */
function* arrangements({ text, second }: LabelWish): Generator<readonly Line[]> {
  const halves = broken(text);
  if (second) yield [{ text, second: false }, { text: second, second: true }];
  yield [{ text, second: false }];
  if (halves) yield halves.map((half) => ({ text: half, second: false }));
}

/** Break a name in two near its middle: at a space, or between Chinese characters; null when it is too short. */
export function broken(text: string): readonly [string, string] | null {
  const middle = text.length / 2;
  const spaces = [...text.matchAll(/ /g)].map((match) => match.index);
  if (spaces.length) {
    const at = spaces.reduce((best, index) => (Math.abs(index - middle) < Math.abs(best - middle) ? index : best));
    return [text.slice(0, at), text.slice(at + 1)];
  }
  if (text.length < 5 || !/^[\u3400-\u9fff]+$/.test(text)) return null;
  return [text.slice(0, Math.ceil(middle)), text.slice(Math.ceil(middle))];
}

function stack(lines: readonly Line[], height: number): PlacedLabel["lines"] {
  let top = -height / 2;
  return lines.map((line) => {
    const size = line.second ? SECOND_LINE_PX : LINE_PX;
    // A little more than a quarter of the line below its middle, the text looks centred.
    const dy = top + size / 2 + size * 0.27;
    top += size;
    return { ...line, dy };
  });
}

export function overlap(a: Box, b: Box): boolean {
  return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}
