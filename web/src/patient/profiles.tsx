/** How the person moves: one choice, kept for the next time. */

import { venue } from "../building";
import { changeProfile } from "../session";
import { profile } from "../settings";
import { Icon } from "../ui/icons";
import { t } from "../ui/i18n";

/** What patients choose from; staff routes need staff doors and are not offered here. */
const OFFERED = ["walk", "wheelchair", "no_stairs"] as const;

export function ProfileChoice() {
  const known = OFFERED.filter((name) => venue.value?.profiles.includes(name) ?? true);
  const choose = (name: string): void => {
    profile.value = name;
    changeProfile(name).catch(() => undefined);
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
    </fieldset>
  );
}
