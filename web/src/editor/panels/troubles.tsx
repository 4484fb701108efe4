/** What the server refused, and what two people changed at once. */

import { useSignal } from "@preact/signals";
import type { Editor } from "../editor";
import type { Conflict, Side } from "../server";
import { editorWords, kindWords } from "../words";
import { nameOf } from "./finder";

export function Troubles({ editor }: { editor: Editor }) {
  return <><Refused editor={editor} /><Conflicts editor={editor} /></>;
}

function Refused({ editor }: { editor: Editor }) {
  const refusal = editor.sync.refusal.value;
  if (!refusal) return null;
  const words = editorWords.value;
  return (
    <div class="notice" role="alert">
      <div>
        {refusal.words && <p><strong>{words.refused(refusal.words)}</strong></p>}
        <p lang="en">{refusal.detail} {refusal.remedy}</p>
      </div>
      <button type="button" class="button" onClick={() => (editor.sync.refusal.value = null)}>{words.close}</button>
    </div>
  );
}

function Conflicts({ editor }: { editor: Editor }) {
  const conflicts = editor.sync.conflicts.value;
  if (!conflicts.length) return null;
  return <Choose key={JSON.stringify(conflicts)} editor={editor} conflicts={conflicts} />;
}

/** One choice for each feature, as the server takes them; its fields are shown one by one. */
function Choose({ editor, conflicts }: { editor: Editor; conflicts: readonly Conflict[] }) {
  const words = editorWords.value;
  const take = useSignal<Readonly<Record<string, Side>>>({});
  const ids = [...new Set(conflicts.map((each) => each.id))];
  return (
    <section class="notice conflicts" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{words.conflictTitle}</h2>
      <p>{words.conflictHelp}</p>
      {ids.map((id) => {
        const feature = editor.sync.draft.value.features.get(id);
        const choose = (side: Side) => (
          <label class="check">
            <input type="radio" name={`take-${id}`} checked={take.value[id] === side} onChange={() => (take.value = { ...take.value, [id]: side })} />
            {side === "mine" ? words.takeMine : words.takeTheirs}
          </label>
        );
        return (
          <fieldset key={id}>
            <legend>{feature ? nameOf(feature) : kindWords(conflicts.find((each) => each.id === id)!.feature_type)}</legend>
            <table class="plain">
              <thead><tr><th scope="col">{words.field}</th><th scope="col">{words.mine}</th><th scope="col">{words.theirs}</th></tr></thead>
              <tbody>
                {conflicts.filter((each) => each.id === id).flatMap(rowsOf).map(({ field, mine, theirs }) => (
                  <tr key={field}><th scope="row">{fieldWords(field)}</th><td>{told(mine)}</td><td>{told(theirs)}</td></tr>
                ))}
              </tbody>
            </table>
            {choose("mine")}
            {choose("theirs")}
          </fieldset>
        );
      })}
      <div class="row">
        <button type="button" class="button primary" disabled={ids.some((id) => !take.value[id])} onClick={() => editor.sync.settle(take.value)}>{words.saveChoice}</button>
        <button type="button" class="button danger" onClick={() => editor.sync.drop()}>{words.dropMine}</button>
      </div>
    </section>
  );
}

interface Row {
  readonly field: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Names are told language by language, where they differ. */
function rowsOf({ field, mine, theirs }: Conflict): readonly Row[] {
  if (!field.endsWith("labels")) return [{ field, mine, theirs }];
  const [ours, others] = [mine ?? {}, theirs ?? {}] as [Record<string, unknown>, Record<string, unknown>];
  return [...new Set([...Object.keys(ours), ...Object.keys(others)])]
    .filter((tag) => ours[tag] !== others[tag])
    .map((tag) => ({ field: `${field}.${tag}`, mine: ours[tag], theirs: others[tag] }));
}

function fieldWords(field: string): string {
  const words = editorWords.value;
  const [name = field, tag] = field.split(".");
  if (name === "geometry") return words.shape;
  if ((name === "labels" || name === "short_labels") && tag) return words.names[name][tag.startsWith("zh") ? 0 : 1];
  return (words.fields as Readonly<Record<string, string>>)[name] ?? field;
}

const LONGEST_TOLD = 80;

function told(value: unknown): string {
  if (value === null || value === undefined || value === "") return editorWords.value.nothing;
  if (typeof value === "object" && "coordinates" in value) return editorWords.value.shape;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > LONGEST_TOLD ? `${text.slice(0, LONGEST_TOLD)}…` : text;
}
