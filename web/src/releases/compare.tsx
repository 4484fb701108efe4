/** Any two states of the map, compared: revisions, and the draft. */

import { useState } from "preact/hooks";
import { Failure, sayFailure } from "../staff/failure";
import { Differences } from "./differences";
import type { Difference, Releases, Revision } from "./data";
import { words } from "./words";

interface Compared {
  readonly to: string;
  readonly all: readonly Difference[];
}

export function Compare({ releases, revisions }: { releases: Releases; revisions: readonly Revision[] }) {
  const say = words.value;
  const [compared, setCompared] = useState<Compared | null>(null);
  const [failure, setFailure] = useState("");
  const [isBusy, setBusy] = useState(false);
  if (revisions.length < 1) return null;

  async function compare(from: string, to: string): Promise<void> {
    setBusy(true);
    setFailure("");
    try {
      setCompared({ to, all: await releases.compare(from, to) });
    } catch (error) {
      setFailure(sayFailure(error));
    } finally {
      setBusy(false);
    }
  }

  return (
    <section class="card">
      <h2>{say.compare}</h2>
      <form
        class="compare"
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          void compare(String(given.get("from")), String(given.get("to")));
        }}
      >
        <label class="field">{say.before}<States name="from" revisions={revisions} chosen={String(revisions.at(-1)!.revision)} /></label>
        <label class="field">{say.after}<States name="to" revisions={revisions} chosen="draft" /></label>
        <button class="button" disabled={isBusy}>{say.compareNow}</button>
      </form>
      <Failure of={failure} />
      <div role="status">{isBusy && <p class="quiet">{say.loading}</p>}</div>
      {compared && (compared.all.length ? <Differences releases={releases} all={compared.all} state={compared.to} /> : <p class="quiet">{say.alike}</p>)}
    </section>
  );
}

function States({ name, revisions, chosen }: { name: string; revisions: readonly Revision[]; chosen: string }) {
  const say = words.value;
  return (
    <select name={name} defaultValue={chosen}>
      <option value="draft" selected={chosen === "draft"}>{say.draft}</option>
      {revisions.map((each) => <option key={each.revision} value={each.revision} selected={chosen === String(each.revision)}>{say.revision(each.revision)}</option>)}
    </select>
  );
}
