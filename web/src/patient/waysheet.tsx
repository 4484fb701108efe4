/** A way on paper: the steps floor by floor with a small map of each, on a page or two. */

import { useEffect, useRef } from "preact/hooks";
import type { Hit, Route, Step } from "../api";
import { levelName, ordinalOf, storeyName, venue } from "../building";
import type { Point } from "../map/camera";
import type { Floor } from "../map/floor";
import { drawPicture } from "../map/picture";
import { routeOnFloor } from "../map/routeview";
import { lang } from "../settings";
import type { Start } from "../trip";
import { distanceText, durationText, t } from "../ui/i18n";
import { lt } from "../ui/later/words";
import { pickLabel } from "../ui/labels";
import { QrCode } from "./qrcode";

export interface Way {
  readonly route: Route;
  readonly from: Start | null;
  readonly to: Hit | null;
  /** The floors of the way, in its order. */
  readonly floors: readonly Floor[];
  /** What the code on the sheet opens. */
  readonly address: string;
}

const PICTURE = { width: 660, height: 260 };
const names = { ordinalOf, shortName: (levelId: string) => levelName(levelId, true) };

/** Return the storeys that the steps are on, in the order of the way. */
export function storeysOfWay(route: Route): number[] {
  return [...new Set(route.steps.map(({ level_id }) => ordinalOf(level_id)))];
}

export function WaySheet({ way }: { way: Way }) {
  const { route, from, to } = way;
  return (
    <article class="paper">
      <header class="paper-head">
        <div>
          <p>{pickLabel(venue.value?.labels, lang.value)}</p>
          <h1>{pickLabel(to?.labels, lang.value, to?.label)}</h1>
          <p>{`${levelName(to?.level_id ?? "")} · ${t.value.from(from?.name ?? "")}`}</p>
          <p>{`${durationText(t.value, route.duration_s)} · ${distanceText(t.value, route.distance_m)}`}</p>
        </div>
        <QrCode text={way.address} label={lt.value.takeScan} />
      </header>
      {route.broken_wishes.map(({ wish, text }) => <p key={wish} class="paper-mind">{text}</p>)}
      {way.floors.map((floor) => <FloorPart key={floor.ordinal} floor={floor} way={way} />)}
      <footer>{lt.value.paperFoot(new Date().toLocaleString(lang.value, { dateStyle: "medium", timeStyle: "short" }))}</footer>
    </article>
  );
}

function FloorPart({ floor, way }: { floor: Floor; way: Way }) {
  const steps = way.route.steps.filter(({ level_id }) => ordinalOf(level_id) === floor.ordinal);
  return (
    <section class="paper-floor">
      <h2>{storeyName(floor.ordinal)}</h2>
      <Picture floor={floor} way={way} />
      <ol start={firstNumber(way.route, steps)}>{steps.map((step) => <li key={step.index}>{step.text}</li>)}</ol>
    </section>
  );
}

const firstNumber = (route: Route, [first]: readonly Step[]): number => (first ? route.steps.indexOf(first) + 1 : 1);

function Picture({ floor, way }: { floor: Floor; way: Way }) {
  const host = useRef<HTMLDivElement>(null);
  const language = lang.value;
  useEffect(() => {
    const { from, to, route } = way;
    const here = (levelId: string, at: Point): Point | null => (ordinalOf(levelId) === floor.ordinal ? at : null);
    const pins = {
      start: from && here(from.levelId, from.at),
      destination: to && here(to.level_id, [to.x_m, to.y_m]),
      chosenId: to?.id ?? null,
    };
    const drawn = drawPicture(floor, routeOnFloor(route, floor.ordinal, 0, names), pins, language, PICTURE, host.current!);
    host.current!.replaceChildren(drawn);
  }, [floor, way, language]);
  return <div class="paper-map" ref={host} />;
}
