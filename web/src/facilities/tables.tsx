/** The three tables beside the map: closures with their rules, lifts, and queue feeds. */

import { useSignal } from "@preact/signals";
import { id } from "../api";
import { floors, ordinalOf, shownOrdinal, showStorey, venue } from "../building";
import { lang } from "../settings";
import { ask } from "../staff/client";
import { announce } from "../ui/announce";
import { pickLabel } from "../ui/labels";
import { setLift } from "./closing";
import { basisOf, closures, lifts, now_ms, queues, type Closure, type Lift, type Queue } from "./now";
import { Section } from "./section";
import { chosen, closedName, type Target } from "./targets";
import { troubleText, whenText, words } from "./words";

const namesOf = (closure: Closure): string => closure.features.map(closedName).join(lang.value === "en" ? ", " : "、");

function timesOf(closure: Closure): string {
  const say = words.value;
  const spans = closure.hours?.spans.map((span) => `${span.days.map((day) => say.days[day]).join(" ")} ${span.starts}–${span.ends}`);
  const end = closure.ends_at ? say.until(whenText(closure.ends_at)) : say.untilOpened;
  const start = Date.parse(closure.starts_at) > now_ms.value ? [say.since(whenText(closure.starts_at))] : [];
  return [...(spans ?? []), ...start, end].join(" · ");
}

export function Closures() {
  const say = words.value;
  const rows = (): (string | null)[][] => [
    [say.unit, say.state, say.reason, say.start, say.end],
    ...closures.value.map((each) => [namesOf(each), each.in_force ? say.inForce : say.later, pickLabel(each.reason, lang.value), each.starts_at, each.ends_at]),
  ];
  return (
    <Section title={say.closures} count={closures.value.length} rows={rows}>
      {!closures.value.length && <p class="quiet">{say.noClosures}</p>}
      <ul class="lines">{closures.value.map((each) => <ClosureLine key={each.id} closure={each} />)}</ul>
    </Section>
  );
}

function ClosureLine({ closure }: { closure: Closure }) {
  const say = words.value;
  const trouble = useSignal("");
  const name = namesOf(closure);
  const reopen = async (): Promise<void> => {
    try {
      await ask(`/v1/venues/${id(venue.value!.id)}/closures/${id(closure.id)}`, { method: "DELETE" });
      announce(say.opened(name));
    } catch (error) {
      trouble.value = troubleText(error);
    }
  };
  return (
    <li class="line-item">
      <div class="line-words">
        <b>{name}</b>{" "}
        <span class={closure.in_force ? "tag warn" : "tag"}>{closure.in_force ? say.inForce : say.later}</span>
        {closure.hours && <span class="tag">{say.timed}</span>}
        <p class="quiet">{[pickLabel(closure.reason, lang.value), timesOf(closure), closure.staff_pass ? say.staffMayPass : ""].filter(Boolean).join(" · ")}</p>
        {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
      </div>
      <button type="button" class="button" aria-label={say.reopenNamed(name)} onClick={() => void reopen()}>{say.reopen}</button>
    </li>
  );
}

export function Lifts() {
  const say = words.value;
  const sorted = [...lifts.value].sort((a, b) => pickLabel(a.labels, lang.value, a.portal).localeCompare(pickLabel(b.labels, lang.value, b.portal), lang.value, { numeric: true }));
  const rows = (): (string | number | null)[][] => [
    [say.lifts, say.state, say.waitMinutes, say.reason, say.start],
    ...sorted.map((each) => [pickLabel(each.labels, lang.value, each.portal), say.states[each.state] ?? each.state, each.wait_s === null ? null : each.wait_s / 60, pickLabel(each.reason, lang.value), each.since]),
  ];
  return (
    <Section title={say.lifts} count={sorted.length} rows={rows}>
      {!sorted.length && <p class="quiet">{say.noLifts}</p>}
      <ul class="lines">{sorted.map((each) => <LiftLine key={each.portal} lift={each} />)}</ul>
    </Section>
  );
}

const TONES: Readonly<Record<Lift["state"], string>> = { in_service: "tag ok", slow: "tag warn", out_of_service: "tag trouble" };

function LiftLine({ lift }: { lift: Lift }) {
  const say = words.value;
  const [trouble, slow, wait_min] = [useSignal(""), useSignal(false), useSignal("3")];
  const name = pickLabel(lift.labels, lang.value, lift.portal);
  const set = async (body: { state: Lift["state"]; wait_s?: number }): Promise<void> => {
    trouble.value = "";
    try {
      await setLift(venue.value!.id, lift.portal, body);
      slow.value = false;
      announce(say.liftSet(name, say.states[body.state]!));
    } catch (error) {
      trouble.value = troubleText(error);
    }
  };
  const facts = [lift.wait_s === null ? "" : say.minutes((lift.wait_s / 60).toFixed(1)), pickLabel(lift.reason, lang.value), lift.since ? say.since(whenText(lift.since)) : say.never];
  return (
    <li class="line-item">
      <div class="line-words">
        <b>{name}</b> <span class={TONES[lift.state]}>{say.states[lift.state]}</span>
        <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
        {trouble.value && <p class="trouble" role="alert">{trouble.value}</p>}
        {slow.value && (
          <form class="row" onSubmit={(event) => { event.preventDefault(); void set({ state: "slow", wait_s: Number(wait_min.value) * 60 }); }}>
            <label class="field">{say.waitMinutes}
              <input type="number" min="0.5" max="60" step="0.5" required aria-label={say.slowWait(name)} value={wait_min.value} onInput={(event) => (wait_min.value = event.currentTarget.value)} />
            </label>
            <button class="button">{say.save}</button>
          </form>
        )}
      </div>
      <div class="row">
        {lift.state !== "in_service" && <button type="button" class="button" aria-label={`${say.putInService}: ${name}`} onClick={() => void set({ state: "in_service" })}>{say.putInService}</button>}
        <button type="button" class="quiet-button" aria-expanded={slow.value} aria-label={`${say.setSlow} ${name}`} onClick={() => (slow.value = !slow.value)}>{say.setSlow}</button>
        {lift.state !== "out_of_service" && <button type="button" class="quiet-button" aria-label={`${say.setOut} ${name}`} onClick={() => void choose(lift)}>{say.setOut}</button>}
      </div>
    </li>
  );
}

/** Show the lift on a floor where it stops, and what would happen without it. */
async function choose(lift: Lift): Promise<void> {
  const ordinals = lift.levels.map(ordinalOf);
  if (!ordinals.includes(shownOrdinal.peek()) && ordinals[0] !== undefined) await showStorey(ordinals[0]);
  const mark = floors.peek().get(shownOrdinal.peek())?.marks.find((each) => each.id === lift.portal);
  const target: Target = { id: lift.portal, kind: "portal", at: mark?.at ?? [0, 0], labels: lift.labels, sides: [] };
  chosen.value = target;
}

/** What needs somebody's eye first: not believed, then old, then long. */
function byUrgency(a: Queue, b: Queue): number {
  const urgency = (queue: Queue): number => (queue.quarantined ? 2 : 0) + (basisOf(queue, now_ms.value) === "live" ? 0 : 1);
  return urgency(b) - urgency(a) || (b.waiting ?? 0) - (a.waiting ?? 0) || nameOfPlace(a).localeCompare(nameOfPlace(b), lang.value, { numeric: true });
}

const nameOfPlace = (queue: Queue): string => pickLabel(queue.labels, lang.value, queue.place);

export function Queues() {
  const say = words.value;
  const sorted = [...queues.value].sort(byUrgency);
  const rows = (): (string | number | null)[][] => [
    [say.place, say.length, say.servers, say.age, say.state],
    ...sorted.map((each) => [nameOfPlace(each), each.waiting, each.servers_open, each.at, say[basisOf(each, now_ms.value)]]),
  ];
  return (
    <Section title={say.queues} count={sorted.length} rows={rows}>
      {!sorted.length ? <p class="quiet">{say.noQueues}</p> : (
        <div class="scroll-sideways" tabindex={0} role="group" aria-label={say.queues}>
          <table class="plain">
            <thead><tr><th>{say.place}</th><th class="figure">{say.length}</th><th class="figure">{say.servers}</th><th>{say.age}</th></tr></thead>
            <tbody>{sorted.map((each) => <QueueRow key={each.place} queue={each} />)}</tbody>
          </table>
        </div>
      )}
    </Section>
  );
}

function QueueRow({ queue }: { queue: Queue }) {
  const say = words.value;
  const basis = basisOf(queue, now_ms.value);
  const doubt = queue.quarantined;
  return (
    <tr>
      <td>
        {nameOfPlace(queue)}
        {doubt && <p class="trouble">{say.doubtedSays(say.doubts[doubt.verdict] ?? doubt.verdict, doubt.field, doubt.waiting)}</p>}
      </td>
      <td class="figure">{queue.waiting ?? "–"}</td>
      <td class="figure">{queue.servers_open ?? "–"}</td>
      <td>
        {queue.at ? say.ago(Math.max(0, Math.floor((now_ms.value - Date.parse(queue.at)) / 60_000))) : "–"}
        {queue.at && basis !== "live" && <> <span class="tag warn">{say[basis]}</span></>}
      </td>
    </tr>
  );
}
