/** What the editor shows and holds at the moment; everything that happens goes through `act`. */

import { computed, effect, signal } from "@preact/signals";
import type OlMap from "ol/Map";
import { announce } from "../ui/announce";
import { featuresOn, levelOf, levelsOf, shapeOn, type Draft, type Feature, type Spot } from "./model/draft";
import { apply, isDoable, type Edit, type Outcome } from "./model/edits";
import { boxOf, spotsOf, type Box } from "./model/geometry";
import { hit } from "./model/hit";
import { snap, type Snapped, type SnapSwitches } from "./model/snap";
import type { PointKind } from "./model/actions/draw";
import type { Finding, Log, Repair, Underlay } from "./server";
import type { Sync } from "./sync";
import { ToolSettings } from "./toolsettings";
import type { LaterTool } from "./tools/tools";
import { editorWords, type Act, type Why } from "./words";

export type ToolName = "select" | "rectangle" | "polygon" | "door" | "point" | "measure" | "split" | "scale" | "ends" | LaterTool;

/** What is drawn above the map while a tool is at work. */
export interface Sketch {
  readonly area?: readonly Spot[];
  readonly areas?: readonly (readonly Spot[])[];
  readonly line?: readonly Spot[];
  readonly gap?: readonly Spot[];
  readonly mark?: Snapped;
  /** A measure, said at its place. */
  readonly label?: { readonly at: Spot; readonly text: string };
}

export interface Pointer {
  readonly at: Spot;
  /** How near is near at this zoom [m]. */
  readonly reach_m: number;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** Comes onto the map, and leaves it when what it returned is called. */
export type Guest = (map: OlMap) => () => void;

const SWITCHES: SnapSwitches = { corner: true, midpoint: true, edge: true, rightAngle: true, alignment: true, grid: true };

export class Editor {
  readonly levelId = signal("");
  readonly selectedIds = signal<readonly string[]>([]);
  readonly tool = signal<ToolName>("select");
  readonly switches = signal<SnapSwitches>(SWITCHES);
  readonly isGhost = signal(false);
  readonly category = signal("room");
  readonly doorWidth_m = signal(1.2);
  readonly pointKind = signal<PointKind>("amenity");
  readonly settings = new ToolSettings();
  /** Whether all things are shown in a table. */
  readonly isTable = signal(false);
  readonly sketch = signal<Sketch>({});
  /** Where the pointer is on the map. */
  readonly pointer = signal<Spot | null>(null);
  /** Edits that are tried while something is dragged. */
  readonly preview = signal<readonly Edit[]>([]);
  /** Why the last action was not done. */
  readonly why = signal<Why | null>(null);
  readonly findings = signal<readonly Finding[] | null>(null);
  readonly repairs = signal<readonly Repair[]>([]);
  readonly log = signal<Log | null>(null);
  readonly underlays = signal<readonly Underlay[]>([]);
  readonly opacity = signal(0.6);
  /** Who is told of the ends of a way that are clicked on the map. */
  onEnd: ((at: Spot) => void) | null = null;
  readonly scaleLine = signal<readonly Spot[]>([]);
  /** Where the map is asked to go. */
  readonly goTo = signal<Box | null>(null);
  /** What else is on the map while some panel is open. */
  readonly guests = signal<readonly Guest[]>([]);

  readonly draft = computed<Draft>(() => {
    const tried = this.preview.value;
    return tried.length ? apply(this.sync.draft.value, tried) : this.sync.draft.value;
  });
  readonly levels = computed(() => levelsOf(this.sync.draft.value));
  readonly selected = computed<readonly Feature[]>(() =>
    this.selectedIds.value.map((each) => this.sync.draft.value.features.get(each)).filter((each) => each !== undefined),
  );

  /** Whoever may only look is told so before they try. */
  constructor(readonly sync: Sync, readonly mayEdit = true) {
    effect(() => {
      const levels = this.levels.value;
      if (levels.some((each) => each.id === this.levelId.peek())) return;
      this.levelId.value = (levels.find((each) => each.ordinal === 0) ?? levels[0])?.id ?? "";
    });
  }

  /** Do what can be done, or say why it cannot. */
  act(what: Act, outcome: Outcome<Why>): boolean {
    this.preview.value = [];
    const why = !this.mayEdit ? "onlyLook" : isDoable(outcome) ? null : outcome.why;
    if (why || !isDoable(outcome)) {
      this.why.value = why;
      announce(why ? editorWords.value.why[why] : "");
      return false;
    }
    this.why.value = null;
    const words = editorWords.value.acts[what];
    this.sync.make(words, outcome.edits);
    if (outcome.added) this.select([outcome.added]);
    announce(words);
    return true;
  }

  /** Let something onto the map, until what is returned is called. */
  invite(guest: Guest): () => void {
    this.guests.value = [...this.guests.peek(), guest];
    return () => (this.guests.value = this.guests.peek().filter((each) => each !== guest));
  }

  select(ids: readonly string[]): void {
    this.selectedIds.value = ids;
  }

  use(tool: ToolName): void {
    this.tool.value = tool;
    this.why.value = null;
  }

  showLevel(levelId: string): void {
    if (levelId === this.levelId.value) return;
    this.levelId.value = levelId;
    this.select([]);
    this.sketch.value = {};
    this.preview.value = [];
  }

  /** Show features, on a level where they are, and select them. */
  show(ids: readonly string[], levelId: string | null = null, at: Spot | null = null): void {
    const features = ids.map((each) => this.sync.draft.value.features.get(each)).filter((each) => each !== undefined);
    const first = features[0];
    const home = levelId ?? (first ? levelOf(first) : null);
    if (home) this.showLevel(home);
    this.select(features.map((each) => each.id));
    const spots = features.flatMap((each) => spotsOf(shapeOn(each, this.levelId.value) ?? { type: "MultiPoint", coordinates: [] }));
    this.goTo.value = boxOf(spots.length ? spots : at ? [at] : []);
  }

  hit(at: Spot, reach_m: number): readonly Feature[] {
    return hit(this.sync.draft.value, this.levelId.value, at, reach_m);
  }

  snap(at: Spot, reach_m: number, stroke: readonly Spot[] = [], without: readonly string[] = []): Snapped {
    const shapes = featuresOn(this.sync.draft.value, this.levelId.value)
      .filter(([each, shape]) => shape.type !== "Point" && SNAPPED_TO.has(each.type) && !without.includes(each.id))
      .map(([, shape]) => shape);
    return snap(at, { shapes, stroke, switches: this.switches.value, reach_m });
  }
}

const SNAPPED_TO = new Set(["unit", "level", "opening"]);
