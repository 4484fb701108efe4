/** Words of the parts of the editor that are fetched when they are first shown. */

import { inLanguage } from "../../staff/words";
import type { ConnectorKind } from "../model/actions/connect";

interface MoreWords {
  readonly stops: string;
  readonly connector: string;
  readonly connectors: Readonly<Record<ConnectorKind, string>>;
  readonly onLevels: string;
  readonly pathWidth: string;
  readonly bayWidth: string;
  readonly bayDepth: string;
  readonly degrees: string;
  readonly turn: string;
  readonly columns: string;
  readonly rows: string;
  readonly apartEast: string;
  readonly apartNorth: string;
  readonly repeat: string;
  readonly toLevel: string;
  readonly allLevels: string;
  readonly copy: string;
  readonly up: string;
  readonly down: string;
  readonly copyFloor: string;
  readonly alignHelp: string;
  readonly east: string;
  readonly north: string;
  readonly shift: string;
  readonly table: string;
  readonly kind: string;
  readonly level: string;
  readonly everyLevel: string;
  readonly filter: string;
  readonly chooseAll: string;
  readonly choose: (name: string) => string;
  readonly name: string;
  readonly count: (shown: number, chosen: number) => string;
  readonly forChosen: string;
  readonly field: string;
  readonly give: (count: number) => string;
  readonly replaceTitle: string;
  readonly find: string;
  readonly replace: string;
  readonly matchCase: string;
  readonly replaceNow: (count: number) => string;
  readonly nameTitle: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly nameNow: (count: number) => string;
  readonly add: string;
  readonly removeChosen: string;
  readonly showOnMap: string;
  readonly previous: string;
  readonly next: string;
  readonly page: (at: number, of: number) => string;
}

const zh: MoreWords = {
  stops: "停靠楼层", connector: "类型",
  connectors: { stairs: "楼梯", elevator: "电梯", escalator: "扶梯", ramp: "坡道", moving_walkway: "自动步道" },
  onLevels: "连接楼层", pathWidth: "路径宽（米）", bayWidth: "车位宽（米）", bayDepth: "车位深（米）",
  degrees: "逆时针角度", turn: "旋转", columns: "列", rows: "行", apartEast: "列距（米）", apartNorth: "行距（米）",
  repeat: "阵列", toLevel: "到楼层", allLevels: "其他所有楼层", copy: "复制到楼层",
  up: "上移", down: "下移", copyFloor: "复制楼层", alignHelp: "将本层所有内容平移，与其他楼层对齐。", east: "向东（米）", north: "向北（米）", shift: "平移楼层",
  table: "表格", kind: "类型", level: "楼层", everyLevel: "全部楼层", filter: "筛选", chooseAll: "全选", choose: (name) => `选择${name}`, name: "名称",
  count: (shown, chosen) => `共 ${shown} 项，已选 ${chosen} 项`, forChosen: "批量修改", field: "字段", give: (count) => `应用到 ${count} 项`,
  replaceTitle: "查找与替换", find: "查找文字", replace: "替换为", matchCase: "区分大小写", replaceNow: (count) => `在 ${count} 项中替换`,
  nameTitle: "依次命名（# 为序号）", nameZh: "中文名", nameEn: "英文名", nameNow: (count) => `命名 ${count} 项`,
  add: "新增一项", removeChosen: "删除所选", showOnMap: "在地图上查看", previous: "上一页", next: "下一页", page: (at, of) => `第 ${at} / ${of} 页`,
};

const en: MoreWords = {
  stops: "Stops at", connector: "Kind",
  connectors: { stairs: "Stairs", elevator: "Lift", escalator: "Escalator", ramp: "Ramp", moving_walkway: "Moving walkway" },
  onLevels: "On the floors", pathWidth: "Width of paths (m)", bayWidth: "Width of a bay (m)", bayDepth: "Depth of a bay (m)",
  degrees: "Degrees, to the left", turn: "Turn", columns: "Columns", rows: "Rows", apartEast: "Column to column (m)", apartNorth: "Row to row (m)",
  repeat: "Repeat", toLevel: "To floor", allLevels: "All other floors", copy: "Copy to floor",
  up: "Move up", down: "Move down", copyFloor: "Copy the floor", alignHelp: "Shifts all that is on this floor, so that it lies above the others.", east: "To the east (m)", north: "To the north (m)", shift: "Shift the floor",
  table: "Table", kind: "Kind", level: "Floor", everyLevel: "All floors", filter: "Filter", chooseAll: "Choose all", choose: (name) => `Choose ${name}`, name: "Name",
  count: (shown, chosen) => `${shown} shown, ${chosen} chosen`, forChosen: "For all that are chosen", field: "Field", give: (count) => `Give to ${count}`,
  replaceTitle: "Find and replace", find: "Words to find", replace: "Put instead", matchCase: "Match capitals", replaceNow: (count) => `Replace in ${count}`,
  nameTitle: "Name in a row (# is the number)", nameZh: "In Chinese", nameEn: "In English", nameNow: (count) => `Name ${count}`,
  add: "Add one", removeChosen: "Remove the chosen", showOnMap: "Show on the map", previous: "Previous page", next: "Next page", page: (at, of) => `Page ${at} of ${of}`,
};

export const moreWords = inLanguage<MoreWords>({ "zh-Hans": zh, en });
