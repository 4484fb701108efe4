/** Words of the panel of coverage; loaded with it. */

import { inLanguage } from "../staff/words";
import type { Shown, Summary } from "./coverage";

const percent = (share: number): string => `${Math.round(share * 100)}%`;

const zh = {
  shownLabel: "显示",
  shown: { error: "误差", heard: "可收到", floor: "楼层误判" } satisfies Record<Shown, string>,
  scale: { error: "站立 5 秒时的误差下限（米）", heard: "5 秒内可收到的发射器数", floor: "听起来更像另一楼层的概率（%）" } satisfies Record<Shown, string>,
  nothing: "无法定位",
  wait: "正在计算覆盖…",
  noAnswer: "服务器没有响应。草稿保存后会再次计算。",
  told: ({ within_3_m, within_5_m, no_position, floor_unclear, median_bound_m }: Summary): string =>
    `室内可行走面积中，${percent(within_3_m)} 的误差下限不超过 3 米，${percent(within_5_m)} 不超过 5 米，${percent(no_position)} 无法定位；${percent(floor_unclear)} 的地方容易误判楼层。` +
    (median_bound_m === null ? "" : `中位误差下限 ${median_bound_m.toFixed(1)} 米。`),
  about: "下限由信标位置、墙体和无线电统计得出：没有任何方法能更准。模拟中的误差约为其 1.5 倍。",
  whatIf: "假设失效",
  chooseBeacon: "在地图上选择一个信标，看它失效会怎样。",
  dies: (name: string): string => `假设 ${name} 失效`,
  lives: (name: string): string => `${name} 恢复`,
  lost: (before: Summary, after: Summary): string =>
    `误差下限不超过 5 米的面积由 ${percent(before.within_5_m)} 变为 ${percent(after.within_5_m)}，无法定位由 ${percent(before.no_position)} 变为 ${percent(after.no_position)}。`,
  suggest: "建议新增信标",
  howMany: "数量",
  none: "不建议",
  gained: (before: number, after: number): string => `全部安装后，中位误差下限由 ${before.toFixed(1)} 米降到 ${after.toFixed(1)} 米。`,
  place: (number: number): string => `在建议位置 ${number} 放置信标`,
  spot: (x: string, y: string): string => `东 ${x} 米，北 ${y} 米`,
};

export const coverageWords = inLanguage<typeof zh>({
  "zh-Hans": zh,
  en: {
    shownLabel: "Shown",
    shown: { error: "Error", heard: "Heard", floor: "Floor" },
    scale: { error: "Least error standing for 5 s (m)", heard: "Transmitters heard in 5 s", floor: "Another floor sounds likelier (%)" },
    nothing: "no position",
    wait: "Computing the coverage…",
    noAnswer: "The server does not answer. Coverage is computed again when the draft is saved.",
    told: ({ within_3_m, within_5_m, no_position, floor_unclear, median_bound_m }) =>
      `Of the walkable area indoors, ${percent(within_3_m)} can at best be told to 3 m, ${percent(within_5_m)} to 5 m, and ${percent(no_position)} has no position; on ${percent(floor_unclear)} the floor is unclear.` +
      (median_bound_m === null ? "" : ` Half of it cannot be told better than to ${median_bound_m.toFixed(1)} m.`),
    about: "A bound from the places of beacons, the walls and the statistics of radio: no method does better. Errors in simulation are some 1.5 times as large.",
    whatIf: "What if one dies",
    chooseBeacon: "Select a beacon on the map to see what would be lost without it.",
    dies: (name) => `Suppose ${name} is dead`,
    lives: (name) => `${name} works again`,
    lost: (before, after) =>
      `The area told to 5 m at best goes from ${percent(before.within_5_m)} to ${percent(after.within_5_m)}, that without a position from ${percent(before.no_position)} to ${percent(after.no_position)}.`,
    suggest: "Suggest more beacons",
    howMany: "How many",
    none: "none",
    gained: (before, after) => `With all of them the median goes from ${before.toFixed(1)} m to ${after.toFixed(1)} m.`,
    place: (number) => `Place a beacon at suggestion ${number}`,
    spot: (x, y) => `${x} m east, ${y} m north`,
  },
});
