import { describe, expect, it } from "vitest";
import { array, copyToLevels, rotate } from "../src/editor/model/actions/arrange";
import { drawConnector, drawDoors, setStop } from "../src/editor/model/actions/connect";
import { cutOut } from "../src/editor/model/actions/cutout";
import { align, copyLevel, reorder } from "../src/editor/model/actions/levels";
import { describeAll, nameInARow, replaceIn } from "../src/editor/model/actions/several";
import { baysAlong, drawBays, drawObstacle, drawPath } from "../src/editor/model/actions/strokes";
import { rectangle } from "../src/editor/model/actions/draw";
import { featuresOn, levelsOf, readDraft, stopsOf, type Draft, type Feature, type Spot } from "../src/editor/model/draft";
import { apply, isDoable, type Edit, type Outcome } from "../src/editor/model/edits";
import { areaOf, boxOf, spotsOf } from "../src/editor/model/geometry";

const box = (west: number, south: number, east: number, north: number) =>
  ({ type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }) as const;

const draft: Draft = readDraft({
  beeline: { version: 3, labels: { en: "Clinic" } },
  features: [
    ...[-1, 0, 1, 2].map((ordinal) => ({ id: `F${ordinal}`, geometry: box(0, 0, 30, 20), properties: { feature_type: "level", ordinal, elevation_m: ordinal * 4 } })),
    { id: "room", geometry: box(0, 0, 6, 4), properties: { feature_type: "unit", level_id: "F0", category: "room", labels: { en: "Consulting room 1", "zh-Hans": "诊室1" }, aliases: ["Old consulting"], display_point: [1, 1] } },
    { id: "office", geometry: box(6, 0, 12, 4), properties: { feature_type: "unit", level_id: "F0", category: "office", labels: { en: "Office (a+b)" } } },
    { id: "desk", geometry: { type: "Point", coordinates: [2, 2] }, properties: { feature_type: "service_point", level_id: "F0", unit_id: "room" } },
    { id: "sign", geometry: { type: "Point", coordinates: [3, 3] }, properties: { feature_type: "qr_point", level_id: "F0", code: "QR-1" } },
  ] as never,
});

let number = 0;
const newId = () => `new-${++number}`;
const get = (id: string, from: Draft = draft): Feature => from.features.get(id)!;
function edits<Why extends string>(outcome: Outcome<Why>): readonly Edit[] {
  if (!isDoable(outcome)) throw new Error(outcome.why);
  return outcome.edits;
}
const made = <Why extends string>(outcome: Outcome<Why>, from: Draft = draft): Draft => apply(from, edits(outcome));
const SHAFT = rectangle([20, 10], [22, 12]);
const ofKind = (from: Draft, type: string, category?: string): readonly Feature[] =>
  [...from.features.values()].filter((each) => each.type === type && (!category || each.properties["category"] === category));

describe("a connector", () => {
  const lift = drawConnector(draft, "elevator", SHAFT, ["F2", "F0", "F1"], newId);
  const after = made(lift);
  const portal = ofKind(after, "portal")[0]!;

  it("is drawn with a room and a stop on each of its levels, from the lowest up", () => {
    expect(stopsOf(portal).map((each) => each.level_id)).toEqual(["F0", "F1", "F2"]);
    for (const stop of stopsOf(portal)) {
      expect(get(stop.unit_id!, after).properties).toEqual({ level_id: stop.level_id, category: "elevator" });
      expect(stop.point).toEqual([21, 11]);
    }
  });
  it("uses a room of its kind that is there", () => {
    const again = made(drawConnector(after, "elevator", SHAFT, ["F-1", "F0"], newId), after);
    expect(ofKind(again, "unit", "elevator")).toHaveLength(4);
  });
  it("joins two levels at least", () => {
    expect(drawConnector(draft, "stairs", SHAFT, ["F0"], newId)).toEqual({ why: "fewLevels" });
    const two = made(setStop(after, portal, "F2", false, newId), after);
    expect(setStop(two, get(portal.id, two), "F1", false, newId)).toEqual({ why: "fewLevels" });
  });
  it("is let stop on one more level above its nearest stop, in the order of travel", () => {
    const more = made(setStop(after, portal, "F-1", true, newId), after);
    expect(stopsOf(get(portal.id, more)).map((each) => each.level_id)).toEqual(["F-1", "F0", "F1", "F2"]);
    const down = { ...portal, properties: { ...portal.properties, stops: [...stopsOf(portal)].reverse() } };
    const lower = made(setStop(after, down, "F-1", true, newId), after);
    expect(stopsOf(get(portal.id, lower)).map((each) => each.level_id)).toEqual(["F2", "F1", "F0", "F-1"]);
  });
  it("gets a door on all its levels at once, and none where one is", () => {
    const doors = made(drawDoors(after, "F1", [21, 10.05], 1, 0.5, newId), after);
    expect(ofKind(doors, "opening").map((each) => each.properties["level_id"]).sort()).toEqual(["F0", "F1", "F2"]);
    const one = made(drawDoors(doors, "F1", [21, 12], 1, 0.3, newId), doors);
    expect(ofKind(one, "opening")).toHaveLength(6);
    const room = edits(drawDoors(after, "F0", [3, 4], 1, 0.5, newId));
    expect(room).toHaveLength(1);
  });
});

describe("a corridor drawn over rooms", () => {
  it("becomes what they leave, in as many pieces as they leave it, and nothing is lost or twice there", () => {
    const rough = { id: "rough", type: "unit", geometry: box(-2, -2, 14, 6), properties: { level_id: "F0", category: "walkway", labels: { en: "Hall" } } } as Feature;
    const before = { ...draft, features: new Map([...draft.features, [rough.id, rough]]) };
    const after = made(cutOut(before, [rough], "F0", newId), before);
    expect(areaOf(get("rough", after).geometry!)).toBeCloseTo(16 * 8 - 12 * 4);
    expect(cutOut(after, [get("rough", after)], "F0", newId)).toEqual({ why: "noneWithin" });
    const strip = { ...rough, geometry: box(3, -3, 5, 7) } as Feature;
    const parted = edits(cutOut({ ...draft, features: new Map([...draft.features, [strip.id, strip]]) }, [strip], "F0", newId));
    expect(parted).toHaveLength(2);
    expect((parted[1] as { properties: object }).properties).toEqual({ level_id: "F0", category: "walkway" });
    expect(cutOut(before, [get("room")], "F0", newId)).toEqual({ why: "allCovered" });
    expect(cutOut(before, [], "F0", newId)).toEqual({ why: "notOneRoom" });
  });
});

describe("arranging", () => {
  it("turns a room about its middle with the place of its name, and four quarters bring it back", () => {
    let now = draft;
    for (let quarter = 0; quarter < 4; quarter++) now = made(rotate([get("room", now)], "F0", 90), now);
    expect(get("room", now)).toEqual(get("room"));
    const once = made(rotate([get("room")], "F0", 90));
    expect(boxOf(spotsOf(get("room", once).geometry!))).toEqual([1, -1, 5, 5]);
    expect(rotate([get("room")], "F0", 360)).toEqual({ why: "noAngle" });
    expect(rotate([get("F0")], "F0", 90)).toEqual({ why: "isLevel" });
  });
  it("repeats things in columns and rows, signs with codes of their own", () => {
    const grid = made(array(draft, [get("room"), get("sign")], "F0", { columns: 3, rows: 2, east_m: 6, north_m: -4 }, newId));
    expect(ofKind(grid, "unit", "room")).toHaveLength(6);
    expect(new Set(ofKind(grid, "qr_point").map((each) => each.properties["code"])).size).toBe(6);
    expect(array(draft, [get("room")], "F0", { columns: 1, rows: 1, east_m: 1, north_m: 1 }, newId)).toEqual({ why: "noCopies" });
    expect(array(draft, [get("room")], "F0", { columns: 100, rows: 100, east_m: 1, north_m: 1 }, newId)).toEqual({ why: "tooManyCopies" });
  });
  it("copies to other levels at the same place", () => {
    const both = made(copyToLevels(draft, [get("room")], "F0", ["F0", "F1", "F2"], newId));
    expect(featuresOn(both, "F2").map(([each]) => each.geometry)).toContainEqual(get("room").geometry);
    expect(ofKind(both, "unit", "room")).toHaveLength(3);
    expect(copyToLevels(draft, [get("room")], "F0", ["F0"], newId)).toEqual({ why: "noOtherLevel" });
  });
});

describe("strokes", () => {
  it("make an obstacle and a path, or say why not", () => {
    expect(edits(drawObstacle(rectangle([1, 1], [2, 2]), "F0", "o"))[0]).toMatchObject({ feature_type: "fixture", properties: { solid: true } });
    expect(drawObstacle(rectangle([1, 1], [1.05, 1.05]), "F0", "o")).toEqual({ why: "tooSmall" });
    expect(edits(drawPath([[0, 0], [5, 0], [5, 0], [5, 4]], "F0", 1.2, "p"))[0]).toMatchObject({ geometry: { type: "LineString", coordinates: [[0, 0], [5, 0], [5, 4]] }, properties: { category: "walkway" } });
    expect(drawPath([[0, 0], [0.1, 0]], "F0", 1.2, "p")).toEqual({ why: "tooShort" });
  });
  it("fill a line with as many bays as fit, at any turn, without a gap or an overlap", () => {
    const rings = baysAlong([0, 0], [9, 12], { width_m: 2.4, depth_m: 5 });
    expect(rings).toHaveLength(6);
    const whole = rings.reduce((sum, ring) => sum + areaOf({ type: "Polygon", coordinates: [ring] }), 0);
    expect(whole).toBeCloseTo(15 * 5, 1);
    expect(rings[1]![0]).toEqual(rings[0]![1]);
  });
  it("number bays on from those that are there, in one lot", () => {
    const size = { width_m: 2.5, depth_m: 5 };
    const one = made(drawBays(draft, "F-1", [0, 0], [10, 0], size, newId));
    const two = made(drawBays(one, "F-1", [0, 10], [5, 10], size, newId), one);
    expect(ofKind(two, "parking_lot")).toHaveLength(1);
    expect(ofKind(two, "parking_bay").map((each) => each.properties["label"])).toEqual(["1", "2", "3", "4", "5", "6"]);
    expect(drawBays(draft, "F-1", [0, 0], [1, 0], size, newId)).toEqual({ why: "noBays" });
  });
});

describe("several at once", () => {
  const all = [get("room"), get("office"), get("desk"), get("sign")];
  it("get the same value, and those that have it are left alone", () => {
    expect(edits(describeAll([get("room"), get("office")], { category: "office" })).map((each) => (each as { change: string }).change)).toEqual(["room"]);
    expect(describeAll([get("office")], { category: "office" })).toEqual({ why: "nothing" });
  });
  it("have words replaced in names and other names, which are letters and no pattern", () => {
    const after = made(replaceIn(all, { find: "consulting", replace: "Treatment", isCaseKept: false }));
    expect(get("room", after).properties).toMatchObject({ labels: { en: "Treatment room 1", "zh-Hans": "诊室1" }, aliases: ["Old Treatment"] });
    expect(replaceIn(all, { find: "consulting room", replace: "x", isCaseKept: true })).toEqual({ why: "nothingFound" });
    expect(get("office", made(replaceIn(all, { find: "(a+b)", replace: "$&", isCaseKept: true }))).properties["labels"]).toEqual({ en: "Office $&" });
    expect(replaceIn(all, { find: "", replace: "x", isCaseKept: true })).toEqual({ why: "noWordsToFind" });
  });
});

describe("naming in a row", () => {
  it("counts from one and keeps names in other languages", () => {
    const after = made(nameInARow([get("room"), get("office")], { en: "Bay # of #", "zh-Hans": " " }));
    expect(get("room", after).properties["labels"]).toEqual({ en: "Bay 1 of 1", "zh-Hans": "诊室1" });
    expect(get("office", after).properties["labels"]).toEqual({ en: "Bay 2 of 2" });
    expect(nameInARow([get("room")], { en: "" })).toEqual({ why: "noName" });
  });
});

describe("levels", () => {
  it("change places with the next one, and there and back is nothing", () => {
    const up = made(reorder(draft, "F0", 1));
    expect(levelsOf(up).map((each) => each.id)).toEqual(["F2", "F0", "F1", "F-1"]);
    expect(levelsOf(made(reorder(up, "F0", -1), up))).toEqual(levelsOf(draft));
    expect(reorder(draft, "F2", 1)).toEqual({ why: "isHighest" });
    expect(reorder(draft, "F-1", -1)).toEqual({ why: "isLowest" });
  });
  it("are copied with their rooms, whose desks stand in the copies, and without signs", () => {
    const after = made(copyLevel(draft, "F0", newId));
    const [top] = levelsOf(after);
    const there = featuresOn(after, top!.id).map(([each]) => each);
    expect(there.map((each) => each.type).sort()).toEqual(["level", "service_point", "unit", "unit"]);
    const desk = there.find((each) => each.type === "service_point")!;
    expect(get(String(desk.properties["unit_id"]), after).properties["level_id"]).toBe(top!.id);
  });
  it("are shifted with all that is on them", () => {
    const after = made(align(draft, "F0", [0, 0], [1, 2] as Spot));
    expect(get("sign", after).geometry).toEqual({ type: "Point", coordinates: [4, 5] });
    expect(get("room", after).properties["display_point"]).toEqual([2, 3]);
    expect(align(draft, "F0", [1, 1], [1, 1])).toEqual({ why: "notMoved" });
  });
});
