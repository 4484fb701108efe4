import { describe, expect, it } from "vitest";
import { between, boundsOf, fit, kept, panned, toScreen, toWorld, turnedAt, wrapped, zoomedAt, type Camera } from "../src/map/camera";
import { turnOf } from "../src/patient/compass";
import { beyond, clearRun, inside, insidePoint, ringArea, type Ring } from "../src/map/shapes";

import { ROUTE } from "./fixtures";

const SIZE = { width: 400, height: 300 };
const NONE = { top: 0, right: 0, bottom: 0, left: 0 };
const CAMERA: Camera = { x_m: 10, y_m: 5, px_per_m: 8, turn_rad: 0.7 };
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
    const grabbed = toWorld(CAMERA, SIZE, [100, 100]);
    const after = toScreen(panned(CAMERA, 16, -9), SIZE, grabbed);
    expect(after[0]).toBeCloseTo(116);
    expect(after[1]).toBeCloseTo(91);
    expect(kept({ ...CAMERA, x_m: 999 }, [0, 0, 60, 40]).x_m).toBe(60);
  });

  it("turns around the fingers, clockwise, and fits as well as before", () => {
    const before = toWorld(CAMERA, SIZE, [90, 210]);
    const camera = turnedAt(CAMERA, SIZE, [90, 210], 0.4);
    expect(toWorld(camera, SIZE, [90, 210])[0]).toBeCloseTo(before[0]);
    const [x, y] = toScreen({ x_m: 0, y_m: 0, px_per_m: 1, turn_rad: Math.PI / 2 }, { width: 0, height: 0 }, [0, 10]);
    expect(x).toBeCloseTo(10);
    expect(y).toBeCloseTo(0);
    for (const turn_rad of [0.3, 1.6, -2.5]) {
      const fitted = fit([0, 0, 50, 20], SIZE, NONE, 99, turn_rad);
      for (const corner of [[0, 0], [50, 0], [0, 20], [50, 20]] as const) {
        const [cx, cy] = toScreen(fitted, SIZE, corner);
        expect(cx).toBeGreaterThanOrEqual(-0.01);
        expect(cx).toBeLessThanOrEqual(SIZE.width + 0.01);
        expect(cy).toBeGreaterThanOrEqual(-0.01);
        expect(cy).toBeLessThanOrEqual(SIZE.height + 0.01);
      }
    }
  });

  it("turns the short way", () => {
    const [from, to] = [{ ...CAMERA, turn_rad: 3 }, { ...CAMERA, turn_rad: -3 }];
    expect(wrapped(between(from, to, 0.5).turn_rad - Math.PI)).toBeCloseTo(0);
  });

  it("brings the way ahead up", () => {
    const route = { ...ROUTE, legs: [{ ...ROUTE.legs[0]!, points: [[0, 0], [30, 0], [30, 10]] as const, distance_m: 40 }] };
    expect(turnOf(route, 0)).toBeCloseTo(-Math.PI / 2);
    expect(turnOf(route, 31)).toBeCloseTo(0);
    expect(turnOf(route, 41)).toBeNull();
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
