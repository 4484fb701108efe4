/** The building on the page: its venue, its storeys, and the one that is shown. */

import { computed, signal } from "@preact/signals";
import { api, type LevelInfo, type VenueInfo, type VenueSummary } from "./api";
import { union } from "./map/camera";
import { readFloor, type Floor } from "./map/floor";
import { pickLabel } from "./ui/labels";
import { lang } from "./settings";

export interface Storey {
  readonly ordinal: number;
  readonly levels: readonly LevelInfo[];
}

export type Opening = { kind: "loading" } | { kind: "ready" } | { kind: "none" } | { kind: "unknown" } | { kind: "failed"; error: unknown };

export const opening = signal<Opening>({ kind: "loading" });
export const venues = signal<readonly VenueSummary[]>([]);
export const venue = signal<VenueInfo | null>(null);
export const floors = signal<ReadonlyMap<number, Floor>>(new Map());
/** The storey that is drawn, and the one that is on its way. A button is never lit before its floor is there. */
export const shownOrdinal = signal(0);
export const pendingOrdinal = signal<number | null>(null);
export const floorFailed = signal<number | null>(null);

/** Storeys from the top down, as they stand. */
export const storeys = computed<readonly Storey[]>(() => storeysOf(venue.value?.levels ?? []));
export const shownFloor = computed(() => floors.value.get(shownOrdinal.value) ?? null);

/** The door most people come through, on the storey nearest to the ground. */
export const mainEntrance = computed(() => {
  const byHeight = [...floors.value.values()].sort((a, b) => Math.abs(a.ordinal) - Math.abs(b.ordinal));
  const doors = byHeight.flatMap((floor) => floor.entrances);
  return doors.find((door) => door.main) ?? doors[0] ?? null;
});

export function storeysOf(levels: readonly LevelInfo[]): Storey[] {
  const ordinals = [...new Set(levels.map((level) => level.ordinal))].sort((a, b) => b - a);
  return ordinals.map((ordinal) => ({ ordinal, levels: levels.filter((level) => level.ordinal === ordinal) }));
}

export function ordinalOf(levelId: string): number {
  return venue.value?.levels.find((level) => level.id === levelId)?.ordinal ?? 0;
}

/** The name of a level, long ("Floor 2") or short ("F2"), in the page's language. */
export function levelName(levelId: string, short = false): string {
  const level = venue.value?.levels.find((each) => each.id === levelId);
  return level ? nameOf(level, short) : "";
}

export function storeyName(ordinal: number, short = false): string {
  const levels = storeys.value.find((storey) => storey.ordinal === ordinal)?.levels ?? [];
  const level = levels.find((each) => !each.outdoor) ?? levels[0];
  return level ? nameOf(level, short) : "";
}

function nameOf(level: LevelInfo, short: boolean): string {
  const fallback = level.ordinal < 0 ? `B${-level.ordinal}` : `F${level.ordinal + 1}`;
  const [first, second] = short ? [level.short_labels, level.labels] : [level.labels, level.short_labels];
  return pickLabel(first, lang.value) || pickLabel(second, lang.value) || fallback;
}

/** Open the wanted venue, or the first there is. */
export async function openVenue(wanted: string | null): Promise<void> {
  opening.value = { kind: "loading" };
  try {
    venues.value = await api.venues();
    const chosen = wanted ? venues.value.find((each) => each.id === wanted) : venues.value[0];
    if (!chosen) {
      opening.value = { kind: wanted && venues.value.length ? "unknown" : "none" };
      return;
    }
    const info = await api.venue(chosen.id);
    floors.value = new Map();
    venue.value = info;
    opening.value = { kind: "ready" };
    await showStorey(groundOrdinal(info.levels));
    void prefetch(info);
  } catch (error) {
    opening.value = { kind: "failed", error };
  }
}

export function groundOrdinal(levels: readonly LevelInfo[]): number {
  const ordinals = levels.map((level) => level.ordinal);
  return ordinals.includes(0) ? 0 : (ordinals.sort((a, b) => Math.abs(a) - Math.abs(b))[0] ?? 0);
}

/** Draw a storey as soon as it is here; the last one asked for wins. */
export async function showStorey(ordinal: number): Promise<void> {
  floorFailed.value = null;
  pendingOrdinal.value = ordinal;
  try {
    await loadFloor(ordinal);
    if (pendingOrdinal.value === ordinal) shownOrdinal.value = ordinal;
  } catch {
    if (pendingOrdinal.value === ordinal) floorFailed.value = ordinal;
  }
  if (pendingOrdinal.value === ordinal) pendingOrdinal.value = null;
}

const loading = new Map<string, Promise<Floor>>();

export function loadFloor(ordinal: number): Promise<Floor> {
  const info = venue.value;
  const known = floors.value.get(ordinal);
  if (known) return Promise.resolve(known);
  if (!info) return Promise.reject(new Error("no venue is open"));
  const key = `${info.id}/${info.revision}/${ordinal}`;
  const running = loading.get(key) ?? fetchFloor(info, ordinal).finally(() => loading.delete(key));
  loading.set(key, running);
  return running;
}

export async function fetchFloor(info: VenueInfo, ordinal: number): Promise<Floor> {
  const levels = info.levels.filter((level) => level.ordinal === ordinal);
  const plans = await Promise.all(
    levels.map(async (level) => ({ levelId: level.id, plan: await api.plan(info.id, level.id) })),
  );
  const floor = readFloor(ordinal, plans, union(levels.map((level) => level.bbox_m)));
  if (venue.value === info) floors.value = new Map([...floors.value, [ordinal, floor]]);
  return floor;
}

/** Fetch the other floors one by one, so that switching is instant and works when the network goes. */
export async function prefetch(info: VenueInfo): Promise<void> {
  for (const { ordinal } of storeysOf(info.levels)) {
    if (venue.value !== info) return;
    try {
      await loadFloor(ordinal);
    } catch {
      return;
    }
  }
}
