/** Features by name, alias, code or id. */

import { labelsOf, levelOf, type Draft, type Feature } from "./draft";

const MOST_FOUND = 30;

/** Return features on some level that are called like the words, those that begin with them first. */
export function find(draft: Draft, words: string): readonly Feature[] {
  const wanted = words.trim().toLowerCase();
  if (!wanted) return [];
  const found: [Feature, number][] = [];
  for (const feature of draft.features.values()) {
    if (!levelOf(feature)) continue;
    const rank = Math.min(...namesOf(feature).map((name) => rankOf(name.toLowerCase(), wanted)));
    if (rank < Infinity) found.push([feature, rank]);
  }
  return found.sort((a, b) => a[1] - b[1]).slice(0, MOST_FOUND).map(([feature]) => feature);
}

function rankOf(name: string, wanted: string): number {
  const at = name.indexOf(wanted);
  return at < 0 ? Infinity : at + name.length / 1000;
}

function namesOf(feature: Feature): readonly string[] {
  const { aliases, code, label } = feature.properties;
  const more = [...(Array.isArray(aliases) ? aliases : []), code, label].filter((each) => typeof each === "string");
  return [...Object.values(labelsOf(feature)), ...more, feature.id];
}
