/** Which properties of each kind of feature are edited, and how. */

import type { Feature } from "./draft";

export type FieldName =
  | "aliases" | "category" | "function" | "access" | "accessibility" | "walkable" | "open" | "hygiene" | "has_door" | "automatic"
  | "entrance" | "force_n" | "kind" | "bank" | "car_width_m" | "car_depth_m" | "one_way" | "slope_percent" | "solid" | "group_id"
  | "lot_id" | "label" | "accessible" | "code" | "addresses" | "height_m" | "rssi_at_1m_dbm" | "ordinal" | "elevation_m" | "outdoor"
  | "one_way_to" | "fhir" | "covered" | "tactile_paving" | "width_m" | "building_id";

export type Field =
  | { readonly kind: "labels"; readonly name: "labels" | "short_labels" }
  | { readonly kind: "text" | "list" | "number" | "yesNo" | "category"; readonly name: FieldName }
  | { readonly kind: "choice"; readonly name: FieldName; readonly of: readonly Choice[] }
  | { readonly kind: "reference"; readonly name: FieldName; readonly to: string };

export type Choice =
  | "public" | "staff" | "closed" | "yes" | "no" | "unknown" | "general" | "clean" | "dirty" | "stairs" | "ramp" | "elevator"
  | "escalator" | "moving_walkway" | "beacon" | "access_point";

const LABELS: Field = { kind: "labels", name: "labels" };
const ALIASES: Field = { kind: "list", name: "aliases" };
const CATEGORY: Field = { kind: "category", name: "category" };
const ACCESS: Field = { kind: "choice", name: "access", of: ["public", "staff", "closed"] };
const ACCESSIBILITY: Field = { kind: "choice", name: "accessibility", of: ["yes", "no", "unknown"] };
const HYGIENE: Field = { kind: "choice", name: "hygiene", of: ["general", "clean", "dirty"] };
const yesNo = (name: FieldName): Field => ({ kind: "yesNo", name });
const number = (name: FieldName): Field => ({ kind: "number", name });
const text = (name: FieldName): Field => ({ kind: "text", name });

export const FIELDS: Readonly<Record<string, readonly Field[]>> = {
  unit: [LABELS, ALIASES, CATEGORY, text("function"), ACCESS, ACCESSIBILITY, yesNo("walkable"), yesNo("open"), yesNo("covered"), yesNo("tactile_paving"), HYGIENE, text("fhir")],
  opening: [LABELS, yesNo("has_door"), yesNo("automatic"), yesNo("entrance"), ACCESS, ACCESSIBILITY, { kind: "reference", name: "one_way_to", to: "unit" }, number("force_n")],
  portal: [LABELS, { kind: "choice", name: "kind", of: ["stairs", "ramp", "elevator", "escalator", "moving_walkway"] }, ACCESS, ACCESSIBILITY, yesNo("one_way"), text("bank"), number("car_width_m"), number("car_depth_m"), number("slope_percent"), HYGIENE],
  amenity: [LABELS, text("category")],
  fixture: [text("category"), yesNo("solid")],
  service_point: [LABELS, { kind: "reference", name: "group_id", to: "service_group" }],
  parking_bay: [text("label"), yesNo("accessible"), { kind: "reference", name: "lot_id", to: "parking_lot" }],
  qr_point: [text("code"), LABELS],
  transmitter: [{ kind: "choice", name: "kind", of: ["beacon", "access_point"] }, { kind: "list", name: "addresses" }, number("height_m"), number("rssi_at_1m_dbm")],
  level: [LABELS, { kind: "labels", name: "short_labels" }, number("ordinal"), number("elevation_m"), yesNo("outdoor"), { kind: "reference", name: "building_id", to: "building" }],
  building: [LABELS],
  service_group: [LABELS, ALIASES, text("kind")],
  parking_lot: [LABELS],
};

/** A path that is drawn as a line is as wide as it says. */
const PATH_FIELDS: readonly Field[] = [number("width_m"), ACCESS, ACCESSIBILITY, yesNo("covered")];

export const fieldsOf = ({ type, geometry }: Feature): readonly Field[] =>
  type === "unit" && geometry?.type === "LineString" ? PATH_FIELDS : (FIELDS[type] ?? []);

/** Categories of rooms (of IMDF) that a hospital needs; others are kept where a plan has them. */
export const CATEGORIES = [
  "room", "walkway", "lobby", "waitingroom", "office", "examroom", "restroom", "restroom.wheelchair", "stairs", "elevator",
  "escalator", "ramp", "storage", "laboratory", "foodservice", "kitchen", "library", "conferenceroom", "parking", "terrace",
  "unenclosedarea", "opentobelow", "structure", "nonpublic",
] as const;
export type Category = (typeof CATEGORIES)[number];

/** A list as it is typed: parted by commas of any script, semicolons or lines. */
export function readList(typed: string): readonly string[] {
  return [...new Set(typed.split(/[,，、;；\n]/).map((each) => each.trim()).filter(Boolean))];
}

/** A number as it is typed; null for none, undefined for what is none. */
export function readNumber(typed: string): number | null | undefined {
  if (!typed.trim()) return null;
  const value = Number(typed.replace(",", "."));
  return Number.isFinite(value) ? value : undefined;
}
