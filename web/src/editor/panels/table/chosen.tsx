/** One value for all that are chosen; what has no place on the map is added and removed here too. */

import { useSignal } from "@preact/signals";
import type { Editor } from "../../editor";
import { newId } from "../../ids";
import { remove } from "../../model/actions/alter";
import { addFact, describeAll, PLACELESS } from "../../model/actions/several";
import type { Feature, Properties } from "../../model/draft";
import { FIELDS, type Field } from "../../model/fields";
import { editorWords } from "../../words";
import { FieldInput } from "../fieldinput";
import { moreWords } from "../morewords";

/** Names and ids are each thing's own. */
const isShared = (field: Field): boolean => field.kind !== "labels" && !["fhir", "code", "label", "addresses", "ordinal"].includes(field.name);

export function ForChosen({ editor, kind, chosen }: { editor: Editor; kind: string; chosen: readonly Feature[] }) {
  const words = moreWords.value;
  const fields = (FIELDS[kind] ?? []).filter(isShared);
  const name = useSignal<string>(fields[0]?.name ?? "");
  const given = useSignal<Properties>({});
  const field = fields.find((each) => each.name === name.value);
  const like: Feature = { id: "", type: kind, geometry: null, properties: given.value };
  return (
    <fieldset class="row">
      <legend>{words.forChosen}</legend>
      {field && (
        <>
          <label class="field">
            <span>{words.field}</span>
            <select value={name.value} onChange={(event) => {
              name.value = event.currentTarget.value;
              given.value = {};
            }}>
              {fields.map((each) => <option key={each.name} value={each.name}>{each.kind === "labels" ? "" : editorWords.value.fields[each.name]}</option>)}
            </select>
          </label>
          <FieldInput editor={editor} feature={like} field={field} give={(next) => (given.value = next)} />
          <button type="button" class="button primary" disabled={!chosen.length} onClick={() => editor.act("describeAll", describeAll(chosen, { [name.value]: null, ...given.value }))}>
            {words.give(chosen.length)}
          </button>
        </>
      )}
      {PLACELESS.includes(kind) && <button type="button" class="button" onClick={() => editor.act("addFact", addFact(kind, newId()))}>{words.add}</button>}
      <button type="button" class="button danger" disabled={!chosen.length} onClick={() => editor.act("remove", remove(editor.sync.draft.value, chosen))}>{words.removeChosen}</button>
    </fieldset>
  );
}
