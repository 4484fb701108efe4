/** What the page asks of a map. The page knows nothing of SVG; another renderer would only have to keep this promise. */

import type { Bounds, Point } from "./camera";
import type { Floor } from "./floor";
import type { SymbolKind } from "./tones";

/** A place where the route goes to another floor; tapping it goes there too. */
export interface FloorLink {
  readonly at: Point;
  readonly kind: SymbolKind;
  readonly text: string;
  readonly toOrdinal: number;
}

/** The part of a route on one floor. */
export interface DrawnRoute {
  readonly ahead: readonly (readonly Point[])[];
  readonly done: readonly (readonly Point[])[];
  readonly links: readonly FloorLink[];
}

/**
 * A position with its circles: 68 % and 95 % of the time the person is inside. Not `sure`: nothing is heard now.
 * With `words` it is too uncertain to point at: an area is drawn, and the words instead of a dot.
 */
export interface Dot {
  readonly at: Point;
  readonly r68_m: number;
  readonly r95_m: number;
  readonly sure: boolean;
  readonly words: string | null;
}

export interface Pins {
  readonly start: Point | null;
  readonly destination: Point | null;
  /** The room to mark as chosen. */
  readonly chosenId: string | null;
}

export interface MapTap {
  readonly at: Point;
  readonly markId: string | null;
}

export interface MapHandlers {
  onTap(tap: MapTap): void;
  onFloorLink(ordinal: number): void;
  /** The person moved the map by hand. */
  onMoved(): void;
  onTurned(turn_rad: number): void;
}

export interface MapView {
  showFloor(floor: Floor | null): void;
  setLanguage(lang: string): void;
  /** Turn the picture clockwise from north up; names stay upright. */
  setTurn(turn_rad: number): void;
  /** Draw names, signs and pins so many times as large. */
  setSymbolScale(factor: number): void;
  setRoute(route: DrawnRoute | null): void;
  setPins(pins: Pins): void;
  setDot(dot: Dot | null): void;
  /** Show the whole of these bounds, or of the floor. */
  fit(bounds?: Bounds): void;
  /** Bring a point to the middle, at least close enough to read names. */
  centre(point: Point): void;
  /** Keep a point in sight with as little movement as possible. */
  follow(point: Point): void;
  zoomBy(factor: number): void;
  destroy(): void;
}
