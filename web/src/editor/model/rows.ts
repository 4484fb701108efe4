/** The rows of the table: features of one kind, on one level or all, that hold some words. */

import { labelsOf, textOf, type Draft, type Feature } from "./draft";

export interface Filter {
  readonly kind: string;
  /** Empty for all levels. */
  readonly levelId: string;
  readonly words: string;
}

/** Return the features that a filter lets through, by name. */
export function rowsOf(draft: Draft, { kind, levelId, words }: Filter): readonly Feature[] {
  const wanted = words.trim().toLowerCase();
  const rows = [...draft.features.values()].filter((each) => each.type === kind && (!levelId || isOn(each, levelId)) && textIn(each).includes(wanted));
  const named = rows.map((each) => [each, sortName(each)] as const);
  return named.sort(([, a], [, b]) => a.localeCompare(b, undefined, { numeric: true })).map(([each]) => each);
}

/** Whether a feature is on a level; what is on none at all is on every one. */
function isOn(feature: Feature, levelId: string): boolean {
  const stops = feature.properties["stops"];
  if (Array.isArray(stops)) return stops.some((each: { level_id?: string }) => each.level_id === levelId);
  const own = feature.properties["level_id"];
  return own === undefined || own === levelId;
}

function textIn(feature: Feature): string {
  const { aliases, external_ids: ids } = feature.properties;
  const lists = [aliases, typeof ids === "object" && ids ? Object.values(ids) : []].flatMap((each) => (Array.isArray(each) ? each.map(String) : []));
  const texts = ["code", "label", "category", "function"].map((each) => textOf(feature, each));
  return [...Object.values(labelsOf(feature)), ...lists, ...texts, feature.id].join("\n").toLowerCase();
}

const sortName = (feature: Feature): string => Object.values(labelsOf(feature))[0] || textOf(feature, "label") || textOf(feature, "code") || `\uffff${feature.id}`;
