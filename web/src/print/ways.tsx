/** Ways from one place to several, for the information desk to hand out. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { api, ApiError } from "../api";
import { floors, levelName, loadFloor, storeys, venue } from "../building";
import type { Entrance, Room } from "../map/floor";
import { storeysOfWay, WaySheet, type Way } from "../patient/waysheet";
import { lang } from "../settings";
import { errorText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { Sheets } from "./sheets";
import { printWords } from "./words";

/** An entrance has no id; the list of them grows while floors come, so that its place in it says nothing. */
const keyOf = ({ levelId, at }: Entrance): string => `${levelId}@${at.join(",")}`;

const MOST = 30;

/** The named rooms of every floor that came, by name. */
function roomsOf(): Room[] {
  const rooms = [...floors.value.values()].flatMap((floor) => floor.rooms).filter((room) => pickLabel(room.labels, lang.value));
  return rooms.sort((a, b) => pickLabel(a.labels, lang.value).localeCompare(pickLabel(b.labels, lang.value), lang.value, { numeric: true }));
}

export function Ways() {
  const say = printWords.value;
  const [fromId, profile, troubles, ways, making] = [useSignal(""), useSignal("walk"), useSignal<readonly string[]>([]), useSignal<readonly Way[]>([]), useSignal(false)];
  const chosen = useSignal<readonly string[]>([]);
  const language = lang.value;
  useEffect(() => storeys.peek().forEach((each) => void loadFloor(each.ordinal).catch(() => undefined)), []);
  useEffect(() => void (ways.peek().length && make()), [language]);
  const rooms = roomsOf();
  const entrances = [...floors.value.values()].flatMap((floor) => floor.entrances).filter((each) => pickLabel(each.labels, language));

  async function make(): Promise<void> {
    making.value = true;
    troubles.value = [];
    const made: Way[] = [];
    for (const to of chosen.peek()) {
      try {
        made.push(await wayTo(to));
      } catch (error) {
        const name = pickLabel(rooms.find((room) => room.id === to)?.labels, language, to);
        const why = error instanceof ApiError && error.kind === "refused" ? say.noWayTo(name) : errorText(t.peek(), error);
        troubles.value = [...troubles.peek(), why];
      }
    }
    ways.value = made;
    making.value = false;
  }

  async function wayTo(to: string): Promise<Way> {
    const here = venue.peek()!;
    const entrance = entrances.find((each) => keyOf(each) === fromId.peek());
    const end = entrance ? { x_m: entrance.at[0], y_m: entrance.at[1], level: entrance.levelId } : { place: fromId.peek() };
    const [hit, origin, route] = await Promise.all([
      api.place(here.id, to, language),
      entrance ? null : api.place(here.id, fromId.peek(), language),
      api.route(here.id, end, { place: to }, profile.peek(), language, new AbortController().signal),
    ]);
    const from = origin
      ? { end, name: origin.label, levelId: origin.level_id, at: [origin.x_m, origin.y_m] as const }
      : { end, name: pickLabel(entrance!.labels, language), levelId: entrance!.levelId, at: entrance!.at };
    const address = new URL(`/?venue=${encodeURIComponent(here.id)}&to=${encodeURIComponent(to)}`, location.href).href;
    return { route, from, to: hit, floors: await Promise.all(storeysOfWay(route).map(loadFloor)), address };
  }

  const option = (room: Room) => <option key={room.id} value={room.id}>{`${pickLabel(room.labels, language)} · ${levelName(room.levelId, true)}`}</option>;
  return (
    <>
      <form class="card screen-only" onSubmit={(event) => { event.preventDefault(); void make(); }}>
        <p class="quiet">{say.waysHint}</p>
        <div class="fields">
          <label class="field">{say.from}
            <select required value={fromId.value} onChange={(event) => (fromId.value = event.currentTarget.value)}>
              <option value="" />
              {entrances.map((each) => <option key={keyOf(each)} value={keyOf(each)}>{`${pickLabel(each.labels, language)} · ${levelName(each.levelId, true)}`}</option>)}
              {rooms.map(option)}
            </select>
          </label>
          <label class="field">{say.profile}
            <select value={profile.value} onChange={(event) => (profile.value = event.currentTarget.value)}>
              <option value="walk">{say.walk}</option>
              <option value="wheelchair">{say.wheelchair}</option>
            </select>
          </label>
          <label class="field tall">{say.to}
            <select multiple required size={8} onChange={(event) => (chosen.value = [...event.currentTarget.selectedOptions].slice(0, MOST).map((each) => each.value))}>
              {rooms.map(option)}
            </select>
          </label>
        </div>
        <button class="button" disabled={making.value || !chosen.value.length || !fromId.value}>{making.value ? say.making : say.make}</button>
        {troubles.value.map((each) => <p key={each} class="trouble" role="alert">{each}</p>)}
      </form>
      <Sheets count={ways.value.length}>
        {ways.value.map((way) => <div key={way.to?.id} class="sheet way-sheet"><WaySheet way={way} /></div>)}
      </Sheets>
    </>
  );
}
