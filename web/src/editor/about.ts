/** Keeps what lies beside the map up to date with the draft: findings, repairs, history, pictures. */

import { effect } from "@preact/signals";
import type { Editor } from "./editor";
import type { DraftApi } from "./server";

/** A pause in the work after which the map is examined. */
const PAUSE_MS = 200;

/** Examine the draft whenever another version of it is saved; a missed answer is made good by the next. */
export function keepUpToDate(editor: Editor, server: DraftApi): void {
  let timer = 0;
  let latest = 0;
  effect(() => {
    const version = editor.sync.version.value;
    if (!version || editor.sync.state.value !== "saved") return;
    latest = version;
    clearTimeout(timer);
    void quietly(server.log().then((log) => (editor.log.value = log)));
    timer = window.setTimeout(() => void quietly(examine(version)), PAUSE_MS);
  });

  async function examine(version: number): Promise<void> {
    const findings = await server.findings();
    if (version !== latest) return;
    editor.findings.value = findings;
    const repairs = findings.length ? await server.repairs() : [];
    if (version === latest) editor.repairs.value = repairs;
  }

  void quietly(server.underlays().then((all) => (editor.underlays.value = all)));
}

/** What is only shown beside the map may wait for the next time. */
async function quietly(work: Promise<unknown>): Promise<void> {
  await work.catch(() => {});
}
