/** How the person moves: one choice, kept for the next time. */

import { venue } from "../building";
import { later } from "../session";
import { large, profile } from "../settings";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";

/** What patients and visitors choose from; staff routes, beds and isolation need staff and are not offered here. */
const OFFERED = ["walk", "slow", "wheelchair", "pram", "no_stairs", "low_vision"] as const;

export function ProfileChoice() {
  const known = OFFERED.filter((name) => venue.value?.profiles.includes(name) ?? true);
  const choose = (name: string): void => {
    profile.value = name;
    later.value?.changeProfile(name).catch(() => undefined);
  };
  return (
    <fieldset class="chips">
      <legend class="unseen">{t.value.howYouMove}</legend>
      {known.map((name) => (
        <label key={name} class="chip">
          <input type="radio" name="profile" value={name} checked={profile.value === name} onChange={() => choose(name)} />
          <span>
            {name === "wheelchair" && <Icon name="wheelchair" />}
            {t.value.profiles[name]}
          </span>
        </label>
      ))}
      <label class="chip">
        <input type="checkbox" checked={large.value} onChange={() => (large.value = !large.value)} />
        <span>{t.value.large}</span>
      </label>
    </fieldset>
  );
}
