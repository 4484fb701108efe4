/** A place was chosen: say where it is, and ask where the person is now. */

import { levelName, mainEntrance } from "../building";
import { later } from "../session";
import { lang } from "../settings";
import { chooseStart, destination, endAt, openSearch, pickingStart } from "../trip";
import type { Sign } from "../signs";
import { Icon, type IconName } from "../ui/icons";
import { t } from "../ui/i18n";
import { otherScript, pickLabel } from "../ui/labels";
import { ProfileChoice } from "./profiles";

export function PlacePanel() {
  const to = destination.value!;
  const other = otherScript(to.labels, lang.value);
  const RememberCar = later.value?.RememberCar;
  return (
    <>
      <div class="panel-titles">
        <h1 tabindex={-1}>{pickLabel(to.labels, lang.value, to.label)}</h1>
        <p class="quiet">
          {levelName(to.level_id)}
          {other && <span lang={lang.value === "en" ? "zh-Hans" : "en"}>{` · ${other}`}</span>}
        </p>
      </div>
      {RememberCar && <RememberCar place={to} />}
      <ChooseStart />
      <ProfileChoice />
    </>
  );
}

export function ChooseStart() {
  const SignChoices = later.value?.SignChoices;
  return (
    <section aria-labelledby="start-title">
      <h2 id="start-title">{t.value.whereAreYou}</h2>
      <ul class="list choices">
        <Choice icon="tap" text={t.value.tapMap} pressed={pickingStart.value} act={() => (pickingStart.value = !pickingStart.value)} />
        <Entrance />
        <Choice icon="search" text={t.value.searchStart} act={() => openSearch("from")} />
        {SignChoices && <SignChoices onSign={startAtSign} />}
      </ul>
    </section>
  );
}

interface ChoiceProps {
  icon: IconName;
  text: string;
  act: () => void;
  pressed?: boolean;
  expanded?: boolean;
}

export function Choice({ icon, text, act, pressed, expanded }: ChoiceProps) {
  return (
    <li>
      <button class="row" onClick={act} aria-pressed={pressed} aria-expanded={expanded}>
        <span class="row-icon"><Icon name={icon} /></span>
        <span class="row-text"><strong>{text}</strong></span>
        <Icon name={expanded ? "chevron_down" : "chevron_right"} />
      </button>
    </li>
  );
}

/** Planning at home starts at the door. */
function Entrance() {
  const door = mainEntrance.value;
  if (!door) return null;
  const name = pickLabel(door.labels, lang.value, t.value.entrance);
  const act = (): void => chooseStart({ end: endAt(door.at, door.levelId), name, levelId: door.levelId, at: door.at });
  return <Choice icon="entrance" text={t.value.from(name)} act={act} />;
}

function startAtSign({ code, at, levelId }: Sign): void {
  chooseStart({ end: endAt(at, levelId), name: code, levelId, at, sign: code });
}
