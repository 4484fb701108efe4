/** The signs on the map, in a 24 × 24 box with the origin in its middle. */

import { make } from "./svg";
import type { SymbolKind } from "./tones";

const PATHS: Readonly<Record<Exclude<SymbolKind, "toilet" | "parking" | "cash" | "desk">, string>> = {
  elevator: "M-4.5-1.5 -2-5l2.5 3.5zM-.5 1.5h5L2 5z",
  stairs: "M-6 5.5h3.5v-3.5h3.5v-3.5h3.5v-3.5H7",
  escalator: "M-6.5 5h3L3.5-4.5h3M-4-2.5V-6m0 0-1.8 1.8M-4-6l1.8 1.8",
  ramp: "M-6.5 5h13v-7z",
  moving_walkway: "M-6 4h12M-4-1h8m0 0-2.5-2.5M4-1 1.5 1.5",
  wheelchair: "M-1.5-6.2a.4.4 0 1 0 .01 0M-1.5-3.2v4.4h4.2l2 4.3M-1.5-1.2h3.4M-3.4-.6a4 4 0 1 0 4.9 5.2",
  information: "M0-1.2v6M0-5.2v.2",
  entrance: "M0 6v-9M-4 .5 0-4l4 4.5",
  bus: "M-5-6H5V4H-5zM-5-1.5H5M-3 4v2M3 4v2M-2.5 1.5h.1M2.5 1.5h.1",
  taxi: "M-6 3.5V0l1.8-3.8h8.4L6 0v3.5zM-6 0H6M-3.5 3.5v1.7M3.5 3.5v1.7",
  heart: "M0 5.5-5.2.3a3 3 0 0 1 4.3-4.3L0-3l.9-1a3 3 0 0 1 4.3 4.3z",
  water: "M0-6C2-3 4.2-.8 4.2 1.8a4.2 4.2 0 0 1-8.4 0C-4.2-.8-2-3 0-6z",
};
const LETTERS: Partial<Record<SymbolKind, string>> = { toilet: "WC", parking: "P", cash: "¥" };

/** Half the side of a sign's box, in pixels. */
export const SIGN_HALF_PX = 11;

export function drawSign(kind: SymbolKind): SVGGElement {
  if (kind === "desk") return make("g", { class: "sign sign-desk" }, make("circle", { r: 4 }));
  const half = SIGN_HALF_PX;
  const letters = LETTERS[kind];
  const glyph = letters ? letter(letters) : make("path", { class: "glyph", d: PATHS[kind as keyof typeof PATHS] });
  const box = make("rect", { x: -half, y: -half, width: 2 * half, height: 2 * half, rx: 6 });
  return make("g", { class: `sign sign-${kind}` }, box, glyph);
}

function letter(text: string): SVGTextElement {
  const element = make("text", { class: text.length > 1 ? "letters small" : "letters", y: text.length > 1 ? 3.6 : 4.8 });
  element.textContent = text;
  return element;
}

export function drawDestinationPin(): SVGGElement {
  return make(
    "g", { class: "pin-destination" },
    make("ellipse", { class: "pin-shadow", cx: 0, cy: 0, rx: 7, ry: 2.5 }),
    make("path", { class: "pin-body", d: "M0 0C-2.5-7-14-14-14-25a14 14 0 1 1 28 0C14-14 2.5-7 0 0z" }),
    make("circle", { class: "pin-eye", cx: 0, cy: -25, r: 5.5 }),
  );
}

export function drawStartPin(): SVGGElement {
  return make("g", { class: "pin-start" }, make("circle", { r: 8.5 }));
}

/** A badge that names the floor the route goes on to. */
export function drawFloorLink(kind: SymbolKind, text: string, width_px: number): SVGGElement {
  const width = width_px + 44;
  const label = make("text", { x: 14, y: 5 });
  label.textContent = text;
  const sign = drawSign(kind);
  sign.setAttribute("transform", `translate(${-width / 2 + 19} 0)`);
  return make(
    "g", { class: "floor-link" },
    make("rect", { x: -width / 2, y: -18, width, height: 36, rx: 18 }),
    sign, label,
  );
}

export function drawDot(): SVGGElement {
  const question = make("text", { class: "dot-question", y: 5 });
  question.textContent = "?";
  return make("g", { class: "dot" }, make("circle", { class: "dot-ring", r: 11 }), make("circle", { class: "dot-core", r: 7.5 }), question);
}

/** What is written instead of a dot that would claim too much. */
export function drawWords(text: string, width_px: number): SVGGElement {
  const width = width_px + 24;
  const label = make("text", { y: 5 });
  label.textContent = text;
  return make("g", { class: "whereabouts" }, make("rect", { x: -width / 2, y: -15, width, height: 30, rx: 15 }), label);
}
