/** On a phone the panel shares the screen with the map; one button gives it more of it. */

import { signal } from "@preact/signals";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";

export const panelTall = signal(false);

export function SheetToggle() {
  const tall = panelTall.value;
  return (
    <button class="icon-button sheet-toggle" aria-expanded={tall} onClick={() => (panelTall.value = !tall)}>
      <Icon name={tall ? "chevron_down" : "chevron_up"} />
      <span class="unseen">{tall ? t.value.less : t.value.more}</span>
    </button>
  );
}
