/** The first screen: which building this is, what people often need, and a demo to watch. */

import { useSignal } from "@preact/signals";
import { openVenue, venue, venues } from "../building";
import { demo, getLater } from "../session";
import { lang } from "../settings";
import { start } from "../trip";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";
import { otherScript, pickLabel } from "../ui/labels";
import { ProfileChoice } from "./profiles";
import { QuickPicks } from "./quick";
import { SheetToggle } from "./sheet";

export function BrowsePanel() {
  const here = venue.value!;
  return (
    <>
      <div class="panel-head">
        <div class="panel-titles">
          <h1 tabindex={-1}>{pickLabel(here.labels, lang.value, here.id)}</h1>
          <p class="quiet" lang={lang.value === "en" ? "zh-Hans" : "en"}>{otherScript(here.labels, lang.value)}</p>
        </div>
        <SheetToggle />
      </div>
      <KnownStart />
      <QuickPicks />
      <ProfileChoice />
      <Watch />
      <OtherVenues />
      {here.attribution && <p class="attribution">{`${t.value.attribution}: ${here.attribution}`}</p>}
    </>
  );
}

function KnownStart() {
  const known = start.value;
  if (!known) return null;
  return (
    <p class="chip-line">
      <span>{t.value.startKnown(known.name)}</span>
      <button class="icon-button" aria-label={`${t.value.close}: ${t.value.startKnown(known.name)}`} onClick={() => (start.value = null)}>
        <Icon name="close" />
      </button>
    </p>
  );
}

function Watch() {
  const nobody = useSignal(false);
  if (!demo.value.length) return null;
  const watch = async (): Promise<void> => {
    nobody.value = !(await getLater().then((later) => later.watchVisitor(), () => false));
  };
  return (
    <section class="watch-card" aria-labelledby="watch-title">
      <div>
        <h2 id="watch-title">{t.value.watchTitle}</h2>
        <p>{nobody.value ? t.value.watchNone : t.value.watchText}</p>
      </div>
      <button class="button" onClick={() => void watch()}>
        <Icon name="eye" />
        {t.value.watchButton}
      </button>
    </section>
  );
}

function OtherVenues() {
  const others = venues.value.filter((each) => each.id !== venue.value?.id);
  if (!others.length) return null;
  return (
    <section aria-labelledby="others-title">
      <h2 id="others-title" class="small-heading">{t.value.otherVenues}</h2>
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
