/** Where the selected feature lies, in numbers. */

import type { Editor } from "../editor";
import { move, resize } from "../model/actions/alter";
import { shapeOn, type Feature, type Spot } from "../model/draft";
import { boxOf, lengthOf, spotsOf } from "../model/geometry";
import { editorWords } from "../words";
import { NumberInput } from "./fieldinput";

const shown = (metres: number): number => Math.round(metres * 100) / 100;

export function Place({ editor, feature }: { editor: Editor; feature: Feature }) {
  const words = editorWords.value;
  const shape = shapeOn(feature, editor.levelId.value);
  const box = shape && boxOf(spotsOf(shape));
  if (!shape || !box || feature.type === "level" || feature.type === "building") return null;
  const [west, south, east, north] = box;
  const shift = (by: Spot): void => void editor.act("move", move([feature], editor.levelId.value, by));
  const size = (to: Spot): void => {
    if (to[0] > 0 && to[1] > 0) editor.act("resize", resize(feature, [[west, south], [east, north]], [[west, south], [west + to[0], south + to[1]]]));
  };
  const widen = (width: number): void => {
    const half = (width / lengthOf(shape.coordinates as readonly Spot[]) - 1) / 2;
    const [dx, dy] = [(east - west) * half, (north - south) * half];
    editor.act("resize", resize(feature, [[west, south], [east, north]], [[west - dx, south - dy], [east + dx, north + dy]]));
  };
  return (
    <fieldset class="place">
      <legend>{words.place}</legend>
      <NumberInput label={words.west} value={shown(west)} save={(to) => to !== null && shift([to - west, 0])} />
      <NumberInput label={words.south} value={shown(south)} save={(to) => to !== null && shift([0, to - south])} />
      {shape.type === "LineString" && <NumberInput label={words.clearWidth} value={shown(lengthOf(shape.coordinates))} save={(to) => to !== null && to > 0 && widen(to)} />}
      {shape.type === "Polygon" && <NumberInput label={words.width} value={shown(east - west)} save={(to) => to !== null && size([to, north - south])} />}
      {shape.type === "Polygon" && <NumberInput label={words.height} value={shown(north - south)} save={(to) => to !== null && size([east - west, to])} />}
    </fieldset>
  );
}
