/** What the server says of a draft that is tried: ways, reach and space. */

import { id } from "../../api";
import { lang } from "../../settings";
import { ask } from "../../staff/client";
import type { Ring, Spot } from "../model/draft";
import type { Finding } from "../server";

export type End = { readonly place: string } | { readonly x_m: number; readonly y_m: number; readonly level: string };

export interface Tried {
  readonly version: number;
  readonly left_out: readonly { readonly feature: string; readonly finding: Finding | null }[];
}

export interface Step {
  readonly text: string;
  readonly level_id: string;
  readonly point: Spot;
}

export interface TriedRoute {
  readonly distance_m: number;
  readonly duration_s: number;
  readonly levels: readonly string[];
  readonly broken_wishes: readonly { readonly text: string }[];
  readonly steps: readonly Step[];
  readonly legs: readonly { readonly from_level: string; readonly to_level: string; readonly points: Ring }[];
}

export interface NoWay {
  readonly reason: string;
  readonly text: string;
  readonly blocked_by: readonly string[];
  readonly findings: readonly Finding[];
}

export type TriedWay = Tried & { readonly route: TriedRoute | null; readonly no_way: NoWay | null };

export type ReachName = "step_free" | "with_steps" | "staff_only" | "not_reached";

export interface Shade {
  readonly unit: string;
  readonly level: string;
  readonly reach: ReachName;
  readonly at_s: number | null;
}

export type TriedReach = Tried & { readonly counts: Readonly<Record<ReachName, number>>; readonly units: readonly Shade[] };

export type Rings = readonly Ring[];

export interface NarrowPlace {
  readonly feature: string;
  readonly is_opening: boolean;
  readonly width_m: number;
  readonly point_m: Spot;
}

export type TriedSpace = Tried & {
  readonly level: string;
  readonly width_m: number;
  readonly walkable: readonly Rings[];
  readonly clearance: readonly { readonly from_m: number; readonly to_m: number | null; readonly polygons: readonly Rings[] }[];
  readonly narrow: readonly NarrowPlace[];
  readonly lost: readonly string[];
};

export function trialApi(venue: string) {
  const root = `/v1/venues/${id(venue)}/trial`;
  return {
    route: async (from: End, to: End, profile: string) =>
      (await ask<TriedWay>(`${root}/routes`, { method: "POST", body: { from, to, profile, lang: lang.value } })).data,
    reach: async (from: End | null, profile: string) =>
      (await ask<TriedReach>(`${root}/reach`, { method: "POST", body: { ...(from ? { from } : {}), profile } })).data,
    space: async (level: string, profile: string) =>
      (await ask<TriedSpace>(`${root}/space?level=${id(level)}&profile=${id(profile)}`)).data,
  };
}

export type TrialApi = ReturnType<typeof trialApi>;
