/** What the person chose, remembered on this device only; a browser that refuses storage just forgets. */

import { effect, signal } from "@preact/signals";

export type Lang = "zh-Hans" | "en";

function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`beeline.${key}`);
  } catch {
    return null;
  }
}

function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`beeline.${key}`, value);
  } catch {
    // Storage is full or refused: the choice holds until the page is closed.
  }
}

/** Return the first language of the browser that we speak; people who read neither are likelier to read English. */
export function languageOf(wanted: readonly string[]): Lang {
  for (const tag of wanted) {
    if (/^zh/i.test(tag)) return "zh-Hans";
    if (/^en/i.test(tag)) return "en";
  }
  return wanted.length ? "en" : "zh-Hans";
}

function firstLanguage(): Lang {
  const stored = remembered("lang");
  return stored === "en" || stored === "zh-Hans" ? stored : languageOf(navigator.languages ?? []);
}

export const lang = signal<Lang>(firstLanguage());
export const profile = signal(remembered("profile") ?? "walk");

/** Whether everything is large, in strong contrast and in few words, for who sees badly. */
export const large = signal(remembered("large") === "yes");

/** The code of the sign that a stand in the hall is at; null on a person's own device. */
export const kiosk = new URLSearchParams(location.search).get("kiosk");

/** Whether instructions are spoken. */
export const speaking = signal(remembered("speaking") === "yes");

effect(() => remember("profile", profile.value));
effect(() => {
  remember("large", large.value ? "yes" : "no");
  document.documentElement.classList.toggle("large", large.value);
});
effect(() => remember("speaking", speaking.value ? "yes" : "no"));

export function setLang(next: Lang): void {
  lang.value = next;
  remember("lang", next);
}
