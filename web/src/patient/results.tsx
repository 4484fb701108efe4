/** What a search found. */

import { useSignalEffect } from "@preact/signals";
import type { Hit } from "../api";
import { levelName } from "../building";
import { lang } from "../settings";
import { addStop, chooseDestination, chooseStart, query, retryPlan, search, searchingFor, start } from "../trip";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { distanceText, errorText, t } from "../ui/i18n";
import { otherScript, pickLabel } from "../ui/labels";
import { hitIcon } from "./hiticon";
import { QuickPicks } from "./quick";

export function ResultsPanel() {
  useSignalEffect(() => {
    if (search.value.kind === "hits") announce(t.value.results(search.value.hits.length));
  });
  return (
    <>
      <h1 class="unseen">{searchingFor.value === "from" ? t.value.whereFrom : t.value.whereTo}</h1>
      <Found />
    </>
  );
}

function Found() {
  const found = search.value;
  if (found.kind === "failed") {
    return (
      <div class="notice" role="alert">
        <p>{errorText(t.value, found.error)}</p>
        <button class="button" onClick={retryPlan}>{t.value.retry}</button>
      </div>
    );
  }
  if (found.kind === "searching") return <p class="quiet">{t.value.searching}</p>;
  if (found.kind === "idle") return <QuickPicks />;
  if (!found.hits.length) return <p class="notice">{t.value.noResults(query.value.trim())}</p>;
  return (
    <ul class="results list" onKeyDown={moveWithArrows}>
      {found.hits.map((hit) => <Result key={hit.id} hit={hit} />)}
    </ul>
  );
}

function Result({ hit }: { hit: Hit }) {
  const name = pickLabel(hit.labels, lang.value, hit.label);
  const other = otherScript(hit.labels, lang.value);
  const where = [levelName(hit.level_id), distanceFromStart(hit)].filter(Boolean).join(" · ");
  return (
    <li>
      <button class="row" onClick={() => choose(hit, name)}>
        <span class="row-icon"><Icon name={hitIcon(hit)} /></span>
        <span class="row-text">
          <strong>{name}</strong>
          <span class="quiet">
            {where}
            {other && <span lang={lang.value === "en" ? "zh-Hans" : "en"}>{` · ${other}`}</span>}
          </span>
        </span>
        <Icon name="chevron_right" />
      </button>
    </li>
  );
}

function distanceFromStart(hit: Hit): string {
  const from = start.value;
  if (!from || from.levelId !== hit.level_id) return "";
  return distanceText(t.value, Math.hypot(hit.x_m - from.at[0], hit.y_m - from.at[1]));
}

function choose(hit: Hit, name: string): void {
  if (searchingFor.value === "from") {
    chooseStart({ end: { place: hit.id }, name, levelId: hit.level_id, at: [hit.x_m, hit.y_m] });
  } else if (searchingFor.value === "stop") addStop(hit);
  else chooseDestination(hit);
}

function moveWithArrows(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  event.preventDefault();
  const buttons = [...document.querySelectorAll<HTMLElement>(".results button")];
  const at = buttons.indexOf(document.activeElement as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1);
  const next = at < 0 ? document.querySelector<HTMLElement>(".search-field input") : buttons[Math.min(at, buttons.length - 1)];
  next?.focus();
}
