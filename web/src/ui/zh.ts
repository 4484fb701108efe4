/** Simplified Chinese: the catalogue the others are measured against. */

export const zh = {
  switchTo: "EN",
  switchToName: "Switch to English",
  pageTitle: (venue: string) => `${venue} · 院内导航`,
  appName: "院内导航",

  whereTo: "去哪里？",
  whereFrom: "你在哪里？",
  clearSearch: "清空",
  back: "返回",
  close: "关闭",
  results: (count: number) => `${count} 个结果`,
  searching: "正在查找…",
  noResults: (text: string) => `没有找到“${text}”。换个说法试试，例如“抽血”或“药房”。`,
  quickTitle: "常去的地方",
  quick: {
    registration: "挂号", pharmacy: "药房", payment: "收费", laboratory: "抽血", imaging: "放射", toilet: "卫生间",
    elevator: "电梯", emergency: "急诊",
  },
  quickWords: {
    registration: "挂号", pharmacy: "药房", payment: "收费", laboratory: "抽血", imaging: "放射", toilet: "卫生间",
    elevator: "电梯", emergency: "急诊",
  },

  whereAreYou: "你现在在哪里？",
  tapMap: "在地图上点",
  tapMapHint: "点一下你所在的位置",
  searchStart: "搜索附近的地点",
  typeCode: "输入墙上二维码的编号",
  entrance: "大门",
  onTheMap: "地图上的位置",
  from: (name: string) => `从${name}出发`,
  changeStart: "换起点",
  startKnown: (name: string) => `起点：${name}`,

  howYouMove: "出行方式",
  profiles: {
    walk: "步行", slow: "慢走", wheelchair: "无障碍", pram: "推婴儿车", no_stairs: "不走楼梯", low_vision: "视力不便",
  } as Record<string, string>,
  large: "大字高对比",
  planning: "正在找路…",
  routeReady: (time: string, distance: string, steps: number) => `路线已找到：${time}，${distance}，${steps} 步。`,
  steps: "步骤",
  mind: "请注意",
  start: "开始导航",
  starting: "正在开始…",
  helpedOnly: "这条路线需要有人协助，请不要独自前往。",

  shortest: "（现在最快）",
  wait: (count: number, range: string) => `${count ? `${count} 人` : "无人"}等候 · ${range}`,
  about: (range: string) => `约 ${range} 分钟`,
  upTo: (count: number) => `最多 ${count} 分钟`,
  counted: (count: number) => ` · ${count} 分钟前的数据`,
  usualWait: (range: string) => `平时${range}，没有实时人数`,
  noWait: { unknown: "等候时间不明", no_server: "现在无人服务", closed: "现在不开放" } as Record<string, string>,

  positionTaken: "好的，已记下你的位置。",
  recentre: "回到当前位置",
  showRoute: "看整条路线",

  map: (floor: string) => `${floor}平面图。方向键移动，加减键缩放，回车键选中间的点。`,
  mapRole: "地图",
  floors: "楼层",
  floorButton: (name: string, route: boolean, person: boolean) =>
    `${name}${route ? "，路线经过" : ""}${person ? "，当前位置在这层" : ""}`,
  floorShown: (name: string) => `现在显示${name}`,
  floorFailed: "这一层没有打开。",
  zoomIn: "放大",
  zoomOut: "缩小",
  more: "展开",
  less: "收起",

  loading: "正在打开地图…",
  retry: "再试一次",
  noVenues: "这里还没有地图。",
  noVenuesHelp: "请向导诊台询问路线。",
  unknownVenue: "没有这座建筑的地图。",
  showAllVenues: "看有哪些地图",
  unknownPlace: "链接里的地点找不到了。请搜索一下。",
  offline: "连不上网络。请检查网络后再试一次。",
  server: "服务器出了问题，不是你的错。请稍后再试一次。",
  refused: "这个请求没有成功。请再试一次，或换一种方式。",

  metres: (count: number) => `${count} 米`,
  kilometres: (count: string) => `${count} 公里`,
  minutes: (count: number) => `${count} 分钟`,
  underAMinute: "不到 1 分钟",
  attribution: "地图数据",
};

export type Messages = typeof zh;
