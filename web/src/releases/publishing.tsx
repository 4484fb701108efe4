/** The form that publishes the draft, once its ways were checked. */

import type { Proofs, Review } from "./data";
import { words } from "./words";

interface Asked {
  readonly review: Review;
  readonly proofs: Proofs | null;
  readonly mayPublish: boolean;
  readonly onPublish: (comment: string, reason: string) => void;
}

export function Publishing({ review, proofs, mayPublish, onPublish }: Asked) {
  const say = words.value;
  const why = review.errors.length ? say.blocked(review.errors.length) : !mayPublish ? say.mayNot : !proofs ? say.proveFirst : "";
  return (
    <section class="card">
      <h2>{say.publishTitle}</h2>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const given = new FormData(event.currentTarget);
          onPublish(String(given.get("comment") ?? ""), String(given.get("reason") ?? ""));
        }}
      >
        <label class="field">
          {say.comment}
          <input name="comment" maxLength={200} />
          <span class="quiet">{say.commentHint}</span>
        </label>
        {proofs?.refused && (
          <label class="field">
            {say.reason}
            <textarea name="reason" required maxLength={1000} rows={2} />
            <span class="quiet">{say.reasonHint}</span>
          </label>
        )}
        {why !== "" && <p class="quiet" id="why-not">{why}</p>}
        <button class={`button ${proofs?.refused ? "danger" : "primary"}`} disabled={why !== ""} aria-describedby={why === "" ? undefined : "why-not"}>
          {proofs?.refused ? say.publishLoss : say.publish}
        </button>
      </form>
    </section>
  );
}
