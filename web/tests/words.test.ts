import { describe, expect, it } from "vitest";
import { ApiError } from "../src/api";
import { groundOrdinal, storeysOf } from "../src/building";
import { hitIcon } from "../src/patient/hiticon";
import { pickVisitor } from "../src/session";
import { languageOf } from "../src/settings";
import { planOf } from "../src/trip";
import { en } from "../src/ui/en";
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

describe("languages", () => {
  it("go by the browser's first language that we speak", () => {
    expect(languageOf(["zh-TW", "en"])).toBe("zh-Hans");
    expect(languageOf(["de", "en-GB"])).toBe("en");
    expect(languageOf(["fr"])).toBe("en");
    expect(languageOf([])).toBe("zh-Hans");
  });

  it("have no empty string and no Chinese left in the English", () => {
    for (const [key, value] of Object.entries(en)) {
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
    expect(planOf(none)).toEqual({ kind: "no_route", text: "Closed.", reason: "closed" });
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
