/** Edits that are not saved yet, kept on this device: a closed tab or a crash loses none. */

import { newId } from "./ids";
import type { Change } from "./server";

/** A change on its way; `version` is the draft that it was made on. */
export interface Pending extends Change {
  readonly version: number;
}

const PREFIX = "beeline.edits.";

export class Keeping {
  private readonly key: string;

  constructor(private readonly venue: string, private readonly person: string) {
    this.key = `${this.prefix}${newId()}`;
  }

  /** What belongs to one person stays theirs on a shared computer. */
  private get prefix(): string {
    return `${PREFIX}${this.venue}.${this.person}.`;
  }

  keep(queue: readonly Pending[]): void {
    try {
      if (queue.length) localStorage.setItem(this.key, JSON.stringify(queue));
      else localStorage.removeItem(this.key);
    } catch {
      // Storage is full or refused: the queue lives as long as the tab, which asks before it closes.
    }
  }

  /** Take over what tabs that are gone have left; a tab that is open holds a lock with the name of its key. */
  async adopt(): Promise<readonly Pending[]> {
    void navigator.locks?.request(this.key, () => new Promise(() => {}));
    const held = new Set((await navigator.locks?.query())?.held?.map((each) => each.name));
    const orphans = storedKeys().filter((key) => key.startsWith(this.prefix) && key !== this.key && !held.has(key));
    const found = orphans.flatMap((key) => read(key));
    this.keep(found);
    for (const key of orphans) localStorage.removeItem(key);
    return found;
  }
}

function storedKeys(): readonly string[] {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(key: string): readonly Pending[] {
  try {
    const queue: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(queue) ? (queue as Pending[]) : [];
  } catch {
    return [];
  }
}
