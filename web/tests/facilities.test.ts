import { describe, expect, it } from "vitest";
import { csvText } from "../src/facilities/csv";
import { basisOf, lifts, take, type Lift, type Queue } from "../src/facilities/now";

const lift = (portal: string, state: Lift["state"]): Lift => ({ portal, labels: {}, levels: [], state, wait_s: null, reason: {}, since: null });

describe("a table as a file", () => {
  it("quotes what would break a row, and keeps formulas as words", () => {
    expect(csvText([["a,b", 'say "no"', null, 3], ["=1+1", "-2", "x", ""]])).toBe("\"a,b\",\"say \"\"no\"\"\",,3\r\n'=1+1,'-2,x,\r\n");
  });
});

describe("what is so now", () => {
  it("begins with everything and then takes in what changed", () => {
    take("state", { closures: [], lifts: [lift("a", "in_service"), lift("b", "slow")], queues: [] });
    take("lifts", { lifts: [lift("a", "out_of_service")] });
    expect(lifts.value.map((each) => [each.portal, each.state])).toEqual([["a", "out_of_service"], ["b", "slow"]]);
    take("state", { closures: [], lifts: [lift("b", "in_service")], queues: [] });
    expect(lifts.value).toHaveLength(1);
  });

  it("judges a queue by its age, as the server does", () => {
    const heard: Queue = { place: "q", labels: {}, at: "2026-01-01T00:00:00Z", waiting: 1, servers_open: 1, quarantined: null };
    const at = Date.parse(heard.at!);
    expect([0, 121_000, 901_000].map((later) => basisOf(heard, at + later))).toEqual(["live", "stale", "unknown"]);
    expect(basisOf({ ...heard, at: null }, at)).toBe("unknown");
  });
});
