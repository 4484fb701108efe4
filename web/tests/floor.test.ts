// @vitest-environment node
import { describe, expect, it } from "vitest";
import { bayAt, readFloor, roomAt } from "../src/map/floor";
import { cornersOnFloor, routeOnFloor } from "../src/map/routeview";
import { importance, toneOf } from "../src/map/tones";
import { box, opening, planOf, point, room, ROUTE, type Part } from "./fixtures";

const hall = room("hall", box(0, 0, 40, 20), { category: "lobby", function: "entrance", labels: { en: "Hall" } });
const kiosk = room("kiosk", box(10, 5, 14, 9), { function: "retail", labels: { en: "Kiosk" } });

const floorOf = (...parts: Part[]) => readFloor(0, [{ levelId: "f1", plan: planOf(...parts) }], [0, 0, 1, 1]);

describe("a floor", () => {
  it("reaches as far as its rooms", () => {
    expect(floorOf(hall).bounds).toEqual([0, 0, 40, 20]);
    expect(floorOf(hall).rooms[0]!.at).toEqual([20, 10]);
  });

  it("finds the smallest room at a point, on its own level", () => {
    const floor = floorOf(kiosk, hall);
    expect(roomAt(floor, [12, 7])?.id).toBe("kiosk");
    expect(roomAt(floor, [30, 7])?.levelId).toBe("f1");
    expect(roomAt(floor, [99, 7])).toBeNull();
  });

  it("finds the parking bay at a point", () => {
    const floor = floorOf({ bays: [{ id: "A001", rings: box(0, 0, 2.5, 5), accessible: false }] });
    expect(bayAt(floor, [1, 1])).toBe("A001");
    expect(bayAt(floor, [3, 1])).toBeNull();
  });

  it("writes a name inside its room, also where the plan says elsewhere", () => {
    expect(floorOf(room("r", box(0, 0, 4, 4), { at: [9, 9] })).rooms[0]!.at[0]).toBeLessThan(4);
  });

  it("knows the ways in and the main one", () => {
    const door = opening(0, { entrance: true, main: true, labels: { en: "Hall" } });
    const floor = floorOf(hall, door, opening(20));
    expect(floor.entrances).toEqual([{ levelId: "f1", at: [4, 0], main: true, labels: { en: "Hall" } }]);
    expect(floor.marks.map(({ kind }) => kind)).toEqual(["entrance"]);
  });

  it("draws no gap where two gardens meet, but one at every door", () => {
    expect(floorOf(hall, opening(30, { open_air: true, door: false }), opening(20)).doors).toHaveLength(1);
  });

  it("reads signs, lifts, toilets and desks, and survives what it does not know", () => {
    const floor = floorOf(
      point("qr_point", 5, 5, { code: "A1-0001" }),
      point("portal", 5, 5, { id: "lift", kind: "elevator" }),
      point("service_point", 5, 5, { id: "desk" }),
      room("wc", box(0, 0, 2, 2), { category: "restroom.wheelchair" }),
      point("hovercraft", 5, 5),
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
