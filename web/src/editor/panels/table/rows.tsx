/** The rows, some at a time: each cell is the same field as in the properties. */

import { useSignal, type Signal } from "@preact/signals";
import type { Editor } from "../../editor";
import { describe } from "../../model/actions/alter";
import { levelOf, type Feature } from "../../model/draft";
import { FIELDS, type Field } from "../../model/fields";
import { editorWords } from "../../words";
import { FieldInput } from "../fieldinput";
import { nameOf } from "../finder";
import { moreWords } from "../morewords";

/** Thousands of fields at once would make typing slow. */
const ROWS_A_PAGE = 40;

interface Given {
  readonly editor: Editor;
  readonly kind: string;
  readonly rows: readonly Feature[];
  readonly chosenIds: Signal<readonly string[]>;
  readonly onShow: (id: string) => void;
}

const headOf = (field: Field): string => (field.kind === "labels" ? editorWords.value.names[field.name].join(" · ") : editorWords.value.fields[field.name]);

export function Rows({ editor, kind, rows, chosenIds, onShow }: Given) {
  const words = moreWords.value;
  const at = useSignal(0);
  const pages = Math.max(1, Math.ceil(rows.length / ROWS_A_PAGE));
  const page = Math.min(at.value, pages - 1);
  const shown = rows.slice(page * ROWS_A_PAGE, (page + 1) * ROWS_A_PAGE);
  const fields = FIELDS[kind] ?? [];
  const isAll = rows.length > 0 && chosenIds.value.length === rows.length;
  const choose = (id: string, isChosen: boolean): void => {
    const others = chosenIds.value.filter((each) => each !== id);
    chosenIds.value = isChosen ? [...others, id] : others;
  };
  return (
    <>
      <div class="table-rows" tabIndex={0} role="region" aria-labelledby="table-title">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <label class="check"><input type="checkbox" checked={isAll} onChange={(event) => (chosenIds.value = event.currentTarget.checked ? rows.map((each) => each.id) : [])} /><span class="unseen">{words.chooseAll}</span></label>
              </th>
              {fields.map((each) => <th key={each.name} scope="col">{headOf(each)}</th>)}
              <th scope="col"><span class="unseen">{words.showOnMap}</span></th>
            </tr>
          </thead>
          <tbody>
            {shown.map((feature) => (
              <tr key={feature.id}>
                <td>
                  <label class="check"><input type="checkbox" checked={chosenIds.value.includes(feature.id)} onChange={(event) => choose(feature.id, event.currentTarget.checked)} /><span class="unseen">{words.choose(nameOf(feature))}</span></label>
                  <span class="row-name">{nameOf(feature)}</span>
                </td>
                {fields.map((field) => (
                  <td key={field.name} class={`cell is-${field.kind}`}>
                    <FieldInput editor={editor} feature={feature} field={field} give={(next) => void editor.act("describe", describe(feature, next))} />
                  </td>
                ))}
                <td>{levelOf(feature) && <button type="button" class="button" aria-label={`${words.showOnMap}: ${nameOf(feature)}`} onClick={() => onShow(feature.id)}>{words.showOnMap}</button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pages > 1 && (
        <nav class="row table-pages" aria-label={words.page(page + 1, pages)}>
          <button type="button" class="button" disabled={page === 0} onClick={() => (at.value = page - 1)}>{words.previous}</button>
          <span>{words.page(page + 1, pages)}</span>
          <button type="button" class="button" disabled={page === pages - 1} onClick={() => (at.value = page + 1)}>{words.next}</button>
        </nav>
      )}
    </>
  );
}
