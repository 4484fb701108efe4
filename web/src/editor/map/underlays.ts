/** Pictures under the plan. Turned pictures are drawn where their corners lie. */

import { effect } from "@preact/signals";
import type OlMap from "ol/Map";
import ImageLayer from "ol/layer/Image";
import type Projection from "ol/proj/Projection";
import ImageStatic from "ol/source/ImageStatic";
import type { Editor } from "../editor";
import type { Underlay } from "../server";

/** Show the pictures of the level; returns what ends that. */
export function layUnderlays(map: OlMap, editor: Editor, projection: Projection): () => void {
  let pictures: readonly ImageLayer<ImageStatic>[] = [];
  const stops = [
    effect(() => {
      const here = editor.underlays.value.filter((each) => each.level === editor.levelId.value);
      for (const each of pictures) map.removeLayer(each);
      pictures = here.map((each) => new ImageLayer({ opacity: editor.opacity.peek(), zIndex: 1, source: sourceOf(each, projection) }));
      for (const each of pictures) map.addLayer(each);
    }),
    effect(() => {
      for (const each of pictures) each.setOpacity(editor.opacity.value);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

function sourceOf({ href, width_px, height_px, transformation: [a, , x, , d, y] }: Underlay, projection: Projection): ImageStatic {
  const [east, south] = [a * width_px + x, d * height_px + y];
  return new ImageStatic({ url: href, projection, imageExtent: [Math.min(x, east), Math.min(y, south), Math.max(x, east), Math.max(y, south)] });
}
