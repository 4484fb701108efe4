/** The page's words in the chosen language, and figures as people say them. A missing string does not compile. */

import { computed, signal } from "@preact/signals";
import { ApiError } from "../api";
import { lang, type Lang } from "../settings";
import type { Messages } from "./zh";

const FILES: Readonly<Record<Lang, () => Promise<Messages>>> = {
  "zh-Hans": async () => (await import("./zh")).zh,
  en: async () => (await import("./en")).en,
};
const catalogues = signal<Partial<Record<Lang, Messages>>>({});

/** Fetch the words of a language: before it is chosen, and before anything is drawn in it. */
export async function getWords(language: Lang): Promise<void> {
  const words = catalogues.value[language] ?? (await FILES[language]());
  catalogues.value = { ...catalogues.value, [language]: words };
}

export const t = computed(() => catalogues.value[lang.value]!);

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
