/** Where are you? Things that may be seen from near by, or the code of a sign; either is believed as it is. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { End, Landmark } from "../api";
import { session } from "../session";
import { sessionApi } from "../sessionapi";
import { lang } from "../settings";
import { endAt } from "../trip";
import { announce } from "../ui/announce";
import { errorText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { lt } from "../ui/later/words";
import { reportPosition } from "../walking";
import { Choice } from "./place";
import { SignChoices } from "./signs";

export function FindMe() {
  const choices = useSignal<readonly Landmark[]>([]);
  const ticket = session.value?.ticket;
  useEffect(() => {
    if (ticket) sessionApi.landmarks(ticket).then((found) => (choices.value = found)).catch(() => undefined);
  }, [ticket]);
  return (
    <section aria-labelledby="find-me-title">
      <h2 id="find-me-title">{choices.value.length ? lt.value.whatDoYouSee : t.value.whereAreYou}</h2>
      <ul class="list choices">
        {choices.value.map(({ place, labels, position }) => (
          <Choice key={place} icon="eye" text={pickLabel(labels, lang.value)} act={() => void stand(position)} />
        ))}
        <SignChoices onSign={({ at, levelId }) => void stand(endAt(at, levelId))} />
      </ul>
    </section>
  );
}

async function stand(at: End): Promise<void> {
  try {
    await reportPosition(at);
    announce(t.value.positionTaken);
  } catch (error) {
    announce(errorText(t.value, error));
  }
}
