/** Instructions to be heard, where the device can speak the language: Web Speech, switched on by the person. */

import { computed, signal } from "@preact/signals";
import { lang, speaking } from "./settings";

const synth: SpeechSynthesis | undefined = window.speechSynthesis;
const voices = signal<readonly SpeechSynthesisVoice[]>(synth?.getVoices() ?? []);
// Browsers find their voices after the page has begun; some have the interface and no voice at all.
synth?.addEventListener("voiceschanged", () => (voices.value = synth.getVoices()));

const OF_LANGUAGE = { "zh-Hans": /^(zh|cmn)/i, en: /^en/i };

export const voice = computed(() => voices.value.find((each) => OF_LANGUAGE[lang.value].test(each.lang)) ?? null);

/** Speak after what is being said; what was waiting before that is out of date. */
export function speak(text: string): void {
  const chosen = voice.peek();
  if (!synth || !chosen || !speaking.peek() || !text) return;
  if (synth.pending) synth.cancel();
  const said = new SpeechSynthesisUtterance(text);
  said.voice = chosen;
  said.lang = chosen.lang;
  synth.speak(said);
}

export function hush(): void {
  synth?.cancel();
}
