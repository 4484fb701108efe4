/** Small helpers to build SVG elements. */

import type { Point } from "./camera";
import type { Ring } from "./shapes";

const SVG = "http://www.w3.org/2000/svg";

export function make<K extends keyof SVGElementTagNameMap>(
  tag: K, attributes: Readonly<Record<string, string | number>> = {}, ...children: readonly Node[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

const cm = (value_m: number): number => Math.round(value_m * 100) / 100;

/** Path data of polylines in metres; y turns over because SVG counts it downward. */
export function lineData(lines: readonly (readonly Point[])[]): string {
  return lines
    .filter((line) => line.length > 1)
    .map((line) => `M${line.map(([x, y]) => `${cm(x)} ${cm(-y)}`).join("L")}`)
    .join("");
}

export function ringData(rings: readonly Ring[]): string {
  return rings.map((ring) => `${lineData([ring])}Z`).join("");
}
