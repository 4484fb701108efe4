/** The colours of the map, from the tokens of the page as it is now, light or dark. */

import type { Tone } from "../../map/tones";

export interface Colours {
  readonly token: (name: string) => string;
  readonly tone: (tone: Tone) => string;
}

export function readColours(): Colours {
  const style = getComputedStyle(document.documentElement);
  const known = new Map<string, string>();
  const token = (name: string): string => {
    if (!known.has(name)) known.set(name, style.getPropertyValue(`--${name}`).trim());
    return known.get(name)!;
  };
  return { token, tone: (tone) => token(`tone-${tone}`) };
}

/** Call when the page turns dark or light. */
export function onThemeChange(listen: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", listen);
}
