/** Coverage on the map: squares in colours that everybody can tell apart, and suggested beacons as buttons. */

import type OlMap from "ol/Map";
import Overlay from "ol/Overlay";
import ImageLayer from "ol/layer/Image";
import ImageCanvas from "ol/source/ImageCanvas";
import { amountsOf, type Covered, type Shown, type Suggested } from "../coverage";

/** Cividis from its bright end, thinned as in printed maps: bright is good. */
export const COLOURS = ["#FEEB6C", "#E4D683", "#CAC195", "#B1AF9F", "#9B9EA1", "#838D97", "#677B98", "#476080"] as const;
export const NOTHING = "#E2E5E7";
/** Where one colour ends and the next begins, from good to bad. */
export const EDGES: Readonly<Record<Shown, readonly number[]>> = {
  error: [2, 3, 4, 5, 7, 10, 15],
  heard: [12, 9, 7, 5, 3, 2, 1],
  floor: [0.1, 0.5, 1, 2, 5, 10, 20],
};

/** The colour of an amount. */
export function colourOf(amount: number | null, shown: Shown): string {
  if (amount === null) return NOTHING;
  const edges = EDGES[shown];
  const isLessBetter = edges[0]! < edges.at(-1)!;
  const step = edges.findIndex((edge) => (isLessBetter ? amount <= edge : amount >= edge));
  return COLOURS[step < 0 ? edges.length : step]!;
}

/** What each colour means, the good ones first. */
export function stepsOf(shown: Shown): readonly string[] {
  const edges = EDGES[shown];
  const [best, worst] = edges[0]! < edges.at(-1)! ? ["≤", ">"] : ["≥", "<"];
  return [`${best} ${edges[0]}`, ...edges.slice(1).map((edge, index) => `${edges[index]}–${edge}`), `${worst} ${edges.at(-1)}`];
}

/** Above the plan and the floor below, under names and what is selected. */
const ABOVE_PLAN = 3;
const OPACITY = 0.85;

export class CoverageLayer {
  private covered: Covered | null = null;
  private shown: Shown = "error";
  private readonly source: ImageCanvas;
  private readonly layer: ImageLayer<ImageCanvas>;
  private ghosts: Overlay[] = [];

  constructor(private readonly map: OlMap) {
    this.source = new ImageCanvas({
      ratio: 1,
      canvasFunction: ([west, , , north], resolution, ratio, [width, height]) => this.paint(west!, north!, resolution / ratio, width!, height!),
    });
    this.layer = new ImageLayer({ source: this.source, opacity: OPACITY, zIndex: ABOVE_PLAN });
    map.addLayer(this.layer);
  }

  show(covered: Covered | null, shown: Shown): void {
    [this.covered, this.shown] = [covered, shown];
    this.source.changed();
  }

  /** Show suggestions as buttons on the map; a click takes one. */
  suggest(spots: readonly Suggested[], name: (number: number) => string, take: (spot: Suggested) => void): void {
    for (const each of this.ghosts) this.map.removeOverlay(each);
    this.ghosts = spots.map((spot, index) => {
      const element = document.createElement("button");
      element.type = "button";
      element.className = "ghost-beacon";
      element.textContent = String(index + 1);
      element.setAttribute("aria-label", name(index + 1));
      element.addEventListener("click", () => take(spot));
      return new Overlay({ element, position: [spot.x_m, spot.y_m], positioning: "center-center", insertFirst: false });
    });
    for (const each of this.ghosts) this.map.addOverlay(each);
  }

  close(): void {
    this.suggest([], String, () => {});
    this.map.removeLayer(this.layer);
  }

  private paint(west: number, north: number, metresAPixel: number, width: number, height: number): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [width, height];
    const pen = canvas.getContext("2d")!;
    const covered = this.covered;
    if (!covered) return canvas;
    const { west_m, south_m, side_m, columns, numbers } = covered.squares;
    const amounts = amountsOf(covered, this.shown);
    numbers.forEach((number, index) => {
      // Whole pixels: squares beside each other neither overlap nor leave a gap.
      const [left, right] = [0, 1].map((more) => Math.round((west_m + ((number % columns) + more) * side_m - west) / metresAPixel));
      const [bottom, top] = [0, 1].map((more) => Math.round((north - south_m - (Math.floor(number / columns) + more) * side_m) / metresAPixel));
      pen.fillStyle = colourOf(amounts[index]!, this.shown);
      pen.fillRect(left!, top!, right! - left!, bottom! - top!);
    });
    return canvas;
  }
}
