// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { REMEDIES_ZH, TITLES_ZH } from "../src/editor/findingwords";

it("says in Chinese what every finding of the audit means, and what to do", () => {
  const codes = [...readFileSync("../docs/findings.md", "utf8").matchAll(/^\| (M\d+) /gm)].map((found) => found[1]!);
  expect(codes.length).toBeGreaterThan(40);
  for (const said of [TITLES_ZH, REMEDIES_ZH]) expect(Object.keys(said).sort()).toEqual(codes.sort());
});
