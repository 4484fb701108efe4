/** The floors as maps, a sheet each. */

import { useSignal } from "@preact/signals";
import { id } from "../api";
import { levelName, storeys, venue } from "../building";
import { Sheets } from "./sheets";
import { printWords } from "./words";

export function Maps() {
  const say = printWords.value;
  const [levelId, names] = [useSignal(""), useSignal("both")];
  const here = venue.value!;
  const all = storeys.value.flatMap((each) => each.levels);
  const chosen = all.filter((level) => levelId.value === "" || level.id === levelId.value);
  return (
    <>
      <form class="card screen-only" onSubmit={(event) => event.preventDefault()}>
        <p class="quiet">{say.mapsHint}</p>
        <div class="fields">
          <label class="field">{say.floors}
            <select onChange={(event) => (levelId.value = event.currentTarget.value)}>
              <option value="">{say.allFloors}</option>
              {all.map((level) => <option key={level.id} value={level.id}>{levelName(level.id)}</option>)}
            </select>
          </label>
          <label class="field">{say.names}
            <select value={names.value} onChange={(event) => (names.value = event.currentTarget.value)}>
              {Object.entries(say.namesIn).map(([value, text]) => <option key={value} value={value}>{text}</option>)}
            </select>
          </label>
        </div>
      </form>
      <Sheets count={chosen.length}>
        {chosen.map((level) => (
          <figure key={level.id} class="sheet map-sheet">
            <img loading="lazy" src={`/v1/venues/${id(here.id)}/drawings/${id(level.id)}?revision=${here.revision}&language=${names.value}`} alt={say.mapOf(levelName(level.id))} />
            <figcaption>{say.revision(here.revision)}</figcaption>
          </figure>
        ))}
      </Sheets>
    </>
  );
}
