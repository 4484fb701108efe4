/** When there is no way as the person travels: other places that they get to, and people to ask. */

import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { api, type End, type Hit, type Route } from "../api";
import { levelName, venue } from "../building";
import { lang, profile } from "../settings";
import { chooseDestination, destination, plan, start } from "../trip";
import { Icon } from "../ui/icons";
import { durationText, t } from "../ui/i18n";
import { pickLabel } from "../ui/labels";
import { lt } from "../ui/later/words";
import { Choice } from "./place";

interface Reached {
  readonly hit: Hit;
  readonly duration_s: number;
}

const reached = signal<readonly Reached[]>([]);
const desk = signal<Hit | null>(null);
const MOST = 4;

interface NoWayProps {
  /** Why, in the server's words. */
  text: string;
  /** The way of the same person with a helper. */
  withHelp: Route | null;
}

/** What stands first is what helps the person as they are: never a way that they cannot go. */
export function NoWay({ text, withHelp }: NoWayProps) {
  const notice = useRef<HTMLDivElement>(null);
  useEffect(() => notice.current?.scrollIntoView({ block: "nearest" }), [text]);
  return (
    <>
      <div class="notice" role="alert" ref={notice}>
        <h2><Icon name="warning" />{lt.value.noRouteTitle}</h2>
        <p>{text || lt.value.noRouteFallback}</p>
        <div class="button-row">
          {withHelp && (
            <button class="button primary" onClick={() => (plan.value = { kind: "route", route: withHelp, helped: true })}>
              {lt.value.showHelped}
            </button>
          )}
          <button class="button" onClick={() => (start.value = null)}>{lt.value.tryOtherStart}</button>
        </div>
      </div>
      <OtherWays />
    </>
  );
}

function OtherWays() {
  const [to, from, how, language] = [destination.value, start.value, profile.value, lang.value];
  useEffect(() => {
    const abort = new AbortController();
    [reached.value, desk.value] = [[], null];
    if (to && from) void lookAround(to, from.end, how, language, abort.signal).catch(() => undefined);
    return () => abort.abort();
  }, [to, from, how, language]);
  return (
    <section aria-labelledby="others-title">
      <h2 id="others-title">{lt.value.otherWays}</h2>
      <ul class="list choices">
        {reached.value.map(({ hit, duration_s }) => (
          <Choice key={hit.id} icon="pin" text={`${nameOf(hit)} · ${durationText(t.value, duration_s)}`} act={() => chooseDestination(hit)} />
        ))}
        {desk.value && <Choice icon="person" text={lt.value.toDesk(nameOf(desk.value))} act={() => chooseDestination(desk.value!)} />}
        {how !== "walk" && how !== "wheelchair" && (
          <Choice icon="route" text={lt.value.tryWalking} act={() => (profile.value = "walk")} />
        )}
      </ul>
      <p class="quiet">{lt.value.askStaff}</p>
    </section>
  );
}

const nameOf = (hit: Hit): string => `${pickLabel(hit.labels, lang.value, hit.label)}, ${levelName(hit.level_id)}`;

/** Find places of the same kind, and the information desk, that can be reached from here; the quickest first. */
async function lookAround(to: Hit, from: End, how: string, language: string, signal: AbortSignal): Promise<void> {
  const id = venue.peek()!.id;
  const find = (words: string): Promise<Hit[]> => api.search(id, words, language, null, signal);
  const reach = async (hit: Hit): Promise<Reached[]> => {
    try {
      return [{ hit, duration_s: (await api.route(id, from, { place: hit.id }, how, language, signal)).duration_s }];
    } catch {
      return [];
    }
  };
  const [alike, desks] = await Promise.all([find(pickLabel(to.labels, language, to.label)), find(lt.peek().deskWord)]);
  const all = async (hits: readonly Hit[]): Promise<Reached[]> =>
    (await Promise.all(hits.map(reach))).flat().sort((a, b) => a.duration_s - b.duration_s);
  const [others, staffed] = await Promise.all([
    all(alike.filter((hit) => isLike(hit, to)).slice(0, MOST)),
    all(desks.filter((hit) => hit.id !== to.id && hit.category === "information").slice(0, 2)),
  ]);
  if (signal.aborted) return;
  [reached.value, desk.value] = [others, staffed[0]?.hit ?? null];
}

export function isLike(hit: Hit, to: Hit): boolean {
  return hit.id !== to.id && (to.function ? hit.function === to.function : hit.category === to.category);
}
