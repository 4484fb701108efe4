/** One finding as a line that leads to its place. */

import { signal } from "@preact/signals";
import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { labelsOf } from "../model/draft";
import type { Finding } from "../server";
import { editorWords } from "../words";

const SHORT_ID = 8;

/** What findings are called in Chinese and what to do about them, fetched when the first one is told. */
const chinese = signal<typeof import("../findingwords") | null>(null);
let isAsked = false;

function inChinese(): typeof import("../findingwords") | null {
  if (!isAsked) {
    isAsked = true;
    void import("../findingwords").then((found) => (chinese.value = found), () => (isAsked = false));
  }
  return chinese.value;
}

/** A sentence of the server with names where it has ids, and the beginning of the id of what has no name. */
export function named(editor: Editor, sentence: string, ids: readonly (string | null)[]): string {
  return ids.reduce<string>((said, id) => {
    const feature = id === null ? undefined : editor.sync.draft.value.features.get(id);
    if (!feature) return said;
    const name = Object.values(labelsOf(feature)).find((each) => said.includes(`${each} (${feature.id})`));
    if (name) return said.replaceAll(` (${feature.id})`, "");
    return said.replaceAll(feature.id, pickLabel(labelsOf(feature), "en") || feature.id.slice(0, SHORT_ID));
  }, sentence);
}

export function FindingLine({ editor, finding }: { editor: Editor; finding: Finding }) {
  const words = editorWords.value;
  return (
    <button type="button" class="line" onClick={() => {
      editor.use("select");
      editor.show(finding.features, finding.level, finding.point_m);
    }}>
      <span class={`tag ${TAGS[finding.severity]}`}>{words.severities[finding.severity]}</span>
      <span class="quiet">{finding.code}</span>
      {lang.value === "zh-Hans" && <strong class="says">{inChinese()?.TITLES_ZH[finding.code]}</strong>}
      <span class={lang.value === "en" ? "says" : "says quiet"} lang="en">{named(editor, finding.message, [...finding.features, finding.level])}</span>
      {lang.value === "zh-Hans" && <span class="says">{inChinese()?.REMEDIES_ZH[finding.code]}</span>}
    </button>
  );
}

const TAGS = { block: "trouble", warn: "warn", info: "" } as const;
