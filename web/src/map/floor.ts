/** A storey made ready to draw: the plans of its levels in; rooms, gaps and symbols out. */

import type { Labels, LevelPlan } from "../api";
import { boundsOf, type Bounds, type Point } from "./camera";
import { inside, insidePoint, ringArea, type Ring } from "./shapes";
import { amenitySymbol, fixtureKind, toneOf, unitSymbol, type FixtureKind, type SymbolKind, type Tone } from "./tones";

export interface Room {
  readonly id: string;
  readonly levelId: string;
  readonly tone: Tone;
  readonly labels: Labels;
  readonly rings: readonly Ring[];
  readonly at: Point;
  readonly area_m2: number;
  readonly symbol: SymbolKind | null;
}

export interface Mark {
  readonly id: string;
  readonly levelId: string;
  readonly kind: SymbolKind;
  readonly labels: Labels;
  readonly at: Point;
}

/** A door to the outside; the main one is where planning at home starts. */
export interface Entrance {
  readonly levelId: string;
  readonly labels: Labels;
  readonly at: Point;
  readonly main: boolean;
}

export interface Fixture {
  readonly kind: FixtureKind;
  readonly rings: readonly Ring[];
}

export interface QrSign {
  readonly code: string;
  readonly levelId: string;
  readonly at: Point;
}

/** One storey: all levels of one ordinal, side by side. */
export interface Floor {
  readonly ordinal: number;
  /** The outer walls. */
  readonly outline: readonly Ring[];
  readonly rooms: readonly Room[];
  readonly fixtures: readonly Fixture[];
  readonly bays: readonly { readonly id: string; readonly rings: readonly Ring[]; readonly accessible: boolean }[];
  readonly doors: readonly { readonly line: readonly Point[]; readonly leaf: boolean }[];
  readonly marks: readonly Mark[];
  readonly entrances: readonly Entrance[];
  readonly qrSigns: readonly QrSign[];
  readonly bounds: Bounds;
}

export interface LevelData {
  readonly levelId: string;
  readonly plan: LevelPlan;
}

/** Return a storey of its levels; one without any room has the bounds of `box`. */
export function readFloor(ordinal: number, levels: readonly LevelData[], box: Bounds): Floor {
  const each = <T>(read: (level: LevelData) => readonly T[]): T[] => levels.flatMap(read);
  // Large rooms first, so that a small one inside a large one is drawn on top of it.
  const rooms = each(readRooms).sort((a, b) => b.area_m2 - a.area_m2);
  const entrances = each(readEntrances);
  const corners = rooms.flatMap((room) => room.rings.flat());
  return {
    ordinal,
    outline: each(({ plan }) => plan.outline),
    rooms,
    fixtures: each(({ plan }) => plan.fixtures.map(({ category, rings }) => ({ kind: fixtureKind(category), rings }))),
    bays: each(({ plan }) => plan.bays),
    // Nothing is interrupted where two gardens meet.
    doors: each(({ plan }) => plan.openings.filter((gap) => !gap.open_air).map(({ line, door }) => ({ line, leaf: door }))),
    marks: [...each(readMarks), ...entrances.map((entrance): Mark => ({ ...entrance, id: "", kind: "entrance" })), ...rooms.flatMap(markOf)],
    entrances,
    qrSigns: each(({ levelId, plan }) => plan.points.flatMap(({ code, at }) => (code ? [{ code, levelId, at }] : []))),
    bounds: corners.length ? boundsOf(corners) : box,
  };
}

function readRooms({ levelId, plan }: LevelData): Room[] {
  return plan.rooms.filter(({ rings }) => rings.length).map((room) => {
    const { id, category, rings, labels = {} } = room;
    const tone = room.walkable === false && !Object.keys(labels).length ? "void" : toneOf(room);
    const at = room.at && inside(rings, room.at) ? room.at : insidePoint(rings, boundsOf(rings.flat()));
    return { id, levelId, tone, labels, rings, at, area_m2: ringArea(rings[0]!), symbol: unitSymbol(category) };
  });
}

/** A room that has a symbol needs no other name. */
function markOf({ id, levelId, labels, at, symbol }: Room): Mark[] {
  return symbol ? [{ id, levelId, kind: symbol, labels, at }] : [];
}

function readEntrances({ levelId, plan }: LevelData): Entrance[] {
  return plan.openings.filter((gap) => gap.entrance).map(({ line, labels = {}, main = false }) => {
    const [[ax, ay], [bx, by]] = [line[0]!, line.at(-1)!];
    return { levelId, labels, at: [(ax + bx) / 2, (ay + by) / 2], main };
  });
}

const PORTAL_SYMBOLS: Readonly<Record<string, SymbolKind>> = {
  elevator: "elevator", stairs: "stairs", escalator: "escalator", ramp: "ramp", moving_walkway: "moving_walkway",
};

function readMarks({ levelId, plan }: LevelData): Mark[] {
  return plan.points.flatMap(({ type, id = "", kind = "", labels = {}, at }) => {
    const symbol =
      type === "portal" ? PORTAL_SYMBOLS[kind]
      : type === "amenity" ? amenitySymbol(kind)
      : type === "service_point" ? "desk"
      : undefined;
    return symbol ? [{ id, levelId, kind: symbol, labels, at }] : [];
  });
}

/** Return the smallest room at a point, or null. */
export function roomAt(floor: Floor, point: Point): Room | null {
  let found: Room | null = null;
  for (const room of floor.rooms) if (inside(room.rings, point)) found = room;
  return found;
}

/** Return the id of the parking bay at a point, or null. */
export function bayAt(floor: Floor, point: Point): string | null {
  return floor.bays.find(({ rings }) => inside(rings, point))?.id ?? null;
}
