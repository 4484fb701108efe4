// @vitest-environment node
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

// Axe cannot judge text in SVG, and no tool judges pairs that are not on the screen just now: so they are held here.
const CSS = readFileSync("src/ui/tokens.css", "utf8");

function tokens(css: string): Record<string, string> {
  return Object.fromEntries([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map((found) => [found[1]!, found[2]!]));
}

const [lightCss, darkCss] = CSS.split("@media (prefers-color-scheme: dark)");
const light = tokens(lightCss!);
const themes = { light, dark: { ...light, ...tokens(darkCss!) } };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high! + 0.05) / (low! + 0.05);
}

const TONES = [
  "circulation", "clinic", "reception", "emergency", "imaging", "lab", "pharmacy", "ward", "toilet", "waiting", "shop",
  "parking", "landing", "garden", "outdoor", "staff", "room",
];
const TEXT: [string, string][] = [
  ...["surface", "surface-2", "now-surface"].flatMap((ground): [string, string][] => [["ink", ground], ["ink-2", ground]]),
  ["link", "surface"], ["link", "surface-2"], ["link", "now-surface"], ["ok", "surface"], ["trouble", "surface"], ["on-brand", "brand"],
  ["warn", "warn-surface"], ["ink", "warn-surface"], ["on-sign", "sign-lift"], ["on-sign", "sign-wc"],
  ...TONES.map((tone): [string, string] => ["name", `tone-${tone}`]),
  ...["clinic", "reception", "emergency", "imaging", "lab", "pharmacy", "staff", "garden"].map((tone): [string, string] => [
    `name-${tone}`, `tone-${tone}`,
  ]),
  ["name-clinic", "tone-ward"], ["name-garden", "lawn"], ["name", "fixture"],
];
const GRAPHICS: [string, string][] = [
  ["edge", "surface"], ["focus", "surface"], ["focus", "canvas"], ["honey", "brand"], ["outer-wall", "canvas"],
  ["wall", "tone-circulation"], ["route", "route-casing"], ["dot", "dot-ring"],
  ["route", "surface"], ["route-done", "tone-circulation"], ["unsure", "tone-circulation"],
  ...TONES.map((tone): [string, string] => ["route", `tone-${tone}`]),
];

describe.each(Object.entries(themes))("in the %s theme", (_name, theme) => {
  it.each(TEXT)("text %s on %s has 4.5", (ink, ground) => {
    expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(4.5);
  });
  it.each(GRAPHICS)("shape %s on %s has 3", (ink, ground) => {
    expect(contrast(theme[ink]!, theme[ground]!)).toBeGreaterThanOrEqual(3);
  });
});
