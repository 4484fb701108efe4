// @vitest-environment node
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { TITLES_ZH } from "../src/editor/findingtitles";

it("says in Chinese what every finding of the audit means", () => {
  const codes = [...readFileSync("../docs/findings.md", "utf8").matchAll(/^\| (M\d+) /gm)].map((found) => found[1]!);
  expect(codes.length).toBeGreaterThan(40);
  expect(Object.keys(TITLES_ZH).sort()).toEqual(codes.sort());
});
