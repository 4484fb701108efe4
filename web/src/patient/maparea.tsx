/** The map with its controls; keeps the picture in step with what the page knows. */

import { effect, untracked } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { api, type Route } from "../api";
import { levelName, ordinalOf, pendingOrdinal, shownFloor, shownOrdinal, showStorey, storeyName, venue } from "../building";
import { boundsOf, type Point } from "../map/camera";
import { bayAt, roomAt } from "../map/floor";
import { KEY_ZOOM } from "../map/gestures";
import { cornersOnFloor, routeOnFloor } from "../map/routeview";
import { SvgMap } from "../map/svgmap";
import type { MapTap, MapView } from "../map/view";
import { dotOrdinal, following, guided, later, session } from "../session";
import { lang, large } from "../settings";
import { chooseDestination, chooseStart, destination, endAt, pickingStart, plan, searchingFor, start } from "../trip";
import { announce } from "../ui/announce";
import { Icon } from "../ui/icons";
import { errorText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { FloorSwitcher } from "./floors";
import { look, lookAtRoute, turn_rad, wayUp } from "./look";
import { shownRoute } from "./shown";

const names = { ordinalOf, shortName: (levelId: string) => levelName(levelId, true) };

/** Left free when something is brought into view: the controls at the sides, a pin's height on top, the panel's edge below. */
const INSETS = { top: 48, right: 100, bottom: 48, left: 84 };

export function MapArea() {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<MapView | null>(null);
  useEffect(() => {
    const made = new SvgMap(host.current!, { onTap, onFloorLink: lookAtFloor, onMoved: () => (following.value = false), onTurned }, INSETS);
    view.current = made;
    const stop = keepInStep(made);
    return () => {
      stop();
      made.destroy();
    };
  }, []);
  const zoom = (factor: number) => () => view.current?.zoomBy(factor);
  const name = storeyName(shownOrdinal.value);
  const Compass = later.value?.Compass;
  return (
    <section class="map-area" aria-label={t.value.mapRole} aria-busy={pendingOrdinal.value !== null}>
      <div
        class="map"
        ref={host}
        tabindex={0}
        role="application"
        aria-roledescription={t.value.mapRole}
        aria-label={t.value.map(name)}
      />
      <svg class="crosshair" viewBox="0 0 32 32" aria-hidden="true"><path d="M16 2v10m0 8v10M2 16h10m8 0h10" /></svg>
      <PickBanner />
      <FloorSwitcher onChoose={lookAtFloor} />
      <div class="map-tools">
        {Compass && <Compass />}
        <Recentre />
        <button class="icon-button" aria-label={t.value.zoomIn} onClick={zoom(KEY_ZOOM)}><Icon name="plus" /></button>
        <button class="icon-button" aria-label={t.value.zoomOut} onClick={zoom(1 / KEY_ZOOM)}><Icon name="minus" /></button>
      </div>
    </section>
  );
}

function PickBanner() {
  if (!pickingStart.value) return null;
  return (
    <p class="pick-banner" role="status">
      <Icon name="tap" />
      <span>{t.value.tapMapHint}</span>
      <button class="icon-button" aria-label={t.value.close} onClick={() => (pickingStart.value = false)}><Icon name="close" /></button>
    </p>
  );
}

function Recentre() {
  if (session.value && guided.value.fix) {
    return (
      <button class={following.value ? "icon-button on" : "icon-button"} aria-pressed={following.value} aria-label={t.value.recentre} onClick={recentre}>
        <Icon name="locate" />
      </button>
    );
  }
  if (!shownRoute.value) return null;
  return <button class="icon-button" aria-label={t.value.showRoute} onClick={lookAtRoute}><Icon name="route" /></button>;
}

function recentre(): void {
  following.value = true;
  if (dotOrdinal.value !== null) void showStorey(dotOrdinal.value);
}

function onTurned(now_rad: number): void {
  [turn_rad.value, wayUp.value] = [now_rad, false];
}

function lookAtFloor(ordinal: number): void {
  following.value = false;
  void showStorey(ordinal).then(() => announce(t.value.floorShown(storeyName(ordinal))));
}

async function onTap(tap: MapTap): Promise<void> {
  const floor = shownFloor.peek();
  if (!floor || searchingFor.peek()) return;
  const room = roomAt(floor, tap.at);
  if (pickingStart.peek()) return takeStart(tap.at, room?.levelId, room ? pickLabel(room.labels, lang.peek()) : "");
  const placeId = tap.markId ?? bayAt(floor, tap.at) ?? (room && room.tone !== "circulation" && Object.keys(room.labels).length ? room.id : null);
  const place = venue.peek();
  if (session.peek() || !placeId || !place) return;
  try {
    chooseDestination(await api.place(place.id, placeId, lang.peek()));
  } catch (error) {
    announce(errorText(t.peek(), error));
  }
}

function takeStart(at: Point, levelId: string | undefined, name: string): void {
  if (!levelId) return;
  if (!session.peek()) {
    chooseStart({ end: endAt(at, levelId), name: name || t.peek().onTheMap, levelId, at });
    return;
  }
  pickingStart.value = false;
  later.peek()?.reportPosition(endAt(at, levelId)).then(
    () => announce(t.peek().positionTaken),
    (error: unknown) => announce(errorText(t.peek(), error)),
  );
}

/** Carry every change of the page's state to the map; return a function that stops. */
function keepInStep(view: MapView): () => void {
  // Somebody who appears, or comes to another floor, is brought to the middle; later the map moves as little as it can.
  let followedOn = "";
  const stops = [
    effect(() => view.setLanguage(lang.value)),
    effect(() => view.setTurn(turn_rad.value)),
    effect(() => view.setSymbolScale(large.value ? 1.4 : 1)),
    effect(() => view.showFloor(shownFloor.value)),
    effect(() => {
      const route = shownRoute.value;
      const along_m = session.value ? (guided.value.progress?.along_m ?? 0) : 0;
      view.setRoute(route && routeOnFloor(route, shownOrdinal.value, along_m, names));
    }),
    effect(() => view.setPins(pinsNow())),
    effect(() => {
      const { fix, lost } = guided.value;
      const here = fix && dotOrdinal.value === shownOrdinal.value;
      const place = `${session.value?.ticket.session}/${shownOrdinal.value}`;
      const words = later.value?.whereabouts.value ?? null;
      view.setDot(here ? { at: [fix.x_m, fix.y_m], r68_m: fix.r68_m, r95_m: fix.r95_m, sure: lost === null, words } : null);
      if (!here || !following.value) return;
      if (place === followedOn) view.follow([fix.x_m, fix.y_m]);
      else view.centre([fix.x_m, fix.y_m]);
      followedOn = place;
    }),
    effect(() => bringToView(view)),
    effect(() => {
      const wish = look.value;
      if (wish?.kind === "point") view.centre(wish.at);
      if (wish?.kind === "route") fitRoute(view, shownRoute.peek());
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

function pinsNow() {
  const to = destination.value;
  const from = start.value;
  const floor = shownOrdinal.value;
  const end = session.value && !session.value.own ? endOf(guided.value.route) : null;
  const target: { at: Point; levelId: string } | null = to ? { at: [to.x_m, to.y_m], levelId: to.level_id } : end;
  return {
    start: from && !session.value && ordinalOf(from.levelId) === floor ? from.at : null,
    destination: target && ordinalOf(target.levelId) === floor ? target.at : null,
    chosenId: to?.id ?? guided.value.route?.destination_id ?? null,
  };
}

function endOf(route: Route | null): { at: Point; levelId: string } | null {
  const last = route?.legs.at(-1);
  const point = last?.points.at(-1);
  return last && point ? { at: [point[0], point[1]], levelId: last.to_level } : null;
}

/** A new route is shown whole, from the floor it begins on; a newly chosen place is brought to the middle. */
function bringToView(view: MapView): void {
  const route = plan.value.kind === "route" ? plan.value.route : null;
  const to = destination.value;
  const planned = plan.value.kind !== "none";
  if (session.value) return;
  // Floors that arrive later are no reason to come back from another that the person looks at.
  untracked(() => {
    if (route) {
      void showStorey(ordinalOf(route.legs[0]?.from_level ?? "")).then(() => fitRoute(view, route));
    } else if (to && !planned) {
      void showStorey(ordinalOf(to.level_id)).then(() => view.centre([to.x_m, to.y_m]));
    } else if (!to) view.fit();
  });
}

function fitRoute(view: MapView, route: Route | null): void {
  const corners = route ? cornersOnFloor(route, shownOrdinal.peek(), names) : [];
  if (corners.length) view.fit(boundsOf(corners));
  else view.fit();
}
