/** A draft as a plain graph of features in metres east and north of the venue's origin. */

import type { Labels } from "../../api";

export type Spot = readonly [number, number];
export type Ring = readonly Spot[];

export type Geometry =
  | { readonly type: "Point"; readonly coordinates: Spot }
  | { readonly type: "LineString"; readonly coordinates: Ring }
  | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
  | { readonly type: "MultiPoint"; readonly coordinates: Ring }
  | { readonly type: "MultiLineString"; readonly coordinates: readonly Ring[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };

export type Properties = Readonly<Record<string, unknown>>;

export interface Feature {
  readonly id: string;
  readonly type: string;
  readonly geometry: Geometry | null;
  readonly properties: Properties;
}

export interface Draft {
  readonly version: number;
  readonly labels: Labels;
  readonly features: ReadonlyMap<string, Feature>;
}

export interface Level {
  readonly id: string;
  readonly ordinal: number;
  readonly labels: Labels;
  readonly shortLabels: Labels;
}

/** What a draft looks like over HTTP. */
export interface DraftDocument {
  readonly beeline: { readonly version: number; readonly labels: Labels };
  readonly features: readonly {
    readonly id: string;
    readonly geometry: Geometry | null;
    readonly properties: Properties;
  }[];
}

/** What the server says of where a feature came from; no property of the feature. */
const ABOUT = new Set(["feature_type", "source", "confidence"]);

/** Read a draft; of features with one id the first is shown, and finding M101 tells of the others. */
export function readDraft(document: DraftDocument): Draft {
  const features = new Map<string, Feature>();
  for (const { id, geometry, properties } of document.features) {
    if (features.has(id)) continue;
    const own = Object.fromEntries(Object.entries(properties).filter(([name]) => !ABOUT.has(name)));
    features.set(id, { id, type: String(properties["feature_type"]), geometry, properties: own });
  }
  return { version: document.beeline.version, labels: document.beeline.labels, features };
}

export function labelsOf(feature: Feature, name = "labels"): Labels {
  const labels = feature.properties[name];
  return typeof labels === "object" && labels !== null ? (labels as Labels) : {};
}

export function textOf(feature: Feature, name: string): string {
  const value = feature.properties[name];
  return typeof value === "string" ? value : "";
}

/** The levels, the highest first. */
export function levelsOf(draft: Draft): readonly Level[] {
  const levels = [...draft.features.values()].filter((each) => each.type === "level").map((each) => ({
    id: each.id,
    ordinal: Number(each.properties["ordinal"] ?? 0),
    labels: labelsOf(each),
    shortLabels: labelsOf(each, "short_labels"),
  }));
  return levels.sort((a, b) => b.ordinal - a.ordinal);
}

/** The level right below another, or none. */
export function levelBelow(draft: Draft, levelId: string): Level | null {
  const levels = levelsOf(draft);
  return levels[levels.findIndex((each) => each.id === levelId) + 1] ?? null;
}

/** Where a feature is seen on a level: its geometry, or for a portal its stop there. */
export function shapeOn(feature: Feature, levelId: string): Geometry | null {
  if (feature.type === "level") return feature.id === levelId ? feature.geometry : null;
  if (feature.type === "portal") {
    const stop = stopsOf(feature).find((each) => each.level_id === levelId);
    return stop?.point ? { type: "Point", coordinates: stop.point } : null;
  }
  return feature.properties["level_id"] === levelId ? feature.geometry : null;
}

export interface Stop {
  readonly level_id: string;
  readonly unit_id?: string;
  readonly point?: Spot;
}

export function stopsOf(feature: Feature): readonly Stop[] {
  const stops = feature.properties["stops"];
  return Array.isArray(stops) ? (stops as Stop[]) : [];
}

/** The first level that a feature is on. */
export function levelOf(feature: Feature): string | null {
  if (feature.type === "level") return feature.id;
  return textOf(feature, "level_id") || (stopsOf(feature)[0]?.level_id ?? null);
}

/** What is on a level, with its shape there. */
export function featuresOn(draft: Draft, levelId: string): readonly (readonly [Feature, Geometry])[] {
  const found: (readonly [Feature, Geometry])[] = [];
  for (const feature of draft.features.values()) {
    const shape = shapeOn(feature, levelId);
    if (shape) found.push([feature, shape]);
  }
  return found;
}
