/** Where people were, and where guidance led or failed them: figures of many, never of anybody. */

import { useEffect, useState } from "preact/hooks";
import { id, type Labels } from "../api";
import { levelName, venue } from "../building";
import { lang } from "../settings";
import { ask } from "../staff/client";
import { pickLabel } from "../ui/labels";
import { Section } from "./section";
import { usageWords } from "./usagewords";
import { whenText } from "./words";

interface Area {
  readonly from_at: string;
  readonly level_id: string;
  readonly unit: string | null;
  readonly labels: Labels;
  readonly people: number;
}

interface PlaceCount {
  readonly place: string;
  readonly labels: Labels;
  readonly times: number;
}

type Figure = "set_out" | "arrived" | "lost" | "no_way" | "offers_taken" | "offers_kept" | "searches_in_vain";

interface Usage extends Readonly<Record<Figure, number>> {
  readonly until_at: string;
  readonly areas: readonly Area[];
  readonly to: readonly PlaceCount[];
  readonly lost_at: readonly PlaceCount[];
  readonly no_way_to: readonly PlaceCount[];
  readonly words_in_vain: readonly { readonly words: string; readonly times: number }[];
}

const HOUR_MS = 3_600_000;
const AGAIN_MS = 60_000;
const MOST_ROWS = 12;

export function UsageTables() {
  const [usage, setUsage] = useState<Usage | null>(null);
  const here = venue.value?.id;
  useEffect(() => {
    if (here === undefined) return;
    // What does not come is asked for again in a minute; until then the last figures stand.
    const load = () => void ask<Usage>(`/v1/venues/${id(here)}/usage`).then(({ data }) => setUsage(data)).catch(() => undefined);
    load();
    const timer = setInterval(load, AGAIN_MS);
    return () => clearInterval(timer);
  }, [here]);
  return usage && <><People usage={usage} /><Guidance usage={usage} /></>;
}

interface Place {
  readonly key: string;
  readonly name: string;
  readonly hours: ReadonlyMap<number, number>;
}

/** The areas as rows: each with its people by hour, those with most people now first. */
function placesOf(usage: Usage, now_ms: number): Place[] {
  const places = new Map<string, { key: string; name: string; hours: Map<number, number> }>();
  for (const area of usage.areas) {
    const key = `${area.level_id}/${area.unit ?? ""}`;
    const name = area.unit === null
      ? usageWords.value.allOf(levelName(area.level_id))
      : `${pickLabel(area.labels, lang.value, area.unit)} · ${levelName(area.level_id, true)}`;
    const place = places.get(key) ?? { key, name, hours: new Map<number, number>() };
    place.hours.set(Date.parse(area.from_at), area.people);
    places.set(key, place);
  }
  const weight = (place: Place): number => (place.hours.get(now_ms) ?? 0) * 1_000 + (place.hours.get(now_ms - HOUR_MS) ?? 0);
  return [...places.values()].sort((a, b) => weight(b) - weight(a) || a.name.localeCompare(b.name, lang.value, { numeric: true }));
}

function People({ usage }: { usage: Usage }) {
  const say = usageWords.value;
  const now_ms = Date.parse(usage.until_at) - HOUR_MS;
  const places = placesOf(usage, now_ms);
  const rows = () => [
    [say.place, say.hour, say.count],
    ...places.flatMap((place) => [...place.hours].map(([at_ms, people]) => [place.name, new Date(at_ms).toISOString(), people])),
  ];
  return (
    <Section title={say.people} count={places.length} rows={rows}>
      <p class="quiet">{places.length ? say.peopleHint : say.nobody}</p>
      {places.length > 0 && (
        <div class="scroll-sideways" tabindex={0} role="group" aria-label={say.people}>
          <table class="plain">
            <thead><tr><th>{say.place}</th><th class="figure">{say.thisHour}</th><th class="figure">{say.lastHour}</th><th class="figure">{say.busiest}</th></tr></thead>
            <tbody>{places.slice(0, MOST_ROWS).map((place) => <PlaceRow key={place.key} place={place} now_ms={now_ms} />)}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

const figure = (people: number | undefined): string => (people ? `${people}+` : "–");

function PlaceRow({ place, now_ms }: { place: Place; now_ms: number }) {
  const [at_ms, most] = [...place.hours].reduce((best, each) => (each[1] > best[1] ? each : best));
  return (
    <tr>
      <td>{place.name}</td>
      <td class="figure">{figure(place.hours.get(now_ms))}</td>
      <td class="figure">{figure(place.hours.get(now_ms - HOUR_MS))}</td>
      <td class="figure">{figure(most)} <span class="quiet">{whenText(new Date(at_ms).toISOString())}</span></td>
    </tr>
  );
}

function Guidance({ usage }: { usage: Usage }) {
  const say = usageWords.value;
  const figures: readonly (readonly [string, number])[] = [
    [say.setOut, usage.set_out], [say.arrived, usage.arrived], [say.lost, usage.lost], [say.noWay, usage.no_way],
    [say.taken, usage.offers_taken], [say.kept, usage.offers_kept], [say.vain, usage.searches_in_vain],
  ];
  const named = (places: readonly PlaceCount[]) => places.map((each) => [pickLabel(each.labels, lang.value, each.place), each.times] as const);
  const lists = [
    [say.to, named(usage.to)], [say.near, named(usage.lost_at)], [`${say.noWay}: ${say.to}`, named(usage.no_way_to)],
    [say.words, usage.words_in_vain.map((each) => [each.words, each.times] as const)],
  ] as const;
  const rows = () => [[say.figure, "", say.times], ...figures.map(([name, times]) => [name, "", times]), ...lists.flatMap(([title, list]) => list.map(([name, times]) => [title, name, times]))];
  return (
    <Section title={say.guidance} rows={rows}>
      <p class="quiet">{say.guidanceHint}</p>
      <dl class="figures-of-use">
        {figures.map(([name, times]) => <div key={name}><dt>{name}</dt><dd>{times ? `${times}+` : say.few}</dd></div>)}
      </dl>
      {lists.filter(([, list]) => list.length).map(([title, list]) => (
        <details key={title}>
          <summary>{title}</summary>
          <ul class="counts-of-use">{list.slice(0, MOST_ROWS).map(([name, times]) => <li key={name}><span>{name}</span><span class="figure">{times}+</span></li>)}</ul>
        </details>
      ))}
    </Section>
  );
}
