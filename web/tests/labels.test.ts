// @vitest-environment node
import { describe, expect, it } from "vitest";
import { broken, overlap, placeLabels, type Box, type LabelWish, type Measure } from "../src/map/labels";
import type { Ring } from "../src/map/shapes";
import { otherScript, pickLabel } from "../src/ui/labels";

const measure: Measure = (text, second) => [...text].length * (second ? 6 : 8);

function room(key: string, x0: number, width: number, text: string, rank = 1, second = ""): LabelWish {
  const within: Ring[] = [[[x0, 0], [x0 + width, 0], [x0 + width, 10], [x0, 10]]];
  return { key, text, second, at: [x0 + width / 2, 5], within, rank };
}

function boxOf(label: ReturnType<typeof placeLabels>[number]): Box {
  const width = Math.max(...label.lines.map((line) => measure(line.text, line.second)));
  const height = label.lines.reduce((sum, line) => sum + (line.second ? 14 : 16), 0);
  return { x0: label.x - width / 2, x1: label.x + width / 2, y0: label.y - height / 2, y1: label.y + height / 2 };
}

describe("names on the map", () => {
  it("are left out when they do not fit their room, and come with scale", () => {
    const wish = room("a", 0, 10, "Cardiology");
    expect(placeLabels([wish], 4, measure, [])).toEqual([]);
    expect(placeLabels([wish], 10, measure, [])).toHaveLength(1);
  });

  it("break in two before they are left out", () => {
    const [label] = placeLabels([room("a", 0, 10, "Eye clinic")], 7, measure, []);
    expect(label!.lines.map((line) => line.text)).toEqual(["Eye", "clinic"]);
    expect(broken("心血管内科")).toEqual(["心血管", "内科"]);
    expect(broken("药房")).toBeNull();
  });

  it("show both scripts only where both fit", () => {
    const [wide] = placeLabels([room("a", 0, 30, "眼科", 1, "Eye clinic")], 10, measure, []);
    expect(wide!.lines.map((line) => line.text)).toEqual(["眼科", "Eye clinic"]);
    const [narrow] = placeLabels([room("a", 0, 5, "眼科", 1, "Eye clinic")], 10, measure, []);
    expect(narrow!.lines.map((line) => line.text)).toEqual(["眼科"]);
  });

  it("give way to what is more important and to signs", () => {
    const free = (key: string, rank: number): LabelWish => ({ ...room(key, 0, 10, "Lobby", rank), within: null });
    expect(placeLabels([free("low", 1), free("high", 5)], 10, measure, []).map((label) => label.key)).toEqual(["high"]);
    expect(placeLabels([free("low", 1)], 10, measure, [{ x0: 40, x1: 60, y0: -60, y1: -40 }])).toEqual([]);
  });

  it("never lie over each other, whatever the scale", () => {
    const wishes = Array.from({ length: 60 }, (_, i) => room(`r${i}`, (i * 7) % 90, 4 + (i % 9), `Room ${i} north`, i % 5));
    for (const scale of [2, 5, 9, 16, 30]) {
      const boxes = placeLabels(wishes, scale, measure, []).map(boxOf);
      boxes.forEach((box, i) => boxes.slice(i + 1).forEach((other) => expect(overlap(box, other)).toBe(false)));
    }
  });
});

describe("labels of places", () => {
  it("come in the wanted language, a relative of it, or any", () => {
    expect(pickLabel({ "zh-Hans": "药房", en: "Pharmacy" }, "zh")).toBe("药房");
    expect(pickLabel({ und: "12" }, "en")).toBe("12");
    expect(pickLabel({}, "en", "Room")).toBe("Room");
    expect(otherScript({ "zh-Hans": "药房", en: "Pharmacy" }, "en")).toBe("药房");
    expect(otherScript({ und: "CT" }, "en")).toBe("");
  });
});
