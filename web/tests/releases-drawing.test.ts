// @vitest-environment node
import { describe, expect, it } from "vitest";
import { around, boxOf, pathOf, projectAround, type Geometry } from "../src/releases/map/drawing";

const HOME = [121, 31] as const;
const project = projectAround(HOME);
/** Degrees of so many metres north. */
const NORTH_10M = 10 / 111_320;

describe("a flat drawing of geometry in degrees", () => {
  it("is in metres, with north at the top", () => {
    const [x, y] = project([121, 31 + NORTH_10M]);
    expect(x).toBeCloseTo(0);
    expect(y).toBeCloseTo(-10);
  });

  it("closes areas, holes too, and leaves lines open", () => {
    const ring = [[121, 31], [121.0001, 31], [121, 31.0001], [121, 31]] as const;
    const area: Geometry = { type: "Polygon", coordinates: [ring, ring] };
    expect(pathOf(area, project).match(/Z/g)).toHaveLength(2);
    expect(pathOf({ type: "LineString", coordinates: ring }, project)).not.toContain("Z");
  });

  it("makes a point a spot that a round stroke can show", () => {
    expect(pathOf({ type: "Point", coordinates: HOME }, project)).toBe("M0.00 0.00h0");
  });

  it("has a box around everything, and none around nothing", () => {
    const box = boxOf([{ type: "Point", coordinates: HOME }, { type: "Point", coordinates: [121, 31 + NORTH_10M] }], project)!;
    expect(box.map(Math.round)).toEqual([0, -10, 0, 0]);
    expect(boxOf([], project)).toBeNull();
  });

  it("looks closely, but never so closely that one loses one's bearings", () => {
    const [west, north, east, south] = around([0, -10, 0, 0], 2, 20);
    expect([east - west, south - north]).toEqual([20, 20]);
    const [, far, , near] = around([0, -100, 0, 0], 2, 20);
    expect(near - far).toBe(104);
  });
});
