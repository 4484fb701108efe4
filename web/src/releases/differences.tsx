/** What differs between two states of the map: floor by floor, drawn and listed, each difference with its fields. */

import { useState } from "preact/hooks";
import { lang } from "../settings";
import { pickLabel } from "../ui/labels";
import type { Difference, Releases } from "./data";
import { DifferenceMap, canBeDrawn, floorName } from "./map/differencemap";
import { fieldWords, kindWords } from "./featurewords";
import { words } from "./words";

const SIGN = { added: "+", removed: "−", changed: "±" } as const;

interface Asked {
  readonly releases: Releases;
  readonly all: readonly Difference[];
  /** The later of the two states: `draft`, or the number of a revision. */
  readonly state: string;
}

export function Differences({ releases, all, state }: Asked) {
  if (!all.length) return <p class="quiet">{words.value.noDifferences}</p>;
  const levels = [...new Set(all.map((each) => each.level_id))];
  return (
    <>
      {levels.map((level) => <OfLevel key={level} releases={releases} state={state} level={level} here={all.filter((each) => each.level_id === level)} />)}
    </>
  );
}

function OfLevel({ releases, state, level, here }: { releases: Releases; state: string; level: string; here: readonly Difference[] }) {
  const [close, setClose] = useState<Difference | null>(null);
  return (
    <section class="floor-changes">
      <h3>{floorName(level)} <span class="tag">{words.value.count(here.length)}</span></h3>
      {here.some(canBeDrawn) && <DifferenceMap releases={releases} state={state} level={level} here={here} close={close} onWhole={() => setClose(null)} />}
      <ul class="changes">{here.map((each) => <Line key={`${each.feature_type} ${each.id}`} difference={each} isClose={each === close} onShow={() => setClose(each)} />)}</ul>
    </section>
  );
}

function Line({ difference, isClose, onShow }: { difference: Difference; isClose: boolean; onShow: () => void }) {
  const say = words.value;
  const name = pickLabel(difference.labels, lang.value, difference.id);
  return (
    <li>
      <div class="change">
        <span class={`sign ${difference.kind}`} aria-hidden="true">{SIGN[difference.kind]}</span>
        <span class="unseen">{say.kinds[difference.kind]}</span>
        <strong>{name}</strong> <span class="quiet">{kindWords(difference.feature_type)}</span>
        {difference.moved_m !== null && <span class="tag">{say.moved(difference.moved_m.toFixed(1))}</span>}
        {canBeDrawn(difference) && <button type="button" class="quiet-button" aria-pressed={isClose} onClick={onShow}>{say.onMap}<span class="unseen"> {name}</span></button>}
      </div>
      {difference.fields.length > 0 && (
        <details>
          <summary>{say.fields(difference.fields.length)}</summary>
          <dl>
            {difference.fields.map((field) => (
              <div key={field.name}>
                <dt>{fieldWords(field.name)}</dt>
                <dd><del>{shown(field.old)}</del> → <ins>{shown(field.new)}</ins></dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </li>
  );
}

/** Return a value as a person reads it; a geometry is only said to be one. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return words.value.nothing;
  if (typeof value === "boolean") return value ? words.value.yes : words.value.no;
  if (typeof value === "object" && "type" in value) return words.value.shape;
  if (typeof value === "object") return Object.entries(value).map(([key, each]) => `${key}: ${String(each)}`).join(", ");
  return String(value);
}
