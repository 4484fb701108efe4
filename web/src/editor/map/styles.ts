/** How each kind of thing looks on the map. */

import type { Geometry as OlGeometry } from "ol/geom";
import CircleStyle from "ol/style/Circle";
import Fill from "ol/style/Fill";
import RegularShape from "ol/style/RegularShape";
import Stroke from "ol/style/Stroke";
import Style from "ol/style/Style";
import Text from "ol/style/Text";
import { toneOf } from "../../map/tones";
import { pickLabel } from "../../ui/labels";
import { labelsOf, textOf, type Feature } from "../model/draft";
import type { Colours } from "./colours";

export const FONT = '500 13px system-ui, -apple-system, "Segoe UI", Roboto, "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** What lies above what. */
const ORDER = ["level", "building", "unit", "parking_bay", "fixture", "opening", "portal", "amenity", "service_point", "transmitter", "qr_point"];

/** Below this resolution [m a pixel] small things are told apart, and drawn. */
const CLOSE = 0.12;

export interface Look {
  readonly colours: Colours;
  readonly lang: string;
}

export function styleOf(feature: Feature, look: Look, resolution: number, geometry?: OlGeometry): Style | Style[] | undefined {
  const { colours } = look;
  const zIndex = ORDER.indexOf(feature.type);
  const base = { zIndex, ...(geometry ? { geometry } : {}) };
  switch (feature.type) {
    case "level":
      return new Style({ ...base, fill: new Fill({ color: colours.token("surface") }), stroke: new Stroke({ color: colours.token("outer-wall"), width: 3 }) });
    case "unit": {
      if (feature.geometry?.type === "LineString") return new Style({ ...base, stroke: new Stroke({ color: colours.token("brand"), width: 3, lineDash: [10, 6] }) });
      const tone = toneOf({ category: textOf(feature, "category"), function: textOf(feature, "function"), access: textOf(feature, "access") });
      return new Style({ ...base, fill: new Fill({ color: colours.tone(tone) }), stroke: new Stroke({ color: colours.token("wall"), width: 1.5 }) });
    }
    case "fixture":
      return resolution > CLOSE ? undefined : new Style({ ...base, fill: new Fill({ color: colours.token("fixture") }), stroke: new Stroke({ color: colours.token("leaf"), width: 1 }) });
    case "parking_bay":
      return new Style({ ...base, stroke: new Stroke({ color: colours.token("leaf"), width: 1 }) });
    case "opening": {
      const isDoor = feature.properties["has_door"] === true;
      const gap = new Style({ ...base, stroke: new Stroke({ color: colours.token("gap"), width: 5, lineCap: "butt" }) });
      const leaf = new Style({ ...base, stroke: new Stroke({ color: colours.token(feature.properties["entrance"] === true ? "ok" : isDoor ? "brand" : "leaf"), width: isDoor ? 3 : 1.5, lineCap: "butt" }) });
      return [gap, leaf];
    }
    case "transmitter":
      return resolution > CLOSE ? undefined : new Style({ ...base, image: dot(4, colours.token("unsure"), colours.token("surface")) });
    case "portal":
      return new Style({ ...base, image: new RegularShape({ points: 4, radius: resolution > CLOSE ? 5 : 9, angle: Math.PI / 4, fill: new Fill({ color: colours.token("sign-lift") }), stroke: new Stroke({ color: colours.token("surface"), width: 1.5 }) }) });
    case "qr_point":
      return resolution > CLOSE * 2 ? undefined : new Style({ ...base, image: new RegularShape({ points: 4, radius: 7, angle: Math.PI / 4, fill: new Fill({ color: colours.token("ink") }), stroke: new Stroke({ color: colours.token("surface"), width: 1.5 }) }) });
    case "service_point":
      return resolution > CLOSE * 2 ? undefined : new Style({ ...base, image: dot(resolution > CLOSE ? 3 : 6, colours.token("honey"), colours.token("ink")) });
    case "amenity":
      return resolution > CLOSE * 2 ? undefined : new Style({ ...base, image: dot(resolution > CLOSE ? 3 : 6, colours.token("ok"), colours.token("surface")) });
    default:
      return undefined;
  }
}

const dot = (radius: number, fill: string, stroke: string): CircleStyle =>
  new CircleStyle({ radius, fill: new Fill({ color: fill }), stroke: new Stroke({ color: stroke, width: 1.5 }) });

/** The name of a room; the map leaves out those that do not fit. */
export function nameStyle(feature: Feature, look: Look): Style | undefined {
  const text = pickLabel(labelsOf(feature), look.lang) || textOf(feature, "label");
  if (!text || (feature.type !== "unit" && feature.type !== "parking_bay")) return undefined;
  return new Style({
    text: new Text({ text, font: FONT, fill: new Fill({ color: look.colours.token("name") }), stroke: new Stroke({ color: look.colours.token("halo"), width: 3 }) }),
  });
}

export function selectedStyle(look: Look): Style {
  const colour = look.colours.token("focus");
  return new Style({
    fill: new Fill({ color: `${colour}33` }),
    stroke: new Stroke({ color: colour, width: 3 }),
    image: new CircleStyle({ radius: 11, stroke: new Stroke({ color: colour, width: 3 }) }),
  });
}

export function handleStyle(look: Look, isCorner: boolean): Style {
  const colour = look.colours.token("focus");
  return new Style({ image: dot(isCorner ? 6 : 4, isCorner ? look.colours.token("surface") : colour, colour) });
}

export const ghostStyle = (look: Look): Style =>
  new Style({ stroke: new Stroke({ color: look.colours.token("unsure"), width: 1, lineDash: [4, 4] }) });
