/** The facilities board: the floor with what is closed on it, and beside it what can be changed. */

import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { pendingOrdinal, shownFloor, shownOrdinal, showStorey, storeyName, storeys, venue } from "../building";
import { KEY_ZOOM } from "../map/gestures";
import { SvgMap } from "../map/svgmap";
import type { MapTap } from "../map/view";
import { lang } from "../settings";
import { shellWords } from "../staff/words";
import { Icon } from "../ui/icons";
import { AreaTools, addCorner, corners } from "./area";
import { Closing } from "./closing";
import { drawShown } from "./drawing";
import { closures, connection, lifts } from "./now";
import { Closures, Lifts, Queues } from "./tables";
import { chosen, loadDoors, named, nameOf, shownDoors, targetAt } from "./targets";
import { UsageTables } from "./usage";
import { words } from "./words";

const INSETS = { top: 16, right: 16, bottom: 16, left: 64 };

export function Board() {
  const target = chosen.value;
  return (
    <div class="board">
      <h1 class="unseen">{shellWords.value.pages.facilities}</h1>
      <FloorMap />
      <div class="board-side">
        {target ? <Closing key={target.id || "area"} target={target} /> : <Picker />}
        <Closures />
        <Lifts />
        <Queues />
        <UsageTables />
      </div>
    </div>
  );
}

export function Connection() {
  return <p class={connection.value === "lost" ? "trouble" : "quiet"} role="status">{words.value.connection[connection.value]}</p>;
}

function Picker() {
  const say = words.value;
  const pick = (event: Event): void => {
    const select = event.currentTarget as HTMLSelectElement;
    chosen.value = named.peek().find((each) => each.id === select.value) ?? null;
  };
  return (
    <section class="card">
      <p>{say.hint}</p>
      <label class="field">{say.pick}
        <select value="" onChange={pick}>
          <option value="">{say.pickNone}</option>
          {named.value.map((each) => <option key={each.id} value={each.id}>{nameOf(each)}</option>)}
        </select>
      </label>
      <AreaTools />
    </section>
  );
}

function FloorMap() {
  const say = words.value;
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<SvgMap | null>(null);
  useEffect(() => {
    const made = new SvgMap(host.current!, { onTap, onFloorLink: () => undefined, onMoved: () => undefined, onTurned: () => undefined }, INSETS);
    view.current = made;
    const stops = keepInStep(made);
    return () => {
      stops.forEach((stop) => stop());
      made.destroy();
    };
  }, []);
  const zoom = (factor: number) => () => view.current?.zoomBy(factor);
  return (
    <section class="map-area" aria-label={say.mapRole} aria-busy={pendingOrdinal.value !== null}>
      <div class="map" ref={host} tabindex={0} role="application" aria-roledescription={say.mapRole} aria-label={say.map(storeyName(shownOrdinal.value))} />
      <svg class="crosshair" viewBox="0 0 32 32" aria-hidden="true"><path d="M16 2v10m0 8v10M2 16h10m8 0h10" /></svg>
      <nav class="board-floors" aria-label={say.floors}>
        {storeys.value.map(({ ordinal }) => (
          <button key={ordinal} type="button" title={storeyName(ordinal)} aria-current={ordinal === shownOrdinal.value ? "true" : undefined} onClick={() => void showStorey(ordinal)}>
            {storeyName(ordinal, true)}<span class="unseen">{`, ${storeyName(ordinal)}`}</span>
          </button>
        ))}
      </nav>
      <div class="board-zoom">
        <button type="button" aria-label={say.zoomIn} onClick={zoom(KEY_ZOOM)}><Icon name="plus" /></button>
        <button type="button" aria-label={say.zoomOut} onClick={zoom(1 / KEY_ZOOM)}><Icon name="minus" /></button>
      </div>
    </section>
  );
}

function onTap(tap: MapTap): void {
  const floor = shownFloor.peek();
  if (corners.peek()) addCorner(tap.at);
  else if (floor) chosen.value = targetAt(floor, tap.at, tap.markId, shownDoors.peek());
}

function keepInStep(view: SvgMap): (() => void)[] {
  return [
    effect(() => view.setLanguage(lang.value)),
    effect(() => view.showFloor(shownFloor.value)),
    effect(() => {
      if (venue.value) void loadDoors(shownOrdinal.value).catch(() => undefined);
    }),
    effect(() => {
      const floor = shownFloor.value;
      if (!floor) return;
      const inForce = closures.value.filter((each) => each.in_force).flatMap((each) => each.features.map((one) => one.feature));
      const having = (state: string): string[] => lifts.value.filter((each) => each.state === state).map((each) => each.portal);
      view.drawOnPlan(drawShown(floor, shownDoors.value, {
        closed: new Set([...inForce, ...having("out_of_service")]),
        slow: new Set(having("slow")),
        chosenId: chosen.value?.id ?? null,
        area: corners.value ?? chosen.value?.area?.polygon ?? null,
      }));
    }),
  ];
}
