/** Which layer is shown, what its colours mean, and what it says in words. */

import type { Editor } from "../editor";
import { nameOf } from "../panels/finder";
import { BAND_TOKENS, REACH_MARKS, REACH_TOKENS } from "./layers";
import type { ReachName, TriedReach, TriedSpace } from "./server";
import type { LayerName, Trying } from "./trying";
import { levelName } from "./way";
import { tryingWords } from "./words";

const LAYERS: readonly LayerName[] = ["none", "walkable", "clearance", "reach"];
const REACHES: readonly ReachName[] = ["step_free", "with_steps", "staff_only", "not_reached"];
/** More places are told by their number. */
const MOST_LISTED = 40;

export function LayerSection({ editor, trying }: { editor: Editor; trying: Trying }) {
  const words = tryingWords.value;
  const { layer, space, reach } = trying;
  return (
    <section class="fields">
      <fieldset class="field try-layers">
        <legend>{words.layer}</legend>
        {LAYERS.map((each) => (
          <label key={each} class="check">
            <input type="radio" name="try-layer" checked={layer.value === each} onChange={() => (layer.value = each)} />{words.layers[each]}
          </label>
        ))}
      </fieldset>
      {layer.value === "walkable" && space.value && <Walkable editor={editor} space={space.value} />}
      {layer.value === "clearance" && space.value && <Clearance editor={editor} space={space.value} />}
      {layer.value === "reach" && <Origin trying={trying} />}
      {layer.value === "reach" && reach.value && <Reach editor={editor} reach={reach.value} />}
    </section>
  );
}

function Walkable({ editor, space }: { editor: Editor; space: TriedSpace }) {
  const words = tryingWords.value;
  return (
    <>
      <p class="quiet" role="status">{words.walkableSays}</p>
      {space.lost.length > 0 && <h4>{words.lost(space.lost.length)}</h4>}
      <Places editor={editor} ids={space.lost} />
    </>
  );
}

function Clearance({ editor, space }: { editor: Editor; space: TriedSpace }) {
  const words = tryingWords.value;
  return (
    <>
      <ul class="legend">
        {space.clearance.map(({ from_m, to_m }, at) => (
          <li key={from_m}><Swatch token={BAND_TOKENS[at]!} />{words.band(String(from_m), to_m === null ? null : String(to_m))}</li>
        ))}
      </ul>
      <p role="status">{words.clearanceSays(String(space.width_m), space.narrow.length)}</p>
      <ul class="lines">
        {space.narrow.slice(0, MOST_LISTED).map((each) => {
          const feature = editor.sync.draft.value.features.get(each.feature);
          return (
            <li key={`${each.feature} ${each.point_m.join()}`}>
              <button type="button" class="line" onClick={() => editor.show([each.feature], space.level)}>{words.narrowHere(each.width_m.toFixed(2))} · {feature ? nameOf(feature) : each.feature}</button>
            </li>
          );
        })}
      </ul>
      {space.narrow.length > MOST_LISTED && <p class="quiet">{words.more(space.narrow.length - MOST_LISTED)}</p>}
      {space.narrow.some((each) => !each.is_opening) && <p class="quiet">{words.narrowNote}</p>}
    </>
  );
}

function Origin({ trying }: { trying: Trying }) {
  const words = tryingWords.value;
  const { isFromStart } = trying;
  return (
    <label class="field">
      {words.from}
      <select value={isFromStart.value ? "start" : "entrances"} onChange={(event) => (isFromStart.value = event.currentTarget.value === "start")}>
        <option value="entrances">{words.everyEntrance}</option>
        <option value="start" disabled={!trying.ends.start.value}>{words.theStart}</option>
      </select>
    </label>
  );
}

function Reach({ editor, reach }: { editor: Editor; reach: TriedReach }) {
  const words = tryingWords.value;
  const wanting = reach.units.filter((each) => each.reach === "not_reached" || each.reach === "with_steps");
  return (
    <>
      <div role="status">
        <ul class="legend">
          {REACHES.map((each) => (
            <li key={each}><Swatch token={REACH_TOKENS[each]} mark={REACH_MARKS[each]} />{words.reaches[each]} <strong>{reach.counts[each]}</strong></li>
          ))}
        </ul>
      </div>
      <p class="quiet">{words.reachMarks}</p>
      <h4>{words.unreached}</h4>
      {wanting.length ? <Places editor={editor} ids={wanting.map((each) => each.unit)} levels={new Map(wanting.map((each) => [each.unit, each.level]))} /> : <p class="quiet">{words.none}</p>}
    </>
  );
}

function Places({ editor, ids, levels }: { editor: Editor; ids: readonly string[]; levels?: ReadonlyMap<string, string> }) {
  return (
    <>
      <ul class="lines">
        {ids.slice(0, MOST_LISTED).map((id) => {
          const feature = editor.sync.draft.value.features.get(id);
          const level = levels?.get(id);
          return <li key={id}><button type="button" class="line" onClick={() => editor.show([id])}>{feature ? nameOf(feature) : id}{level && <span class="quiet">{levelName(editor, level)}</span>}</button></li>;
        })}
      </ul>
      {ids.length > MOST_LISTED && <p class="quiet">{tryingWords.value.more(ids.length - MOST_LISTED)}</p>}
    </>
  );
}

function Swatch({ token, mark = "" }: { token: string; mark?: string }) {
  return <svg class="swatch" viewBox="0 0 24 16" aria-hidden="true"><rect width="24" height="16" rx="3" fill={`var(--${token})`} fill-opacity="0.6" /><text x="12" y="13" text-anchor="middle">{mark}</text></svg>;
}
