import "../ui/tokens.css";
import "../staff/staff.css";
import "./editor.css";

import { render } from "preact";
import { ApiError, api } from "../api";
import { signInAgain } from "../staff/client";
import { may, me, meet } from "../staff/me";
import { Shell } from "../staff/shell";
import { venue, venues } from "../staff/venue";
import { shellWords } from "../staff/words";
import { keepUpToDate } from "./about";
import { Editor } from "./editor";
import { Keeping } from "./keeping";
import { EditorPage } from "./page";
import { draftApi } from "./server";
import { Sync } from "./sync";

const root = document.getElementById("page")!;

function say(words: string): void {
  render(<Shell page="editor"><p class="staff-trouble" role="alert">{words}</p></Shell>, root);
}

async function begin(id: string): Promise<void> {
  const { BeginPage } = await import("./begin");
  render(<BeginPage id={id} />, root);
}

/** Open the draft of the venue in the address; one that was never published has a draft alone. */
async function start(): Promise<void> {
  const asked = new URLSearchParams(location.search).get("venue");
  [venues.value] = await Promise.all([api.venues(), meet()]);
  if (!me.value) return signInAgain();
  const id = asked ?? venues.value[0]?.id;
  if (!id) return begin("");
  if (venues.value.some((each) => each.id === id)) venue.value = await api.venue(id);
  const server = draftApi(id);
  const sync = new Sync(server, new Keeping(id, me.value.id), me.value.name);
  await sync.open();
  venue.value ??= { id, revision: 0, labels: sync.draft.value.labels, purpose: "", attribution: "", levels: [], profiles: [] };
  const editor = new Editor(sync, may("editor", id));
  keepUpToDate(editor, server);
  render(<EditorPage editor={editor} server={server} />, root);
}

function whyNot(error: unknown): string {
  if (!(error instanceof ApiError) || error.kind !== "refused") return shellWords.value.trouble;
  return `${error.message} ${String(error.problem["remedy"] ?? "")}`;
}

start().catch((error: unknown) => {
  if (error instanceof ApiError && error.status === 404) {
    return begin(new URLSearchParams(location.search).get("venue") ?? "");
  }
  say(whyNot(error));
  if (!(error instanceof ApiError)) throw error;
});
