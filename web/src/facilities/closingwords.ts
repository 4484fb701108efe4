/** The words of drawn areas, and of closures that hold at hours or in one direction. */

import { inLanguage } from "../staff/words";

const zh = {
  draw: "在地图上画区域…",
  drawHint: "在地图上依次点区域的角，至少三个；键盘可移动地图，回车取中央的点。",
  corners: (count: number) => `已画 ${count} 个角`,
  undoCorner: "撤回一个角",
  done: "画好了",
  area: "画出的区域",
  areaHint: "关闭大部分在区域内的房间和走廊，以及区域内的门。",
  from: "从何时（留空则立即）",
  oneWay: "门只能通向",
  bothWays: "两边都关",
  into: (room: string) => `仍可进入${room}`,
  weekly: "每周定时",
  weeklyHint: "只在这些时间关闭；结束早于开始表示到次日。",
  starts: "开始",
  ends: "结束",
  days: "日子",
  noDays: "请至少选一天。",
};

export const closingWords = inLanguage<typeof zh>({
  "zh-Hans": zh,
  en: {
    draw: "Draw an area on the map…",
    drawHint: "Pick the corners of the area one after the other, at least three; by keyboard, move the map and press Enter for the point in its middle.",
    corners: (count) => `${count} ${count === 1 ? "corner" : "corners"} so far`,
    undoCorner: "Take a corner back",
    done: "Area is drawn",
    area: "the drawn area",
    areaHint: "Closes the rooms and corridors that lie mostly in it, and the doors in it.",
    from: "From (empty: now)",
    oneWay: "The door may still be passed",
    bothWays: "in no direction",
    into: (room) => `into ${room}`,
    weekly: "At hours of every week",
    weeklyHint: "Closed within these hours only; an end before the start is one of the next day.",
    starts: "From",
    ends: "To",
    days: "Days",
    noDays: "Choose a day at least.",
  },
});
