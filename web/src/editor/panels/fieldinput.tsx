/** Fields of a feature as they are typed and chosen. */

import { useSignal } from "@preact/signals";
import type { Editor } from "../editor";
import { labelsOf, type Feature, type Properties } from "../model/draft";
import { CATEGORIES, readList, readNumber, type Field, type FieldName } from "../model/fields";
import { editorWords } from "../words";
import { nameOf } from "./finder";
import { TypedInput } from "./typed";

interface Input {
  readonly editor: Editor;
  readonly feature: Feature;
  readonly give: (properties: Properties) => void;
}

/** One field of a feature, in the way of its kind; what is typed becomes properties. */
export function FieldInput({ editor, feature, field, give }: Input & { field: Field }) {
  if (field.kind === "labels") return <LabelInputs editor={editor} feature={feature} give={give} name={field.name} />;
  const words = editorWords.value;
  const value = valueOf(feature, field.name);
  const save = (next: unknown): void => give(field.name === "fhir" ? withFhir(feature, next) : { [field.name]: next });
  const label = words.fields[field.name];
  switch (field.kind) {
    case "text":
      return <TextInput label={label} value={String(value ?? "")} save={save} />;
    case "list":
      return <TextInput label={label} help={words.listHelp} value={Array.isArray(value) ? value.join(", ") : ""} save={(typed) => save(readList(typed))} />;
    case "number":
      return <NumberInput label={label} value={typeof value === "number" ? value : null} save={save} />;
    case "yesNo":
      return <Select label={label} value={value === true ? "yes" : value === false ? "no" : ""} options={[["yes", words.choices.yes], ["no", words.choices.no]]} save={(next) => save(next === "" ? null : next === "yes")} />;
    case "choice":
      return <Select label={label} value={String(value ?? "")} options={field.of.map((each) => [each, words.choices[each]])} save={save} />;
    case "category": {
      const known: readonly (readonly [string, string])[] = CATEGORIES.map((each) => [each, words.categories[each]]);
      const own = String(value ?? "");
      const options = !own || known.some(([each]) => each === own) ? known : [...known, [own, own] as const];
      return <Select label={label} value={own} options={options} save={save} />;
    }
    case "reference":
      return <Select label={label} value={String(value ?? "")} options={optionsFor(editor, feature, field)} save={save} />;
  }
}

function valueOf(feature: Feature, name: FieldName): unknown {
  return name === "fhir" ? externalIds(feature)["fhir"] : feature.properties[name];
}

function externalIds(feature: Feature): Readonly<Record<string, string>> {
  const ids = feature.properties["external_ids"];
  return typeof ids === "object" && ids !== null ? (ids as Record<string, string>) : {};
}

function withFhir(feature: Feature, value: unknown): Readonly<Record<string, unknown>> {
  const { fhir: _, ...others } = externalIds(feature);
  return { external_ids: value ? { ...others, fhir: value } : others };
}

/** What a feature can refer to: a door its own rooms, others all there are. */
function optionsFor(editor: Editor, feature: Feature, field: Field & { kind: "reference" }): readonly (readonly [string, string])[] {
  const joined = feature.properties["unit_ids"];
  return [...editor.sync.draft.value.features.values()]
    .filter((each) => each.type === field.to && (field.name !== "one_way_to" || (Array.isArray(joined) && joined.includes(each.id))))
    .map((each) => [each.id, nameOf(each)] as const);
}

function LabelInputs({ feature, name, give }: Input & { name: "labels" | "short_labels" }) {
  const labels = labelsOf(feature, name);
  const [zh, en] = editorWords.value.names[name];
  const save = (tag: string, typed: string): void => {
    const { [tag]: _, ...others } = labels;
    give({ [name]: typed ? { ...others, [tag]: typed } : others });
  };
  return (
    <>
      <TextInput label={zh} lang="zh-Hans" value={labels["zh-Hans"] ?? ""} save={(typed) => save("zh-Hans", typed)} />
      <TextInput label={en} lang="en" value={labels["en"] ?? ""} save={(typed) => save("en", typed)} />
    </>
  );
}

export function TextInput({ label, value, save, help, lang }: { label: string; value: string; save: (typed: string) => void; help?: string; lang?: string }) {
  return (
    <label class="field">
      <span>{label}</span>
      <TypedInput value={value} lang={lang} placeholder={help} done={save} />
    </label>
  );
}

export function NumberInput({ label, value, save }: { label: string; value: number | null; save: (value: number | null) => void }) {
  const isWrong = useSignal(false);
  const done = (typed: string): boolean => {
    const read = readNumber(typed);
    isWrong.value = read === undefined;
    if (read !== undefined && read !== value) save(read);
    return read !== undefined;
  };
  return (
    <label class="field">
      <span>{label}</span>
      <TypedInput inputMode="decimal" value={String(value ?? "")} isWrong={isWrong.value} done={done} />
      {isWrong.value && <span class="trouble" role="alert">{editorWords.value.notANumber}</span>}
    </label>
  );
}

function Select({ label, value, options, save }: { label: string; value: string; options: readonly (readonly [string, string])[]; save: (value: string) => void }) {
  return (
    <label class="field">
      <span>{label}</span>
      <select value={value} onChange={(event) => save(event.currentTarget.value)}>
        <option value="">{editorWords.value.notSaid}</option>
        {options.map(([name, words]) => <option key={name} value={name}>{words}</option>)}
      </select>
    </label>
  );
}
