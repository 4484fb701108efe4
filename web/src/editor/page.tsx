/** The editor: tools at the left, the map, and what is known of things at the right. */

import { useEffect } from "preact/hooks";
import { Shell } from "../staff/shell";
import { venue } from "../staff/venue";
import { shellWords } from "../staff/words";
import type { Editor } from "./editor";
import { onPageKey } from "./keys";
import { FindingsPanel } from "./panels/findings";
import { Finder } from "./panels/finder";
import { Lazy } from "./panels/lazy";
import { Work } from "./panels/maparea";
import { PropertiesPanel } from "./panels/properties";
import { Tabs } from "./panels/tabs";
import { UndoTools } from "./panels/undo";
import type { DraftApi } from "./server";
import { editorWords } from "./words";

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
    { name: "trying", title: words.trying, panel: () => <Lazy key="trying" load={() => import("./trying/panel")} show={({ TryingPanel }) => <TryingPanel editor={editor} venue={venue.value!.id} />} /> },
    { name: "coverage", title: words.coverage, panel: () => <Lazy key="coverage" load={() => import("./panels/coverage")} show={({ CoveragePanel }) => <CoveragePanel editor={editor} venue={venue.value!.id} />} /> },
    { name: "history", title: words.history, panel: () => <Lazy key="history" load={() => import("./panels/history")} show={({ HistoryPanel }) => <HistoryPanel editor={editor} />} /> },
    { name: "picture", title: words.picture, panel: () => <Lazy key="picture" load={() => import("./panels/picture")} show={({ PicturePanel }) => <PicturePanel editor={editor} server={server} />} /> },
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
      {editor.isTable.value && <Lazy load={() => import("./panels/table/table")} show={({ Table }) => <Table editor={editor} />} />}
    </Shell>
  );
}
