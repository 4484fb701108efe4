/** The map view in SVG: one group for metres, one for pixels, each moved by its transform attribute. */

import { between, fit, kept, panned, toScreen, toWorld, turnedAt, wrapped, zoomedAt, type Bounds, type Camera, type Insets, type Lie, type Point, type Size } from "./camera";
import type { Floor } from "./floor";
import { listen } from "./gestures";
import { textMeasure } from "./measure";
import { NameLayer } from "./names";
import { GroundLayer, PinLayer } from "./overlay";
import { drawPlan, scaleLines } from "./plan";
import { make } from "./svg";
import { tween, type Tween } from "./tween";
import type { Dot, DrawnRoute, MapHandlers, MapView, Pins } from "./view";

/** While the scale or the turn goes on changing, names and lines only move along; this often they are drawn as they should be. */
const LAY_OUT_MS = 250;
/** Who draws again so soon is still moving. */
const PAUSE_MS = 100;
const READABLE_PX_PER_M = 9;
/** A short route is not blown up beyond this. */
const NEAR_PX_PER_M = 22;
/** The whole floor may go under the zoom buttons: they cover a corner only. */
const FLOOR_LEFT_PX = 16;
const DOT_GLIDE_MS = 900;
const DOT_GLIDE_LONGEST_M = 15;
const CAMERA_MS = 350;
/** The dot may wander this share of the half-picture from its middle before the map follows. */
const FOLLOW_SHARE = 0.45;

export class SvgMap implements MapView {
  private readonly world = make("g", { class: "world" });
  private readonly screen = make("g", { class: "screen" });
  private readonly plan = make("g");
  private readonly ground = new GroundLayer();
  private readonly names: NameLayer;
  private readonly pins: PinLayer;
  private readonly svg: SVGSVGElement;
  private readonly resize: ResizeObserver;
  private readonly unlisten: () => void;
  private camera: Camera = { x_m: 0, y_m: 0, px_per_m: 4, turn_rad: 0 };
  private size: Size = { width: 0, height: 0 };
  private floor: Floor | null = null;
  private own: SVGElement | null = null;
  private lang = "en";
  private chosenId: string | null = null;
  private symbolScale = 1;
  private laidOutAt: Lie | null = null;
  private laidOut_ms = 0;
  private drawn_ms = 0;
  private settle = 0;
  private move: Tween | null = null;
  private glide: Tween | null = null;
  private dot: Dot | null = null;
  private wanted: Bounds | null | undefined;
  private frame = 0;

  constructor(private readonly host: HTMLElement, private readonly handlers: MapHandlers, private readonly insets: Insets) {
    const measure = textMeasure(host);
    this.names = new NameLayer((text, second) => measure(text, second ? 11 : 13));
    this.pins = new PinLayer((text) => measure(text, 15));
    this.world.append(this.plan, this.ground.element);
    this.screen.append(this.names.element, this.pins.element);
    this.svg = make("svg", { class: "map-svg", "aria-hidden": "true", focusable: "false" }, this.world, this.screen);
    host.append(this.svg);
    this.unlisten = listen(host, {
      onPan: (dx, dy) => this.byHand(panned(this.camera, dx, dy)),
      onZoom: (at, factor) => this.byHand(zoomedAt(this.camera, this.size, at, factor, this.bounds())),
      onTurn: (at, by_rad) => {
        this.byHand(turnedAt(this.camera, this.size, at, by_rad));
        handlers.onTurned(wrapped(this.camera.turn_rad));
      },
      onTap: (at, target) => this.tapped(at, target),
      onSelectCentre: () => handlers.onTap({ at: [this.camera.x_m, this.camera.y_m], markId: null }),
    });
    this.resize = new ResizeObserver(() => this.measureHost());
    this.resize.observe(host);
  }

  showFloor(floor: Floor | null): void {
    if (floor === this.floor) return;
    const first = this.floor === null;
    this.floor = floor;
    this.plan.replaceChildren(...(floor ? [drawPlan(floor)] : []));
    this.names.load(floor, this.lang);
    this.markChosen();
    if (first && floor && !this.wanted) this.fit();
    this.redraw(true);
  }

  /** Draw something of a page's own on the plan, in metres, under the names. */
  drawOnPlan(drawn: SVGElement): void {
    this.own?.remove();
    this.own = drawn;
    this.plan.after(drawn);
  }

  setLanguage(lang: string): void {
    if (lang === this.lang) return;
    this.lang = lang;
    this.names.load(this.floor, lang);
    this.redraw(true);
  }

  setTurn(turn_rad: number): void {
    if (Math.abs(wrapped(turn_rad - this.camera.turn_rad)) > 0.01) this.flyTo({ ...this.camera, turn_rad });
  }

  setSymbolScale(factor: number): void {
    this.symbolScale = factor;
    this.redraw(true);
  }

  setRoute(route: DrawnRoute | null): void {
    this.ground.setRoute(route);
    this.pins.setLinks(route?.links ?? []);
    this.redraw(true);
  }

  setPins(pins: Pins): void {
    this.pins.setPins(pins);
    this.chosenId = pins.chosenId;
    this.markChosen();
    this.redraw(true);
  }

  setDot(dot: Dot | null): void {
    const from = this.dot;
    this.glide?.stop();
    this.glide = null;
    const far = !from || !dot || Math.hypot(dot.at[0] - from.at[0], dot.at[1] - from.at[1]) > DOT_GLIDE_LONGEST_M;
    if (far || reducedMotion()) return this.drawDot(dot);
    this.glide = tween(DOT_GLIDE_MS, (share) => {
      const mix = (a: number, b: number): number => a + (b - a) * share;
      this.drawDot({
        ...dot,
        at: [mix(from.at[0], dot.at[0]), mix(from.at[1], dot.at[1])],
        r68_m: mix(from.r68_m, dot.r68_m),
        r95_m: mix(from.r95_m, dot.r95_m),
      });
    });
  }

  fit(bounds?: Bounds): void {
    this.wanted = bounds ?? null;
    if (!this.size.width) return;
    const area = bounds ?? this.bounds();
    this.flyTo(this.fitted(area, bounds !== undefined));
  }

  centre(point: Point): void {
    this.wanted = [point[0] - 12, point[1] - 12, point[0] + 12, point[1] + 12];
    this.flyTo({ ...this.camera, x_m: point[0], y_m: point[1], px_per_m: Math.max(this.camera.px_per_m, READABLE_PX_PER_M) });
  }

  follow(point: Point): void {
    const [x, y] = toScreen(this.camera, this.size, point);
    const away_x = Math.abs(x / this.size.width - 0.5) * 2;
    const away_y = Math.abs(y / this.size.height - 0.5) * 2;
    if (Math.max(away_x, away_y) > FOLLOW_SHARE) this.centre(point);
  }

  zoomBy(factor: number): void {
    const middle: Point = [this.size.width / 2, this.size.height / 2];
    this.wanted = undefined;
    this.flyTo(zoomedAt(this.camera, this.size, middle, factor, this.bounds()));
  }

  destroy(): void {
    this.move?.stop();
    this.glide?.stop();
    cancelAnimationFrame(this.frame);
    clearTimeout(this.settle);
    this.resize.disconnect();
    this.unlisten();
    this.svg.remove();
  }

  private fitted(area: Bounds, near: boolean): Camera {
    const insets = near ? this.insets : { ...this.insets, left: FLOOR_LEFT_PX };
    return fit(area, this.size, insets, near ? NEAR_PX_PER_M : undefined, this.camera.turn_rad);
  }

  private bounds(): Bounds {
    return this.floor?.bounds ?? [0, 0, 40, 40];
  }

  private drawDot(dot: Dot | null): void {
    this.dot = dot;
    this.ground.setDot(dot);
    this.pins.setDot(dot, this.lie());
  }

  private markChosen(): void {
    this.plan.querySelector(".chosen")?.classList.remove("chosen");
    if (!this.chosenId) return;
    this.plan.querySelector(`[data-room="${CSS.escape(this.chosenId)}"]`)?.classList.add("chosen");
  }

  private measureHost(): void {
    const before = this.size;
    this.size = { width: this.host.clientWidth, height: this.host.clientHeight };
    // What was asked to be seen stays in sight when the picture changes its size, unless the person moved since.
    if (this.wanted !== undefined || !before.width) {
      this.move?.stop();
      this.camera = this.fitted(this.wanted ?? this.bounds(), Boolean(this.wanted));
    }
    this.redraw(false);
  }

  private byHand(camera: Camera): void {
    this.move?.stop();
    this.wanted = undefined;
    this.camera = kept(camera, this.bounds());
    this.redraw(false);
    this.handlers.onMoved();
  }

  private flyTo(to: Camera): void {
    this.move?.stop();
    const from = this.camera;
    if (reducedMotion() || !this.laidOutAt) {
      this.camera = to;
      return this.redraw(false);
    }
    this.move = tween(CAMERA_MS, (share) => {
      this.camera = between(from, to, share);
      this.redraw(false);
    });
  }

  private tapped(at: Point, target: Element): void {
    const link = target.closest("[data-floor]")?.getAttribute("data-floor");
    if (link) return this.handlers.onFloorLink(Number(link));
    const markId = target.closest("[data-mark]")?.getAttribute("data-mark") ?? null;
    this.handlers.onTap({ at: toWorld(this.camera, this.size, at), markId });
  }

  private redraw(contents: boolean): void {
    if (contents) this.laidOutAt = null;
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  }

  private draw(): void {
    const { px_per_m, turn_rad } = this.camera;
    const [tx, ty] = toScreen(this.camera, this.size, [0, 0]);
    this.world.setAttribute("transform", `translate(${tx.toFixed(2)} ${ty.toFixed(2)}) rotate(${((turn_rad * 180) / Math.PI).toFixed(2)}) scale(${px_per_m.toFixed(4)})`);
    // Larger symbols and names are laid out as on a smaller map, which is then enlarged.
    this.screen.setAttribute("transform", `translate(${tx.toFixed(2)} ${ty.toFixed(2)}) scale(${this.symbolScale})`);
    if (px_per_m === this.laidOutAt?.px_per_m && turn_rad === this.laidOutAt.turn_rad) return;
    const [lie, now_ms] = [this.lie(), performance.now()];
    this.pins.layOut(lie);
    clearTimeout(this.settle);
    const moving = now_ms - this.drawn_ms < PAUSE_MS;
    this.drawn_ms = now_ms;
    if (this.laidOutAt && moving && now_ms - this.laidOut_ms < LAY_OUT_MS) {
      this.names.shift(lie);
      this.settle = window.setTimeout(() => this.redraw(true), PAUSE_MS);
      return;
    }
    [this.laidOutAt, this.laidOut_ms] = [{ px_per_m, turn_rad }, now_ms];
    scaleLines(this.plan, px_per_m);
    this.svg.classList.toggle("far", px_per_m < 5);
    this.names.layOut(lie, this.pins.taken(lie), this.pins.namedBelow(this.chosenId));
  }

  /** How metres lie on the layer of names and pins. */
  private lie(): Lie {
    return { px_per_m: this.camera.px_per_m / this.symbolScale, turn_rad: this.camera.turn_rad };
  }
}

function reducedMotion(): boolean {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
