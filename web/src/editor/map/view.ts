/** The map of the editor: OpenLayers in the venue's own metres. */

import "ol/ol.css";

import { effect } from "@preact/signals";
import OlMap from "ol/Map";
import View from "ol/View";
import DragPan from "ol/interaction/DragPan";
import DragZoom from "ol/interaction/DragZoom";
import MouseWheelZoom from "ol/interaction/MouseWheelZoom";
import PinchZoom from "ol/interaction/PinchZoom";
import Projection from "ol/proj/Projection";
import { lang } from "../../settings";
import type { Editor } from "../editor";
import { levelBelow, shapeOn } from "../model/draft";
import { boxOf, spotsOf, type Box } from "../model/geometry";
import { toolsOf } from "../tools/tools";
import type { Tool } from "../tools/tool";
import { onThemeChange, readColours } from "./colours";
import { GhostLayer, PlanLayers, SelectionLayer, SketchLayer } from "./layers";
import { Pointing } from "./pointing";
import type { Look } from "./styles";

/** The farthest that a venue may reach from its origin [m]. */
const FARTHEST_M = 20_000;
const EMPTY_BOX: Box = [-5, -5, 45, 35];
const PAN_SHARE = 0.15;
/** Something jumped to is shown with this much around it [m]. */
const AROUND_M = 6;

export interface MapControls {
  readonly tool: () => Tool;
  readonly zoom: (by: number) => void;
  readonly pan: (east: number, north: number) => void;
  readonly fit: () => void;
  readonly close: () => void;
}

export function drawMap(target: HTMLElement, editor: Editor): MapControls {
  const projection = new Projection({ code: "venue", units: "m", extent: [-FARTHEST_M, -FARTHEST_M, FARTHEST_M, FARTHEST_M] });
  const view = new View({ projection, center: [0, 0], resolution: 0.1, minResolution: 0.002, maxResolution: 5, enableRotation: false });
  let look: Look = { colours: readColours(), lang: lang.value };
  const current = (): Look => look;
  const plan = new PlanLayers(current);
  const ghost = new GhostLayer(current);
  const selection = new SelectionLayer(current);
  const sketch = new SketchLayer(current);
  const tools = toolsOf(editor);
  const tool = (): Tool => tools[editor.tool.peek()];

  plan.names.setZIndex(4);
  const map = new OlMap({
    target,
    view,
    controls: [],
    interactions: [new DragPan(), new PinchZoom(), new MouseWheelZoom(), new DragZoom(), new Pointing(tool, ({ at }) => (editor.pointer.value = at))],
    layers: [plan.plan, ghost.layer, plan.names, selection.layer, sketch.layer],
  });

  function fit(box: Box | null = levelBox()): void {
    view.fit([...(box ?? EMPTY_BOX)], { padding: [32, 72, 56, 32], maxZoom: Infinity });
  }

  function levelBox(): Box | null {
    const levelId = editor.levelId.peek();
    const draft = editor.sync.draft.peek();
    const level = draft.features.get(levelId);
    return boxOf(level?.geometry ? spotsOf(level.geometry) : [...draft.features.values()].flatMap((each) => spotsOf(shapeOn(each, levelId) ?? { type: "MultiPoint", coordinates: [] })));
  }

  let hasPictures = false;
  const stops: (() => void)[] = [
    effect(() => plan.show(editor.draft.value, editor.levelId.value)),
    effect(() => {
      const below = editor.isGhost.value ? levelBelow(editor.sync.draft.value, editor.levelId.value) : null;
      ghost.show(editor.sync.draft.value, below?.id ?? null);
    }),
    effect(() => {
      const { features } = editor.draft.value;
      selection.show(editor.selectedIds.value.map((each) => features.get(each)).filter((each) => each !== undefined), editor.levelId.value);
    }),
    effect(() => sketch.show(editor.sketch.value)),
    effect(() => {
      look = { colours: look.colours, lang: lang.value };
      plan.names.changed();
    }),
    effect(() => {
      if (editor.levelId.value) fit();
    }),
    effect(() => {
      const box = editor.goTo.value;
      if (box) fit([box[0] - AROUND_M, box[1] - AROUND_M, box[2] + AROUND_M, box[3] + AROUND_M]);
    }),
  ];

  stops.push(
    // Pictures, and all that draws them, are fetched where there are any.
    effect(() => {
      if (!editor.underlays.value.length || hasPictures) return;
      hasPictures = true;
      void import("./underlays").then(({ layUnderlays }) => stops.push(layUnderlays(map, editor, projection)));
    }),
    effect(() => {
      const leaving = editor.guests.value.map((guest) => guest(map));
      return () => leaving.forEach((leave) => leave());
    }),
    effect(() => {
      const name = editor.tool.value;
      target.style.cursor = name === "select" ? "default" : "crosshair";
      // What is selected stays so for the next tool, which may work on it.
      return () => name !== "select" && tools[name].cancel();
    }),
  );
  onThemeChange(() => {
    look = { colours: readColours(), lang: lang.value };
    for (const each of [plan.plan, plan.names, ghost.layer, selection.layer]) each.changed();
  });

  return {
    tool,
    fit: () => fit(),
    zoom: (by) => view.adjustZoom(by),
    pan(east, north) {
      const [x = 0, y = 0] = view.getCenter() ?? [];
      const [width, height] = map.getSize() ?? [0, 0];
      const resolution = view.getResolution() ?? 1;
      view.setCenter([x + east * PAN_SHARE * width! * resolution, y + north * PAN_SHARE * height! * resolution]);
    },
    close() {
      for (const stop of stops) stop();
      map.setTarget(undefined);
    },
  };
}
