/** What else there is: a demo visitor to watch, and other buildings. */

import { useSignal } from "@preact/signals";
import { openVenue, venue, venues } from "../building";
import { demo } from "../session";
import { kiosk, lang } from "../settings";
import { Icon } from "../ui/icons";
import { pickLabel } from "../ui/labels";
import { lt } from "../ui/later/words";
import { watchVisitor } from "../walking";

export function Elsewhere() {
  if (kiosk !== null) return null;
  return (
    <>
      <Watch />
      <OtherVenues />
    </>
  );
}

function Watch() {
  const nobody = useSignal(false);
  if (!demo.value.length) return null;
  const watch = async (): Promise<void> => {
    nobody.value = !(await watchVisitor());
  };
  return (
    <section class="watch-card" aria-labelledby="watch-title">
      <div>
        <h2 id="watch-title">{lt.value.watchTitle}</h2>
        <p>{nobody.value ? lt.value.watchNone : lt.value.watchText}</p>
      </div>
      <button class="button" onClick={() => void watch()}>
        <Icon name="eye" />
        {lt.value.watchButton}
      </button>
    </section>
  );
}

function OtherVenues() {
  const others = venues.value.filter((each) => each.id !== venue.value?.id);
  if (!others.length) return null;
  return (
    <section aria-labelledby="others-title">
      <h2 id="others-title" class="small-heading">{lt.value.otherVenues}</h2>
      <ul class="list">
        {others.map((each) => (
          <li key={each.id}>
            <button class="row" onClick={() => void openVenue(each.id)}>
              <span class="row-icon"><Icon name="map" /></span>
              <span class="row-text"><strong>{pickLabel(each.labels, lang.value, each.id)}</strong></span>
              <Icon name="chevron_right" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
