/** What differs between two states of the map: floor by floor, each difference with its fields. */

import { lang } from "../settings";
import { venue } from "../staff/venue";
import { pickLabel } from "../ui/labels";
import type { Difference } from "./data";
import { words } from "./words";

const SIGN = { added: "+", removed: "−", changed: "±" } as const;

export function Differences({ all }: { all: readonly Difference[] }) {
  if (!all.length) return <p class="quiet">{words.value.noDifferences}</p>;
  const levels = [...new Set(all.map((each) => each.level_id))];
  return (
    <>
      {levels.map((level) => <OfLevel key={level} level={level} here={all.filter((each) => each.level_id === level)} />)}
    </>
  );
}

function OfLevel({ level, here }: { level: string; here: readonly Difference[] }) {
  return (
    <section class="floor-changes">
      <h3>{floorName(level)} <span class="tag">{words.value.count(here.length)}</span></h3>
      <ul>{here.map((each) => <Line key={`${each.feature_type} ${each.id}`} difference={each} />)}</ul>
    </section>
  );
}

function floorName(id: string): string {
  const level = venue.value?.levels.find((each) => each.id === id);
  return level ? pickLabel(level.labels, lang.value, id) : id || words.value.nowhere;
}

function Line({ difference }: { difference: Difference }) {
  const say = words.value;
  const name = pickLabel(difference.labels, lang.value, difference.id);
  const summary = (
    <>
      <span class={`sign ${difference.kind}`} aria-hidden="true">{SIGN[difference.kind]}</span>
      <span class="unseen">{say.kinds[difference.kind]}</span>
      <strong>{name}</strong> <span class="quiet" lang="en">{difference.feature_type.replace("_", " ")}</span>
      {difference.moved_m !== null && <span class="tag">{say.moved(difference.moved_m.toFixed(1))}</span>}
    </>
  );
  if (!difference.fields.length) return <li class="change">{summary}</li>;
  return (
    <li>
      <details>
        <summary class="change">{summary}</summary>
        <dl>
          {difference.fields.map((field) => (
            <div key={field.name}>
              <dt lang="en">{field.name}</dt>
              <dd><del>{shown(field.old)}</del> → <ins>{shown(field.new)}</ins></dd>
            </div>
          ))}
        </dl>
      </details>
    </li>
  );
}

/** Return a value as a person reads it; a geometry is only said to be one. */
function shown(value: unknown): string {
  if (value === null || value === undefined) return words.value.nothing;
  if (typeof value === "object" && "type" in value) return words.value.shape;
  if (typeof value === "object") return Object.entries(value).map(([key, each]) => `${key}: ${String(each)}`).join(", ");
  return String(value);
}
