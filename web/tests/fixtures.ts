/** Payloads as the HTTP contract gives them. */

import type { LevelPlan, Rings, Route, VenueInfo } from "../src/api";

export type Part = { readonly [Name in keyof LevelPlan]?: LevelPlan[Name] };

export const box = (x0: number, y0: number, x1: number, y1: number): Rings => [[[x0, y0], [x1, y0], [x1, y1], [x0, y1]]];

export function room(id: string, rings: Rings, more: Partial<LevelPlan["rooms"][number]> = {}): Part {
  const [first, opposite] = [rings[0]![0]!, rings[0]![2]!];
  const at = [(first[0] + opposite[0]) / 2, (first[1] + opposite[1]) / 2] as const;
  return { rooms: [{ id, category: "room", rings, at, ...more }] };
}

export function point(type: string, x: number, y: number, more: Partial<LevelPlan["points"][number]> = {}): Part {
  return { points: [{ type, at: [x, y], ...more }] };
}

export function opening(y: number, more: Partial<LevelPlan["openings"][number]> = {}): Part {
  return { openings: [{ line: [[3, y], [5, y]], door: true, ...more }] };
}

/** Put a level together. */
export function planOf(...parts: readonly Part[]): LevelPlan {
  const all = <Name extends keyof LevelPlan>(name: Name) => parts.flatMap((part) => [...(part[name] ?? [])]) as unknown as LevelPlan[Name];
  return { outline: all("outline"), rooms: all("rooms"), fixtures: all("fixtures"), bays: all("bays"), openings: all("openings"), points: all("points") };
}

export const VENUE: VenueInfo = {
  id: "h", revision: 1, labels: { "zh-Hans": "仁和医院", en: "Renhe Hospital" }, purpose: "navigation", attribution: "",
  profiles: ["walk", "wheelchair", "no_stairs", "staff"],
  levels: [
    { id: "b1", ordinal: -1, labels: { en: "Basement" }, short_labels: { und: "B1" }, outdoor: false, bbox_m: [0, 0, 40, 20] },
    { id: "f1", ordinal: 0, labels: { en: "Floor 1" }, short_labels: { und: "F1" }, outdoor: false, bbox_m: [0, 0, 40, 20] },
    { id: "t1", ordinal: 0, labels: { en: "Tower 1" }, short_labels: { und: "F1" }, outdoor: false, bbox_m: [50, 0, 60, 20] },
    { id: "f2", ordinal: 1, labels: { en: "Floor 2" }, short_labels: { und: "F2" }, outdoor: false, bbox_m: [0, 0, 40, 20] },
  ],
};

const STEP = { duration_s: 5, to_level_id: null };

export const ROUTE: Route = {
  distance_m: 30, duration_s: 60, profile: "walk", levels: ["f1", "f2"], destination_id: "cardio", broken_wishes: [],
  legs: [
    { kind: "walk", from_level: "f1", to_level: "f1", points: [[0, 0], [10, 0], [10, 10]], distance_m: 20 },
    { kind: "elevator", from_level: "f1", to_level: "f2", points: [[10, 10], [10, 10]], distance_m: 0 },
    { kind: "walk", from_level: "f2", to_level: "f2", points: [[10, 10], [20, 10]], distance_m: 10 },
  ],
  steps: [
    { ...STEP, index: 0, kind: "depart", text: "Go ahead", level_id: "f1", point: [0, 0], along_m: 0, distance_m: 20 },
    { ...STEP, index: 1, kind: "board_elevator", text: "Take the lift", level_id: "f1", to_level_id: "f2", point: [10, 10], along_m: 20, distance_m: 0 },
    { ...STEP, index: 2, kind: "arrive", text: "You are there", level_id: "f2", point: [20, 10], along_m: 30, distance_m: 0 },
  ],
};
