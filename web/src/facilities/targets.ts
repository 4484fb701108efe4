/** What can be closed on the map: rooms and corridors, doors, lifts and stairs. */

import { computed, signal } from "@preact/signals";
import { api, get, id, type Labels } from "../api";
import { shownFloor, shownOrdinal, storeys, venue } from "../building";
import type { Point } from "../map/camera";
import { roomAt, type Floor } from "../map/floor";
import { lang } from "../settings";
import { pickLabel } from "../ui/labels";
import { closingWords } from "./closingwords";
import { lifts, type Kind } from "./now";
import { words } from "./words";

export interface Target {
  readonly id: string;
  readonly kind: Kind | "area";
  readonly at: Point;
  readonly labels: Labels;
  /** The rooms a door joins. */
  readonly sides: readonly Side[];
  /** Of a drawn area: its level, and its corners [m]. */
  readonly area?: { readonly level: string; readonly polygon: readonly Point[] };
}

interface Side {
  readonly id: string;
  readonly labels: Labels;
}

export interface Door extends Target {
  readonly line: readonly Point[];
}

const doors = signal<ReadonlyMap<number, readonly Door[]>>(new Map());
export const shownDoors = computed(() => doors.value.get(shownOrdinal.value) ?? []);
export const chosen = signal<Target | null>(null);

const NEAR_DOOR_M = 0.9;

interface Feature {
  readonly properties: { readonly id: string; readonly feature_type: string; readonly labels: Labels; readonly unit_ids: readonly string[] };
}

/** Fetch the doors of a storey: their ids come with the drawing of a level, their lines with its plan, in one order. */
export async function loadDoors(ordinal: number): Promise<void> {
  const place = venue.peek();
  if (!place || doors.peek().has(ordinal)) return;
  const levels = storeys.peek().find((each) => each.ordinal === ordinal)?.levels ?? [];
  const found = await Promise.all(levels.map(({ id: levelId }) => doorsOf(place.id, levelId)));
  doors.value = new Map([...doors.peek(), [ordinal, found.flat()]]);
}

async function doorsOf(venueId: string, levelId: string): Promise<Door[]> {
  const [plan, drawing] = await Promise.all([
    api.plan(venueId, levelId),
    get<{ features: readonly Feature[] }>(`/v1/venues/${id(venueId)}/levels/${id(levelId)}`),
  ]);
  const rooms = new Map(plan.rooms.map((room) => [room.id, room.labels ?? {}]));
  const openings = drawing.features.map((each) => each.properties).filter((each) => each.feature_type === "opening");
  return openings.map((opening, index) => {
    const line = plan.openings[index]!.line;
    const [[ax, ay], [bx, by]] = [line[0]!, line.at(-1)!];
    const sides = opening.unit_ids.map((unit) => ({ id: unit, labels: rooms.get(unit) ?? {} }));
    return { id: opening.id, kind: "opening", at: [(ax + bx) / 2, (ay + by) / 2], labels: opening.labels, sides, line };
  });
}

/** Return what is meant by a tap: a lift's or stairs' sign, a door close by, else the room. */
export function targetAt(floor: Floor, at: Point, markId: string | null, near: readonly Door[]): Target | null {
  const mark = floor.marks.find((each) => each.id === markId && each.id);
  if (mark && PORTALS.has(mark.kind)) return { id: mark.id, kind: "portal", at: mark.at, labels: mark.labels, sides: [] };
  const [door] = near.map((each) => [away_m(each.line, at), each] as const).sort(([a], [b]) => a - b);
  if (door && door[0] <= NEAR_DOOR_M) return door[1];
  const room = roomAt(floor, at);
  return room && roomTarget(room);
}

const PORTALS: ReadonlySet<string> = new Set(["elevator", "stairs", "escalator", "ramp", "moving_walkway"]);

const roomTarget = (room: { id: string; at: Point; labels: Labels }): Target =>
  ({ id: room.id, kind: "unit", at: room.at, labels: room.labels, sides: [] });

function away_m(line: readonly Point[], [x, y]: Point): number {
  const [[ax, ay], [bx, by]] = [line[0]!, line.at(-1)!];
  const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length2 ? Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2)) : 0;
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
}

/** Everything on the shown floor that has a name, for who chooses from a list. */
export const named = computed<readonly Target[]>(() => {
  const floor = shownFloor.value;
  if (!floor) return [];
  const portals = floor.marks.filter((mark) => mark.id && PORTALS.has(mark.kind));
  const all: Target[] = [
    ...floor.rooms.filter((room) => room.tone !== "void").map(roomTarget),
    ...portals.map((mark): Target => ({ id: mark.id, kind: "portal", at: mark.at, labels: mark.labels, sides: [] })),
    ...shownDoors.value.filter((door) => sideNames(door).length),
  ];
  const once = new Map(all.filter((each) => Object.keys(each.labels).length || sideNames(each).length).map((each) => [each.id, each]));
  return [...once.values()].sort((a, b) => nameOf(a).localeCompare(nameOf(b), lang.value, { numeric: true }));
});

const sideNames = (target: Pick<Target, "sides">): string[] =>
  target.sides.map(({ labels }) => pickLabel(labels, lang.value)).filter(Boolean);

export function nameOf(target: Pick<Target, "kind" | "labels" | "sides">): string {
  if (target.kind === "area") return closingWords.value.area;
  const name = pickLabel(target.labels, lang.value);
  const [one, other] = sideNames(target);
  if (name) return name;
  if (one && other) return words.value.between(one, other);
  return one ? words.value.doorOf(one) : words.value.unnamed[target.kind];
}

export function isLift(target: Target): boolean {
  return lifts.value.some((lift) => lift.portal === target.id);
}

/** The name of something closed, which may be on a floor whose doors are not fetched. */
export function closedName(feature: { feature: string; kind: Kind; labels: Labels }): string {
  const known = [...doors.value.values()].flat().find((door) => door.id === feature.feature);
  return nameOf(known ?? { kind: feature.kind, labels: feature.labels, sides: [] });
}
