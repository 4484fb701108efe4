/** Payloads as the HTTP contract gives them. */

import type { Feature, FrameInfo, Geometry, LonLat, Route, VenueInfo } from "../src/api";

export const FRAME: FrameInfo = {
  origin_lon_deg: 121, origin_lat_deg: 31, metres_per_degree_lon: 95_000, metres_per_degree_lat: 111_000,
};

export function lonLat(x_m: number, y_m: number): LonLat {
  return [FRAME.origin_lon_deg + x_m / FRAME.metres_per_degree_lon, FRAME.origin_lat_deg + y_m / FRAME.metres_per_degree_lat];
}

export function box(x0: number, y0: number, x1: number, y1: number): Geometry {
  return { type: "Polygon", coordinates: [[lonLat(x0, y0), lonLat(x1, y0), lonLat(x1, y1), lonLat(x0, y1), lonLat(x0, y0)]] };
}

export function feature(feature_type: string, geometry: Geometry, more: object = {}): Feature {
  return { geometry, properties: { feature_type, ...more } };
}

export const VENUE: VenueInfo = {
  id: "h", revision: 1, labels: { "zh-Hans": "仁和医院", en: "Renhe Hospital" }, purpose: "navigation", attribution: "",
  frame: FRAME, profiles: ["walk", "wheelchair", "no_stairs", "staff"],
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
