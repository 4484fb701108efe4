/** What was changed, by whom and when. */

import { lang } from "../../settings";
import type { Editor } from "../editor";
import { editorWords } from "../words";

export function HistoryPanel({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const lines = editor.log.value?.changes ?? [];
  const time = new Intl.DateTimeFormat(lang.value, { dateStyle: "short", timeStyle: "short" });
  if (!lines.length) return <p class="quiet">{words.historyNone}</p>;
  return (
    <ol class="lines" reversed>
      {lines.map((each) => (
        <li key={each.number}>
          <span>{each.words || `#${each.number}`}</span>
          <span class="quiet">
            {each.by ? `${each.by} · ` : ""}{time.format(new Date(each.at))}{each.undone_by ? ` · ${words.undoneLine}` : ""}
          </span>
        </li>
      ))}
    </ol>
  );
}
