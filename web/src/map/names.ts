/** The layer of signs and names: laid out anew when the scale changes, only shifted when the map is dragged. */

import { otherScript, pickLabel } from "../ui/labels";
import type { Floor, Mark } from "./floor";
import { laid, turned, unlaid, type Lie, type Point } from "./camera";
import { placeLabels, overlap, type Box, type LabelWish, type Measure, type PlacedLabel } from "./labels";
import type { NamedBelow } from "./overlay";
import { make } from "./svg";
import { drawSign, SIGN_HALF_PX } from "./symbols";
import { importance, type SymbolKind } from "./tones";

const SIGN_RANK: Readonly<Record<SymbolKind, number>> = {
  entrance: 9, elevator: 8, information: 7, escalator: 6, stairs: 6, ramp: 6, moving_walkway: 6, wheelchair: 5,
  toilet: 4, parking: 4, bus: 4, taxi: 3, heart: 2, cash: 2, water: 2, desk: 1,
};
/** Desks appear only when their windows can be told apart. */
const DESKS_FROM_PX_PER_M = 9;
const SIGN_AIR_PX = 3;
const BELOW_PIN_PX = 20;

export class NameLayer {
  readonly element = make("g", { class: "names" });
  private signs = new Map<Mark, SVGGElement>();
  private names = new Map<string, SVGTextElement>();
  /** What is shown, and where in the world. */
  private shown: [SVGElement, Point][] = [];
  private wishes: LabelWish[] = [];
  private tones = new Map<string, string>();

  constructor(private readonly measure: Measure) {}

  load(floor: Floor | null, lang: string): void {
    this.element.replaceChildren();
    this.names.clear();
    const marks = [...(floor?.marks ?? [])].sort((a, b) => SIGN_RANK[b.kind] - SIGN_RANK[a.kind]);
    this.signs = new Map(marks.map((mark) => [mark, drawSign(mark.kind)]));
    for (const [mark, sign] of this.signs) if (mark.kind !== "entrance") sign.setAttribute("data-mark", mark.id);
    this.element.append(...this.signs.values());
    this.wishes = floor ? wishesOf(floor, lang) : [];
    this.tones = new Map(floor?.rooms.map((room) => [room.id, room.tone]) ?? []);
  }

  /** Lay everything out, leaving the `taken` boxes free; the chosen place is named first, below its pin. */
  layOut(lie: Lie, taken: readonly Box[], chosen: NamedBelow | null): void {
    const { px_per_m, turn_rad } = lie;
    const boxes = [...taken];
    this.shown = [];
    for (const [mark, sign] of this.signs) {
      const [x, y] = laid(mark.at, lie);
      const box = signBox(mark, x, y);
      const shown = (mark.kind !== "desk" || px_per_m >= DESKS_FROM_PX_PER_M) && !boxes.some((other) => overlap(box, other));
      sign.setAttribute("display", shown ? "inline" : "none");
      if (!shown) continue;
      boxes.push(box);
      this.shown.push([sign, mark.at]);
    }
    const wishes = this.wishes.map((wish) => {
      const lying = turn_rad ? turnedWish(wish, turn_rad) : wish;
      return wish.key === chosen?.key ? below(lying, turned(chosen.at, turn_rad), px_per_m) : lying;
    });
    this.write(placeLabels(wishes, px_per_m, this.measure, boxes), lie);
    this.shift(lie);
  }

  /** Move what is shown with the picture, without asking what else would have room. */
  shift(lie: Lie): void {
    for (const [element, at] of this.shown) {
      const [x, y] = laid(at, lie);
      element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`);
    }
  }

  private write(placed: readonly PlacedLabel[], lie: Lie): void {
    const kept = new Set<string>();
    for (const label of placed) {
      kept.add(label.key);
      const element = this.names.get(label.key) ?? this.newName(label.key);
      this.shown.push([element, unlaid([label.x, label.y], lie)]);
      const text = label.lines.map((line) => line.text).join("\n");
      if (element.getAttribute("data-text") !== text) {
        element.setAttribute("data-text", text);
        element.replaceChildren(...label.lines.map(drawLine));
      }
    }
    for (const [key, element] of this.names) element.setAttribute("display", kept.has(key) ? "inline" : "none");
  }

  private newName(key: string): SVGTextElement {
    const element = make("text", { class: `name tone-${this.tones.get(key) ?? "room"}` });
    this.names.set(key, element);
    this.element.append(element);
    return element;
  }
}

/** Names stay upright: what turns is where they may stand. */
function turnedWish(wish: LabelWish, turn_rad: number): LabelWish {
  const within = wish.within?.map((ring) => ring.map((corner) => turned(corner, turn_rad))) ?? null;
  return { ...wish, at: turned(wish.at, turn_rad), within };
}

function below(wish: LabelWish, pin: Point, px_per_m: number): LabelWish {
  return { ...wish, at: [pin[0], pin[1] - BELOW_PIN_PX / px_per_m], within: null, rank: Infinity };
}

function drawLine(line: PlacedLabel["lines"][number]): SVGTSpanElement {
  const span = make("tspan", { x: 0, y: line.dy.toFixed(1), class: line.second ? "second" : "first" });
  span.textContent = line.text;
  return span;
}

function signBox(mark: Mark, x: number, y: number): Box {
  const half = mark.kind === "desk" ? 5 : SIGN_HALF_PX + SIGN_AIR_PX;
  return { x0: x - half, y0: y - half, x1: x + half, y1: y + half };
}

function wishesOf(floor: Floor, lang: string): LabelWish[] {
  const signed = new Set(floor.marks.map((mark) => mark.id));
  const widest = Math.max(1, ...floor.rooms.map((room) => room.area_m2));
  return floor.rooms
    .filter((room) => importance(room.tone) > 0 && !signed.has(room.id))
    .map((room) => ({
      key: room.id,
      text: pickLabel(room.labels, lang),
      second: otherScript(room.labels, lang),
      at: room.at,
      within: room.rings,
      rank: importance(room.tone) + room.area_m2 / widest,
    }))
    .filter((wish) => wish.text !== "");
}
