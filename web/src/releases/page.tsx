/** The draft held against what is published: what changes, what that does to people, publishing it, and going back. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "../api";
import { TITLES_ZH } from "../editor/findingwords";
import { lang } from "../settings";
import { announce } from "../ui/announce";
import { Failure, sayFailure } from "../staff/failure";
import { may, me } from "../staff/me";
import { Shell } from "../staff/shell";
import { pageOf, venue } from "../staff/venue";
import { shellWords } from "../staff/words";
import { Releases, type Proofs, type Review } from "./data";
import { Comments } from "./comments";
import { Compare } from "./compare";
import { Differences } from "./differences";
import { History } from "./history";
import { Publishing } from "./publishing";
import { Ways } from "./ways";
import { words } from "./words";

export function ReleasesPage() {
  const here = venue.value?.id;
  return <Shell page="releases">{here === undefined ? <p>{shellWords.value.noVenue}</p> : <OfVenue id={here} />}</Shell>;
}

function OfVenue({ id }: { id: string }) {
  const say = words.value;
  const [releases] = useState(() => new Releases(id));
  const [review, setReview] = useState<Review | null>(null);
  const [proofs, setProofs] = useState<Proofs | null>(null);
  const [proving, setProving] = useState(false);
  const [failure, setFailure] = useState("");
  const [done, setDone] = useState("");
  const mayPublish = may("publisher", id);

  async function load(): Promise<void> {
    setProofs(null);
    setReview(await releases.review());
  }

  async function tried(work: () => Promise<void>): Promise<void> {
    setFailure("");
    setDone("");
    try {
      await work();
    } catch (error) {
      const said = sayFailure(error, { stale: say.stale, "release-refused": say.refused, forbidden: say.needsAnother });
      if (error instanceof ApiError && error.code === "stale") await load();
      setFailure(said);
    }
  }

  function finished(sentence: string): void {
    setDone(sentence);
    announce(sentence);
  }

  const prove = () =>
    tried(async () => {
      setProving(true);
      try {
        const proven = await releases.prove();
        if (await releases.isStill(review!.version)) return setProofs(proven);
        await load();
        setFailure(say.stale);
      } finally {
        setProving(false);
      }
    });
  const publish = (comment: string, reason: string) =>
    tried(async () => {
      const revision = await releases.publish(review!.version, comment, me.value?.name ?? "", reason);
      await load();
      finished(say.done(revision));
    });
  const rollBack = (revision: number, why: string) =>
    tried(async () => {
      const made = await releases.rollBack(review!.version, revision, why);
      await load();
      finished([say.rolledBack(made.revision), made.conflicts ? say.inDispute(made.conflicts) : ""].join(" "));
    });

  useEffect(() => void tried(load), []);

  if (!review) return <div class="releases">{failure === "" ? <p role="status">{say.loading}</p> : <Failure of={failure} />}</div>;
  return (
    <div class="releases">
      <header class="release-head">
        <h1>{say.title}</h1>
        <span class="tag">{say.published(review.published)}</span>
        <span class="tag">{say.version(review.version)}</span>
        <button type="button" class="button" onClick={() => void tried(load)}>{say.refresh}</button>
      </header>
      <Failure of={failure} />
      {done !== "" && <p class="fine card">✓ {done}</p>}
      <div class="release-columns">
        <section class="card">
          <h2>{say.differences}</h2>
          <Differences releases={releases} all={review.differences} state="draft" />
          <a class="button" href={pageOf("editor")}>{say.toEditor}</a>
        </section>
        <div class="release-column">
          <Checks review={review} />
          <section class="card">
            <h2>{say.ways}</h2>
            {proofs ? <Ways proofs={proofs} /> : <p class="quiet" role="status">{proving ? say.proving : ""}</p>}
            <button type="button" class="button" disabled={proving} onClick={() => void prove()}>{say.prove}</button>
          </section>
          <Comments releases={releases} since={review.revisions[0]?.change ?? 0} />
          <Publishing review={review} proofs={proofs} mayPublish={mayPublish} onPublish={(...said) => void publish(...said)} />
        </div>
      </div>
      <Compare releases={releases} revisions={review.revisions} />
      <History releases={releases} revisions={review.revisions} mayPublish={mayPublish} onRollBack={(...said) => void rollBack(...said)} />
    </div>
  );
}

function Checks({ review }: { review: Review }) {
  const say = words.value;
  return (
    <section class="card">
      <h2>{say.errors}</h2>
      {review.errors.length ? (
        <ul class="errors">
          {review.errors.map((each, index) => (
            <li key={index}>{lang.value === "zh-Hans" && <strong>{TITLES_ZH[each.code]} </strong>}<span lang="en">{each.message}</span> <span class="quiet">{each.code}</span></li>
          ))}
        </ul>
      ) : (
        <p class="fine">✓ {say.noErrors}</p>
      )}
      {review.warnings > 0 && <p class="quiet">{say.warnings(review.warnings)}</p>}
    </section>
  );
}
