/** The work on a draft over HTTP. */

import { ApiError, id } from "../api";
import { ask, type Answer } from "../staff/client";
import { csrf } from "../staff/me";
import type { DraftDocument } from "./model/draft";
import type { Edit } from "./model/edits";

export type Side = "mine" | "theirs";

export interface Conflict {
  readonly feature_type: string;
  readonly id: string;
  readonly field: string;
  readonly base: unknown;
  readonly mine: unknown;
  readonly theirs: unknown;
}

export interface Finding {
  readonly code: string;
  readonly severity: "block" | "warn" | "info";
  readonly message: string;
  readonly features: readonly string[];
  readonly level: string | null;
  readonly point_m: readonly [number, number] | null;
}

export interface Repair {
  readonly code: string;
  readonly message: string;
  readonly features: readonly string[];
  readonly words: string;
  readonly safe: boolean;
}

export interface LogLine {
  readonly number: number;
  readonly words: string;
  readonly by: string;
  readonly at: string;
  readonly features: number;
  readonly undoes: number | null;
  readonly undone_by: number | null;
}

export interface Log {
  readonly changes: readonly LogLine[];
  readonly undo: number | null;
  readonly redo: number | null;
}

export interface Underlay {
  readonly id: string;
  readonly level: string;
  readonly name: string;
  readonly width_px: number;
  readonly height_px: number;
  readonly transformation: readonly [number, number, number, number, number, number];
  readonly href: string;
}

export interface Change {
  readonly words: string;
  readonly by: string;
  readonly edits: readonly Edit[];
  readonly take?: Readonly<Record<string, Side>>;
  /** Changes of one's own that were saved since the version this one was made on: a colleague's are compared, these not. */
  readonly after?: readonly number[];
}

/** The version after a change, which is its number too; `changes` is empty where it was settled to do nothing. */
export interface Changed {
  readonly version: number;
  readonly changes: readonly unknown[];
}

/** So far back the history is shown, and one's own last change is looked for. */
const LOG_LINES = 200;

export function draftApi(venue: string) {
  const root = `/v1/venues/${id(venue)}`;
  const write = <T>(path: string, version: number, body: unknown): Promise<Answer<T>> =>
    ask<T>(`${root}/draft/${path}`, { method: "POST", version, body });
  return {
    venue,
    draft: async () => (await ask<DraftDocument>(`${root}/draft?coordinates=local`)).data,
    change: async (version: number, change: Change) =>
      (await write<Changed>("changes", version, { ...change, coordinates: "local", on_stale: "merge" })).data,
    undo: (version: number, by: string, change: number) => write("undo", version, { by, change }),
    redo: (version: number, by: string) => write("redo", version, { by }),
    log: async () => (await ask<Log>(`${root}/draft/changes?limit=${LOG_LINES}`)).data,
    findings: async () => (await ask<{ findings: Finding[] }>(`${root}/draft/findings`)).data.findings,
    repairs: async () => (await ask<{ repairs: Repair[] }>(`${root}/draft/repairs`)).data.repairs,
    repair: (version: number, finding: string, feature: string, by: string) =>
      write<{ applied: Repair[]; refused: Repair[] }>("repairs", version, { finding, feature, by }),
    underlays: async () => (await ask<{ underlays: Underlay[] }>(`${root}/underlays`)).data.underlays,
    addUnderlay: (level: string, file: File) => upload(`${root}/underlays?level=${id(level)}`, file),
    place: (underlay: string, points: readonly { x: number; y: number; x_m: number; y_m: number }[]) =>
      ask(`${root}/underlays/${id(underlay)}/placement`, { method: "PUT", body: { points } }),
    removeUnderlay: (underlay: string) => ask(`${root}/underlays/${id(underlay)}`, { method: "DELETE" }),
  };
}

export type DraftApi = ReturnType<typeof draftApi>;

/** Send a file in a form, as browsers do. */
export async function upload<T>(path: string, file: File): Promise<T> {
  const body = new FormData();
  body.append("file", file);
  const sent = await fetch(path, { method: "POST", body, headers: { "X-CSRF-Token": csrf.value } }).catch(() => {
    throw new ApiError("offline", 0, {});
  });
  if (sent.ok) return (await sent.json()) as T;
  throw new ApiError(sent.status >= 500 ? "server" : "refused", sent.status, await sent.json().catch(() => ({})));
}
