/** Words of the editor. */

import { inLanguage } from "../staff/words";
import type { AlterWhy } from "./model/actions/alter";
import type { ArrangeWhy } from "./model/actions/arrange";
import type { ConnectWhy } from "./model/actions/connect";
import type { CutWhy } from "./model/actions/cut";
import type { CutOutWhy } from "./model/actions/cutout";
import type { DrawWhy, PointKind } from "./model/actions/draw";
import type { LevelWhy } from "./model/actions/levels";
import type { SeveralWhy } from "./model/actions/several";
import type { StrokeWhy } from "./model/actions/strokes";
import type { Category, Choice, FieldName } from "./model/fields";
import type { SnapKind } from "./model/snap";
import type { ToolName } from "./editor";
import type { SavedState } from "./sync";

export type Why = DrawWhy | AlterWhy | CutWhy | ConnectWhy | ArrangeWhy | StrokeWhy | SeveralWhy | LevelWhy | CutOutWhy | "onlyLook";
export type Act =
  | "drawRoom" | "drawDoor" | "drawPoint" | "addLevel" | "merge" | "split" | "move" | "moveCorner" | "addCorner" | "removeCorner" | "square" | "duplicate" | "remove"
  | "describe" | "resize" | "drawConnector" | "setStop" | "drawObstacle" | "drawPath" | "drawBays" | "rotate" | "array" | "copyToLevels" | "describeAll" | "replace"
  | "addFact" | "nameInARow" | "cutOut" | "reorderLevel" | "copyLevel" | "alignLevel";
type Kind =
  | "unit" | "opening" | "portal" | "amenity" | "fixture" | "service_point" | "service_group" | "parking_bay" | "parking_lot"
  | "qr_point" | "transmitter" | "level" | "building";

interface EditorWords {
  readonly acts: Readonly<Record<Act, string>>;
  readonly why: Readonly<Record<Why, string>>;
  readonly tools: Readonly<Record<ToolName, string>>;
  readonly hints: Readonly<Record<ToolName, string>>;
  readonly points: Readonly<Record<PointKind, string>>;
  readonly kinds: Readonly<Record<Kind, string>>;
  readonly fields: Readonly<Record<FieldName, string>>;
  readonly choices: Readonly<Record<Choice, string>>;
  readonly categories: Readonly<Record<Category, string>>;
  readonly snaps: Readonly<Record<SnapKind, string>>;
  readonly saved: Readonly<Record<SavedState, string>>;
  readonly severities: Readonly<Record<"block" | "warn" | "info", string>>;
  readonly toolsLabel: string;
  readonly actionsLabel: string;
  readonly arrange: string;
  readonly thisFloor: string;
  readonly onlyLookHelp: string;
  readonly placeAt: string;
  readonly table: string;
  readonly snapping: string;
  readonly ghost: string;
  readonly ghostNone: string;
  readonly doorWidth: string;
  readonly pointKind: string;
  readonly newCategory: string;
  readonly byNumbers: string;
  readonly map: string;
  readonly mapHelp: string;
  readonly levels: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly fit: string;
  readonly undo: string;
  readonly redo: string;
  readonly undone: string;
  readonly redone: string;
  readonly notOffline: string;
  readonly nothingToUndo: string;
  readonly nothingToRedo: string;
  readonly find: string;
  readonly findHelp: string;
  readonly foundNone: string;
  readonly properties: string;
  readonly chooseSomething: string;
  readonly many: (count: number) => string;
  readonly names: Readonly<Record<"labels" | "short_labels", readonly [zh: string, en: string]>>;
  readonly listHelp: string;
  readonly notSaid: string;
  readonly notANumber: string;
  readonly place: string;
  readonly west: string;
  readonly south: string;
  readonly width: string;
  readonly height: string;
  readonly clearWidth: string;
  readonly id: string;
  readonly findings: string;
  readonly findingsNone: string;
  readonly findingsWait: string;
  readonly repair: string;
  readonly repaired: string;
  readonly lookAtIt: string;
  readonly history: string;
  readonly historyNone: string;
  readonly undoneLine: string;
  readonly picture: string;
  readonly trying: string;
  readonly coverage: string;
  readonly pictureNone: string;
  readonly pictureAdd: string;
  readonly pictureRemove: string;
  readonly opacity: string;
  readonly scaleHelp: string;
  readonly scaleStart: string;
  readonly scaleLength: string;
  readonly scaleUse: string;
  readonly moveUse: string;
  readonly retry: string;
  readonly unsaved: (count: number) => string;
  readonly refused: (words: string) => string;
  readonly close: string;
  readonly conflictTitle: string;
  readonly conflictHelp: string;
  readonly field: string;
  readonly mine: string;
  readonly theirs: string;
  readonly takeMine: string;
  readonly takeTheirs: string;
  readonly saveChoice: string;
  readonly dropMine: string;
  readonly shape: string;
  readonly nothing: string;
  readonly opening: string;
  readonly begin: string;
  readonly beginHelp: string;
  readonly beginId: string;
  readonly beginIdHelp: string;
  readonly beginWidth: string;
  readonly beginDepth: string;
  readonly beginLon: string;
  readonly beginLat: string;
  readonly beginThere: string;
  readonly beginNow: string;
  readonly beginning: string;
}

const zh: EditorWords = {
  acts: {
    drawRoom: "画房间", drawDoor: "画门", drawPoint: "放置点位", addLevel: "增加楼层", merge: "合并房间", split: "切分房间", move: "移动", moveCorner: "移动角点", addCorner: "增加角点",
    removeCorner: "删除角点", square: "拉直为直角", duplicate: "复制", remove: "删除", describe: "修改属性", resize: "修改位置和尺寸",
    drawConnector: "绘制楼梯或电梯", setStop: "修改停靠楼层", drawObstacle: "绘制障碍物", drawPath: "绘制路径", drawBays: "绘制车位", rotate: "旋转", array: "阵列",
    copyToLevels: "复制到楼层", describeAll: "批量修改", replace: "替换文字", addFact: "在表格中新增", nameInARow: "批量命名", cutOut: "扣除其中的房间", reorderLevel: "调整楼层顺序", copyLevel: "复制楼层", alignLevel: "平移楼层",
  },
  why: {
    tooSmall: "太小了：房间至少要 0.25 平方米。", crossesItself: "轮廓线与自身相交。", notTwoRooms: "请选择共用一面墙的两个房间。", notAdjoining: "两个房间没有共用的墙。", notAcross: "切分线须从墙到墙横穿房间。", noOutline: "本层没有轮廓，无法照样增加楼层。", noWall: "这里没有墙。请点在房间的墙上。",
    wallTooShort: "这面墙比门还短，或门宽不足 0.5 米。", nothing: "请先选择要修改的内容。", noShape: "它在本层没有形状。",
    isLevel: "楼层本身不能移动或复制。", notPlain: "只有简单的多边形有角点。", tooFewCorners: "至少要保留三个角点。",
    isSquare: "已经是直角。", hasContent: "这一楼层上还有内容，先移走或删除。", notOneRoom: "请只选择一个房间。",
    fewLevels: "楼梯和电梯至少连接两个楼层。", noPortal: "请选择有停靠楼层的楼梯或电梯。", noAngle: "请填写会使其转动的角度。", noCopies: "请填写列数和行数。",
    tooManyCopies: "一次最多几百项。", noOtherLevel: "没有其他楼层可以复制到。", tooShort: "太短：路径至少 0.5 米。", noBays: "这条线比一个车位还短。",
    nothingFound: "所列内容中没有这些文字。", noWordsToFind: "请填写要查找的文字。", isHighest: "已是最高楼层。", isLowest: "已是最低楼层。", notMoved: "请填写平移的距离。", noName: "请填写名称。", onlyLook: "您在此场所只有查看权限。", noneWithin: "其中没有别的房间。", allCovered: "扣除后什么也不剩。",
  },
  tools: { select: "选择", rectangle: "矩形房间", polygon: "多边形房间", door: "门", point: "点位", measure: "测量", split: "切分", scale: "底图线", ends: "起点和终点", connector: "楼梯电梯", obstacle: "障碍物", path: "路径", bays: "一排车位" },
  hints: {
    select: "点击选择；拖动移动；拖动角点改形状；按住 Alt 点角点删除；按住 Shift 多选。",
    rectangle: "拖出一个矩形，或点击两个对角。Esc 取消。",
    polygon: "依次点击各角；点第一个角或按回车闭合；退格撤回一点。",
    door: "点击墙面放门。门宽在左侧设置。",
    point: "点击放置点位。类型在左侧设置。",
    measure: "依次点击测量长度与面积。Esc 清除。",
    split: "先选择房间，再点击切分线的两端。",
    scale: "在底图上点击线的两端，再在右侧选择缩放或移动。",
    ends: "点击起点，再点击终点。",
    connector: "拖出轮廓：左侧勾选的每个楼层都会得到房间和停靠点；在它的墙上开门，各层同时开门。",
    obstacle: "拖出一个框，盖住挡路的东西。",
    path: "沿路点击，回车结束。没有地面的地方成为地面，遇墙则穿过。",
    bays: "点击这一排的两端；车位在线的左侧。",
  },
  points: { amenity: "地标", service_point: "服务台", transmitter: "信标", qr_point: "定位码" },
  kinds: {
    unit: "房间", opening: "门或通口", portal: "楼梯或电梯", amenity: "地标", fixture: "固定物", service_point: "服务台",
    service_group: "服务", parking_bay: "车位", parking_lot: "停车场", qr_point: "定位码", transmitter: "信标", level: "楼层", building: "楼栋",
  },
  fields: {
    aliases: "别名", category: "类别", function: "用途", access: "通行限制", accessibility: "无障碍", walkable: "可通行", open: "开放（无墙）",
    hygiene: "洁污分区", has_door: "有门扇", automatic: "自动门", entrance: "对外入口", force_n: "开门力（牛）", kind: "种类", bank: "电梯组",
    car_width_m: "轿厢宽（米）", car_depth_m: "轿厢深（米）", one_way: "单向", slope_percent: "坡度（%）", solid: "是障碍物", group_id: "所属服务",
    lot_id: "停车场", label: "编号", accessible: "无障碍车位", code: "码", addresses: "地址", height_m: "高度（米）",
    rssi_at_1m_dbm: "一米处信号（dBm）", ordinal: "楼层序号", elevation_m: "标高（米）", outdoor: "室外", one_way_to: "只能通往", fhir: "FHIR Location",
    covered: "有顶", tactile_paving: "盲道", width_m: "宽（米）", building_id: "建筑",
  },
  choices: {
    public: "公众", staff: "仅员工", closed: "关闭", yes: "是", no: "否", unknown: "未知", general: "一般", clean: "洁净", dirty: "污染",
    stairs: "楼梯", ramp: "坡道", elevator: "电梯", escalator: "扶梯", moving_walkway: "自动步道", beacon: "蓝牙信标", access_point: "无线接入点",
  },
  categories: {
    room: "房间", walkway: "走廊", lobby: "大厅", waitingroom: "候诊区", office: "办公室", examroom: "检查室", restroom: "卫生间",
    "restroom.wheelchair": "无障碍卫生间", stairs: "楼梯间", elevator: "电梯井", escalator: "扶梯", ramp: "坡道", storage: "库房", laboratory: "检验室",
    foodservice: "餐饮", kitchen: "厨房", library: "图书室", conferenceroom: "会议室", parking: "停车区", terrace: "露台", unenclosedarea: "室外场地",
    opentobelow: "中庭上空", structure: "结构", nonpublic: "非公共区",
  },
  snaps: { corner: "角点", midpoint: "中点", edge: "边", rightAngle: "直角", alignment: "对齐", grid: "网格 0.1 米" },
  saved: { saved: "已保存", saving: "正在保存…", offline: "未保存，离线", conflict: "有冲突待处理" },
  severities: { block: "阻止发布", warn: "警告", info: "提示" },
  toolsLabel: "工具", actionsLabel: "操作", arrange: "旋转、阵列、复制", thisFloor: "本楼层", onlyLookHelp: "您可以查看地图，但不能修改。需要修改请联系场所管理员。", placeAt: "放在此处", table: "表格与批量修改", snapping: "吸附", ghost: "显示下层轮廓", ghostNone: "下面没有楼层。", doorWidth: "门宽（米）",
  pointKind: "点位类型", newCategory: "新房间类别", byNumbers: "按数值（米）", map: "楼层地图", mapHelp: "方向键平移，加减键缩放；选中后方向键移动 0.1 米，按住 Shift 为 1 米。",
  levels: "楼层", zoomIn: "放大", zoomOut: "缩小", fit: "显示整层", undo: "撤销", redo: "重做", undone: "已撤销", redone: "已重做",
  notOffline: "离线时不能撤销或重做。", nothingToUndo: "没有可撤销的修改。", nothingToRedo: "没有可重做的修改。",
  find: "查找", findHelp: "名称、别名、编码", foundNone: "没有找到。", properties: "属性", chooseSomething: "在地图上点击，或用查找选择一项。",
  many: (count) => `已选择 ${count} 项`, names: { labels: ["名称（中文）", "名称（英文）"], short_labels: ["简称（中文）", "简称（英文）"] },
  listHelp: "用逗号分隔", notSaid: "未填写", notANumber: "请填写数字。", place: "位置与尺寸（米）", west: "东向 x", south: "北向 y", width: "宽", height: "深",
  clearWidth: "净宽", id: "标识", findings: "问题", findingsNone: "没有发现问题。", findingsWait: "正在检查…", repair: "修复",
  repaired: "已修复", lookAtIt: "请核对", history: "历史", historyNone: "还没有修改。", undoneLine: "已撤销",
  picture: "底图", trying: "试用", coverage: "信号覆盖", pictureNone: "本层没有底图。", pictureAdd: "添加图片或 PDF", pictureRemove: "移除底图", opacity: "底图不透明度",
  scaleHelp: "画一条线：填写它的实际长度即可缩放底图，或把底图从起点移到终点。", scaleStart: "画线", scaleLength: "实际长度（米）", scaleUse: "按此缩放", moveUse: "底图从线的起点移到终点",
  retry: "重试", unsaved: (count) => `${count} 项修改保存在本机，连上后自动提交`, refused: (words) => `“${words}”没有被接受`, close: "关闭",
  conflictTitle: "他人同时修改了相同内容", conflictHelp: "逐项选择保留谁的值。在此之前，您的修改保存在本机。", field: "字段", mine: "我的", theirs: "他人的",
  takeMine: "用我的", takeTheirs: "用他人的", saveChoice: "保存选择", dropMine: "放弃我的这次修改", shape: "形状", nothing: "（无）", opening: "正在打开地图…",

  begin: "新建场所", beginHelp: "从一个空楼层开始：之后可添加底图照着画，也可增加楼层。发布之前，患者看不到任何内容。", beginId: "标识",
  beginIdHelp: "小写字母、数字和连字符，例如 east-wing", beginWidth: "楼层宽（米）", beginDepth: "楼层深（米）", beginLon: "西南角经度", beginLat: "西南角纬度",
  beginThere: "已有使用这个标识的场所，请换一个。", beginNow: "创建", beginning: "正在创建…",
};

const en: EditorWords = {
  acts: {
    drawRoom: "Draw a room", drawDoor: "Draw a door", drawPoint: "Place a point", addLevel: "Add a floor", merge: "Merge", split: "Split a room", move: "Move", moveCorner: "Move a corner",
    addCorner: "Add a corner", removeCorner: "Remove a corner", square: "Square", duplicate: "Duplicate", remove: "Remove",
    describe: "Change properties", resize: "Change place and size", drawConnector: "Draw stairs or a lift", setStop: "Change stops", drawObstacle: "Draw an obstacle",
    drawPath: "Draw a path", drawBays: "Draw parking bays", rotate: "Turn", array: "Repeat", copyToLevels: "Copy to floors", describeAll: "Change several", replace: "Replace words",
    addFact: "Add to the table", nameInARow: "Name in a row", cutOut: "Cut out the rooms within", reorderLevel: "Reorder floors", copyLevel: "Copy a floor", alignLevel: "Shift a floor",
  },
  why: {
    tooSmall: "Too small: a room has 0.25 m² at least.", crossesItself: "The outline crosses itself.",
    notTwoRooms: "Select two rooms that share a wall.", notAdjoining: "The two rooms share no wall.",
    notAcross: "The cut must go from wall to wall, straight across the room.",
    noOutline: "This floor has no outline that another could have.", noWall: "There is no wall here. Click on the wall of a room.", wallTooShort: "The wall is shorter than the door, or the door narrower than 0.5 m.",
    nothing: "Select what to change first.", noShape: "It has no shape on this floor.", isLevel: "The floor itself cannot be moved or copied.",
    notPlain: "Only plain outlines have corners.", tooFewCorners: "Three corners must stay.", isSquare: "It is square already.",
    hasContent: "There are things on this floor; move or remove them first.", notOneRoom: "Select one room.",
    fewLevels: "Stairs and lifts join two floors at least.", noPortal: "Select stairs or a lift that stops somewhere.", noAngle: "Enter an angle that turns it.",
    noCopies: "Enter how many columns and rows there shall be.", tooManyCopies: "That would be more than a few hundred at once.", noOtherLevel: "There is no other floor to copy to.",
    tooShort: "Too short: a path has 0.5 m at least.", noBays: "The line is shorter than one bay.", nothingFound: "These words are nowhere in what is shown.",
    noWordsToFind: "Enter the words to find.", isHighest: "It is the highest floor.", isLowest: "It is the lowest floor.", notMoved: "Enter how far to shift it.", noName: "Enter a name.", onlyLook: "You may look at this venue, not change it.", noneWithin: "No other room lies within it.", allCovered: "Nothing would be left of it.",
  },
  tools: { select: "Select", rectangle: "Room, box", polygon: "Room, outline", door: "Door", point: "Point", measure: "Measure", split: "Split", scale: "Picture line", ends: "Ends of a way", connector: "Stairs, lift", obstacle: "Obstacle", path: "Path", bays: "Parking row" },
  hints: {
    select: "Click to select; drag to move; drag a corner to reshape; Alt-click a corner to remove it; Shift-click for more.",
    rectangle: "Drag a box, or click two opposite corners. Esc gives up.",
    polygon: "Click the corners; click the first, or press Enter, to close. Backspace takes one back.",
    door: "Click on a wall. The width is set on the left.",
    point: "Click where it is. The kind is set on the left.",
    measure: "Click to measure lengths and areas. Esc clears.",
    split: "With a room selected, click both ends of the cut.",
    scale: "Click both ends of the line on the picture; then scale or move it, at the right.",
    ends: "Click where the way begins, then where it ends.",
    connector: "Drag its outline: it gets a room and a stop on each floor that is ticked at the left. A door in its wall is made on all of them.",
    obstacle: "Drag a box over what is in the way.",
    path: "Click along the way; Enter ends it. It becomes ground where there is none, and goes through walls.",
    bays: "Click both ends of the row; the bays lie to the left of the line.",
  },
  points: { amenity: "Landmark", service_point: "Desk", transmitter: "Beacon", qr_point: "QR sign" },
  kinds: {
    unit: "Room", opening: "Door or gap", portal: "Stairs or lift", amenity: "Landmark", fixture: "Fixture", service_point: "Desk",
    service_group: "Service", parking_bay: "Parking bay", parking_lot: "Car park", qr_point: "QR sign", transmitter: "Beacon", level: "Floor", building: "Building",
  },
  fields: {
    aliases: "Also called", category: "Category", function: "Purpose", access: "Restriction", accessibility: "Accessible", walkable: "Can be walked",
    open: "Open, without walls", hygiene: "Hygiene", has_door: "Has a door", automatic: "Automatic", entrance: "Entrance from outside", force_n: "Force to open (N)",
    kind: "Kind", bank: "Lift bank", car_width_m: "Car width (m)", car_depth_m: "Car depth (m)", one_way: "One way", slope_percent: "Slope (%)",
    solid: "Is an obstacle", group_id: "Service", lot_id: "Car park", label: "Number", accessible: "Accessible bay", code: "Code", addresses: "Addresses",
    height_m: "Height (m)", rssi_at_1m_dbm: "Signal at 1 m (dBm)", ordinal: "Floor number", elevation_m: "Elevation (m)", outdoor: "Outdoors",
    one_way_to: "Leads only to", fhir: "FHIR Location", covered: "Under a roof", tactile_paving: "Tactile paving", width_m: "Width (m)", building_id: "Building",
  },
  choices: {
    public: "Public", staff: "Staff only", closed: "Closed", yes: "Yes", no: "No", unknown: "Unknown", general: "General", clean: "Clean", dirty: "Dirty",
    stairs: "Stairs", ramp: "Ramp", elevator: "Lift", escalator: "Escalator", moving_walkway: "Moving walkway", beacon: "Bluetooth beacon", access_point: "Wi-Fi access point",
  },
  categories: {
    room: "Room", walkway: "Corridor", lobby: "Hall", waitingroom: "Waiting area", office: "Office", examroom: "Examination room", restroom: "Toilet",
    "restroom.wheelchair": "Accessible toilet", stairs: "Staircase", elevator: "Lift shaft", escalator: "Escalator", ramp: "Ramp", storage: "Storage",
    laboratory: "Laboratory", foodservice: "Food", kitchen: "Kitchen", library: "Library", conferenceroom: "Meeting room", parking: "Parking",
    terrace: "Terrace", unenclosedarea: "Outdoor area", opentobelow: "Open to below", structure: "Structure", nonpublic: "Not public",
  },
  snaps: { corner: "Corner", midpoint: "Midpoint", edge: "Edge", rightAngle: "Right angle", alignment: "Alignment", grid: "Grid, 0.1 m" },
  saved: { saved: "Saved", saving: "Saving…", offline: "Not saved, offline", conflict: "A conflict to settle" },
  severities: { block: "Blocks", warn: "Warning", info: "Note" },
  toolsLabel: "Tools", actionsLabel: "Actions", arrange: "Turn, repeat, copy", thisFloor: "This floor", onlyLookHelp: "You may look at this map, not change it. Ask an administrator for the role of an editor.", placeAt: "Place it there", table: "Table, change several", snapping: "Snap to", ghost: "Show the floor below", ghostNone: "There is no floor below.", doorWidth: "Door width (m)",
  pointKind: "Kind of point", newCategory: "Category of new rooms", byNumbers: "By numbers (m)", map: "Floor map",
  mapHelp: "Arrow keys pan, plus and minus zoom; with a selection they move it by 0.1 m, with Shift by 1 m.",
  levels: "Floors", zoomIn: "Zoom in", zoomOut: "Zoom out", fit: "Show the whole floor", undo: "Undo", redo: "Redo", undone: "Undone", redone: "Made again",
  notOffline: "There is no undo or redo while offline.", nothingToUndo: "There is nothing to undo.", nothingToRedo: "There is nothing to redo.",
  find: "Find", findHelp: "Name, alias or code", foundNone: "Nothing found.", properties: "Properties", chooseSomething: "Click something on the map, or find it by name.",
  many: (count) => `${count} selected`, names: { labels: ["Name (Chinese)", "Name (English)"], short_labels: ["Short name (Chinese)", "Short name (English)"] },
  listHelp: "Separated by commas", notSaid: "Not stated", notANumber: "Enter a number.", place: "Place and size (m)", west: "East x", south: "North y", width: "Width",
  height: "Depth", clearWidth: "Clear width", id: "Id", findings: "Findings", findingsNone: "Nothing is wrong.", findingsWait: "Looking…", repair: "Repair",
  repaired: "Repaired", lookAtIt: "look at it", history: "History", historyNone: "Nothing was changed yet.", undoneLine: "undone",
  picture: "Picture", trying: "Try it", coverage: "Coverage", pictureNone: "There is no picture under this floor.", pictureAdd: "Add an image or PDF", pictureRemove: "Remove the picture",
  opacity: "Opacity of the picture", scaleHelp: "Draw a line: enter how long it is in reality to scale the picture, or move the picture from its start to its end.",
  scaleStart: "Draw the line", scaleLength: "Length in reality (m)", scaleUse: "Scale", moveUse: "Move from its start to its end", retry: "Try again",
  unsaved: (count) => `${count === 1 ? "1 change is" : `${count} changes are`} kept on this device and sent when the connection is back`,
  refused: (words) => `“${words}” was not accepted`, close: "Close", conflictTitle: "Somebody changed the same at the same time",
  conflictHelp: "Choose whose values stand. Until then your change is kept on this device.", field: "Field", mine: "Mine", theirs: "Theirs",
  takeMine: "Take mine", takeTheirs: "Take theirs", saveChoice: "Save my choice", dropMine: "Give up my change", shape: "Shape", nothing: "(none)", opening: "The map is being opened…",

  begin: "A new venue", beginHelp: "Begin with one empty floor: pictures to draw over and more floors can be added. Patients see nothing before it is published.", beginId: "Id",
  beginIdHelp: "Small letters, digits and hyphens, such as east-wing", beginWidth: "Width of the floor (m)", beginDepth: "Depth of the floor (m)",
  beginLon: "Longitude of its south-west corner", beginLat: "Latitude of its south-west corner", beginThere: "There is a venue with this id; choose another.", beginNow: "Create", beginning: "Being created…",
};

export const editorWords = inLanguage<EditorWords>({ "zh-Hans": zh, en });

export const inMetres = (metres: number): string => `${metres.toFixed(2)} m`;
export const inSquareMetres = (area: number): string => `${area.toFixed(1)} m²`;

/** What a feature is, also where we have no word for it. */
export function kindWords(kind: string): string {
  return (editorWords.value.kinds as Readonly<Record<string, string>>)[kind] ?? kind;
}
