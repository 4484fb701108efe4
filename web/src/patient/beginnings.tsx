/** What the first screen offers beside the search: one's last places, one's car, and a day with several stops. */

import { levelName } from "../building";
import { forgetRecent, recent } from "../recent";
import { kiosk, lang } from "../settings";
import { chooseDestination } from "../trip";
import { Icon } from "../ui/icons";
import { lt } from "../ui/later/words";
import { pickLabel } from "../ui/labels";
import { CarCard } from "./car";
import { hitIcon } from "./hiticon";
import { VisitCard } from "./visit";

export function Beginnings() {
  if (kiosk !== null) return null;
  return (
    <>
      <Recent />
      <VisitCard />
      <CarCard />
    </>
  );
}

function Recent() {
  if (!recent.value.length) return null;
  return (
    <section aria-labelledby="recent-title">
      <div class="heading-row">
        <h2 id="recent-title" class="small-heading">{lt.value.recent}</h2>
        <button class="link" onClick={forgetRecent}>{lt.value.forgetRecent}</button>
      </div>
      <ul class="list">
        {recent.value.map((hit) => (
          <li key={hit.id}>
            <button class="row" onClick={() => chooseDestination(hit)}>
              <span class="row-icon"><Icon name={hitIcon(hit)} /></span>
              <span class="row-text">
                <strong>{pickLabel(hit.labels, lang.value, hit.label)}</strong>
                <span class="quiet">{levelName(hit.level_id)}</span>
              </span>
              <Icon name="chevron_right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
