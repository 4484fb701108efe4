/** Brings edits to the server: at once on the screen, kept until they are saved, merged with what others do. */

import { computed, signal } from "@preact/signals";
import { ApiError } from "../api";
import { apply, isDone, type Edit } from "./model/edits";
import { readDraft, type Draft } from "./model/draft";
import type { Keeping, Pending } from "./keeping";
import type { Change, Conflict, DraftApi, Side } from "./server";

export type SavedState = "saved" | "saving" | "offline" | "conflict";

/** What the server refused, in its words. */
export interface Refusal {
  readonly words: string;
  readonly detail: string;
  readonly remedy: string;
}

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 15_000;

export class Sync {
  private readonly base = signal<Draft>({ version: 0, labels: {}, features: new Map() });
  private readonly queue = signal<readonly Pending[]>([]);
  private readonly asked = signal(0);
  private running: Promise<void> | null = null;
  private timer = 0;
  private wait_ms = FIRST_WAIT_MS;
  /** Whether an answer went missing, so that a change may have arrived. */
  private isUnsure = false;

  readonly isOffline = signal(false);
  readonly conflicts = signal<readonly Conflict[]>([]);
  readonly refusal = signal<Refusal | null>(null);
  /** The draft with what is not saved yet. */
  readonly draft = computed(() => this.queue.value.reduce((draft, each) => apply(draft, each.edits), this.base.value));
  readonly version = computed(() => this.base.value.version);
  readonly unsaved = computed(() => this.queue.value.length);
  readonly state = computed<SavedState>(() => {
    if (this.conflicts.value.length) return "conflict";
    if (this.isOffline.value) return "offline";
    return this.queue.value.length || this.asked.value ? "saving" : "saved";
  });

  constructor(private readonly server: DraftApi, private readonly keeping: Keeping, readonly by: string) {}

  /** Open the draft, and send what an earlier tab could not. */
  async open(): Promise<void> {
    this.base.value = readDraft(await this.server.draft());
    this.isUnsure = true;
    this.queue.value = await this.keeping.adopt();
    addEventListener("online", () => this.retry());
    void this.flush();
  }

  make(words: string, edits: readonly Edit[]): void {
    const change = { words, by: this.by, edits, version: this.base.value.version };
    this.hold([...this.queue.value, change]);
    void this.flush();
  }

  /** Undo, redo or repair on the server, after all that waits was saved. */
  async do(step: (server: DraftApi, version: number, by: string) => Promise<unknown>): Promise<void> {
    this.asked.value++;
    try {
      await this.flush();
      if (this.queue.value.length) return;
      await this.attempt("", async () => {
        await step(this.server, this.base.value.version, this.by);
        await this.refresh();
      });
    } finally {
      this.asked.value--;
    }
  }

  /** Fetch the draft as it is on the server now. */
  async refresh(): Promise<void> {
    this.base.value = readDraft(await this.server.draft());
  }

  /** Say for each feature in dispute whose values stand. */
  settle(take: Readonly<Record<string, Side>>): void {
    const [first, ...rest] = this.queue.value;
    this.conflicts.value = [];
    if (!first) return;
    this.hold([{ ...first, take }, ...rest]);
    void this.flush();
  }

  /** Forget the change in dispute. */
  drop(): void {
    this.conflicts.value = [];
    this.hold(this.queue.value.slice(1));
    void this.flush();
  }

  retry(): void {
    clearTimeout(this.timer);
    void this.flush();
  }

  private hold(queue: readonly Pending[]): void {
    this.queue.value = queue;
    this.keeping.keep(queue);
  }

  private flush(): Promise<void> {
    this.running ??= this.send().finally(() => (this.running = null));
    return this.running;
  }

  private async send(): Promise<void> {
    clearTimeout(this.timer);
    if (!this.queue.value.length && this.isOffline.value) await this.attempt("", () => this.refresh());
    while (this.queue.value.length && !this.conflicts.value.length) {
      const change = this.queue.value[0]!;
      if (!(await this.attempt(change.words, () => this.save(change)))) return;
    }
  }

  private async save(change: Pending): Promise<void> {
    if (this.isUnsure) {
      await this.refresh();
      this.isUnsure = false;
      if (isDone(this.base.value, change.edits)) return this.saved();
    }
    const old = this.base.value.version;
    const { version, changes } = await this.server.change(Math.min(change.version, old), messageOf(change));
    const isAlone = version === old + 1 && changes.length > 0;
    if (isAlone) this.base.value = { ...apply(this.base.value, change.edits), version };
    else await this.refresh();
    if (isAlone && change.version >= old) this.saved();
    else this.saved(changes.length ? [version] : []);
  }

  /** The first change is saved; those behind it were made on it, but not on what a colleague did before it was. */
  private saved(numbers: readonly number[] | null = null): void {
    const { version } = this.base.value;
    this.hold(this.queue.value.slice(1).map((each) => (numbers ? { ...each, after: [...(each.after ?? []), ...numbers] } : { ...each, version })));
  }

  /** Return whether it went well; what is refused is told and let go, and what is cut off is tried again. */
  private async attempt(words: string, step: () => Promise<void>): Promise<boolean> {
    try {
      await step();
      this.isOffline.value = false;
      this.wait_ms = FIRST_WAIT_MS;
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind !== "refused" || error.status === 401 || error.status === 429) {
        this.isUnsure = true;
        this.isOffline.value = true;
        this.timer = window.setTimeout(() => void this.flush(), this.wait_ms);
        this.wait_ms = Math.min(LONGEST_WAIT_MS, this.wait_ms * 2);
        return false;
      }
      this.isOffline.value = false;
      if (error.code === "merge-conflict" && words) {
        this.conflicts.value = error.problem["conflicts"] as readonly Conflict[];
        return false;
      }
      this.refusal.value = { words, detail: error.message, remedy: String(error.problem["remedy"] ?? "") };
      if (words) this.hold(this.queue.value.slice(1));
      await this.refresh().catch(() => {});
      return Boolean(words);
    }
  }
}

function messageOf({ words, by, edits, take, after }: Pending): Change {
  return { words, by, edits, ...(take ? { take } : {}), ...(after ? { after } : {}) };
}
