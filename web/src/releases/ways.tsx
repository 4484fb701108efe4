/** What publishing would do to people's ways. */

import { lang } from "../settings";
import { pickLabel } from "../ui/labels";
import type { Named, Proofs, WayChange, WayChangeKind } from "./data";
import { words } from "./words";

const LOSSES: readonly WayChangeKind[] = ["unreachable", "no_step_free"];
const ORDER: readonly WayChangeKind[] = ["unreachable", "no_step_free", "longer", "reachable", "step_free"];
const MOST_NAMED = 3;

export function Ways({ proofs }: { proofs: Proofs }) {
  const say = words.value;
  const kinds = ORDER.filter((kind) => proofs.changes.some((each) => each.kind === kind));
  return (
    <>
      <p class="quiet">{say.proven(proofs.entrances, proofs.destinations)}</p>
      {!proofs.changes.some((each) => each.kind === "longer" || LOSSES.includes(each.kind)) && <p class="fine">✓ {say.noLoss}</p>}
      {kinds.map((kind) => (
        <section key={kind}>
          <h3 class={LOSSES.includes(kind) ? "trouble" : ""}>{say.wayKinds[kind]}</h3>
          <ul>{proofs.changes.filter((each) => each.kind === kind).map((each) => <Way key={`${each.destination.id} ${each.profile}`} change={each} />)}</ul>
        </section>
      ))}
      <Names title={say.gone} names={proofs.gone} />
      <Names title={say.new} names={proofs.added} />
    </>
  );
}

function Way({ change }: { change: WayChange }) {
  const say = words.value;
  const named = change.entrances.slice(0, MOST_NAMED).map(called).join(", ");
  const more = change.entrances.length - MOST_NAMED;
  return (
    <li>
      <strong>{called(change.destination)}</strong> <span class="tag">{say.profiles[change.profile] ?? change.profile}</span>{" "}
      {change.old_s !== null && change.new_s !== null && <span>{say.minutes(minutes(change.old_s), minutes(change.new_s))} </span>}
      <span class="quiet">{say.from(named)}{more > 0 && ` ${say.andMore(more)}`}</span>
    </li>
  );
}

function Names({ title, names }: { title: string; names: readonly Named[] }) {
  if (!names.length) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul>{names.map((each) => <li key={each.id}>{called(each)}</li>)}</ul>
    </section>
  );
}

const called = ({ name, labels }: Named): string => pickLabel(labels, lang.value, name);

const minutes = (seconds: number): string => (seconds / 60).toFixed(1);
