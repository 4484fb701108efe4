import { describe, expect, it } from "vitest";
import { StepDetector } from "../src/steps/detector";
import { Headings, headingOf } from "../src/steps/heading";

/** The steps of somebody who walks at a pace [steps/s] from 2 s on, sampled at a rate [Hz]. */
function walked(pace: number, rate: number, seconds: number, height = 2.5): number[] {
  const detector = new StepDetector();
  const steps: number[] = [];
  for (let index = 0; index < seconds * rate; index += 1) {
    const t_s = index / rate;
    const bounce = t_s > 2 && t_s < seconds - 2 ? height * Math.sin(2 * Math.PI * pace * (t_s - 2)) : 0;
    steps.push(...detector.push(1_000 + t_s, 0.3, 0.2, 9.81 + bounce));
  }
  return steps;
}

describe("steps", () => {
  for (const pace of [1.4, 1.8, 2.2]) {
    for (const rate of [25, 60, 100]) {
      it(`are counted at ${pace} a second from ${rate} samples a second`, () => {
        const steps = walked(pace, rate, 24);
        expect(Math.abs(steps.length - 20 * pace)).toBeLessThanOrEqual(1);
        for (const [index, step] of steps.slice(1).entries()) expect(step - steps[index]!).toBeCloseTo(1 / pace, 1);
      });
    }
  }

  it("are not found where a phone lies still or trembles", () => {
    expect(walked(2, 60, 20, 0)).toEqual([]);
    expect(walked(9, 60, 20, 0.4)).toEqual([]);
  });

  it("are found again after the phone was silent, and never across the silence", () => {
    const detector = new StepDetector();
    const steps: number[] = [];
    for (const from of [0, 60]) {
      for (let index = 0; index < 500; index += 1) {
        const t_s = from + index / 50;
        steps.push(...detector.push(t_s, 0, 0, 9.81 + 2.5 * Math.sin(2 * Math.PI * 2 * t_s)));
      }
    }
    expect(steps.some((t_s) => t_s > 10 && t_s < 60)).toBe(false);
    expect(steps.filter((t_s) => t_s >= 60).length).toBeGreaterThan(14);
  });

  it("are not made of samples that are no numbers, or come back in time", () => {
    const detector = new StepDetector();
    for (const [t_s, z] of [[1, NaN], [Infinity, 9], [1, 9.8], [0.5, 30], [1.02, 9.8]] as const) {
      expect(detector.push(t_s, 0, 0, z)).toEqual([]);
    }
  });
});

describe("the heading", () => {
  it("is the mean around the step, across north too", () => {
    const headings = new Headings();
    for (const [t_ms, deg] of [[0, 90], [1_000, 350], [1_100, 10], [1_900, 180]] as const) headings.add(t_ms, deg);
    expect(headings.at(1_050)!).toBeCloseTo(0, 5);
    expect(headings.at(600)).toBeNull();
  });

  it("comes from a browser that knows north, and from no other", () => {
    const event = (more: object) => ({ absolute: true, alpha: 90, beta: 30, gamma: 0, ...more }) as DeviceOrientationEvent;
    expect(headingOf(event({}), 0)).toBe(270);
    expect(headingOf(event({}), 90)).toBe(360);
    expect(headingOf(event({ beta: 120 }), 0)).toBe(450);
    expect(headingOf(event({ absolute: false }), 0)).toBeNull();
    expect(headingOf(event({ alpha: null }), 0)).toBeNull();
    expect(headingOf(event({ absolute: false, webkitCompassHeading: 45 }), 0)).toBe(45);
  });
});
