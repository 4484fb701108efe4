/** What kinds of features and their fields are called. A test holds both lists against the server's own. */

import { inLanguage } from "../staff/words";

export const KINDS_ZH: Readonly<Record<string, string>> = {
  venue: "场所", building: "建筑", level: "楼层", unit: "房间", opening: "门", portal: "电梯或楼梯", amenity: "设施", fixture: "固定物", service_group: "服务",
  service_point: "服务台", parking_lot: "停车场", parking_bay: "车位", qr_point: "定位码", transmitter: "信标",
};

export const FIELDS_ZH: Readonly<Record<string, string>> = {
  geometry: "形状", labels: "名称", short_labels: "简称", aliases: "别名", level_id: "楼层", building_id: "建筑", unit_id: "所在房间", group_id: "所属服务", lot_id: "停车场",
  one_way_to: "单向通往", category: "类别", code: "编码", kind: "种类", function: "用途", bank: "电梯组", label: "标签", external_ids: "外部编号", unit_ids: "连接的房间",
  addresses: "地址", elevation_m: "高程（米）", car_width_m: "轿厢宽（米）", car_depth_m: "轿厢深（米）", slope_percent: "坡度（%）", width_m: "宽度（米）",
  height_m: "高度（米）", rssi_at_1m_dbm: "1 米处信号（dBm）", force_n: "开门力（牛）", outdoor: "室外", walkable: "可走", has_door: "有门扇", automatic: "自动门",
  entrance: "入口", one_way: "单向", solid: "实心", accessible: "无障碍", open: "无墙", covered: "有顶", tactile_paving: "盲道", ordinal: "楼层序号", access: "谁可进入",
  accessibility: "轮椅可用", hygiene: "洁污", display_point: "标注位置", survey_frame: "测图坐标", stops: "停靠点", purpose: "用途", attribution: "来源说明",
  frame_origin: "坐标原点",
};

const plain = (name: string): string => name.replaceAll("_", " ");

const said = inLanguage<{ readonly kind: (name: string) => string; readonly field: (name: string) => string }>({
  "zh-Hans": { kind: (name) => KINDS_ZH[name] ?? name, field: (name) => FIELDS_ZH[name] ?? name },
  en: { kind: plain, field: plain },
});

export const kindWords = (name: string): string => said.value.kind(name);
export const fieldWords = (name: string): string => said.value.field(name);
