/** The first screen: which building this is, and what people often need. */

import { venue } from "../building";
import { later } from "../session";
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
  const Later = later.value;
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
      {Later && <Later.Beginnings />}
      {Later && <Later.Elsewhere />}
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
