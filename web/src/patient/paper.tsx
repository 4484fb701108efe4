/** The way on paper, for people without a phone: the steps floor by floor with a small map of each, on a page or two. */

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { Route, Step } from "../api";
import { levelName, loadFloor, ordinalOf, storeyName, venue } from "../building";
import type { Point } from "../map/camera";
import type { Floor } from "../map/floor";
import { drawPicture } from "../map/picture";
import { routeOnFloor } from "../map/routeview";
import { lang } from "../settings";
import { destination, start } from "../trip";
import { distanceText, durationText, t } from "../ui/i18n";
import { lt } from "../ui/later/words";
import { pickLabel } from "../ui/labels";
import { QrCode } from "./qrcode";
import { shareAddress } from "./take";

interface Page {
  readonly route: Route;
  readonly floors: readonly Floor[];
}

const page = signal<Page | null>(null);
const PICTURE = { width: 660, height: 260 };
const names = { ordinalOf, shortName: (levelId: string) => levelName(levelId, true) };

/** Lay the way out for paper, and have the browser print it. */
export async function printRoute(route: Route): Promise<void> {
  page.value = { route, floors: await Promise.all(storeysOf(route).map(loadFloor)) };
  await new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn)));
  window.print();
}

/** Return the storeys that the steps are on, in the order of the way. */
function storeysOf(route: Route): number[] {
  return [...new Set(route.steps.map(({ level_id }) => ordinalOf(level_id)))];
}

export function Paper() {
  const shown = page.value;
  if (!shown) return null;
  const { route, floors } = shown;
  const to = destination.value;
  return (
    <article class="paper">
      <header class="paper-head">
        <div>
          <p>{pickLabel(venue.value?.labels, lang.value)}</p>
          <h1>{pickLabel(to?.labels, lang.value, to?.label)}</h1>
          <p>{`${levelName(to?.level_id ?? "")} · ${t.value.from(start.value?.name ?? "")}`}</p>
          <p>{`${durationText(t.value, route.duration_s)} · ${distanceText(t.value, route.distance_m)}`}</p>
        </div>
        <QrCode text={shareAddress()} label={lt.value.takeScan} />
      </header>
      {route.broken_wishes.map(({ wish, text }) => <p key={wish} class="paper-mind">{text}</p>)}
      {floors.map((floor) => <FloorPart key={floor.ordinal} floor={floor} route={route} />)}
      <footer>{lt.value.paperFoot(new Date().toLocaleString(lang.value, { dateStyle: "medium", timeStyle: "short" }))}</footer>
    </article>
  );
}

function FloorPart({ floor, route }: { floor: Floor; route: Route }) {
  const steps = route.steps.filter(({ level_id }) => ordinalOf(level_id) === floor.ordinal);
  return (
    <section class="paper-floor">
      <h2>{storeyName(floor.ordinal)}</h2>
      <Picture floor={floor} route={route} />
      <ol start={firstNumber(route, steps)}>{steps.map((step) => <li key={step.index}>{step.text}</li>)}</ol>
    </section>
  );
}

const firstNumber = (route: Route, [first]: readonly Step[]): number => (first ? route.steps.indexOf(first) + 1 : 1);

function Picture({ floor, route }: { floor: Floor; route: Route }) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const [to, from] = [destination.peek(), start.peek()];
    const here = (levelId: string, at: Point): Point | null => (ordinalOf(levelId) === floor.ordinal ? at : null);
    const pins = {
      start: from && here(from.levelId, from.at),
      destination: to && here(to.level_id, [to.x_m, to.y_m]),
      chosenId: to?.id ?? null,
    };
    const drawn = drawPicture(floor, routeOnFloor(route, floor.ordinal, 0, names), pins, lang.peek(), PICTURE, host.current!);
    host.current!.replaceChildren(drawn);
  }, [floor, route]);
  return <div class="paper-map" ref={host} />;
}
