import { describe, expect, it } from "vitest";
import { ApiError } from "../src/api";
import { groundOrdinal, storeysOf } from "../src/building";
import { hitIcon } from "../src/patient/hiticon";
import { isLike } from "../src/patient/otherways";
import { waitText } from "../src/patient/wait";
import { pickVisitor } from "../src/walking";
import { languageOf } from "../src/settings";
import { planOf } from "../src/trip";
import { en } from "../src/ui/en";
import { en as laterEn } from "../src/ui/later/en";
import { distanceText, durationText, errorText } from "../src/ui/i18n";
import { stepIcon } from "../src/ui/icons";
import { zh } from "../src/ui/zh";
import { VENUE } from "./fixtures";

describe("figures", () => {
  it("are rounded as people say them", () => {
    expect([7.4, 43, 347, 1234].map((each) => distanceText(en, each))).toEqual(["7 m", "45 m", "350 m", "1.2 km"]);
    expect(distanceText(zh, -3)).toBe("0 米");
    expect([20, 61, 200].map((each) => durationText(zh, each))).toEqual(["不到 1 分钟", "1 分钟", "3 分钟"]);
  });
});

describe("a wait", () => {
  const at = { place: "a", labels: {}, p50_s: 350, p90_s: 610, waiting: 3, age_s: 12, basis: "live" };

  it("is said as how many and how long, half to nine in ten", () => {
    expect(waitText(en, { waits: [at], unknown: [] })).toBe("3 waiting · about 6–10 min");
    expect(waitText(zh, { waits: [at], unknown: [] })).toBe("3 人等候 · 约 6–10 分钟");
    expect(waitText(en, { waits: [{ ...at, p90_s: 370 }], unknown: [] })).toBe("3 waiting · about 6 min");
    expect(waitText(en, { waits: [{ ...at, waiting: 0, p50_s: 0, p90_s: 130 }], unknown: [] })).toBe("nobody waiting · up to 2 min");
    expect(waitText(en, { waits: [{ ...at, waiting: 0, p50_s: 0, p90_s: 20 }], unknown: [] })).toBe("nobody waiting · under 1 min");
  });

  it("tells the age of what is older than a minute, and what is only usual", () => {
    expect(waitText(en, { waits: [{ ...at, age_s: 59 }], unknown: [] })).not.toContain("counted");
    expect(waitText(en, { waits: [{ ...at, age_s: 250, basis: "stale" }], unknown: [] })).toContain("counted 4 min ago");
    expect(waitText(en, { waits: [{ ...at, waiting: null, basis: "typical" }], unknown: [] })).toMatch(/^usually about 6–10 min/);
  });

  it("that nobody knows is said so, and why", () => {
    const none = (reason: string) => ({ place: "a", labels: {}, reason });
    expect(waitText(en, { waits: [], unknown: [none("closed")] })).toBe("Closed now");
    expect(waitText(zh, { waits: [], unknown: [none("no_server")] })).toBe("现在无人服务");
    expect(waitText(en, { waits: [], unknown: [none("closed"), none("unknown")] })).toBe("Wait not known");
    expect(waitText(en, { waits: [], unknown: [none("something new")] })).toBe("Wait not known");
  });
});

describe("languages", () => {
  it("go by the browser's first language that we speak", () => {
    expect(languageOf(["zh-TW", "en"])).toBe("zh-Hans");
    expect(languageOf(["de", "en-GB"])).toBe("en");
    expect(languageOf(["fr"])).toBe("en");
    expect(languageOf([])).toBe("zh-Hans");
  });

  it("have no empty string and no Chinese left in the English", () => {
    for (const [key, value] of Object.entries({ ...en, ...laterEn })) {
      const said = typeof value === "function" ? String((value as (...all: unknown[]) => string)("x", 2, 3)) : JSON.stringify(value);
      expect(said, key).not.toBe("");
      if (!key.startsWith("switchTo")) expect(said, key).not.toMatch(/[\u4e00-\u9fff]/);
    }
  });
});

describe("errors", () => {
  it("are plain sentences, the server's own where it has one", () => {
    expect(errorText(en, new ApiError("offline", 0, {}))).toBe(en.offline);
    expect(errorText(zh, new ApiError("server", 503, {}))).toBe(zh.server);
    expect(errorText(en, new ApiError("refused", 422, { text: "The lift is closed." }))).toBe("The lift is closed.");
    expect(errorText(en, new Error("boom"))).toBe(en.server);
  });

  it("no way is an answer, anything else is a failure", () => {
    const none = new ApiError("refused", 422, { code: "no-route", reason: "closed", text: "Closed." });
    expect(planOf(none)).toEqual({ kind: "no_route", text: "Closed.", withHelp: null });
    expect(planOf(new ApiError("refused", 404, { code: "not-found" })).kind).toBe("failed");
  });
});

describe("storeys", () => {
  it("stand as they do in the building, side by side when they share an ordinal", () => {
    const storeys = storeysOf(VENUE.levels);
    expect(storeys.map((storey) => storey.ordinal)).toEqual([1, 0, -1]);
    expect(storeys[1]!.levels.map((level) => level.id)).toEqual(["f1", "t1"]);
    expect(groundOrdinal(VENUE.levels)).toBe(0);
    expect(groundOrdinal(VENUE.levels.filter((level) => level.ordinal === 1))).toBe(1);
  });
});

describe("choices", () => {
  it("instead of a place are others of its kind", () => {
    const place = { id: "a", kind: "amenity", label: "", labels: {}, level_id: "f1", x_m: 0, y_m: 0 };
    const toilet = { ...place, category: "restroom" };
    expect(isLike({ ...toilet, id: "b" }, toilet)).toBe(true);
    expect(isLike(toilet, toilet)).toBe(false);
    expect(isLike({ ...place, id: "b", category: "elevator" }, toilet)).toBe(false);
    expect(isLike({ ...toilet, id: "b", function: "laboratory" }, { ...toilet, function: "imaging" })).toBe(false);
  });

  const sessions = [
    { session: "a", token: "", venue: "h", labels: {}, lang: "zh-Hans" },
    { session: "b", token: "", venue: "h", labels: {}, lang: "en" },
  ];

  it("watch somebody new, in our language if there is one", () => {
    expect(pickVisitor(sessions, "en", "")?.session).toBe("b");
    expect(pickVisitor(sessions, "en", "b")?.session).toBe("a");
    expect(pickVisitor([sessions[0]!], "en", "a")?.session).toBe("a");
    expect(pickVisitor([], "en", "")).toBeNull();
  });

  it("have an icon, known or not", () => {
    expect(stepIcon("board_elevator")).toBe("elevator");
    expect(stepIcon("slight_left")).toBe("slight_left");
    expect(stepIcon("levitate")).toBe("continue");
    expect(hitIcon({ kind: "portal", category: "elevator", function: null })).toBe("elevator");
    expect(hitIcon({ kind: "unit", category: "room", function: "cardiology" })).toBe("pin");
    expect(hitIcon({ kind: "unit", category: "restroom.male", function: "toilet" })).toBe("toilet");
  });
});
