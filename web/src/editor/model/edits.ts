/** Edits as the API takes them, and what they make of a draft. */

import type { Draft, Feature, Geometry, Properties } from "./draft";

export type Edit =
  | {
      readonly add: string;
      readonly feature_type: string;
      readonly geometry?: Geometry;
      readonly properties: Properties;
    }
  | { readonly change: string; readonly geometry?: Geometry; readonly properties?: Properties }
  | { readonly remove: string };

/** What an action makes: edits, or why it cannot be done. */
export type Outcome<Why extends string> =
  | { readonly edits: readonly Edit[]; readonly added?: string }
  | { readonly why: Why };

export function isDoable<Why extends string>(
  outcome: Outcome<Why>,
): outcome is { readonly edits: readonly Edit[]; readonly added?: string } {
  return "edits" in outcome;
}

/** Return a draft after edits; an edit of what is not there does nothing, as somebody else may have removed it. */
export function apply(draft: Draft, edits: readonly Edit[]): Draft {
  const features = new Map(draft.features);
  for (const edit of edits) {
    if ("add" in edit) {
      const { add: id, feature_type: type, geometry = null, properties } = edit;
      features.set(id, { id, type, geometry, properties });
    } else if ("remove" in edit) {
      features.delete(edit.remove);
    } else {
      const old = features.get(edit.change);
      if (old) features.set(old.id, changed(old, edit.geometry, edit.properties ?? {}));
    }
  }
  return { ...draft, features };
}

function changed(old: Feature, geometry: Geometry | undefined, properties: Properties): Feature {
  const kept = Object.entries({ ...old.properties, ...properties }).filter(([, value]) => value !== null);
  return { ...old, geometry: geometry ?? old.geometry, properties: Object.fromEntries(kept) };
}

/** Whether a draft is already as edits would make it: they arrived, though the answer did not. */
export function isDone(draft: Draft, edits: readonly Edit[]): boolean {
  const after = apply(draft, edits);
  return edits.every((edit) => {
    const id = "add" in edit ? edit.add : "remove" in edit ? edit.remove : edit.change;
    if ("add" in edit) return draft.features.has(id);
    return same(draft.features.get(id), after.features.get(id));
  });
}

/** The server keeps places to the millimetre at best. */
const PLACE_TOLERANCE_M = 0.002;

function same(a: unknown, b: unknown): boolean {
  if (typeof a === "number" && typeof b === "number") return Math.abs(a - b) < PLACE_TOLERANCE_M;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [names, others] = [Object.keys(a), Object.keys(b)];
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return names.length === others.length && names.every((name) => same(left[name], right[name]));
}
