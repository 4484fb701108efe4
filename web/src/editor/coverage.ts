/** Coverage of the floor that is shown, as the draft would have it: asked for, kept until the draft changes. */

import { effect, signal } from "@preact/signals";
import { ApiError, id } from "../api";
import { ask } from "../staff/client";
import type { Editor } from "./editor";

export interface Summary {
  readonly area_m2: number;
  readonly within_3_m: number;
  readonly within_5_m: number;
  readonly no_position: number;
  readonly floor_unclear: number;
  readonly median_bound_m: number | null;
  readonly median_heard: number;
}

export interface Suggested {
  readonly x_m: number;
  readonly y_m: number;
  readonly height_m: number;
}

export interface Covered {
  readonly level: string;
  readonly without: readonly string[];
  readonly squares: {
    readonly west_m: number;
    readonly south_m: number;
    readonly side_m: number;
    readonly columns: number;
    readonly numbers: readonly number[];
  };
  readonly bound_m: readonly (number | null)[];
  readonly heard: readonly (number | null)[];
  readonly wrong_floor: readonly (number | null)[];
  readonly summary: Summary;
  readonly before?: Summary;
  readonly placement?: {
    readonly beacons: readonly Suggested[];
    readonly median_before_m: number;
    readonly median_after_m: number;
  };
}

export type Shown = "error" | "heard" | "floor";

/** The amount of a square that is shown, null where there is no position. */
export function amountsOf(covered: Covered, shown: Shown): readonly (number | null)[] {
  if (shown === "error") return covered.bound_m;
  if (shown === "floor") return covered.wrong_floor.map((each) => (each === null ? null : each * 100));
  return covered.heard.map((each, index) => (covered.bound_m[index] === null ? null : each));
}

/** A pause in the work after which coverage is asked for again. */
const PAUSE_MS = 300;

export class CoverageOfDraft {
  readonly covered = signal<Covered | null>(null);
  readonly shown = signal<Shown>("error");
  /** Transmitters that are taken to be dead. */
  readonly without = signal<readonly string[]>([]);
  /** How many more beacons are asked for. */
  readonly wanted = signal(0);
  /** Why there is no coverage, in the server's words; empty when it did not answer. */
  readonly refusal = signal<string | null>(null);
  private asking: AbortController | null = null;
  private timer = 0;
  private readonly stop: () => void;

  constructor(private readonly venue: string, private readonly editor: Editor) {
    this.stop = effect(() => {
      const { sync, levelId } = editor;
      // Read here, so that whatever changes asks anew.
      const question = [sync.version.value, levelId.value, this.without.value, this.wanted.value] as const;
      if (!question[1] || sync.state.value !== "saved") return;
      clearTimeout(this.timer);
      this.timer = window.setTimeout(() => void this.find(), PAUSE_MS);
    });
  }

  close(): void {
    this.stop();
    clearTimeout(this.timer);
    this.asking?.abort();
  }

  /** Take a transmitter for dead, or for alive again. */
  suppose(transmitter: string): void {
    const dead = this.without.value;
    this.without.value = dead.includes(transmitter) ? dead.filter((each) => each !== transmitter) : [...dead, transmitter];
  }

  private async find(): Promise<void> {
    this.asking?.abort();
    const asking = (this.asking = new AbortController());
    const there = this.without.value.filter((each) => this.editor.sync.draft.peek().features.has(each));
    const query = new URLSearchParams({ without: there.join(","), suggest: String(this.wanted.value) });
    try {
      const path = `/v1/venues/${id(this.venue)}/draft/coverage/${id(this.editor.levelId.value)}?${query}`;
      const { data } = await ask<Covered>(path, { signal: asking.signal });
      if (asking.signal.aborted) return;
      this.covered.value = data;
      this.refusal.value = null;
    } catch (error) {
      if (asking.signal.aborted) return;
      if (!(error instanceof ApiError)) throw error;
      this.covered.value = null;
      this.refusal.value = error.kind === "refused" ? `${error.message} ${String(error.problem["remedy"] ?? "")}` : "";
    }
  }
}
