/** One family of line icons, 24 × 24, drawn in the colour of the text beside them. */

const PATHS = {
  search: "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM15.5 15.5 20 20",
  back: "M19 12H5m0 0 6-6m-6 6 6 6",
  close: "M6 6l12 12M18 6 6 18",
  chevron_up: "M6 15l6-6 6 6",
  chevron_down: "M6 9l6 6 6-6",
  chevron_right: "M9 6l6 6-6 6",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  locate: "M12 2v3m0 14v3M2 12h3m14 0h3M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12zm0 5a1 1 0 1 0 0 2 1 1 0 0 0 0-2z",
  route: "M6 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM18 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM8.5 18.5H15a3.5 3.5 0 0 0 0-7H9a3.5 3.5 0 0 1 0-7h6.5",
  tap: "M9 11.5V5a1.7 1.7 0 0 1 3.4 0v5.5l4.6.8a2.4 2.4 0 0 1 2 2.6l-.5 3.6A4 4 0 0 1 14.6 21H12a4 4 0 0 1-3-1.400L5.3 15.200a1.6 1.6 0 0 1 2.4-2.100L9 14.5",
  qr: "M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.500v2.500H14zM17.5 17.500H20V20h-2.500z",
  entrance: "M10 4h8a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-8M4 12h10m0 0-4-4m4 4-4 4",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20.500a7.5 7.5 0 0 1 15 0",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  warning: "M12 4 2.5 20h19zM12 10v4.500m0 2.500v.2",
  check: "M5 12.500l4.5 4.500L19 7.5",
  speak: "M4 9.5h3.5L12 5.500v13l-4.500-4H4zM15.500 9a4 4 0 0 1 0 6M18 6.500a8 8 0 0 1 0 11",
  pin: "M12 21s-6.5-6-6.5-11a6.5 6.5 0 0 1 13 0c0 5-6.5 11-6.5 11zM12 7.500a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z",
  map: "M9 4 3.5 6v14L9 18l6 2 5.5-2V4L15 6zM9 4v14M15 6v14",
  registration: "M6 3.500h12V20l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
  payment: "M3.5 6h17v12h-17zM3.5 10h17M7 14.500h4",
  pharmacy: "M5.5 13 13 5.500a4 4 0 0 1 5.5 5.500L11 18.500A4 4 0 0 1 5.5 13zM9.3 9.300l5.5 5.5",
  laboratory: "M10 3.500h4M11 3.500v6L5.5 19a1 1 0 0 0 .9 1.500h11.200a1 1 0 0 0 .9-1.500L13 9.500v-6M8.5 14.500h7",
  imaging: "M5 4h14v16H5zM12 7v10M9 9.500h6M8.5 12.500h7M9.5 15.500h5",
  toilet: "M7.5 6.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5 9.500h5l1 6H9.500V21h-4v-5.500H4zM16.5 6.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM14 9.500h5v6h-1V21h-3v-5.500h-1z",
  elevator: "M5 3.500h14v17H5zM12 3.500v17M8.5 10.500V14m0-3.500L7 12m1.5-1.500L10 12M15.5 10v3.500m0 0L14 12m1.5 1.500L17 12",
  emergency: "M12 4v16M4 12h16M6.5 6.500l11 11M17.5 6.500l-11 11",
  stairs: "M3.5 19.500h4.200v-4.200h4.200v-4.200h4.200V6.900h4.4",
  escalator: "M3.5 19h4L17 7h3.500M6 12V5m0 0L3.5 7.500M6 5l2.5 2.5",
  ramp: "M3 18.500h18V7.500z",
  wheelchair: "M10.5 5.500a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM10.5 8v6.500h5.500l3 5.500M10.5 11h4.500M8 11.500a5 5 0 1 0 6.5 6.5",
  depart: "M12 4.500a7.5 7.5 0 1 0 0 15 7.5 7.5 0 0 0 0-15zm0 4.500a3 3 0 1 0 0 6 3 3 0 0 0 0-6z",
  continue: "M12 20V4.500m0 0-5.5 5.500M12 4.500l5.5 5.5",
  slight_left: "M16 20v-6.500L7 5m0 0v6.500M7 5h6.5",
  slight_right: "M8 20v-6.500L17 5m0 0v6.500M17 5h-6.5",
  left: "M18 20v-7a4 4 0 0 0-4-4H5m0 0 5-5M5 9l5 5",
  right: "M6 20v-7a4 4 0 0 1 4-4h9m0 0-5-5m5 5-5 5",
  sharp_left: "M17 20V6L6 15m0 0V8.500M6 15h6.5",
  sharp_right: "M7 20V6l11 9m0 0V8.500m0 6.500h-6.5",
  u_turn: "M17.5 20V9.500a5 5 0 0 0-10 0V18m0 0L3.5 14m4 4 4-4",
  enter: "M13 4h5a1 1 0 0 1 1 1v14a1 1 0 0 1-1 1h-5M4 12h11m0 0-4-4m4 4-4 4",
  leave_portal: "M11 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h5M9 12h11m0 0-4-4m4 4-4 4",
} as const;

export type IconName = keyof typeof PATHS;

const STEP_ICONS: Readonly<Record<string, IconName>> = {
  board_elevator: "elevator", board_escalator: "escalator", take_stairs: "stairs", take_ramp: "ramp", arrive: "pin",
};

/** The icon of a step; a kind we do not know looks like walking on. */
export function stepIcon(kind: string): IconName {
  const name = STEP_ICONS[kind] ?? kind;
  return name in PATHS ? (name as IconName) : "continue";
}

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
