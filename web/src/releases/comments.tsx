/** What people say of the draft before it is published. */

import { useEffect, useState } from "preact/hooks";
import { lang } from "../settings";
import { Failure, sayFailure } from "../staff/failure";
import type { Releases, ReviewComment } from "./data";
import { words } from "./words";

/** `since` is the version that was published last: what was said before it belongs to an older release. */
export function Comments({ releases, since }: { releases: Releases; since: number }) {
  const say = words.value;
  const [all, setAll] = useState<readonly ReviewComment[]>([]);
  const [failure, setFailure] = useState("");

  async function tried(work: () => Promise<void>): Promise<void> {
    setFailure("");
    try {
      await work();
      setAll(await releases.comments());
    } catch (error) {
      setFailure(sayFailure(error));
    }
  }

  useEffect(() => void tried(async () => {}), []);
  const [now, earlier] = [all.filter((each) => each.version > since), all.filter((each) => each.version <= since)];
  return (
    <section class="card">
      <h2>{say.comments}</h2>
      {now.length ? <Said comments={now} /> : <p class="quiet">{say.noComments}</p>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          void tried(() => releases.comment(String(new FormData(form).get("words")))).then(() => form.reset());
        }}
      >
        <label class="field">
          {say.yourComment}
          <textarea name="words" required maxLength={1000} rows={2} />
        </label>
        <button class="button">{say.send}</button>
      </form>
      <Failure of={failure} />
      {earlier.length > 0 && <details><summary>{say.earlierComments(earlier.length)}</summary><Said comments={earlier} /></details>}
    </section>
  );
}

function Said({ comments }: { comments: readonly ReviewComment[] }) {
  const say = words.value;
  return (
    <ul class="comments">
      {comments.map((each) => (
        <li key={each.number}>
          <p>{each.words}</p>
          <p class="quiet">{say.by(each.by)} · {new Date(each.at).toLocaleString(lang.value)} · {say.version(each.version)}</p>
        </li>
      ))}
    </ul>
  );
}
