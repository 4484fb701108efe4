// @vitest-environment node
import { describe, expect, it } from "vitest";
import { boundsOf, fit, kept, panned, toScreen, toWorld, zoomedAt, type Camera } from "../src/map/camera";
import { beyond, clearRun, inside, insidePoint, ringArea, type Ring } from "../src/map/shapes";

const SIZE = { width: 400, height: 300 };
const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
const CAMERA: Camera = { x_m: 10, y_m: 5, px_per_m: 8 };
const L_SHAPE: Ring = [[0, 0], [10, 0], [10, 4], [4, 4], [4, 10], [0, 10]];

describe("the camera", () => {
  it("turns metres into pixels and back", () => {
    const world = toWorld(CAMERA, SIZE, toScreen(CAMERA, SIZE, [13.5, -2.25]));
    expect(world[0]).toBeCloseTo(13.5);
    expect(world[1]).toBeCloseTo(-2.25);
  });

  it("keeps the point under the fingers where it is when zooming", () => {
    for (const factor of [0.5, 1.3, 4]) {
      const before = toWorld(CAMERA, SIZE, [90, 210]);
      const after = toWorld(zoomedAt(CAMERA, SIZE, [90, 210], factor, [0, 0, 60, 40]), SIZE, [90, 210]);
      expect(after[0]).toBeCloseTo(before[0]);
      expect(after[1]).toBeCloseTo(before[1]);
    }
  });

  it("never zooms beyond a door's width nor out of sight of the floor", () => {
    const floor = [0, 0, 60, 40] as const;
    expect(zoomedAt(CAMERA, SIZE, [0, 0], 1e9, floor).px_per_m).toBe(48);
    expect(zoomedAt(CAMERA, SIZE, [0, 0], 1e-9, floor).px_per_m).toBeCloseTo(fit(floor, SIZE, NONE).px_per_m * 0.6);
  });

  it("fits bounds into what the controls leave free", () => {
    const insets = { top: 40, right: 80, bottom: 20, left: 10 };
    const camera = fit([0, 0, 50, 20], SIZE, insets);
    const [left, bottom] = toScreen(camera, SIZE, [0, 0]);
    const [right, top] = toScreen(camera, SIZE, [50, 20]);
    expect(left).toBeGreaterThanOrEqual(9.99);
    expect(right).toBeLessThanOrEqual(320.01);
    expect(top).toBeGreaterThanOrEqual(39.99);
    expect(bottom).toBeLessThanOrEqual(280.01);
  });

  it("follows the finger and stays over the building", () => {
    expect(panned(CAMERA, 16, 0).x_m).toBeCloseTo(8);
    expect(panned(CAMERA, 0, 16).y_m).toBeCloseTo(7);
    expect(kept({ ...CAMERA, x_m: 999 }, [0, 0, 60, 40]).x_m).toBe(60);
  });

  it("finds the bounds of points", () => {
    expect(boundsOf([[1, 5], [3, 2]])).toEqual([1, 2, 3, 5]);
  });
});

describe("shapes", () => {
  it("know inside from outside, holes too", () => {
    const hole: Ring = [[1, 1], [3, 1], [3, 3], [1, 3]];
    expect(inside([L_SHAPE], [2, 8])).toBe(true);
    expect(inside([L_SHAPE], [8, 8])).toBe(false);
    expect(inside([L_SHAPE, hole], [2, 2])).toBe(false);
    expect(ringArea(L_SHAPE)).toBeCloseTo(64);
  });

  it("give the stretch that is free for a whole band", () => {
    expect(clearRun([L_SHAPE], [2, 3], 1)).toEqual([0, 10]);
    expect(clearRun([L_SHAPE], [2, 3.8], 1)).toEqual([0, 4]);
    expect(clearRun([L_SHAPE], [2, 9.8], 1)).toBeNull();
  });

  it("find a point inside even where the middle is outside", () => {
    expect(inside([L_SHAPE], insidePoint([L_SHAPE], [0, 0, 10, 10]))).toBe(true);
  });

  it("leave the rest of a line beyond a distance", () => {
    const line = [[0, 0], [10, 0], [10, 10]] as const;
    expect(beyond(line, 4)).toEqual([[4, 0], [10, 0], [10, 10]]);
    expect(beyond(line, 15)).toEqual([[10, 5], [10, 10]]);
    expect(beyond(line, -3)[0]).toEqual([0, 0]);
    expect(beyond(line, 25)).toEqual([]);
  });
});
