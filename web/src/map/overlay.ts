/** What lies on the plan and changes: the route, the pins, the dot and its circles. */

import { laid, type Lie, type Point } from "./camera";
import type { Box } from "./labels";
import { lineData, make } from "./svg";
import { drawDestinationPin, drawDot, drawFloorLink, drawStartPin, drawWords } from "./symbols";
import type { Dot, DrawnRoute, FloorLink, Pins } from "./view";

const LINK_HALF_HEIGHT_PX = 18;

export interface NamedBelow {
  readonly key: string;
  readonly at: Point;
}

/** Drawn in metres, under the names. */
export class GroundLayer {
  readonly element = make("g", { class: "ground" });
  private readonly done = make("path", { class: "route-done" });
  private readonly casing = make("path", { class: "route-casing" });
  private readonly line = make("path", { class: "route-line" });
  private readonly beads = make("path", { class: "route-beads" });
  private readonly outer = make("circle", { class: "circle-95", display: "none" });
  private readonly inner = make("circle", { class: "circle-68", display: "none" });

  constructor() {
    this.element.append(this.done, this.casing, this.line, this.beads, this.outer, this.inner);
  }

  setRoute(route: DrawnRoute | null): void {
    const ahead = lineData(route?.ahead ?? []);
    this.done.setAttribute("d", lineData(route?.done ?? []));
    for (const path of [this.casing, this.line, this.beads]) path.setAttribute("d", ahead);
  }

  setDot(dot: Dot | null): void {
    const circles = [[this.outer, dot?.r95_m], [this.inner, dot?.r68_m]] as const;
    for (const [circle, radius_m] of circles) {
      circle.setAttribute("display", dot && radius_m ? "inline" : "none");
      if (!dot || !radius_m) continue;
      circle.setAttribute("r", radius_m.toFixed(2));
      circle.setAttribute("cx", dot.at[0].toFixed(2));
      circle.setAttribute("cy", (-dot.at[1]).toFixed(2));
    }
    this.element.classList.toggle("unsure", dot !== null && !dot.sure);
    this.element.classList.toggle("vague", Boolean(dot?.words));
  }
}

/** Drawn in pixels, above the names: pins, floor links and the dot. */
export class PinLayer {
  readonly element = make("g", { class: "pins" });
  private readonly start = drawStartPin();
  private readonly destination = drawDestinationPin();
  private readonly dotMark = drawDot();
  private readonly words = make("g");
  private readonly links = make("g");
  private places: { element: SVGGElement; at: Point; halfWidth: number }[] = [];
  private pins: Pins = { start: null, destination: null, chosenId: null };
  private dot: Dot | null = null;

  constructor(private readonly measure: (text: string) => number) {
    this.element.append(this.links, this.start, this.destination, this.dotMark, this.words);
  }

  setPins(pins: Pins): void {
    this.pins = pins;
  }

  setLinks(links: readonly FloorLink[]): void {
    this.places = links.map((link) => {
      const width = this.measure(link.text);
      const element = drawFloorLink(link.kind, link.text, width);
      element.setAttribute("data-floor", String(link.toOrdinal));
      return { element, at: link.at, halfWidth: width / 2 + 22 };
    });
    this.links.replaceChildren(...this.places.map((place) => place.element));
  }

  setDot(dot: Dot | null, lie: Lie): void {
    if (dot?.words !== this.dot?.words) this.words.replaceChildren(...(dot?.words ? [drawWords(dot.words, this.measure(dot.words))] : []));
    this.dot = dot;
    this.dotMark.classList.toggle("unsure", dot !== null && !dot.sure);
    this.putDot(lie);
  }

  private putDot(lie: Lie): void {
    const at = this.dot?.at ?? null;
    put(this.dotMark, this.dot?.words ? null : at, lie);
    put(this.words, at, lie);
  }

  layOut(lie: Lie): void {
    put(this.start, this.pins.start, lie);
    put(this.destination, this.pins.destination, lie);
    this.putDot(lie);
    for (const { element, at } of this.places) put(element, at, lie);
  }

  /** The place whose pin covers its name, so that the name goes below it. */
  namedBelow(chosenId: string | null): NamedBelow | null {
    return chosenId && this.pins.destination ? { key: chosenId, at: this.pins.destination } : null;
  }

  /** The boxes that names must leave free. The dot moves over names instead: they must not flicker around it. */
  taken(lie: Lie): Box[] {
    const boxes = this.places.map(({ at, halfWidth }) =>
      around(at, lie, halfWidth, LINK_HALF_HEIGHT_PX, LINK_HALF_HEIGHT_PX),
    );
    if (this.pins.destination) boxes.push(around(this.pins.destination, lie, 15, 41, 4));
    if (this.pins.start) boxes.push(around(this.pins.start, lie, 11, 11, 11));
    return boxes;
  }
}

function around(at: Point, lie: Lie, half: number, above: number, below: number): Box {
  const [x, y] = laid(at, lie);
  return { x0: x - half, y0: y - above, x1: x + half, y1: y + below };
}

function put(element: SVGElement, at: Point | null, lie: Lie): void {
  element.setAttribute("display", at ? "inline" : "none");
  if (!at) return;
  const [x, y] = laid(at, lie);
  element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
}
