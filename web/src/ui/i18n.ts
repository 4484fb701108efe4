/** The page's words in the chosen language, and figures as people say them. A missing string does not compile. */

import { computed } from "@preact/signals";
import { ApiError } from "../api";
import { lang } from "../settings";
import { en } from "./en";
import { zh, type Messages } from "./zh";

const CATALOGUES: Readonly<Record<typeof lang.value, Messages>> = { "zh-Hans": zh, en };

export const t = computed(() => CATALOGUES[lang.value]);

/** Round as a person would say it: to 1 m below 20, to 5 m below 100, to 10 m below 1 km. */
export function distanceText(words: Messages, distance_m: number): string {
  const metres = Math.max(0, distance_m);
  if (metres >= 995) return words.kilometres((metres / 1000).toFixed(1));
  const grain = metres < 20 ? 1 : metres < 100 ? 5 : 10;
  return words.metres(Math.round(metres / grain) * grain);
}

export function durationText(words: Messages, duration_s: number): string {
  return duration_s < 45 ? words.underAMinute : words.minutes(Math.max(1, Math.round(duration_s / 60)));
}

/** Say in one plain sentence what went wrong. */
export function errorText(words: Messages, error: unknown): string {
  if (!(error instanceof ApiError)) return words.server;
  return error.text || words[error.kind];
}
