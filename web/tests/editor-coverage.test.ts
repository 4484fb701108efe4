import { expect, it } from "vitest";
import { amountsOf, type Covered, type Shown } from "../src/editor/coverage";
import { COLOURS, NOTHING, colourOf, EDGES, stepsOf } from "../src/editor/map/coverage";

const SHOWN: readonly Shown[] = ["error", "heard", "floor"];

it("gives every step a colour and words, the good ones bright and first", () => {
  for (const shown of SHOWN) {
    expect(stepsOf(shown)).toHaveLength(COLOURS.length);
    expect(EDGES[shown]).toHaveLength(COLOURS.length - 1);
  }
  expect(colourOf(1.5, "error")).toBe(COLOURS[0]);
  expect(colourOf(99, "error")).toBe(COLOURS.at(-1));
  expect(colourOf(20, "heard")).toBe(COLOURS[0]);
  expect(colourOf(0.4, "heard")).toBe(COLOURS.at(-1));
  expect(stepsOf("error")[0]).toBe("≤ 2");
  expect(stepsOf("heard").at(-1)).toBe("< 1");
});

it("shows no amount where there is no position, though something is heard now and then", () => {
  const covered = { bound_m: [2.5, null], heard: [6, 0.3], wrong_floor: [0.02, null] } as unknown as Covered;
  expect(amountsOf(covered, "heard")).toEqual([6, null]);
  expect(amountsOf(covered, "floor")).toEqual([2, null]);
  expect(colourOf(null, "error")).toBe(NOTHING);
});
