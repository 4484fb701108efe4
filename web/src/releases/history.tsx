/** The revisions, the newest first: what each changed, and going back to one. */

import { useEffect, useRef, useState } from "preact/hooks";
import { lang } from "../settings";
import { Failure, sayFailure } from "../staff/failure";
import { Differences } from "./differences";
import { EXPORT_FORMATS, type Difference, type Releases, type Revision } from "./data";
import { words } from "./words";

interface Asked {
  readonly releases: Releases;
  readonly revisions: readonly Revision[];
  readonly mayPublish: boolean;
  readonly onRollBack: (revision: number, why: string) => void;
}

export function History({ releases, revisions, mayPublish, onRollBack }: Asked) {
  return (
    <section class="card">
      <h2>{words.value.history}</h2>
      <ol class="revisions">
        {revisions.map((each, index) => (
          <Line
            key={each.revision}
            releases={releases}
            revision={each}
            before={revisions[index + 1]?.revision}
            isCurrent={index === 0}
            onRollBack={mayPublish && index > 0 ? (why) => onRollBack(each.revision, why) : null}
          />
        ))}
      </ol>
    </section>
  );
}

interface LineAsked {
  readonly releases: Releases;
  readonly revision: Revision;
  readonly before: number | undefined;
  readonly isCurrent: boolean;
  readonly onRollBack: ((why: string) => void) | null;
}

function Line({ releases, revision, before, isCurrent, onRollBack }: LineAsked) {
  const say = words.value;
  const [changes, setChanges] = useState<readonly Difference[] | null>(null);
  const [failure, setFailure] = useState("");
  const [asking, setAsking] = useState(false);

  const show = () =>
    void releases
      .compare(String(before), String(revision.revision))
      .then(setChanges)
      .catch((error: unknown) => setFailure(sayFailure(error)));

  return (
    <li>
      <div class="revision">
        <div>
          <strong>{say.revision(revision.revision)}</strong> {isCurrent && <span class="tag ok">{say.current}</span>}{" "}
          {revision.same_as !== null && <span class="tag">{say.sameAs(revision.same_as)}</span>}
          <div>{revision.words}</div>
          <div class="quiet">{new Date(revision.published_at).toLocaleString(lang.value)} · {say.by(revision.by)}</div>
        </div>
        <div class="revision-ways">
          {before !== undefined && <button type="button" class="button" onClick={show}>{say.show}</button>}
          <Exports releases={releases} revision={revision.revision} />
          {onRollBack && <button type="button" class="button" onClick={() => setAsking(true)}>{say.rollBack}</button>}
        </div>
      </div>
      <Failure of={failure} />
      {asking && onRollBack && <Confirm revision={revision.revision} onDone={onRollBack} onCancel={() => setAsking(false)} />}
      {changes && <Differences releases={releases} all={changes} state={String(revision.revision)} />}
    </li>
  );
}

function Exports({ releases, revision }: { releases: Releases; revision: number }) {
  const say = words.value;
  return (
    <details class="exports">
      <summary class="button">{say.exports}</summary>
      <ul>{EXPORT_FORMATS.map((each) => <li key={each}><a href={releases.exportPath(each, revision)} download>{say.formats[each]}<span class="unseen"> {say.revision(revision)}</span></a></li>)}</ul>
    </details>
  );
}

function Confirm({ revision, onDone, onCancel }: { revision: number; onDone: (why: string) => void; onCancel: () => void }) {
  const say = words.value;
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <form
      class="confirm"
      onSubmit={(event) => {
        event.preventDefault();
        onDone(String(new FormData(event.currentTarget).get("why")));
      }}
    >
      <h3>{say.rollBackTitle(revision)}</h3>
      <p>{say.rollBackWarning}</p>
      <label class="field">
        {say.rollBackWhy}
        <input name="why" maxLength={200} ref={first} />
      </label>
      <div class="revision-ways">
        <button class="button danger">{say.confirm}</button>
        <button type="button" class="button" onClick={onCancel}>{say.cancel}</button>
      </div>
    </form>
  );
}
