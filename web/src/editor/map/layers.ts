/** The layers of the map, kept true to the draft: only what changed is drawn anew. */

import OlFeature from "ol/Feature";
import VectorLayer from "ol/layer/Vector";
import VectorSource from "ol/source/Vector";
import { LineString, Polygon } from "ol/geom";
import Fill from "ol/style/Fill";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import CircleStyle from "ol/style/Circle";
import type { Sketch } from "../editor";
import { cornersOf } from "../model/actions/alter";
import { featuresOn, shapeOn, type Draft, type Feature, type Spot } from "../model/draft";
import { middle } from "../model/geometry";
import { sidesOf } from "../tools/select";
import { pointAt, shapeOf, shown, shownBy } from "./shapes";
import { FONT, ghostStyle, handleStyle, nameStyle, selectedStyle, styleOf, type Look } from "./styles";

/** What is on a level, feature by feature. */
export class PlanLayers {
  private readonly source = new VectorSource();
  private readonly shapes = new Map<string, OlFeature>();
  readonly plan: VectorLayer;
  readonly names: VectorLayer;

  constructor(look: () => Look) {
    this.plan = new VectorLayer({
      source: this.source,
      updateWhileAnimating: true,
      updateWhileInteracting: true,
      style: (made, resolution) => styleOf(shownBy(made), look(), resolution),
    });
    this.names = new VectorLayer({ source: this.source, declutter: true, style: (made) => nameStyle(shownBy(made), look()) });
  }

  show(draft: Draft, levelId: string): void {
    const wanted = new Map(featuresOn(draft, levelId).map(([feature, shape]) => [feature.id, [feature, shape] as const]));
    const gone: OlFeature[] = [];
    for (const [id, made] of this.shapes) {
      const feature = wanted.get(id)?.[0];
      if (feature && feature === shownBy(made) && made.get("level") === levelId) continue;
      gone.push(made);
      this.shapes.delete(id);
    }
    const added: OlFeature[] = [];
    for (const [id, [feature, shape]] of wanted) {
      if (this.shapes.has(id)) continue;
      const made = shown(feature, shape);
      made.set("level", levelId, true);
      this.shapes.set(id, made);
      added.push(made);
    }
    if (gone.length > MOST_REMOVED_ONE_BY_ONE) {
      this.source.clear(true);
      this.source.addFeatures([...this.shapes.values()]);
      return;
    }
    this.source.removeFeatures(gone);
    this.source.addFeatures(added);
  }
}

const MOST_REMOVED_ONE_BY_ONE = 200;

/** The walls of the floor below, as a hint. */
export class GhostLayer {
  private readonly source = new VectorSource();
  readonly layer: VectorLayer;

  constructor(look: () => Look) {
    this.layer = new VectorLayer({ source: this.source, style: () => ghostStyle(look()), zIndex: 2 });
  }

  show(draft: Draft, levelId: string | null): void {
    this.source.clear(true);
    if (levelId === null) return this.source.changed();
    const walls = featuresOn(draft, levelId).filter(([each]) => each.type === "unit" || each.type === "level");
    this.source.addFeatures(walls.map(([each, shape]) => shown(each, shape)));
  }
}

/** What is selected, with its handles. */
export class SelectionLayer {
  private readonly source = new VectorSource();
  readonly layer: VectorLayer;

  constructor(look: () => Look) {
    this.layer = new VectorLayer({
      source: this.source,
      zIndex: 5,
      updateWhileInteracting: true,
      style: (made) => (made.get("handle") === undefined ? selectedStyle(look()) : handleStyle(look(), made.get("handle") === "corner")),
    });
  }

  show(features: readonly Feature[], levelId: string): void {
    this.source.clear(true);
    for (const feature of features) {
      const shape = shapeOn(feature, levelId);
      if (shape) this.source.addFeature(new OlFeature(shapeOf(shape)));
    }
    const [only, more] = features;
    if (only && !more) {
      this.handles("corner", cornersOf(only));
      this.handles("side", sidesOf(only).map((side) => middle(...side)));
    }
    this.source.changed();
  }

  private handles(kind: string, places: readonly Spot[]): void {
    for (const place of places) {
      const handle = pointAt(place);
      handle.set("handle", kind, true);
      this.source.addFeature(handle);
    }
  }
}

/** What a tool draws while it is at work. */
export class SketchLayer {
  private readonly source = new VectorSource();
  readonly layer: VectorLayer;

  constructor(private readonly look: () => Look) {
    this.layer = new VectorLayer({ source: this.source, zIndex: 6, updateWhileInteracting: true });
  }

  show({ area, areas = [], line, gap, mark, label }: Sketch): void {
    const { colours } = this.look();
    const colour = colours.token("focus");
    const stroke = new Stroke({ color: colour, width: 2 });
    this.source.clear(true);
    if (area && area.length > 2) this.add(new OlFeature(new Polygon([spots([...area, area[0]!])])), new Style({ fill: new Fill({ color: `${colour}2e` }), stroke }));
    for (const each of areas) this.add(new OlFeature(new Polygon([spots(each)])), new Style({ stroke }));
    if (line) this.add(new OlFeature(new LineString(spots(line))), new Style({ stroke }));
    if (gap) this.add(new OlFeature(new LineString(spots(gap))), new Style({ stroke: new Stroke({ color: colours.token("trouble"), width: 6, lineCap: "butt" }) }));
    for (const guide of mark?.guides ?? []) {
      this.add(new OlFeature(new LineString(spots(guide))), new Style({ stroke: new Stroke({ color: colours.token("trouble"), width: 1, lineDash: [6, 4] }) }));
    }
    if (mark && mark.kind !== null && mark.kind !== "grid") {
      this.add(pointAt(mark.at), new Style({ image: new CircleStyle({ radius: 7, stroke: new Stroke({ color: colours.token("trouble"), width: 2 }) }) }));
    }
    if (label) {
      const text = new Text({
        text: label.text, font: FONT, offsetY: -18, offsetX: 12, textAlign: "left", padding: [3, 6, 3, 6],
        fill: new Fill({ color: colours.token("surface") }), backgroundFill: new Fill({ color: colours.token("ink") }),
      });
      this.add(pointAt(label.at), new Style({ text }));
    }
    this.source.changed();
  }

  private add(made: OlFeature, style: Style): void {
    made.setStyle(style);
    this.source.addFeature(made);
  }
}

const spots = (places: readonly Spot[]): number[][] => places.map((each) => [each[0], each[1]]);
