import { describe, expect, it } from "vitest";
import { addCorner, cornersOf, describe as describeAs, duplicate, move, moveCorner, remove, removeCorner, resize, square } from "../src/editor/model/actions/alter";
import { merge, split } from "../src/editor/model/actions/cut";
import { drawDoor, drawPoint, drawRoom, rectangle } from "../src/editor/model/actions/draw";
import { levelBelow, levelsOf, readDraft, type Draft, type Feature, type Geometry, type Spot } from "../src/editor/model/draft";
import { apply, isDoable, isDone, type Edit, type Outcome } from "../src/editor/model/edits";
import { readList, readNumber } from "../src/editor/model/fields";
import { find } from "../src/editor/model/find";
import { areaOf, crossesItself, holds, lengthOf } from "../src/editor/model/geometry";
import { hit } from "../src/editor/model/hit";
import { SNAPS, snap, type SnapKind, type SnapSwitches } from "../src/editor/model/snap";

const box = (west: number, south: number, east: number, north: number) =>
  ({ type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] }) as const;

function draftOf(): Draft {
  const unit = (id: string, geometry: unknown, more = {}) => ({ id, geometry, properties: { feature_type: "unit", source: "x", confidence: 1, level_id: "F1", category: "room", ...more } });
  return readDraft({
    beeline: { version: 3, labels: { en: "Clinic" } },
    features: [
      { id: "F1", geometry: box(0, 0, 30, 20), properties: { feature_type: "level", ordinal: 0 } },
      { id: "F2", geometry: box(0, 0, 30, 20), properties: { feature_type: "level", ordinal: 1 } },
      unit("left", box(0, 0, 6, 5), { labels: { en: "Left", "zh-Hans": "左" }, aliases: ["West room"], display_point: [1, 1] }),
      unit("right", box(6, 0, 12, 5)),
      { id: "lift", geometry: null, properties: { feature_type: "portal", kind: "elevator", stops: [{ level_id: "F1", point: [20, 10] }, { level_id: "F2", point: [20, 10] }] } },
      { id: "sign", geometry: { type: "Point", coordinates: [3, 3] }, properties: { feature_type: "qr_point", level_id: "F1", code: "QR-1" } },
    ] as never,
  });
}

const draft = draftOf();
const get = (id: string): Feature => draft.features.get(id)!;
function edits<Why extends string>(outcome: Outcome<Why>): readonly Edit[] {
  if (!isDoable(outcome)) throw new Error(outcome.why);
  return outcome.edits;
}
const ringOf = (from: Draft, id: string) => (from.features.get(id)!.geometry as ReturnType<typeof box>).coordinates[0];

describe("a draft", () => {
  it("keeps the properties of a feature and leaves out where it came from", () => {
    expect(get("right").properties).toEqual({ level_id: "F1", category: "room" });
  });
  it("has its levels with the highest first, and knows which lies below", () => {
    expect(levelsOf(draft).map((each) => each.id)).toEqual(["F2", "F1"]);
    expect(levelBelow(draft, "F2")?.id).toBe("F1");
    expect(levelBelow(draft, "F1")).toBeNull();
  });
  it("is searched by name in any language, alias and code", () => {
    expect(find(draft, "west")[0]?.id).toBe("left");
    expect(find(draft, "左")[0]?.id).toBe("left");
    expect(find(draft, "qr-1")[0]?.id).toBe("sign");
    expect(find(draft, "  ")).toEqual([]);
  });
  it("shows small things before the rooms and floors that they lie on", () => {
    expect(hit(draft, "F1", [3, 3], 0.2).map((each) => each.id)).toEqual(["sign", "left", "F1"]);
    expect(hit(draft, "F2", [20, 10], 0.2).map((each) => each.id)).toEqual(["lift", "F2"]);
  });
});

describe("edits", () => {
  it("change what they name, take away what is null, and leave the draft before as it was", () => {
    const after = apply(draft, [{ change: "left", properties: { labels: null, category: "office" } }, { remove: "sign" }]);
    expect(after.features.get("left")!.properties).toMatchObject({ category: "office", aliases: ["West room"] });
    expect("labels" in after.features.get("left")!.properties).toBe(false);
    expect(after.features.has("sign")).toBe(false);
    expect(draft.features.has("sign")).toBe(true);
  });
  it("pass over what somebody else removed", () => {
    expect(apply(draft, [{ change: "gone", properties: { category: "office" } }]).features.size).toBe(draft.features.size);
  });
  it("are known to have arrived when the draft is as they would make it", () => {
    const made: readonly Edit[] = [{ change: "left", geometry: box(0, 0, 6, 5.5) }, { remove: "sign" }];
    expect(isDone(draft, made)).toBe(false);
    expect(isDone(apply(draft, made), made)).toBe(true);
    expect(isDone(apply(draft, [{ change: "left", geometry: box(0, 0, 6, 5.5004) }, { remove: "sign" }]), made)).toBe(true);
  });
});

describe("drawing", () => {
  it("makes a closed room of the corners, to the millimetre", () => {
    const made = apply(draft, edits(drawRoom(rectangle([0, 8], [4.00049, 12]), "F1", "office", "new")));
    expect(ringOf(made, "new")).toEqual([[0, 8], [4, 8], [4, 12], [0, 12], [0, 8]]);
    expect(made.features.get("new")!.properties).toEqual({ level_id: "F1", category: "office" });
  });
  it("says why a room cannot be: too small, or crossing itself", () => {
    expect(drawRoom(rectangle([0, 8], [0.2, 8.2]), "F1", "room", "new")).toEqual({ why: "tooSmall" });
    expect(drawRoom([[0, 8], [6, 14], [6, 8], [1, 14]], "F1", "room", "new")).toEqual({ why: "crossesItself" });
  });
  it("puts a door into the wall that is meant, as wide as asked, and within the wall", () => {
    const [door] = edits(drawDoor(draft, "F1", [0.1, 5.1], 1.2, 0.5, "door"));
    expect(door).toMatchObject({ feature_type: "opening", geometry: { type: "LineString" }, properties: { has_door: true, level_id: "F1" } });
    const line = (door as unknown as { geometry: { coordinates: Spot[] } }).geometry.coordinates;
    expect(lengthOf(line)).toBeCloseTo(1.2, 3);
    expect(line.every(([x, y]) => x >= 0 && x <= 6 && y === 5)).toBe(true);
  });
  it("says that there is no wall, or that it is too short", () => {
    expect(drawDoor(draft, "F1", [20, 15], 1.2, 0.5, "door")).toEqual({ why: "noWall" });
    expect(drawDoor(draft, "F1", [3, 5], 7, 0.5, "door")).toEqual({ why: "wallTooShort" });
  });
  it("gives a sign a code of its own and a landmark the room it stands in", () => {
    expect(edits(drawPoint(draft, "F1", "qr_point", [8, 3], "s"))[0]).toMatchObject({ properties: { code: "QR-2" } });
    expect(edits(drawPoint(draft, "F1", "amenity", [8, 3], "s"))[0]).toMatchObject({ properties: { unit_id: "right" } });
  });
});

describe("altering", () => {
  it("moves a room with the place of its name", () => {
    const after = apply(draft, edits(move([get("left")], "F1", [1, 2])));
    expect(ringOf(after, "left")[0]).toEqual([1, 2]);
    expect(after.features.get("left")!.properties["display_point"]).toEqual([2, 3]);
  });
  it("moves a lift on the floor that is shown, and not the floor itself", () => {
    const stops = apply(draft, edits(move([get("lift")], "F2", [1, 0]))).features.get("lift")!.properties["stops"];
    expect(stops).toEqual([{ level_id: "F1", point: [20, 10] }, { level_id: "F2", point: [21, 10] }]);
    expect(move([get("F1")], "F1", [1, 0])).toEqual({ why: "isLevel" });
    expect(move([], "F1", [1, 0])).toEqual({ why: "nothing" });
  });
  it("drags a corner with the neighbour's, or alone", () => {
    const together = apply(draft, edits(moveCorner(draft, get("left"), [6, 5], [7, 5], "F1", false)));
    expect(ringOf(together, "right")).toContainEqual([7, 5]);
    const alone = apply(draft, edits(moveCorner(draft, get("left"), [6, 5], [7, 5], "F1", true)));
    expect(ringOf(alone, "right")).toContainEqual([6, 5]);
  });
  it("refuses a corner that would tie a knot, and the last three corners", () => {
    const four = { ...get("left"), geometry: { type: "Polygon", coordinates: [[[0, 0], [6, 0], [6, 5], [3, 5], [0, 5], [0, 0]]] } } as Feature;
    expect(moveCorner(draft, four, [3, 5], [3, -2], "F1", true)).toEqual({ why: "crossesItself" });
    const three = { ...get("left"), geometry: { type: "Polygon", coordinates: [[[0, 0], [6, 0], [6, 5], [0, 0]]] } } as Feature;
    expect(removeCorner(three, [6, 5])).toEqual({ why: "tooFewCorners" });
  });
  it("adds a corner into a side and takes it away again", () => {
    const more = apply(draft, edits(addCorner(get("left"), [[0, 0], [6, 0]], [3, 0])));
    expect(cornersOf(more.features.get("left")!)).toHaveLength(5);
    const less = apply(more, edits(removeCorner(more.features.get("left")!, [3, 0])));
    expect(ringOf(less, "left")).toEqual(ringOf(draft, "left"));
  });
  it("squares what is nearly square, keeps what is meant askew, and says what is square already", () => {
    const askew = { ...get("left"), geometry: { type: "Polygon", coordinates: [[[0, 0], [6, 0], [6.2, 5], [3, 8], [0.1, 5.1], [0, 0]]] } } as Feature;
    const ring = ringOf(apply({ ...draft, features: new Map([["left", askew]]) }, edits(square([askew]))), "left") as readonly Spot[];
    expect(ring[1]![0]).toBeCloseTo(ring[2]![0], 3);
    expect(ring[0]![0]).toBeCloseTo(ring[4]![0], 3);
    expect(ring[3]).toEqual([3, 8]);
    expect(square([get("left")])).toEqual({ why: "isSquare" });
    expect(square([get("left"), get("right")])).toEqual({ why: "notOneRoom" });
  });
  it("copies a sign with another code and a room without what is its own", () => {
    const [sign, room] = edits(duplicate([get("sign"), get("left")], "F2", [0, 0], () => "copy"));
    expect(sign).toMatchObject({ add: "copy", properties: { code: "QR-1-2", level_id: "F2" } });
    expect((room as { properties: object }).properties).not.toHaveProperty("display_point");
    expect(duplicate([get("lift")], "F1", [1, 1], () => "copy")).toEqual({ why: "noShape" });
  });
  it("removes a floor only when nothing is on it", () => {
    expect(remove(draft, [get("F1")])).toEqual({ why: "hasContent" });
    expect(edits(remove(draft, [get("left"), get("sign")]))).toEqual([{ remove: "left" }, { remove: "sign" }]);
  });
  it("sends only the properties that changed, and takes away what was emptied", () => {
    expect(describeAs(get("left"), { category: "room" })).toEqual({ why: "nothing" });
    expect(edits(describeAs(get("left"), { category: "office", aliases: [] }))).toEqual([{ change: "left", properties: { category: "office", aliases: null } }]);
  });
  it("gives a room the size that was entered", () => {
    const after = apply(draft, edits(resize(get("left"), [[0, 0], [6, 5]], [[0, 0], [4, 5]])));
    expect(areaOf(after.features.get("left")!.geometry!)).toBeCloseTo(20);
  });
});

describe("snapping", () => {
  const none = Object.fromEntries(SNAPS.map((each) => [each, false])) as SnapSwitches;
  const only = (kind: SnapKind): SnapSwitches => ({ ...none, [kind]: true });
  const all = Object.fromEntries(SNAPS.map((each) => [each, true])) as SnapSwitches;
  const shapes = [box(0, 0, 6, 4)];

  it.each<[SnapKind, Spot, Spot]>([
    ["corner", [5.9, 4.1], [6, 4]],
    ["midpoint", [3.1, 4.1], [3, 4]],
    ["edge", [1.5, 4.1], [1.5, 4]],
    ["alignment", [6.1, 11], [6, 11]],
    ["grid", [9.13, 11.28], [9.1, 11.3]],
  ])("snaps to the %s", (kind, at, to) => {
    const found = snap(at, { shapes, switches: only(kind), reach_m: 0.3 });
    expect(found.kind).toBe(kind);
    expect(found.at[0]).toBeCloseTo(to[0]);
    expect(found.at[1]).toBeCloseTo(to[1]);
  });
  it("finds the right angle to the last side of a stroke at any turn", () => {
    const found = snap([9.1, 13.2], { shapes, stroke: [[8, 8], [12, 10]], switches: only("rightAngle"), reach_m: 1.5 });
    expect(found.kind).toBe("rightAngle");
    expect((found.at[0] - 12) * 4 + (found.at[1] - 10) * 2).toBeCloseTo(0);
    expect(found.guides).toHaveLength(1);
  });
  it("prefers corners to midpoints to edges to the grid, and leaves the hand alone where all is off", () => {
    expect(snap([5.9, 3.9], { shapes, switches: all, reach_m: 3.5 }).kind).toBe("corner");
    expect(snap([1.43, 3.9], { shapes, switches: all, reach_m: 0.3 }).kind).toBe("edge");
    expect(snap([5.9, 3.9], { shapes, switches: none, reach_m: 0.3 })).toEqual({ at: [5.9, 3.9], kind: null, guides: [] });
  });
});

describe("plane geometry", () => {
  it("knows what an area with a hole holds", () => {
    const ring = { type: "Polygon", coordinates: [...box(0, 0, 10, 10).coordinates, ...box(4, 4, 6, 6).coordinates] } as const;
    expect(holds(ring, [1, 1])).toBe(true);
    expect(holds(ring, [5, 5])).toBe(false);
    expect(areaOf(ring)).toBe(96);
  });
  it("tells knots from corners", () => {
    expect(crossesItself(box(0, 0, 2, 2).coordinates[0])).toBe(false);
    expect(crossesItself([[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]])).toBe(true);
  });
});

describe("typed values", () => {
  it("are read as people type them", () => {
    expect(readList("药房，取药处、 Pharmacy; Pharmacy\n")).toEqual(["药房", "取药处", "Pharmacy"]);
    expect([readNumber("1,2"), readNumber(" "), readNumber("wide")]).toEqual([1.2, null, undefined]);
  });
});

describe("cutting", () => {
  it("makes two rooms that share a wall one, also where the wall of one is longer", () => {
    const [edit, gone] = edits(merge([get("left"), get("right")]));
    expect(gone).toEqual({ remove: "right" });
    expect(areaOf((edit as { geometry: Geometry }).geometry)).toBeCloseTo(60);
    expect(ringOf(apply(draft, [edit!]), "left")).toHaveLength(5);
    const low = { ...get("right"), geometry: box(6, 1, 12, 3) } as Feature;
    const joined = edits(merge([get("left"), low]))[0] as { geometry: Geometry };
    expect(areaOf(joined.geometry)).toBeCloseTo(42);
  });
  it("does not join rooms that only lie near each other", () => {
    expect(merge([get("left"), { ...get("right"), geometry: box(7, 0, 12, 5) } as Feature])).toEqual({ why: "notAdjoining" });
    expect(merge([get("left")])).toEqual({ why: "notTwoRooms" });
  });
  it("cuts a room from wall to wall; the larger part keeps its name", () => {
    const after = apply(draft, edits(split([get("left")], [4, -0.1], [4, 5.1], "part")));
    expect(areaOf(after.features.get("left")!.geometry!)).toBeCloseTo(20);
    expect(areaOf(after.features.get("part")!.geometry!)).toBeCloseTo(10);
    expect(after.features.get("part")!.properties).toEqual({ level_id: "F1", category: "room" });
  });
  it("cuts from corner to corner, and says when a line does not cross the room", () => {
    const after = apply(draft, edits(split([get("left")], [0, 0], [6, 5], "part")));
    expect(areaOf(after.features.get("left")!.geometry!)).toBeCloseTo(15);
    expect(split([get("left")], [1, 1], [2, 2], "part")).toEqual({ why: "notAcross" });
  });
});
