/** What is wrong with the draft: each finding leads to its place and offers its repair. */

import { announce } from "../../ui/announce";
import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import type { Editor } from "../editor";
import { TITLES_ZH } from "../findingtitles";
import { labelsOf } from "../model/draft";
import type { Finding, Repair } from "../server";
import { editorWords } from "../words";

/** More than these are told by their number; the next come up as these are mended. */
const MOST_SHOWN = 200;

const SHORT_ID = 8;

/** A sentence of the server with names where it has ids, and the beginning of the id of what has no name. */
function named(editor: Editor, sentence: string, ids: readonly (string | null)[]): string {
  return ids.reduce<string>((said, id) => {
    const feature = id === null ? undefined : editor.sync.draft.value.features.get(id);
    if (!feature) return said;
    const name = Object.values(labelsOf(feature)).find((each) => said.includes(`${each} (${feature.id})`));
    if (name) return said.replaceAll(` (${feature.id})`, "");
    return said.replaceAll(feature.id, pickLabel(labelsOf(feature), "en") || feature.id.slice(0, SHORT_ID));
  }, sentence);
}

function repairOf(editor: Editor, finding: Finding): Repair | undefined {
  return editor.repairs.value.find((each) => each.code === finding.code && each.message === finding.message);
}

async function repair(editor: Editor, { code, features }: Repair): Promise<void> {
  await editor.sync.do((server, version, by) => server.repair(version, code, features[0] ?? "", by));
  announce(editorWords.value.repaired);
}

export function FindingsPanel({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const findings = editor.findings.value;
  if (!findings) return <p class="quiet">{words.findingsWait}</p>;
  if (!findings.length) return <p class="quiet">{words.findingsNone}</p>;
  return (
    <ul class="lines">
      {findings.slice(0, MOST_SHOWN).map((finding) => {
        const mends = repairOf(editor, finding);
        return (
          <li key={`${finding.code} ${finding.message}`}>
            <button type="button" class="line" onClick={() => {
              editor.use("select");
              editor.show(finding.features, finding.level, finding.point_m);
            }}>
              <span class={`tag ${TAGS[finding.severity]}`}>{words.severities[finding.severity]}</span>
              <span class="quiet">{finding.code}</span>
              {lang.value === "zh-Hans" && <strong class="says">{TITLES_ZH[finding.code]}</strong>}
              <span class={lang.value === "en" ? "says" : "says quiet"} lang="en">{named(editor, finding.message, [...finding.features, finding.level])}</span>
            </button>
            {mends && (
              <button type="button" class="button mend" onClick={() => void repair(editor, mends)}>
                <span>{words.repair}{mends.safe ? "" : ` (${words.lookAtIt})`}</span>
                <span class="quiet" lang="en">{named(editor, mends.words, [...mends.features, finding.level])}</span>
              </button>
            )}
          </li>
        );
      })}
      {findings.length > MOST_SHOWN && <li class="quiet">+ {findings.length - MOST_SHOWN}</li>}
    </ul>
  );
}

const TAGS = { block: "trouble", warn: "warn", info: "" } as const;
