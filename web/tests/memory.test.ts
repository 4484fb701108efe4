import { beforeEach, describe, expect, it } from "vitest";
import { keep, recall } from "../src/memory";
import { momentText } from "../src/patient/notices";
import { withFirst } from "../src/recent";

const HOUR_MS = 3_600_000;
const place = (id: string) => ({ id, kind: "unit", label: id, labels: {}, level_id: "f1", x_m: 0, y_m: 0 });

beforeEach(() => localStorage.clear());

describe("what the phone remembers", () => {
  it("is forgotten by itself, and when it is taken back", () => {
    keep("car", "A012", localStorage, 0);
    expect(recall("car", HOUR_MS, localStorage, HOUR_MS)?.what).toBe("A012");
    expect(recall("car", HOUR_MS, localStorage, HOUR_MS + 1)).toBeNull();
    expect(localStorage.length).toBe(0);
    keep("car", "A012", localStorage, 0);
    keep("car", null, localStorage, 1);
    expect(recall("car", HOUR_MS, localStorage, 2)).toBeNull();
  });

  it("does not outlive a clock that was set back", () => {
    keep("car", "A012", localStorage, 10 * HOUR_MS);
    expect(recall("car", HOUR_MS, localStorage, 0)).toBeNull();
  });

  it("is nothing where storage holds nonsense or refuses", () => {
    localStorage.setItem("beeline.kept.car", "{");
    expect(recall("car", HOUR_MS, localStorage)).toBeNull();
    const refuses = { setItem: () => { throw new Error("full"); } } as unknown as Storage;
    expect(() => keep("car", "A012", refuses)).not.toThrow();
  });
});

describe("the last places", () => {
  it("begin with the newest, hold each once, and are few", () => {
    const list = ["a", "b", "c", "d", "b", "e"].reduce((known, id) => withFirst(known, place(id)), withFirst([], place("z")));
    expect(list.map(({ id }) => id)).toEqual(["e", "b", "d", "c"]);
  });
});

describe("the moment a map was kept", () => {
  it("is a time of day, with the day where that is not today", () => {
    const now = new Date(2026, 10, 26, 15, 0).getTime();
    expect(momentText(new Date(2026, 10, 26, 9, 5).getTime(), "en", now)).toBe("09:05");
    expect(momentText(new Date(2026, 10, 25, 9, 5).getTime(), "en", now)).toContain("November 25");
  });
});
