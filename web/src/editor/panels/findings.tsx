/** What is wrong with the draft: each finding leads to its place and offers its repair. */

import { announce } from "../../ui/announce";
import type { Editor } from "../editor";
import type { Finding, Repair } from "../server";
import { editorWords } from "../words";
import { FindingLine, named } from "./findingline";

/** More than these are told by their number; the next come up as these are mended. */
const MOST_SHOWN = 200;

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
            <FindingLine editor={editor} finding={finding} />
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
