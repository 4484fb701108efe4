/** Before there is a map: waiting for it, or why there is none and what to do. */

import { opening, openVenue, venues } from "../building";
import { Icon } from "../ui/icons";
import { errorText, t } from "../ui/i18n";

export function OpeningPanel() {
  const state = opening.value;
  if (state.kind === "failed") {
    return <Notice text={errorText(t.value, state.error)} button={t.value.retry} act={() => void openVenue(wantedVenue())} />;
  }
  if (state.kind === "none") {
    return <Notice text={`${t.value.noVenues} ${t.value.noVenuesHelp}`} button={t.value.retry} act={() => void openVenue(null)} />;
  }
  if (state.kind === "unknown") {
    return <Notice text={t.value.unknownVenue} button={t.value.showAllVenues} act={() => void openVenue(venues.value[0]?.id ?? null)} />;
  }
  return <h1 class="quiet-heading" tabindex={-1}>{t.value.loading}</h1>;
}

export function wantedVenue(): string | null {
  return new URLSearchParams(location.search).get("venue");
}

function Notice({ text, button, act }: { text: string; button: string; act: () => void }) {
  return (
    <div class="notice" role="alert">
      <h1 tabindex={-1}>{t.value.appName}</h1>
      <p><Icon name="warning" />{text}</p>
      <button class="button primary" onClick={act}>{button}</button>
    </div>
  );
}
