/** The hours of every week within which a closure holds. */

import type { Signal } from "@preact/signals";
import { closingWords } from "./closingwords";
import { words } from "./words";

export interface Hours {
  readonly days: readonly string[];
  readonly starts: string;
  readonly ends: string;
}

export const NIGHTS: Hours = { days: [], starts: "20:00", ends: "06:00" };

/** Return hours as the server takes them, by this browser's clock. */
export function hoursBody({ days, starts, ends }: Hours): object {
  return { time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone, spans: [{ days, starts, ends }] };
}

export function HoursFields({ hours }: { hours: Signal<Hours | null> }) {
  const say = closingWords.value;
  const now = hours.value;
  const toggle = (day: string, on: boolean): void => {
    const all = Object.keys(words.peek().days);
    if (now) hours.value = { ...now, days: all.filter((each) => (each === day ? on : now.days.includes(each))) };
  };
  return (
    <>
      <label class="check"><input type="checkbox" checked={now !== null} onChange={(event) => (hours.value = event.currentTarget.checked ? NIGHTS : null)} />{say.weekly}</label>
      {now && (
        <fieldset class="hours">
          <legend class="quiet">{say.weeklyHint}</legend>
          <div class="days" role="group" aria-label={say.days}>
            {Object.entries(words.value.days).map(([day, name]) => (
              <label key={day} class="check"><input type="checkbox" checked={now.days.includes(day)} onChange={(event) => toggle(day, event.currentTarget.checked)} />{name}</label>
            ))}
          </div>
          <div class="pair">
            <label class="field">{say.starts}<input type="time" required value={now.starts} onInput={(event) => (hours.value = { ...now, starts: event.currentTarget.value })} /></label>
            <label class="field">{say.ends}<input type="time" required value={now.ends} onInput={(event) => (hours.value = { ...now, ends: event.currentTarget.value })} /></label>
          </div>
          {!now.days.length && <p class="trouble">{say.noDays}</p>}
        </fieldset>
      )}
    </>
  );
}
