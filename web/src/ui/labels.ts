/** Names of places in the person's language, or the nearest there is. */

import type { Labels } from "../api";

/** Return the name in a language, else in a relative of it, else any. */
export function pickLabel(labels: Labels | null | undefined, lang: string, fallback = ""): string {
  if (!labels) return fallback;
  const primary = lang.split("-")[0];
  const tags = Object.keys(labels).sort();
  const tag =
    tags.find((each) => each === lang) ??
    tags.find((each) => each.split("-")[0] === primary) ??
    ["und", "en", ...tags].find((each) => each in labels);
  return (tag && labels[tag]) || fallback;
}

/** Return the name in the other of the two scripts on the hospital's signs, or nothing if it is the same. */
export function otherScript(labels: Labels, lang: string): string {
  const other = pickLabel(labels, lang.startsWith("zh") ? "en" : "zh-Hans");
  return other === pickLabel(labels, lang) ? "" : other;
}
