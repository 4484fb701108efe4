/** What is being tried: two ends, who travels, which layer is shown, and what the server says of it. */

import { batch, effect, signal, type Signal } from "@preact/signals";
import { ApiError } from "../../api";
import { lang } from "../../settings";
import type { Editor } from "../editor";
import { levelOf, type Spot } from "../model/draft";
import type { End, TrialApi, TriedReach, TriedSpace, TriedWay } from "./server";

export type EndName = "start" | "goal";
export type LayerName = "none" | "walkable" | "clearance" | "reach";

/** A change is followed by others; what is tried is asked for when they pause. */
const PAUSE_MS = 300;

export class Trying {
  readonly ends: Readonly<Record<EndName, Signal<End | null>>> = { start: signal(null), goal: signal(null) };
  readonly profile = signal("walk");
  readonly layer = signal<LayerName>("none");
  /** Whether reach is asked from the start of the way, not from every entrance. */
  readonly isFromStart = signal(false);
  readonly way = signal<TriedWay | null>(null);
  readonly reach = signal<TriedReach | null>(null);
  readonly space = signal<TriedSpace | null>(null);
  readonly trouble = signal("");
  readonly isWaiting = signal(false);
  /** Which end the next click on the map sets. */
  readonly next = signal<EndName>("start");
  private latest = 0;

  constructor(private readonly editor: Editor, private readonly server: TrialApi) {}

  /** Begin to follow the draft and what is chosen; returns what ends that. */
  follow(): () => void {
    this.ends.start.value ??= this.entrance();
    if (this.ends.start.value) this.next.value = "goal";
    let timer = 0;
    const stop = effect(() => {
      const isSaved = this.editor.sync.version.value > 0 && this.editor.sync.state.value === "saved";
      const { start, goal } = this.ends;
      const asked = { start: start.value, goal: goal.value, profile: this.profile.value, layer: this.layer.value };
      const from = this.isFromStart.value ? start.value : null;
      const level = this.editor.levelId.value;
      void lang.value;
      clearTimeout(timer);
      if (isSaved) timer = window.setTimeout(() => void this.ask({ ...asked, from, level }), PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }

  /** A click on the map while ends are being chosen. */
  pick(at: Spot): void {
    this.set(this.next.peek(), { x_m: at[0], y_m: at[1], level: this.editor.levelId.peek() });
  }

  set(name: EndName, end: End): void {
    batch(() => {
      this.ends[name].value = end;
      this.next.value = name === "start" ? "goal" : "start";
    });
  }

  swap(): void {
    const { start, goal } = this.ends;
    batch(() => ([start.value, goal.value] = [goal.value, start.value]));
  }

  private async ask(asked: { start: End | null; goal: End | null; profile: string; layer: LayerName; from: End | null; level: string }): Promise<void> {
    const turn = ++this.latest;
    const { start, goal, profile, layer, from, level } = asked;
    this.isWaiting.value = true;
    try {
      const [way, space, reach] = await Promise.all([
        start && goal ? this.server.route(start, goal, profile) : null,
        layer === "walkable" || layer === "clearance" ? this.server.space(level, profile) : null,
        layer === "reach" ? this.server.reach(from, profile) : null,
      ]);
      if (turn === this.latest) this.answered(way, space, reach, "");
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const says = `${error.message} ${String(error.problem["remedy"] ?? "")}`;
      if (turn === this.latest) this.answered(null, null, null, says);
    }
  }

  private answered(way: TriedWay | null, space: TriedSpace | null, reach: TriedReach | null, trouble: string): void {
    batch(() => {
      this.way.value = way;
      this.space.value = space;
      this.reach.value = reach;
      this.trouble.value = trouble;
      this.isWaiting.value = false;
    });
  }

  /** The middle of the first public entrance. */
  private entrance(): End | null {
    for (const feature of this.editor.sync.draft.value.features.values()) {
      if (feature.type !== "opening" || feature.properties["entrance"] !== true || feature.geometry?.type !== "LineString") continue;
      const [from, to] = [feature.geometry.coordinates[0]!, feature.geometry.coordinates.at(-1)!];
      return { x_m: (from[0] + to[0]) / 2, y_m: (from[1] + to[1]) / 2, level: levelOf(feature) ?? "" };
    }
    return null;
  }
}
