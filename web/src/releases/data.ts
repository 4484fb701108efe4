/** What the page of releases knows, as the server tells it. */

import type { Labels } from "../api";
import { ask } from "../staff/client";
import type { Geometry } from "./map/drawing";

export interface Difference {
  readonly kind: "added" | "removed" | "changed";
  readonly feature_type: string;
  readonly id: string;
  readonly level_id: string;
  readonly labels: Labels;
  readonly text: string;
  readonly moved_m: number | null;
  readonly fields: readonly { readonly name: string; readonly old: unknown; readonly new: unknown }[];
  /** Of what is new or gone. */
  readonly geometry?: Geometry | null;
}

/** What a floor is drawn of, under its differences. */
export interface PlanFeature {
  readonly id: string;
  readonly kind: "level" | "unit" | "opening";
  readonly geometry: Geometry | null;
}

export interface Named {
  readonly id: string;
  readonly name: string;
  readonly labels: Labels;
}

export type WayChangeKind = "unreachable" | "no_step_free" | "longer" | "reachable" | "step_free";

export interface WayChange {
  readonly kind: WayChangeKind;
  readonly profile: string;
  readonly destination: Named;
  readonly entrances: readonly Named[];
  readonly old_s: number | null;
  readonly new_s: number | null;
}

export interface Proofs {
  readonly base_revision: number;
  readonly refused: boolean;
  readonly longer_share: number;
  readonly entrances: number;
  readonly destinations: number;
  readonly changes: readonly WayChange[];
  readonly gone: readonly Named[];
  readonly added: readonly Named[];
}

export interface Finding {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
}

export interface Revision {
  readonly revision: number;
  /** The version of the draft that it was made of. */
  readonly change: number;
  readonly published_at: string;
  readonly same_as: number | null;
  readonly words: string;
  readonly by: string;
}

/** The draft, held against what is published. */
export interface Review {
  readonly version: number;
  readonly published: number;
  readonly differences: readonly Difference[];
  readonly errors: readonly Finding[];
  readonly warnings: number;
  readonly revisions: readonly Revision[];
}

/** What somebody said of the draft; `version` is what it was then. */
export interface ReviewComment {
  readonly number: number;
  readonly version: number;
  readonly at: string;
  readonly by: string;
  readonly words: string;
}

export const EXPORT_FORMATS = ["imdf", "geojson", "osm", "indoorgml"] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

interface Drawn {
  readonly id: string;
  readonly geometry: Geometry | null;
  readonly properties: { readonly feature_type: string };
}

export class Releases {
  private readonly path: string;

  constructor(venue: string) {
    this.path = `/v1/venues/${encodeURIComponent(venue)}`;
  }

  /** The draft as it is at one moment: read again when somebody changed it between two answers. */
  async review(): Promise<Review> {
    for (;;) {
      const { version, findings } = (await ask<{ version: number; findings: readonly Finding[] }>(`${this.path}/draft/findings`)).data;
      const [revisions, differences] = await Promise.all([
        ask<{ revisions: readonly Revision[] }>(`${this.path}/revisions`),
        this.compare(),
      ]);
      if (await this.isStill(version)) {
        return {
          version,
          published: revisions.data.revisions[0]?.revision ?? 0,
          differences,
          errors: findings.filter((each) => each.severity === "block"),
          warnings: findings.filter((each) => each.severity === "warn").length,
          revisions: revisions.data.revisions,
        };
      }
    }
  }

  /** Whether the draft has this version, so that what was read since is about it. */
  async isStill(version: number): Promise<boolean> {
    const log = await ask<{ changes: readonly { number: number }[] }>(`${this.path}/draft/changes?limit=1`);
    return (log.data.changes[0]?.number ?? version) <= version;
  }

  /** What differs between two states: revisions by number, or `draft`; left out, what is published and the draft. */
  async compare(from?: string, to?: string): Promise<readonly Difference[]> {
    const query = from === undefined ? "" : `?from=${from}&to=${to ?? "draft"}`;
    return (await ask<{ changes: readonly Difference[] }>(`${this.path}/diff${query}`)).data.changes;
  }

  /** What is on a floor in a state: `draft`, or a revision by its number. */
  async plan(state: string, level: string): Promise<readonly PlanFeature[]> {
    const path = state === "draft" ? `draft?level=${encodeURIComponent(level)}` : `levels/${encodeURIComponent(level)}?revision=${state}`;
    const { features } = (await ask<{ features: readonly Drawn[] }>(`${this.path}/${path}`)).data;
    return features.flatMap(({ id, geometry, properties: { feature_type } }) =>
      feature_type === "level" || feature_type === "unit" || feature_type === "opening" ? [{ id, kind: feature_type, geometry }] : [],
    );
  }

  /** Where a revision can be had as a file. */
  exportPath(format: ExportFormat, revision: number): string {
    return `${this.path}/exports/${format}?revision=${revision}`;
  }

  async comments(): Promise<readonly ReviewComment[]> {
    return (await ask<{ comments: readonly ReviewComment[] }>(`${this.path}/review/comments`)).data.comments;
  }

  async comment(words: string): Promise<void> {
    await ask(`${this.path}/review/comments`, { method: "POST", body: { words } });
  }

  async prove(): Promise<Proofs> {
    return (await ask<Proofs>(`${this.path}/draft/proofs`)).data;
  }

  /** Publish the draft; `reason` takes what is lost upon whoever publishes. */
  async publish(version: number, words: string, by: string, reason: string): Promise<number> {
    const body = { words, ...(reason === "" ? {} : { override: { reason, by } }) };
    const asked = { method: "POST", version, body } as const;
    return (await ask<{ revision: number }>(`${this.path}/revisions`, asked)).data.revision;
  }

  /** Publish an older revision again; return the new one, and how many fields of the draft are in dispute after it. */
  async rollBack(version: number, revision: number, words: string): Promise<{ revision: number; conflicts: number }> {
    const asked = { method: "POST", version, body: { revision, words } } as const;
    const made = await ask<{ revision: Revision; conflicts: readonly unknown[] }>(`${this.path}/rollback`, asked);
    return { revision: made.data.revision.revision, conflicts: made.data.conflicts.length };
  }
}
