/** What joins levels: stairs, lifts, escalators and ramps, drawn on all their levels at once. */

import { featuresOn, levelsOf, stopsOf, type Draft, type Feature, type Ring, type Spot, type Stop } from "../draft";
import { isDoable, type Edit, type Outcome } from "../edits";
import { boxOf, distanceTo, holds, middle, rounded, spotsOf } from "../geometry";
import { drawDoor, drawRoom, type DrawWhy } from "./draw";

export const CONNECTORS = ["stairs", "elevator", "escalator", "ramp", "moving_walkway"] as const;
export type ConnectorKind = (typeof CONNECTORS)[number];
export type ConnectWhy = "fewLevels" | "noPortal";

/** Category of the rooms that a connector has on its levels; a moving walk runs within a room. */
const CATEGORY: Readonly<Record<ConnectorKind, string>> = {
  stairs: "stairs", elevator: "elevator", escalator: "escalator", ramp: "ramp", moving_walkway: "movingwalkway",
};
const FEWEST_STOPS = 2;

/** Draw a connector with a room and a stop on each of its levels; a room of its kind that is there already is used. */
export function drawConnector(
  draft: Draft, kind: ConnectorKind, corners: Ring, levelIds: readonly string[], newId: () => string,
): Outcome<ConnectWhy | DrawWhy> {
  const served = levelsOf(draft).filter((each) => levelIds.includes(each.id)).reverse();
  if (served.length < FEWEST_STOPS) return { why: "fewLevels" };
  const edits: Edit[] = [];
  const stops: Stop[] = [];
  for (const level of served) {
    const stop = stopAt(draft, level.id, kind, centreOf(corners));
    if (stop) {
      stops.push(stop);
      continue;
    }
    const room = drawRoom(corners, level.id, CATEGORY[kind], newId());
    if (!isDoable(room)) return room;
    edits.push(...room.edits);
    stops.push({ level_id: level.id, unit_id: room.added!, point: centreOf(corners) });
  }
  const id = newId();
  return { added: id, edits: [...edits, { add: id, feature_type: "portal", properties: { kind, stops } }] };
}

/** Whether a room is drawn as a connector of some kind. */
export const isOfKind = ({ type, properties }: Feature, kind: ConnectorKind): boolean => type === "unit" && properties["category"] === CATEGORY[kind];

/** The stop in a room of a connector's kind that holds a place, if there is such a room. */
function stopAt(draft: Draft, levelId: string, kind: ConnectorKind, at: Spot): Stop | null {
  const room = featuresOn(draft, levelId).find(([each, shape]) => isOfKind(each, kind) && holds(shape, at));
  return room ? { level_id: levelId, unit_id: room[0].id, point: at } : null;
}

function centreOf(corners: Ring): Spot {
  const [west, south, east, north] = boxOf(corners)!;
  return rounded(middle([west, south], [east, north]));
}

/** Let a connector stop on one more level, above or below its nearest stop, or pass a level by. */
export function setStop(draft: Draft, portal: Feature, levelId: string, isServed: boolean, newId: () => string): Outcome<ConnectWhy> {
  const stops = stopsOf(portal);
  if (portal.type !== "portal") return { why: "noPortal" };
  if (!isServed) {
    const left = stops.filter((each) => each.level_id !== levelId);
    return left.length < FEWEST_STOPS ? { why: "fewLevels" } : { edits: [{ change: portal.id, properties: { stops: left } }] };
  }
  const like = nearestStop(draft, stops, levelId);
  if (!like?.point) return { why: "noPortal" };
  const there = stopAt(draft, levelId, portal.properties["kind"] as ConnectorKind, like.point);
  const room = there ? null : roomLike(draft, like, levelId, newId());
  const stop: Stop = there ?? { level_id: levelId, point: like.point, ...(room && "add" in room ? { unit_id: room.add } : {}) };
  return { edits: [...(room ? [room] : []), { change: portal.id, properties: { stops: inOrder(draft, [...stops, stop]) } }] };
}

function nearestStop(draft: Draft, stops: readonly Stop[], levelId: string): Stop | undefined {
  const ordinal = ordinalsOf(draft);
  const away = (each: Stop): number => Math.abs((ordinal.get(each.level_id) ?? 0) - (ordinal.get(levelId) ?? 0));
  return [...stops].sort((a, b) => away(a) - away(b))[0];
}

function roomLike(draft: Draft, { unit_id = "" }: Stop, levelId: string, id: string): Edit | null {
  const room = draft.features.get(unit_id);
  if (!room?.geometry) return null;
  return { add: id, feature_type: "unit", geometry: room.geometry, properties: { level_id: levelId, category: room.properties["category"] } };
}

const ordinalsOf = (draft: Draft): ReadonlyMap<string, number> => new Map(levelsOf(draft).map((each) => [each.id, each.ordinal]));

/** Stops in order of travel: a connector that goes down keeps going down. */
function inOrder(draft: Draft, stops: readonly Stop[]): readonly Stop[] {
  const ordinal = ordinalsOf(draft);
  const of = (each: Stop | undefined): number => ordinal.get(each?.level_id ?? "") ?? 0;
  const isDown = of(stops[0]) > of(stops[1]);
  return [...stops].sort((a, b) => (isDown ? of(b) - of(a) : of(a) - of(b)));
}

/** Draw a door; in the wall of a connector also on its other levels, where none is yet. */
export function drawDoors(draft: Draft, levelId: string, at: Spot, width_m: number, reach_m: number, newId: () => string): Outcome<DrawWhy> {
  const first = drawDoor(draft, levelId, at, width_m, reach_m, newId());
  if (!isDoable(first)) return first;
  const place = middleOfDoor(first.edits[0]!);
  const levels = new Set(othersServed(draft, levelId, place, reach_m));
  const edits = [...first.edits];
  for (const each of levels) {
    if (hasOpening(draft, each, place, width_m)) continue;
    const door = drawDoor(draft, each, place, width_m, reach_m, newId());
    if (isDoable(door)) edits.push(...door.edits);
  }
  return { ...first, edits };
}

function middleOfDoor(edit: Edit): Spot {
  const [from, to] = spotsOf("geometry" in edit ? edit.geometry! : { type: "MultiPoint", coordinates: [] });
  return middle(from!, to!);
}

/** The other levels of the connectors whose room has a wall at a place. */
function othersServed(draft: Draft, levelId: string, at: Spot, reach_m: number): readonly string[] {
  return [...draft.features.values()].filter((each) => each.type === "portal").flatMap((portal) => {
    const stops = stopsOf(portal);
    const room = draft.features.get(stops.find((each) => each.level_id === levelId)?.unit_id ?? "");
    const isHere = room?.geometry && String(room.properties["category"]) in OF_CATEGORY && distanceTo(room.geometry, at) <= reach_m;
    return isHere ? stops.map((each) => each.level_id).filter((each) => each !== levelId) : [];
  });
}

/** Rooms that are nothing but a connector: a hall where an escalator ends is not. */
const OF_CATEGORY: Readonly<Record<string, true>> = Object.fromEntries(Object.values(CATEGORY).map((each) => [each, true]));

function hasOpening(draft: Draft, levelId: string, at: Spot, width_m: number): boolean {
  return featuresOn(draft, levelId).some(([each, shape]) => each.type === "opening" && distanceTo(shape, at) < width_m);
}
