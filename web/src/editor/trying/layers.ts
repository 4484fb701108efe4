/** What is tried, on the map: ground, clearance or reach under the names, and the way above them. */

import OlFeature from "ol/Feature";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { LineString, Polygon } from "ol/geom";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import CircleStyle from "ol/style/Circle";
import { readColours } from "../map/colours";
import { pointAt, shapeOf } from "../map/shapes";
import { FONT } from "../map/styles";
import { shapeOn, type Draft, type Spot } from "../model/draft";
import type { End, ReachName, Rings, TriedReach, TriedRoute, TriedSpace } from "./server";

/** How much of what is below shines through. */
const VEIL = "99";
/** From too narrow for a person's shoulders to wide enough for two beds. */
export const BAND_TOKENS = ["trouble", "honey", "tone-lab", "tone-pharmacy", "tone-toilet"] as const;
export const REACH_TOKENS: Readonly<Record<ReachName, string>> = {
  step_free: "ok", with_steps: "honey", staff_only: "unsure", not_reached: "trouble",
};
/** Told apart without colours, too. */
export const REACH_MARKS: Readonly<Record<ReachName, string>> = { step_free: "", with_steps: "↕", staff_only: "○", not_reached: "✕" };

export class TryingLayers {
  private readonly ground = new VectorSource();
  private readonly line = new VectorSource();
  readonly layers = [
    new VectorLayer({ source: this.ground, zIndex: 3, declutter: "trying" }),
    new VectorLayer({ source: this.line, zIndex: 7 }),
  ];

  showNothing(): void {
    this.ground.clear();
  }

  showWalkable(space: TriedSpace): void {
    this.ground.clear(true);
    const colour = readColours().token("focus");
    this.fill(space.walkable, `${colour}55`, colour);
  }

  showClearance(space: TriedSpace): void {
    this.ground.clear(true);
    const { token } = readColours();
    space.clearance.forEach(({ polygons }, at) => this.fill(polygons, `${token(BAND_TOKENS[at] ?? "tone-toilet")}${VEIL}`));
    for (const place of space.narrow) {
      const made = pointAt(place.point_m);
      made.setStyle(new Style({ image: new CircleStyle({ radius: 9, stroke: new Stroke({ color: token("trouble"), width: 3 }) }) }));
      this.ground.addFeature(made);
    }
  }

  showReach({ units }: TriedReach, draft: Draft, levelId: string): void {
    this.ground.clear(true);
    const { token } = readColours();
    for (const { unit, reach, at_s } of units) {
      const feature = draft.features.get(unit);
      const shape = feature && shapeOn(feature, levelId);
      if (!shape) continue;
      const made = new OlFeature(shapeOf(shape));
      const text = REACH_MARKS[reach] || String(Math.max(1, Math.round((at_s ?? 0) / 60)));
      made.setStyle(new Style({
        fill: new Fill({ color: `${token(REACH_TOKENS[reach])}59` }),
        text: new Text({ text, font: FONT, offsetY: 16, fill: new Fill({ color: token("name") }), stroke: new Stroke({ color: token("halo"), width: 3 }) }),
      }));
      this.ground.addFeature(made);
    }
  }

  /** Draw what of a way lies on a level, the ends that were chosen too. */
  showWay(route: TriedRoute | null, ends: readonly (End | null)[], levelId: string): void {
    this.line.clear(true);
    const { token } = readColours();
    const casing = new Style({ stroke: new Stroke({ color: token("route-casing"), width: 8 }) });
    const core = new Style({ stroke: new Stroke({ color: token("route"), width: 5 }) });
    for (const { from_level, to_level, points } of route?.legs ?? []) {
      if (from_level !== levelId && to_level !== levelId) continue;
      if (from_level !== to_level) {
        this.dot(points[from_level === levelId ? 0 : points.length - 1]!, "sign-lift");
        continue;
      }
      const made = new OlFeature(new LineString(points.map(([x, y]) => [x, y])));
      made.setStyle([casing, core]);
      this.line.addFeature(made);
    }
    for (const end of ends) if (end && "x_m" in end && end.level === levelId) this.dot([end.x_m, end.y_m], "route");
    this.line.changed();
  }

  private dot(at: Spot, name: string): void {
    const { token } = readColours();
    const made = pointAt(at);
    made.setStyle(new Style({ image: new CircleStyle({ radius: 7, fill: new Fill({ color: token(name) }), stroke: new Stroke({ color: token("route-casing"), width: 3 }) }) }));
    this.line.addFeature(made);
  }

  private fill(polygons: readonly Rings[], colour: string, edge?: string): void {
    const style = new Style({ fill: new Fill({ color: colour }), ...(edge ? { stroke: new Stroke({ color: edge, width: 1 }) } : {}) });
    this.ground.addFeatures(polygons.map((rings) => {
      const made = new OlFeature(new Polygon(rings.map((ring) => ring.map(([x, y]) => [x, y]))));
      made.setStyle(style);
      return made;
    }));
  }
}
