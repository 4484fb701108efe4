/** Fingers, mouse, wheel and keys on the map, told as pan, zoom and tap. */

import type { Point } from "./camera";

export interface GestureHandlers {
  onPan(dx_px: number, dy_px: number): void;
  onZoom(at: Point, factor: number): void;
  onTurn(at: Point, by_rad: number): void;
  onTap(at: Point, target: Element): void;
  /** Enter or space: the point in the middle is meant. */
  onSelectCentre(): void;
}

const TAP_SLOP_PX = 8;
const TURN_SLOP_RAD = 0.25;
const KEY_PAN_PX = 80;
const KEY_TURN_RAD = Math.PI / 12;
export const KEY_ZOOM = 1.4;

/** Listen on an element until the returned function is called. */
export function listen(element: HTMLElement, handlers: GestureHandlers): () => void {
  const fingers = new Map<number, Point>();
  let twist_rad = 0;
  let turning = false;
  let pressed: { at: Point; target: Element } | null = null;

  const local = (event: MouseEvent): Point => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };

  const onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, local(event));
    [twist_rad, turning] = [0, false];
    pressed = fingers.size === 1 ? { at: local(event), target: event.target as Element } : null;
  };

  const onMove = (event: PointerEvent): void => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = local(event);
    if (pressed && Math.hypot(now[0] - pressed.at[0], now[1] - pressed.at[1]) < TAP_SLOP_PX) return;
    pressed = null;
    fingers.set(event.pointerId, now);
    if (fingers.size === 1) handlers.onPan(now[0] - before[0], now[1] - before[1]);
    else if (fingers.size === 2) pinch(event.pointerId, before, now);
  };

  const pinch = (pointerId: number, before: Point, now: Point): void => {
    const other = [...fingers].find(([id]) => id !== pointerId)?.[1];
    if (!other) return;
    const was = Math.hypot(before[0] - other[0], before[1] - other[1]);
    const is = Math.hypot(now[0] - other[0], now[1] - other[1]);
    handlers.onPan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    const middle: Point = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
    if (was > 1) handlers.onZoom(middle, is / was);
    const by_rad = angle(now, other) - angle(before, other);
    // Fingers that only pinch turn a little, too: a turn begins when it is meant.
    twist_rad += Math.atan2(Math.sin(by_rad), Math.cos(by_rad));
    turning ||= Math.abs(twist_rad) > TURN_SLOP_RAD;
    if (!turning) return;
    handlers.onTurn(middle, twist_rad);
    twist_rad = 0;
  };

  const onUp = (event: PointerEvent): void => {
    if (fingers.delete(event.pointerId) && pressed && event.type === "pointerup") {
      handlers.onTap(pressed.at, pressed.target);
    }
    pressed = null;
  };

  const onWheel = (event: WheelEvent): void => {
    event.preventDefault();
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    // A trackpad pinch comes as a wheel with ctrl and small steps.
    const speed = event.ctrlKey ? 0.01 : 0.0018;
    handlers.onZoom(local(event), Math.exp(-event.deltaY * lines * speed));
  };

  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== element || event.ctrlKey || event.metaKey || event.altKey) return;
    const run = keyAction(event.key, element, handlers);
    if (!run) return;
    event.preventDefault();
    run();
  };

  element.addEventListener("pointerdown", onDown);
  element.addEventListener("pointermove", onMove);
  element.addEventListener("pointerup", onUp);
  element.addEventListener("pointercancel", onUp);
  element.addEventListener("wheel", onWheel, { passive: false });
  element.addEventListener("keydown", onKey);
  return () => {
    element.removeEventListener("pointerdown", onDown);
    element.removeEventListener("pointermove", onMove);
    element.removeEventListener("pointerup", onUp);
    element.removeEventListener("pointercancel", onUp);
    element.removeEventListener("wheel", onWheel);
    element.removeEventListener("keydown", onKey);
  };
}

const angle = (from: Point, to: Point): number => Math.atan2(to[1] - from[1], to[0] - from[0]);

function keyAction(key: string, element: HTMLElement, handlers: GestureHandlers): (() => void) | null {
  const middle: Point = [element.clientWidth / 2, element.clientHeight / 2];
  switch (key) {
    case "ArrowLeft": return () => handlers.onPan(KEY_PAN_PX, 0);
    case "ArrowRight": return () => handlers.onPan(-KEY_PAN_PX, 0);
    case "ArrowUp": return () => handlers.onPan(0, KEY_PAN_PX);
    case "ArrowDown": return () => handlers.onPan(0, -KEY_PAN_PX);
    case "+": case "=": return () => handlers.onZoom(middle, KEY_ZOOM);
    case "-": case "_": return () => handlers.onZoom(middle, 1 / KEY_ZOOM);
    case "[": return () => handlers.onTurn(middle, -KEY_TURN_RAD);
    case "]": return () => handlers.onTurn(middle, KEY_TURN_RAD);
    case "Enter": case " ": return () => handlers.onSelectCentre();
    default: return null;
  }
}
