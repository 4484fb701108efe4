import { signal } from "@preact/signals";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Editor } from "../src/editor/editor";
import type { Feature } from "../src/editor/model/draft";
import type { TrialApi, TriedWay } from "../src/editor/trying/server";
import { Trying } from "../src/editor/trying/trying";

const ENTRANCE: Feature = { id: "door", type: "opening", geometry: { type: "LineString", coordinates: [[0, 0], [2, 0]] }, properties: { entrance: true, level_id: "F1" } };
const HALL = { place: "hall" };

function desk(features: readonly Feature[] = [ENTRANCE]) {
  const version = signal(1);
  const state = signal("saved");
  const draft = signal({ version: 1, labels: {}, features: new Map(features.map((each) => [each.id, each])) });
  const editor = { levelId: signal("F1"), sync: { version, state, draft } } as unknown as Editor;
  const answer = (number: number): TriedWay => ({ version: number, left_out: [], route: null, no_way: null });
  const asked: number[] = [];
  const waiting: (() => void)[] = [];
  const server = {
    route: () => {
      asked.push(version.value);
      const told = answer(version.value);
      return new Promise<TriedWay>((resolve) => waiting.push(() => resolve(told)));
    },
  } as unknown as TrialApi;
  const trying = new Trying(editor, server);
  return { trying, version, state, asked, waiting, stop: trying.follow() };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it("begins at the middle of an entrance, so that one click is enough", () => {
  const { trying, stop } = desk();
  expect(trying.ends.start.value).toEqual({ x_m: 1, y_m: 0, level: "F1" });
  trying.pick([5, 5]);
  expect(trying.ends.goal.value).toEqual({ x_m: 5, y_m: 5, level: "F1" });
  stop();
});

it("sets one end after the other by clicks where there is no entrance, and swaps them", () => {
  const { trying, stop } = desk([]);
  trying.pick([1, 1]);
  trying.pick([2, 2]);
  trying.swap();
  expect(trying.ends.start.value).toMatchObject({ x_m: 2 });
  expect(trying.ends.goal.value).toMatchObject({ x_m: 1 });
  stop();
});

it("asks again when another version is saved, once for changes that follow each other, and never for one that is not saved", async () => {
  const { trying, version, state, asked, stop } = desk();
  trying.set("goal", HALL);
  await vi.advanceTimersByTimeAsync(400);
  state.value = "saving";
  version.value = 2;
  await vi.advanceTimersByTimeAsync(400);
  expect(asked).toEqual([1]);
  version.value = 3;
  state.value = "saved";
  await vi.advanceTimersByTimeAsync(400);
  expect(asked).toEqual([1, 3]);
  stop();
});

it("shows the answer of the last question, also when an earlier one comes later", async () => {
  const { trying, version, waiting, stop } = desk();
  trying.set("goal", HALL);
  await vi.advanceTimersByTimeAsync(400);
  version.value = 2;
  await vi.advanceTimersByTimeAsync(400);
  waiting[1]!();
  await vi.advanceTimersByTimeAsync(0);
  waiting[0]!();
  await vi.advanceTimersByTimeAsync(0);
  expect(trying.way.value?.version).toBe(2);
  expect(trying.isWaiting.value).toBe(false);
  stop();
});
