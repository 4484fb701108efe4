/** Levels: their order, a copy of one, and one shifted onto another. */

import { featuresOn, levelsOf, type Draft, type Feature, type Spot } from "../draft";
import type { Edit, Outcome } from "../edits";
import { distance } from "../geometry";
import { placed } from "./alter";
import { nextLevel } from "./draw";

export type LevelWhy = "isHighest" | "isLowest" | "noOutline" | "notMoved";

/** Let a level change places with the next one up or down; connectors keep their levels. */
export function reorder(draft: Draft, levelId: string, way: 1 | -1): Outcome<LevelWhy> {
  const levels = levelsOf(draft);
  const at = levels.findIndex((each) => each.id === levelId);
  const [here, other] = [levels[at], levels[at - way]];
  if (!here || !other) return { why: way > 0 ? "isHighest" : "isLowest" };
  const swap = (id: string, like: Feature): Edit => ({ change: id, properties: { ordinal: like.properties["ordinal"], elevation_m: like.properties["elevation_m"] ?? null } });
  return { edits: [swap(here.id, draft.features.get(other.id)!), swap(other.id, draft.features.get(here.id)!)] };
}

/** What a copied floor has of its own: signs and transmitters are single things with codes and addresses. */
const NOT_COPIED = new Set(["level", "portal", "building", "qr_point", "transmitter"]);
const OWN = ["external_ids", "unit_ids"];

/** A floor above all others with the rooms, doors and things of one that is there; what refers to a room refers to its copy. */
export function copyLevel(draft: Draft, levelId: string, newId: () => string): Outcome<LevelWhy> {
  const level = draft.features.get(levelId);
  if (!level?.geometry) return { why: "noOutline" };
  const id = newId();
  const content = featuresOn(draft, levelId).map(([each]) => each).filter((each) => !NOT_COPIED.has(each.type) && each.geometry);
  const copies = new Map(content.map((each) => [each.id, newId()]));
  const edits: Edit[] = [{ add: id, feature_type: "level", geometry: level.geometry, properties: nextLevel(draft, level) }];
  for (const each of content) {
    const kept = Object.entries(each.properties).filter(([name]) => !OWN.includes(name));
    const own = Object.fromEntries(kept.map(([name, value]) => [name, REFERENCES.has(name) ? (copies.get(String(value)) ?? value) : value]));
    edits.push({ add: copies.get(each.id)!, feature_type: each.type, geometry: each.geometry!, properties: { ...own, level_id: id } });
  }
  return { added: id, edits };
}

const REFERENCES = new Set(["unit_id", "one_way_to"]);

/** Shift a level with all that is on it, so that it lies above the others. */
export function align(draft: Draft, levelId: string, from: Spot, to: Spot): Outcome<LevelWhy> {
  if (distance(from, to) < 0.001) return { why: "notMoved" };
  const place = (at: Spot): Spot => [at[0] + to[0] - from[0], at[1] + to[1] - from[1]];
  return { edits: featuresOn(draft, levelId).map(([each]) => placed(each, levelId, place)) };
}
