/** What the selected feature is: its names, what it is for, who may pass, where it lies. */

import type { Editor } from "../editor";
import { describe } from "../model/actions/alter";
import type { Feature } from "../model/draft";
import { areaOf } from "../model/geometry";
import { fieldsOf } from "../model/fields";
import { editorWords, inSquareMetres, kindWords } from "../words";
import { Lazy } from "./lazy";
import { FieldInput } from "./fieldinput";
import { nameOf } from "./finder";
import { Place } from "./place";

export function PropertiesPanel({ editor }: { editor: Editor }) {
  const words = editorWords.value;
  const [feature, more] = editor.selected.value;
  return (
    <section class="panel" aria-labelledby="properties-title">
      <h2 id="properties-title">{words.properties}</h2>
      {!feature && <p class="quiet">{words.chooseSomething}</p>}
      {feature && more && <Several editor={editor} />}
      {feature && !more && <One key={feature.id} editor={editor} feature={feature} />}
    </section>
  );
}

/** Of several features one can be chosen by its name. */
function Several({ editor }: { editor: Editor }) {
  return (
    <>
      <p>{editorWords.value.many(editor.selected.value.length)}</p>
      <ul class="lines">
        {editor.selected.value.map((each) => (
          <li key={each.id}>
            <button type="button" class="line" onClick={() => editor.select([each.id])}>{nameOf(each)}</button>
          </li>
        ))}
      </ul>
    </>
  );
}

function One({ editor, feature }: { editor: Editor; feature: Feature }) {
  return (
    <>
      <p class="quiet">
        {kindWords(feature.type)}
        {feature.type === "unit" && feature.geometry ? ` · ${inSquareMetres(areaOf(feature.geometry))}` : ""}
      </p>
      <div class="fields">
        {fieldsOf(feature).map((field) => <FieldInput key={field.name} editor={editor} feature={feature} field={field} give={(next) => void editor.act("describe", describe(feature, next))} />)}
      </div>
      {feature.type === "portal" && <Lazy load={() => import("./stops")} show={({ Stops }) => <Stops editor={editor} portal={feature} />} />}
      <Place editor={editor} feature={feature} />
      <p class="quiet id">{editorWords.value.id}: {feature.id}</p>
    </>
  );
}
