/** Long random work on the model: whatever is done in whatever order, the draft stays one that can be drawn and saved. */

import { expect, it } from "vitest";
import { addCorner, cornersOf, duplicate, move, moveCorner, remove, removeCorner, square } from "../src/editor/model/actions/alter";
import { array, copyToLevels, rotate } from "../src/editor/model/actions/arrange";
import { drawConnector, drawDoors, setStop } from "../src/editor/model/actions/connect";
import { merge, split } from "../src/editor/model/actions/cut";
import { drawPoint, drawRoom, POINT_KINDS, rectangle } from "../src/editor/model/actions/draw";
import { align, reorder } from "../src/editor/model/actions/levels";
import { drawBays, drawObstacle, drawPath } from "../src/editor/model/actions/strokes";
import { levelsOf, readDraft, shapeOn, stopsOf, type Draft, type Feature, type Spot } from "../src/editor/model/draft";
import { apply, isDoable, isDone, type Outcome } from "../src/editor/model/edits";
import { areaOf, crossesItself, linesOf } from "../src/editor/model/geometry";
import { sidesOf } from "../src/editor/tools/select";

const ACTIONS = 400;
const MOST_FEATURES = 150;

/** Mulberry32: the same numbers for the same seed. */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const outline = { type: "Polygon", coordinates: [[[0, 0], [40, 0], [40, 30], [0, 30], [0, 0]]] };
const start = (): Draft => readDraft({
  beeline: { version: 1, labels: {} },
  features: [0, 1, 2].map((ordinal) => ({ id: `F${ordinal}`, geometry: outline, properties: { feature_type: "level", ordinal } })),
} as never);

function act(draft: Draft, random: () => number, newId: () => string): Outcome<string> {
  const upTo = (most: number): number => Math.floor(random() * most);
  const spot = (): Spot => [Math.round(random() * 400) / 10, Math.round(random() * 300) / 10];
  const level = `F${upTo(3)}`;
  const here = [...draft.features.values()].filter((each) => each.type !== "level" && shapeOn(each, level));
  const some = here.slice(upTo(here.length || 1)).slice(0, 2);
  const one = some.slice(0, 1);
  const feature = one[0];
  const corner = feature ? cornersOf(feature)[upTo(4)] : undefined;
  const makers: readonly (() => Outcome<string>)[] = [
    () => drawRoom(rectangle(spot(), spot()), level, "room", newId()),
    () => drawRoom([spot(), spot(), spot(), spot()], level, "room", newId()),
    () => drawDoors(draft, level, spot(), 1.2, 3, newId),
    () => drawPoint(draft, level, POINT_KINDS[upTo(4)]!, spot(), newId()),
    () => drawConnector(draft, "elevator", rectangle(spot(), spot()), ["F0", "F1", "F2"].filter(() => random() < 0.8), newId),
    () => drawObstacle(rectangle(spot(), spot()), level, newId()),
    () => drawPath([spot(), spot(), spot()], level, 1.2, newId()),
    () => drawBays(draft, level, spot(), spot(), { width_m: 5, depth_m: 5 }, newId),
    () => move(some, level, [random() * 4 - 2, random() * 4 - 2]),
    () => rotate(some, level, upTo(8) * 45),
    () => square(one),
    () => merge(some),
    () => split(one, spot(), spot(), newId()),
    () => duplicate(some, level, [1, -1], newId),
    () => array(draft, one, level, { columns: 2, rows: 2, east_m: 5, north_m: 5 }, newId),
    () => copyToLevels(draft, some, level, ["F0", "F1", "F2"], newId),
    () => (feature && corner ? moveCorner(draft, feature, corner, spot(), level, random() < 0.5) : { why: "nothing" }),
    () => (feature && corner ? removeCorner(feature, corner) : { why: "nothing" }),
    () => (feature && sidesOf(feature)[0] ? addCorner(feature, sidesOf(feature)[0]!, spot()) : { why: "nothing" }),
    () => (feature?.type === "portal" ? setStop(draft, feature, `F${upTo(3)}`, random() < 0.5, newId) : { why: "nothing" }),
    () => reorder(draft, level, random() < 0.5 ? 1 : -1),
    () => align(draft, level, [0, 0], [random() - 0.5, random() - 0.5]),
  ];
  return here.length > MOST_FEATURES ? remove(draft, some) : makers[upTo(makers.length)]!();
}

/** What is wrong with a feature, or nothing. */
function troubleOf(feature: Feature, draft: Draft): string {
  const { type, geometry, properties } = feature;
  if (type === "portal") return stopsOf(feature).length < 2 || stopsOf(feature).some((each) => !draft.features.has(each.level_id)) ? "stops" : "";
  if (!geometry) return ["parking_lot"].includes(type) ? "" : "no shape";
  if (linesOf(geometry).flat(2).some((each) => !Number.isFinite(each))) return "not finite";
  if (geometry.type === "Polygon") {
    if (geometry.coordinates.some((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)) || crossesItself(ring))) return "ring";
    if (!(areaOf(geometry) > 0)) return "no area";
  }
  return type !== "level" && !draft.features.has(String(properties["level_id"])) ? "level" : "";
}

it.each([1, 2, 3, 4, 5])("random work %i leaves a draft that is whole after each step and the same when it is saved and read again", (seed) => {
  const random = randomly(seed);
  let number = 0;
  let draft = start();
  let done = 0;
  for (let step = 0; step < ACTIONS; step++) {
    const outcome = act(draft, random, () => `id-${++number}`);
    if (!isDoable(outcome)) continue;
    draft = apply(draft, outcome.edits);
    done++;
    for (const edit of outcome.edits) {
      const feature = draft.features.get("add" in edit ? edit.add : "change" in edit ? edit.change : edit.remove);
      if (feature) expect([feature.id, feature.type, troubleOf(feature, draft)]).toEqual([feature.id, feature.type, ""]);
    }
    expect(isDone(draft, outcome.edits)).toBe(true);
    expect(levelsOf(draft)).toHaveLength(3);
  }
  expect(done).toBeGreaterThan(ACTIONS / 4);
  const saved = JSON.parse(JSON.stringify({
    beeline: { version: 1, labels: {} },
    features: [...draft.features.values()].map(({ id, type, geometry, properties }) => ({ id, geometry, properties: { ...properties, feature_type: type } })),
  }));
  expect(readDraft(saved)).toEqual(draft);
});
