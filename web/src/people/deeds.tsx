/** The audit log of the venue. */

import { useEffect, useState } from "preact/hooks";
import { lang } from "../settings";
import { ask } from "../staff/client";
import { Failure, sayFailure } from "../staff/failure";
import { ACTIONS_ZH } from "./actions";
import { words } from "./words";

interface Deed {
  readonly number: number;
  readonly at: string;
  readonly who: string;
  readonly action: string;
  readonly path: string;
}

const PAGE = 50;

/** `turn` changes whenever something was done on this page, so that it stands here at once. */
export function Deeds({ venue, turn }: { venue: string; turn: number }) {
  const say = words.value;
  const [deeds, setDeeds] = useState<readonly Deed[]>([]);
  const [all, setAll] = useState(false);
  const [failure, setFailure] = useState("");

  async function load(before?: number): Promise<void> {
    const query = before === undefined ? "" : `&before=${before}`;
    const path = `/v1/venues/${encodeURIComponent(venue)}/audit-log?limit=${PAGE}${query}`;
    const entries = (await ask<{ entries: readonly Deed[] }>(path)).data.entries;
    setDeeds((there) => (before === undefined ? entries : [...there, ...entries]));
    setAll(entries.length < PAGE);
  }

  const loaded = (before?: number) => void load(before).catch((error: unknown) => setFailure(sayFailure(error)));
  useEffect(() => loaded(), [turn]);

  return (
    <section class="card">
      <h2>{say.log}</h2>
      <p class="quiet">{deeds.length ? say.logHint : say.noLog}</p>
      <Failure of={failure} />
      {!!deeds.length && (
        <table class="plain deeds">
          <thead>
            <tr><th>#</th><th>{say.when}</th><th>{say.who}</th><th>{say.what}</th></tr>
          </thead>
          <tbody>
            {deeds.map((each) => (
              <tr key={each.number}>
                <td>{each.number}</td>
                <td>{new Date(each.at).toLocaleString(lang.value)}</td>
                <td>{each.who}</td>
                <td><Action of={each.action} /><div class="quiet path">{each.path}</div></td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {!all && deeds.length > 0 && (
        <button type="button" class="button" onClick={() => loaded(deeds.at(-1)!.number)}>{say.more}</button>
      )}
    </section>
  );
}

/** What was done; what an older or newer server calls otherwise stays in its own words. */
function Action({ of }: { of: string }) {
  const zh = lang.value === "zh-Hans" ? ACTIONS_ZH[of] : undefined;
  return zh === undefined ? <span lang="en">{of}</span> : <span>{zh}</span>;
}
