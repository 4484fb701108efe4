/** How well positions could be told on this floor of the draft: on the map, and in words. */

import { effect } from "@preact/signals";
import { useEffect, useMemo } from "preact/hooks";
import { lang } from "../../settings";
import { pickLabel } from "../../ui/labels";
import { CoverageOfDraft, type Shown, type Suggested } from "../coverage";
import { coverageWords } from "../coveragewords";
import type { Editor } from "../editor";
import { newId } from "../ids";
import { COLOURS, CoverageLayer, NOTHING, stepsOf } from "../map/coverage";
import { drawPoint } from "../model/actions/draw";
import { labelsOf, textOf, type Feature } from "../model/draft";

const SHOWN: readonly Shown[] = ["error", "heard", "floor"];
const COUNTS = [0, 1, 3, 5, 10];
const SHORT_ID = 8;

export function CoveragePanel({ editor, venue }: { editor: Editor; venue: string }) {
  const words = coverageWords.value;
  const coverage = useMemo(() => new CoverageOfDraft(venue, editor), [venue, editor]);
  useEffect(() => {
    const leave = editor.invite((map) => {
      const layer = new CoverageLayer(map);
      const stops = [
        effect(() => layer.show(coverage.covered.value, coverage.shown.value)),
        effect(() => layer.suggest(coverage.covered.value?.placement?.beacons ?? [], coverageWords.value.place, (spot) => place(editor, spot))),
      ];
      return () => {
        for (const stop of stops) stop();
        layer.close();
      };
    });
    return () => {
      leave();
      coverage.close();
    };
  }, [coverage, editor]);
  const covered = coverage.covered.value;
  const refusal = coverage.refusal.value;
  return (
    <div class="coverage fields">
      <fieldset class="coverage-shown">
        <legend class="unseen">{words.shownLabel}</legend>
        {SHOWN.map((each) => (
          <label key={each} class="check">
            <input type="radio" name="coverage-shown" checked={coverage.shown.value === each} onChange={() => (coverage.shown.value = each)} />
            {words.shown[each]}
          </label>
        ))}
      </fieldset>
      <Legend shown={coverage.shown.value} />
      <div aria-live="polite">
        {covered && <p>{words.told(covered.summary)}</p>}
        {covered?.before && <p><strong>{words.lost(covered.before, covered.summary)}</strong></p>}
        {!covered && refusal === null && <p class="quiet">{words.wait}</p>}
        {refusal !== null && <p class="trouble">{refusal || words.noAnswer}</p>}
      </div>
      <p class="quiet">{words.about}</p>
      <WhatIf editor={editor} coverage={coverage} />
      <Suggestions editor={editor} coverage={coverage} />
    </div>
  );
}

function Legend({ shown }: { shown: Shown }) {
  const words = coverageWords.value;
  const entries = [...stepsOf(shown).map((step, index) => [step, COLOURS[index]!] as const), [words.nothing, NOTHING] as const];
  return (
    <figure class="coverage-legend">
      <figcaption class="quiet">{words.scale[shown]}</figcaption>
      <ul>
        {entries.map(([step, colour]) => (
          <li key={step}><svg aria-hidden="true" width="18" height="14"><rect width="18" height="14" rx="3" fill={colour} /></svg>{step}</li>
        ))}
      </ul>
    </figure>
  );
}

function WhatIf({ editor, coverage }: { editor: Editor; coverage: CoverageOfDraft }) {
  const words = coverageWords.value;
  const { features } = editor.sync.draft.value;
  const dead = coverage.without.value;
  const chosen = editor.selected.value.filter((each) => each.type === "transmitter" && !dead.includes(each.id));
  const gone = dead.map((each) => features.get(each)).filter((each) => each !== undefined);
  return (
    <section class="fields">
      <h3>{words.whatIf}</h3>
      {!chosen.length && !gone.length && <p class="quiet">{words.chooseBeacon}</p>}
      {chosen.map((each) => <button key={each.id} type="button" class="button" onClick={() => coverage.suppose(each.id)}>{words.dies(nameOf(each))}</button>)}
      {gone.map((each) => <button key={each.id} type="button" class="button" onClick={() => coverage.suppose(each.id)}>{words.lives(nameOf(each))}</button>)}
    </section>
  );
}

function Suggestions({ editor, coverage }: { editor: Editor; coverage: CoverageOfDraft }) {
  const words = coverageWords.value;
  const placement = coverage.covered.value?.placement;
  return (
    <section class="fields">
      <h3>{words.suggest}</h3>
      <label class="field">
        {words.howMany}
        <select value={coverage.wanted.value} onChange={(event) => (coverage.wanted.value = Number(event.currentTarget.value))}>
          {COUNTS.map((count) => <option key={count} value={count}>{count || words.none}</option>)}
        </select>
      </label>
      {placement && <p aria-live="polite">{words.gained(placement.median_before_m, placement.median_after_m)}</p>}
      {placement?.beacons.map((spot, index) => (
        <button key={`${spot.x_m} ${spot.y_m}`} type="button" class="button" onClick={() => place(editor, spot)}>
          {words.place(index + 1)} <span class="quiet">{words.spot(spot.x_m.toFixed(1), spot.y_m.toFixed(1))}</span>
        </button>
      ))}
    </section>
  );
}

/** Make a beacon of a suggestion; those that are left are found anew. */
function place(editor: Editor, { x_m, y_m }: Suggested): void {
  editor.act("drawPoint", drawPoint(editor.sync.draft.value, editor.levelId.value, "transmitter", [x_m, y_m], newId()));
}

function nameOf(feature: Feature): string {
  const addresses = feature.properties["addresses"];
  const address = Array.isArray(addresses) && typeof addresses[0] === "string" ? addresses[0].split("/").slice(-2).join("/") : "";
  return pickLabel(labelsOf(feature), lang.value) || textOf(feature, "name") || address || feature.id.slice(0, SHORT_ID);
}
