/** From the pointer on the map to the tool in hand. */

import type MapBrowserEvent from "ol/MapBrowserEvent";
import PointerInteraction from "ol/interaction/Pointer";
import type { Pointer } from "../editor";
import type { Tool } from "../tools/tool";

/** How near to something counts as on it. */
const REACH_PX = 10;
const TOUCH_REACH_PX = 20;

function pointerOf(event: MapBrowserEvent): Pointer {
  const resolution = event.map.getView().getResolution() ?? 1;
  const original = event.originalEvent as PointerEvent;
  const reach = original.pointerType === "touch" ? TOUCH_REACH_PX : REACH_PX;
  return {
    at: [event.coordinate[0]!, event.coordinate[1]!],
    reach_m: reach * resolution,
    alt: original.altKey,
    shift: original.shiftKey,
  };
}

export class Pointing extends PointerInteraction {
  constructor(private readonly tool: () => Tool, private readonly moved: (pointer: Pointer) => void) {
    super();
  }

  override handleEvent(event: MapBrowserEvent): boolean {
    if (event.type === "click") this.tool().click?.(pointerOf(event));
    return super.handleEvent(event);
  }

  protected override handleDownEvent(event: MapBrowserEvent): boolean {
    if ((event.originalEvent as PointerEvent).button !== 0) return false;
    return this.tool().press?.(pointerOf(event)) ?? false;
  }

  protected override handleDragEvent(event: MapBrowserEvent): void {
    const pointer = pointerOf(event);
    this.moved(pointer);
    this.tool().drag?.(pointer);
  }

  protected override handleUpEvent(event: MapBrowserEvent): boolean {
    this.tool().release?.(pointerOf(event));
    return false;
  }

  protected override handleMoveEvent(event: MapBrowserEvent): void {
    if (event.dragging) return;
    const pointer = pointerOf(event);
    this.moved(pointer);
    this.tool().hover?.(pointer);
  }
}
