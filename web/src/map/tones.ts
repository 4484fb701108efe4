/** What a room is for, as one of a dozen tones: a colour, a symbol and how much its name matters. */

export type Tone =
  | "circulation" | "clinic" | "reception" | "emergency" | "imaging" | "lab" | "pharmacy" | "ward" | "toilet"
  | "waiting" | "shop" | "parking" | "landing" | "garden"
  | "outdoor" | "staff" | "room" | "void";

export type SymbolKind =
  | "elevator" | "stairs" | "escalator" | "ramp" | "moving_walkway" | "toilet" | "wheelchair" | "information"
  | "parking" | "entrance" | "bus" | "taxi" | "cash" | "heart" | "water" | "desk";

/** Things on the floor: what grows, what is driven on, and everything else. */
export type FixtureKind = "lawn" | "tree" | "path" | "road" | "furniture";

const BY_FUNCTION: readonly (readonly [RegExp, Tone])[] = [
  [/^(circulation|lobby|entrance)$/, "circulation"],
  [/^(stairs|lift|escalator|ramp)$/, "landing"],
  [/^toilet/, "toilet"],
  [/^garden/, "garden"],
  [/^outdoor/, "outdoor"],
  [/emergency|resus|trauma/, "emergency"],
  [/registration|payment|cashier|admission|billing|triage/, "reception"],
  [/imaging|radiol|x-?ray|^ct$|mri|ultrasound|nuclear|endoscop/, "imaging"],
  [/laborator|patholog|blood|phlebotom|specimen/, "lab"],
  [/pharmac|dispens/, "pharmacy"],
  [/ward|inpatient|icu|delivery/, "ward"],
  [/retail|shop|cafe|food|canteen/, "shop"],
  [/^staff|office|storage|technical|laundry|kitchen/, "staff"],
  [/waiting/, "waiting"],
];

const BY_CATEGORY: readonly (readonly [RegExp, Tone])[] = [
  [/^restroom|^shower|^mothersroom/, "toilet"],
  [/^(elevator|stairs|escalator|ramp|movingwalkway|steps)/, "landing"],
  [/^(walkway|lobby|concourse|corridor|vestibule|platform|footbridge|entrance)/, "circulation"],
  [/^parking/, "parking"],
  [/^(unenclosedarea|road|sidewalk)/, "outdoor"],
  [/^waitingroom/, "waiting"],
  [/^(foodservice|cafe|retail|shop)/, "shop"],
  [/^(office|storage|serverroom|mailroom|kitchen|laundryroom|electrical|mechanical|custodial)/, "staff"],
];

const NOT_FLOOR = /^(opentobelow|structure|column|void|nonwalkable)/;

export interface Described {
  readonly category?: string | null | undefined;
  readonly function?: string | null | undefined;
  readonly access?: string | null | undefined;
}

/** Return the tone of a unit from its function, category and access. */
export function toneOf(unit: Described): Tone {
  const category = unit.category ?? "";
  if (NOT_FLOOR.test(category)) return "void";
  const byCategory = BY_CATEGORY.find(([pattern]) => pattern.test(category))?.[1];
  if (byCategory === "landing" || byCategory === "toilet" || byCategory === "parking") return byCategory;
  if (unit.access === "staff" || unit.access === "closed") return "staff";
  const purpose = unit.function ?? "";
  const byFunction = purpose ? BY_FUNCTION.find(([pattern]) => pattern.test(purpose))?.[1] : undefined;
  if (byFunction) return byFunction;
  if (byCategory) return byCategory;
  return purpose ? "clinic" : "room";
}

/** Ground without walls around it. */
export function isOpenAir(tone: Tone): boolean {
  return tone === "garden" || tone === "outdoor";
}

export function unitSymbol(category: string): SymbolKind | null {
  if (/^restroom.*wheelchair/.test(category)) return "wheelchair";
  if (/^restroom/.test(category)) return "toilet";
  return null;
}

const AMENITIES: readonly (readonly [RegExp, SymbolKind])[] = [
  [/information|helpdesk|reception/, "information"],
  [/^parking/, "parking"],
  [/wheelchair/, "wheelchair"],
  [/restroom|toilet/, "toilet"],
  [/transit\.bus/, "bus"],
  [/transit\.taxi/, "taxi"],
  [/^atm|cash/, "cash"],
  [/defibrillator/, "heart"],
  [/drinking/, "water"],
];

export function amenitySymbol(category: string): SymbolKind | null {
  return AMENITIES.find(([pattern]) => pattern.test(category))?.[1] ?? null;
}

export function fixtureKind(category: string): FixtureKind {
  if (/^(lawn|planter|hedge)/.test(category)) return "lawn";
  if (/^tree/.test(category)) return "tree";
  if (/^path/.test(category)) return "path";
  if (/road|vehicle/.test(category)) return "road";
  return "furniture";
}

/** How early a room's name is placed: higher goes first. Names of staff rooms come last, corridors stay silent. */
export function importance(tone: Tone): number {
  switch (tone) {
    case "emergency": return 9;
    case "reception": case "pharmacy": return 8;
    case "imaging": case "lab": return 7;
    case "clinic": return 6;
    case "ward": return 5;
    case "waiting": case "shop": case "parking": case "garden": return 4;
    case "room": return 3;
    case "circulation": case "outdoor": return 2;
    case "staff": return 1;
    default: return 0;
  }
}
