/** The places most people look for, one tap away. */

import { openSearch, searchingFor } from "../trip";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";

const QUICK = ["registration", "payment", "pharmacy", "laboratory", "imaging", "toilet", "elevator", "emergency"] as const;

export function QuickPicks() {
  return (
    <section class="quick" aria-labelledby="quick-title">
      <h2 id="quick-title" class="small-heading">{t.value.quickTitle}</h2>
      <ul class="quick-grid">
        {QUICK.map((key) => (
          <li key={key}>
            <button
              class={`quick-pick quick-${key}`}
              onClick={() => openSearch(searchingFor.value ?? "to", t.value.quickWords[key])}
            >
              <span class="quick-icon"><Icon name={key} /></span>
              {t.value.quick[key]}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
