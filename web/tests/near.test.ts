// @vitest-environment node
import { describe, expect, it } from "vitest";
import { NOTHING_YET } from "../src/guided";
import { after } from "../src/hearing";
import { readFloor } from "../src/map/floor";
import { landmarkAt } from "../src/map/near";
import { box, planOf, point, room } from "./fixtures";

const plan = planOf(
  room("a", box(0, 0, 80, 40), { category: "parking", labels: { en: "Zone A" } }),
  room("s", box(80, 0, 90, 40)),
  point("portal", 10, 10, { id: "l", kind: "elevator", labels: { en: "East Lift 2", "zh-Hans": "东翼电梯2号" } }),
  point("portal", 20, 10, { id: "t", kind: "stairs", labels: { en: "the stairs" } }),
  point("portal", 15, 10, { id: "n", kind: "stairs" }),
  room("wc", box(14, 9, 16, 11), { category: "restroom", labels: { en: "the toilet" } }),
);
const floor = readFloor(-1, [{ levelId: "b1", plan }], [0, 0, 1, 1]);

describe("what a place is near to", () => {
  it("is the nearest lift, stairs or door with a name within reach, a lift without its number", () => {
    expect(landmarkAt(floor, [12, 10], 15)).toEqual({ en: "East Lift", "zh-Hans": "东翼电梯" });
    expect(landmarkAt(floor, [17, 12], 15)).toEqual({ en: "the stairs" });
  });

  it("is the room when none of them is within reach", () => {
    expect(landmarkAt(floor, [60, 30], 15)).toEqual({ en: "Zone A" });
  });

  it("is nothing where nothing has a name", () => {
    expect(landmarkAt(floor, [85, 30], 15)).toBeNull();
    expect(landmarkAt(floor, [500, 500], 15)).toBeNull();
  });
});

describe("a fix that is too uncertain to point at", () => {
  const fix = (r95_m: number) => ({ id: "1", event: "fix", data: JSON.stringify({ level_id: "b1", x_m: 1, y_m: 2, r68_m: 9, r95_m }) });

  it("is told from a good one, without flickering between the two", () => {
    const vague = [10, 29, 31, 29, 25, 23, 29, 31].reduce<{ known: typeof NOTHING_YET; seen: boolean[] }>(
      ({ known, seen }, r95_m) => {
        const next = after(known, fix(r95_m));
        return { known: next, seen: [...seen, next.vague] };
      },
      { known: NOTHING_YET, seen: [] },
    ).seen;
    expect(vague).toEqual([false, false, true, true, true, false, false, true]);
  });

  it("is known again from a whole state", () => {
    const state = (r95_m: number) => ({ id: "1", event: "state", data: JSON.stringify({ fix: { level_id: "b1", x_m: 1, y_m: 2, r68_m: 9, r95_m } }) });
    expect(after(NOTHING_YET, state(40)).vague).toBe(true);
    expect(after(NOTHING_YET, state(20)).vague).toBe(false);
  });
});
