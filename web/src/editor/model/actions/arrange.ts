/** Several at once: turned, repeated in rows, copied to other levels. */

import { shapeOn, type Draft, type Feature, type Spot } from "../draft";
import type { Edit, Outcome } from "../edits";
import { boxOf, middle, spotsOf } from "../geometry";
import { duplicate, placed, type AlterWhy } from "./alter";
import { freeCode } from "./draw";

export type ArrangeWhy = "nothing" | "noShape" | "isLevel" | "noAngle" | "noCopies" | "tooManyCopies" | "noOtherLevel";

/** What one action may add: more is a slip of the keyboard. */
const MOST_COPIES = 400;

/** Turn features about the middle of all of them, counter-clockwise; names turn with their rooms. */
export function rotate(features: readonly Feature[], levelId: string, degrees: number): Outcome<ArrangeWhy> {
  if (!features.length) return { why: "nothing" };
  if (features.some((each) => each.type === "level")) return { why: "isLevel" };
  if (!Number.isFinite(degrees) || degrees % 360 === 0) return { why: "noAngle" };
  const shapes = features.map((each) => shapeOn(each, levelId));
  if (shapes.some((each) => !each)) return { why: "noShape" };
  const [west, south, east, north] = boxOf(shapes.flatMap((each) => spotsOf(each!)))!;
  const to = turnAbout(middle([west, south], [east, north]), degrees);
  return { edits: features.map((each) => placed(each, levelId, to)) };
}

function turnAbout([x, y]: Spot, degrees: number): (at: Spot) => Spot {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return (at) => [x + (at[0] - x) * cos - (at[1] - y) * sin, y + (at[0] - x) * sin + (at[1] - y) * cos];
}

/** Repeat features in columns and rows; the first is the one that is there. */
export function array(
  draft: Draft, features: readonly Feature[], levelId: string, { columns, rows, east_m, north_m }: Grid, newId: () => string,
): Outcome<ArrangeWhy | AlterWhy> {
  if (!features.length) return { why: "nothing" };
  if (!(columns >= 1 && rows >= 1 && columns * rows > 1) || !Number.isInteger(columns * rows)) return { why: "noCopies" };
  if ((columns * rows - 1) * features.length > MOST_COPIES) return { why: "tooManyCopies" };
  const edits: Edit[] = [];
  for (let place = 1; place < columns * rows; place++) {
    const by: Spot = [(place % columns) * east_m, Math.floor(place / columns) * north_m];
    const copies = duplicate(features, levelId, by, newId);
    if ("why" in copies) return copies;
    edits.push(...copies.edits);
  }
  return { edits: withOwnCodes(draft, edits) };
}

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** From one column to the next [m]; negative to the west. */
  readonly east_m: number;
  /** From one row to the next [m]; negative to the south. */
  readonly north_m: number;
}

/** No two signs have one code. */
function withOwnCodes(draft: Draft, edits: readonly Edit[]): readonly Edit[] {
  const taken = new Set<string>();
  return edits.map((each) => {
    if (!("add" in each) || each.feature_type !== "qr_point") return each;
    const code = freeCode(draft, taken);
    taken.add(code);
    return { ...each, properties: { ...each.properties, code } };
  });
}

/** Copy features to the same place on other levels; a copied door finds its rooms there by itself. */
export function copyToLevels(
  draft: Draft, features: readonly Feature[], levelId: string, levelIds: readonly string[], newId: () => string,
): Outcome<ArrangeWhy | AlterWhy> {
  if (!features.length) return { why: "nothing" };
  const others = levelIds.filter((each) => each !== levelId && draft.features.get(each)?.type === "level");
  if (!others.length) return { why: "noOtherLevel" };
  if (others.length * features.length > MOST_COPIES) return { why: "tooManyCopies" };
  const edits: Edit[] = [];
  for (const other of others) {
    const copies = duplicate(features, other, [0, 0], newId);
    if ("why" in copies) return copies;
    edits.push(...copies.edits);
  }
  return { edits: withOwnCodes(draft, edits) };
}
