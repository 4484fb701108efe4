/** What a closure would do, fetched before it is made and shown beside its form. */

import { signal } from "@preact/signals";
import { id, type Labels } from "../api";
import { lang } from "../settings";
import { ask } from "../staff/client";
import { pickLabel } from "../ui/labels";
import { troubleText, words } from "./words";

interface End {
  readonly id: string;
  readonly labels: Labels;
}

interface Hit {
  readonly kind: "unreachable" | "no_step_free" | "longer";
  readonly profile: "walk" | "wheelchair";
  readonly destination: End;
  readonly entrances: readonly End[];
  readonly cut_off: boolean;
  readonly worst_added_s: number | null;
  readonly median_added_s: number | null;
}

interface About {
  readonly at_least: number;
  readonly fewer_than: number;
}

export interface Impact {
  readonly hits: readonly Hit[];
  readonly added: readonly { readonly profile: "walk" | "wheelchair"; readonly ways: number; readonly worst_s: number; readonly median_s: number }[];
  readonly people: About;
  readonly day: About;
}

type Weighing = { kind: "weighing" } | { kind: "known"; impact: Impact } | { kind: "failed"; error: unknown };

export const weighing = signal<Weighing>({ kind: "weighing" });
let running: AbortController | null = null;

/** Ask what would happen; an answer to an earlier question is dropped. */
export async function weigh(venueId: string, supposed: object): Promise<void> {
  running?.abort();
  const mine = (running = new AbortController());
  weighing.value = { kind: "weighing" };
  try {
    const { data } = await ask<Impact>(`/v1/venues/${id(venueId)}/impact`, { method: "POST", body: supposed, signal: mine.signal });
    if (!mine.signal.aborted) weighing.value = { kind: "known", impact: data };
  } catch (error) {
    if (!mine.signal.aborted) weighing.value = { kind: "failed", error };
  }
}

const minutes = (seconds: number): string => words.value.minutes((seconds / 60).toFixed(1));

export function ImpactBox() {
  const now = weighing.value;
  return (
    <section class="impact" aria-live="polite" aria-busy={now.kind === "weighing"}>
      <h3>{words.value.impact}</h3>
      {now.kind === "weighing" && <p class="quiet">{words.value.weighing}</p>}
      {now.kind === "failed" && <p class="trouble" role="alert">{troubleText(now.error)}</p>}
      {now.kind === "known" && <Known impact={now.impact} />}
    </section>
  );
}

const cutOff = (hits: readonly Hit[]): number => hits.filter((hit) => hit.cut_off).length;

function Known({ impact }: { impact: Impact }) {
  const say = words.value;
  const of = (kind: Hit["kind"]): Hit[] => impact.hits.filter((hit) => hit.kind === kind);
  const longer = new Map(of("longer").map((hit) => [hit.destination.id, hit]));
  const [lost, noStepFree] = [of("unreachable"), of("no_step_free")];
  return (
    <>
      {!impact.hits.length && <p class="impact-none">{say.noImpact}</p>}
      {lost.length > 0 && <p class="impact-line lost">{say.unreachable(lost.length, cutOff(lost))}</p>}
      {noStepFree.length > 0 && <p class="impact-line lost">{say.noStepFree(noStepFree.length, cutOff(noStepFree))}</p>}
      {longer.size > 0 && <p class="impact-line">{say.longer(longer.size)}</p>}
      {impact.added.filter((each) => each.ways).map((each) => (
        <p key={each.profile} class="quiet">{say[each.profile]}: {say.added(minutes(each.worst_s), minutes(each.median_s))}</p>
      ))}
      <p class="impact-people">{say.people(impact.people.at_least, impact.people.fewer_than)}</p>
      {impact.day.at_least > 0 && <p class="quiet">{say.day(impact.day.at_least, impact.day.fewer_than)}</p>}
      {impact.hits.length > 0 && (
        <details>
          <summary>{say.show}</summary>
          <ul class="impact-list" tabindex={0} aria-label={say.impact}>{impact.hits.map((hit) => <HitLine key={`${hit.kind}/${hit.profile}/${hit.destination.id}`} hit={hit} />)}</ul>
        </details>
      )}
    </>
  );
}

function HitLine({ hit }: { hit: Hit }) {
  const say = words.value;
  const name = (end: End): string => pickLabel(end.labels, lang.value, end.id);
  const what = hit.worst_added_s === null
    ? (hit.cut_off ? say.cutOff : say.from([...new Set(hit.entrances.map(name))].join(lang.value === "en" ? ", " : "、")))
    : `+${minutes(hit.worst_added_s)}`;
  return <li class={hit.kind === "longer" ? "" : "lost"}><b>{name(hit.destination)}</b> <span>{say[hit.profile]} · {what}</span></li>;
}
