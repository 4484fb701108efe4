/** The editor: tools at the left, the map, and what is known of things at the right. */

import { useEffect } from "preact/hooks";
import { Shell } from "../staff/shell";
import { shellWords } from "../staff/words";
import type { Editor } from "./editor";
import { onPageKey } from "./keys";
import { FindingsPanel } from "./panels/findings";
import { Finder } from "./panels/finder";
import { HistoryPanel } from "./panels/history";
import { Later } from "./panels/later";
import { Work } from "./panels/maparea";
import { PicturePanel } from "./panels/picture";
import { PropertiesPanel } from "./panels/properties";
import { Tabs } from "./panels/tabs";
import { UndoTools } from "./panels/undo";
import type { DraftApi } from "./server";
import { editorWords } from "./words";

const loadCoverage = () => import("./panels/coverage");

export function EditorPage({ editor, server }: { editor: Editor; server: DraftApi }) {
  const words = editorWords.value;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => onPageKey(editor, event);
    const onLeave = (event: BeforeUnloadEvent): void => {
      if (editor.sync.unsaved.value) event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    addEventListener("beforeunload", onLeave);
    return () => {
      document.removeEventListener("keydown", onKey);
      removeEventListener("beforeunload", onLeave);
    };
  }, [editor]);
  const tabs = [
    { name: "findings", title: words.findings, count: editor.findings.value?.length ?? 0, panel: () => <FindingsPanel editor={editor} /> },
    { name: "history", title: words.history, panel: () => <HistoryPanel editor={editor} /> },
    { name: "picture", title: words.picture, panel: () => <PicturePanel editor={editor} server={server} /> },
    { name: "coverage", title: words.coverage, panel: () => <Later load={loadCoverage} with={{ editor, venue: server.venue }} /> },
  ];
  return (
    <Shell page="editor" tools={<UndoTools editor={editor} />}>
      <h1 class="unseen">{shellWords.value.pages.editor}</h1>
      <div class="editor">
        <Work editor={editor} />
        <aside class="editor-side" aria-label={words.properties}>
          <Finder editor={editor} />
          <PropertiesPanel editor={editor} />
          <Tabs tabs={tabs} label={words.findings} />
        </aside>
      </div>
    </Shell>
  );
}
