// @vitest-environment node
import { describe, expect, it } from "vitest";
import { bayAt, readFloor, roomAt } from "../src/map/floor";
import { cornersOnFloor, routeOnFloor } from "../src/map/routeview";
import { importance, toneOf } from "../src/map/tones";
import { box, feature, FRAME, lonLat, ROUTE } from "./fixtures";

const hall = feature("unit", box(0, 0, 40, 20), { id: "hall", category: "lobby", function: "entrance", labels: { en: "Hall" } });
const kiosk = feature("unit", box(10, 5, 14, 9), { id: "kiosk", category: "room", function: "retail", labels: { en: "Kiosk" } });
const garden = feature("unit", box(0, 20, 40, 30), { id: "garden", category: "unenclosedarea", function: "garden" });
const court = feature("unit", box(0, 30, 40, 40), { id: "court", category: "unenclosedarea", function: "garden" });
const line = (y: number) => ({ type: "LineString" as const, coordinates: [lonLat(3, y), lonLat(5, y)] });

function floorOf(...features: Parameters<typeof feature>[] | ReturnType<typeof feature>[]) {
  return readFloor(0, FRAME, [{ levelId: "f1", data: { features: features as ReturnType<typeof feature>[] } }], [0, 0, 1, 1]);
}

describe("a floor", () => {
  it("comes from lon/lat in metres", () => {
    const floor = floorOf(hall);
    [0, 0, 40, 20].forEach((edge, i) => expect(floor.bounds[i]!).toBeCloseTo(edge, 3));
    expect(floor.rooms[0]!.at[0]).toBeCloseTo(20, 1);
  });

  it("finds the smallest room at a point, on its own level", () => {
    const floor = floorOf(kiosk, hall);
    expect(roomAt(floor, [12, 7])?.id).toBe("kiosk");
    expect(roomAt(floor, [30, 7])?.levelId).toBe("f1");
    expect(roomAt(floor, [99, 7])).toBeNull();
  });

  it("finds the parking bay at a point", () => {
    const floor = floorOf(feature("parking_bay", box(0, 0, 2.5, 5), { id: "A001" }));
    expect(bayAt(floor, [1, 1])).toBe("A001");
    expect(bayAt(floor, [3, 1])).toBeNull();
  });

  it("names a way in after the room behind it and knows the main one", () => {
    const door = feature("opening", line(0), { id: "d", entrance: true, unit_ids: ["hall", "elsewhere"] });
    expect(floorOf(hall, door).entrances[0]).toMatchObject({ main: true, labels: { en: "Hall" } });
  });

  it("draws no gap where two gardens meet, but one at every door", () => {
    const meeting = feature("opening", line(30), { unit_ids: ["garden", "court"], has_door: false });
    const door = feature("opening", line(20), { unit_ids: ["hall", "garden"] });
    expect(floorOf(hall, garden, court, meeting, door).doors).toHaveLength(1);
  });

  it("reads signs, lifts, toilets and desks, and survives what it does not know", () => {
    const at = { type: "Point" as const, coordinates: lonLat(5, 5) };
    const floor = floorOf(
      feature("qr_point", at, { code: "A1-0001" }),
      feature("portal", at, { id: "lift", kind: "elevator" }),
      feature("service_point", at, { id: "desk" }),
      feature("unit", box(0, 0, 2, 2), { id: "wc", category: "restroom.wheelchair" }),
      feature("hovercraft", at),
      { geometry: null, properties: { feature_type: "service_group" } },
    );
    expect(floor.qrSigns[0]?.code).toBe("A1-0001");
    expect(floor.marks.map((mark) => mark.kind).sort()).toEqual(["desk", "elevator", "wheelchair"]);
  });

  it("without anything keeps the bounds it was given", () => {
    expect(floorOf().bounds).toEqual([0, 0, 1, 1]);
  });
});

describe("tones", () => {
  it.each([
    ["room", "cardiology", "public", "clinic"],
    ["waitingroom", "registration", "public", "reception"],
    ["room", "blood_draw", "public", "lab"],
    ["room", "ultrasound", "public", "imaging"],
    ["room", "pharmacy", "staff", "staff"],
    ["restroom.female", "toilet", "public", "toilet"],
    ["elevator", "lift", "staff", "landing"],
    ["walkway", "circulation", "public", "circulation"],
    ["opentobelow", "void", "public", "void"],
    ["unenclosedarea", "garden", "public", "garden"],
    ["room", "", "public", "room"],
  ])("%s for %s (%s) is %s", (category, purpose, access, tone) => {
    expect(toneOf({ category, function: purpose, access })).toBe(tone);
  });

  it("let emergency be named before a staff room", () => {
    expect(importance("emergency")).toBeGreaterThan(importance("staff"));
  });
});

describe("a route on a floor", () => {
  const names = { ordinalOf: (id: string) => ({ b1: -1, f1: 0, f2: 1 })[id] ?? 0, shortName: (id: string) => id.toUpperCase() };

  it("is only what lies there, with the way on", () => {
    const drawn = routeOnFloor(ROUTE, 0, 0, names);
    expect(drawn.ahead).toEqual([[[0, 0], [10, 0], [10, 10]]]);
    expect(drawn.done).toEqual([]);
    expect(drawn.links).toEqual([{ at: [10, 10], kind: "elevator", text: "↑ F2", toOrdinal: 1 }]);
    expect(routeOnFloor(ROUTE, 1, 0, names).links).toEqual([]);
  });

  it("is cut where the person is", () => {
    expect(routeOnFloor(ROUTE, 0, 15, names).ahead).toEqual([[[10, 5], [10, 10]]]);
    expect(routeOnFloor(ROUTE, 1, 25, names).ahead).toEqual([[[15, 10], [20, 10]]]);
    expect(routeOnFloor(ROUTE, 0, 25, names).ahead).toEqual([]);
    expect(cornersOnFloor(ROUTE, 1, names)).toEqual([[10, 10], [20, 10]]);
  });
});
