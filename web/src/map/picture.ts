/** A floor with a route as a picture that stands still: for paper. */

import { boundsOf, fit, toScreen, type Bounds, type Insets, type Size } from "./camera";
import type { Floor } from "./floor";
import { textMeasure } from "./measure";
import { NameLayer } from "./names";
import { GroundLayer, PinLayer } from "./overlay";
import { drawPlan, scaleLines } from "./plan";
import { make } from "./svg";
import type { DrawnRoute, Pins } from "./view";

const INSETS: Insets = { top: 40, right: 110, bottom: 40, left: 110 };
/** As near as a page is useful: a short way is shown with what is around it. */
const NEAREST_PX_PER_M = 14;

/** Return the part of a floor where the route is, drawn with its names and pins. */
export function drawPicture(floor: Floor, route: DrawnRoute, pins: Pins, lang: string, size: Size, host: HTMLElement): SVGSVGElement {
  const corners = [...route.ahead.flat(), ...route.links.map(({ at }) => at), ...(pins.destination ? [pins.destination] : [])];
  const area: Bounds = corners.length ? boundsOf(corners) : floor.bounds;
  const camera = fit(area, size, INSETS, NEAREST_PX_PER_M);
  const [tx, ty] = toScreen(camera, size, [0, 0]);
  const measure = textMeasure(host);
  const ground = new GroundLayer();
  const names = new NameLayer((text, second) => measure(text, second ? 11 : 13));
  const over = new PinLayer((text) => measure(text, 15));
  ground.setRoute(route);
  over.setLinks(route.links);
  over.setPins(pins);
  over.layOut(camera);
  names.load(floor, lang);
  names.layOut(camera, over.taken(camera), over.namedBelow(pins.chosenId));
  const plan = drawPlan(floor);
  scaleLines(plan, camera.px_per_m);
  return make(
    "svg", { class: "map-svg", viewBox: `0 0 ${size.width} ${size.height}`, "aria-hidden": "true" },
    make("g", { transform: `translate(${tx} ${ty}) scale(${camera.px_per_m})` }, plan, ground.element),
    make("g", { transform: `translate(${tx} ${ty})` }, names.element, over.element),
  );
}
