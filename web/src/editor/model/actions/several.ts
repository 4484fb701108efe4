/** Many features at once, as in a table: one value for all, and texts that are found and replaced. */

import { labelsOf, type Feature, type Properties } from "../draft";
import { isDoable, type Edit, type Outcome } from "../edits";
import { describe, type AlterWhy } from "./alter";

export type SeveralWhy = "nothing" | "nothingFound" | "noWordsToFind" | "noName";

/** Give every feature the same values; those that have them already are left alone. */
export function describeAll(features: readonly Feature[], properties: Properties): Outcome<SeveralWhy | AlterWhy> {
  const edits = features.flatMap((each) => editsOf(describe(each, properties)));
  return edits.length ? { edits } : { why: "nothing" };
}

export interface Replacing {
  readonly find: string;
  readonly replace: string;
  readonly isCaseKept: boolean;
}

/** The texts that people read: names in every language, other names, numbers and codes. */
const TEXTS = ["function", "label", "bank"] as const;

/** Replace words wherever names and texts of features hold them, letter by letter as they are written. */
export function replaceIn(features: readonly Feature[], replacing: Replacing): Outcome<SeveralWhy | AlterWhy> {
  if (!replacing.find) return { why: "noWordsToFind" };
  const edits = features.flatMap((each) => editsOf(describe(each, replacedIn(each, replacing))));
  return edits.length ? { edits } : { why: "nothingFound" };
}

function replacedIn(feature: Feature, replacing: Replacing): Properties {
  const put = (text: string): string => replaced(text, replacing).trim();
  const changed: Record<string, unknown> = {};
  for (const name of ["labels", "short_labels"]) {
    const labels = Object.entries(labelsOf(feature, name));
    if (labels.length) changed[name] = Object.fromEntries(labels.map(([tag, text]) => [tag, put(text ?? "")]).filter(([, text]) => text));
  }
  const aliases = feature.properties["aliases"];
  if (Array.isArray(aliases)) changed["aliases"] = [...new Set(aliases.map((each) => put(String(each))))].filter(Boolean);
  for (const name of TEXTS) {
    const text = feature.properties[name];
    if (typeof text === "string") changed[name] = put(text);
  }
  return changed;
}

/** Words stand for themselves, never for a pattern. */
function replaced(text: string, { find, replace, isCaseKept }: Replacing): string {
  const literal = find.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text.replace(new RegExp(literal, isCaseKept ? "gu" : "giu"), () => replace);
}

const editsOf = (outcome: Outcome<AlterWhy>): readonly Edit[] => (isDoable(outcome) ? outcome.edits : []);

/** Name features in a row; `#` in a name is the number, counted from the first. */
export function nameInARow(features: readonly Feature[], names: Readonly<Record<string, string>>): Outcome<SeveralWhy | AlterWhy> {
  const given = Object.entries(names).filter(([, name]) => name.trim());
  if (!given.length) return { why: "noName" };
  const named = (number: number): Properties => Object.fromEntries(given.map(([tag, name]) => [tag, name.trim().replaceAll("#", String(number))]));
  const edits = features.flatMap((each, index) => editsOf(describe(each, { labels: { ...labelsOf(each), ...named(index + 1) } })));
  return edits.length ? { edits } : { why: "nothing" };
}

/** Kinds that lie nowhere on a floor: what desks, bays and floors belong to. */
export const PLACELESS: readonly string[] = ["service_group", "parking_lot", "building"];

const FIRST_NAMES: Readonly<Record<string, Properties>> = {
  service_group: { kind: "service", labels: { "zh-Hans": "新服务", en: "New service" } },
  parking_lot: { labels: { "zh-Hans": "停车场", en: "Car park" } },
  building: { labels: { "zh-Hans": "新建筑", en: "New building" } },
};

/** Add a service, a car park or a building, to be named next. */
export function addFact(kind: string, id: string): Outcome<SeveralWhy> {
  const properties = FIRST_NAMES[kind];
  return properties ? { edits: [{ add: id, feature_type: kind, properties }] } : { why: "nothing" };
}
