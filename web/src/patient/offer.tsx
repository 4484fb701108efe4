/** Another counter would be quicker: an offer beside the next step, the person's to take or not. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ApiError, serverNow_ms } from "../api";
import { guided, session } from "../session";
import { announce } from "../ui/announce";
import { errorText, t } from "../ui/i18n";
import { lt } from "../ui/later/words";
import { answerOffer, dropOffer } from "../walking";

export function OfferBanner() {
  const { offer, lang } = guided.value;
  const card = useRef<HTMLElement>(null);
  const trouble = useSignal("");
  useEffect(() => {
    trouble.value = "";
    if (!offer) return undefined;
    const left_ms = Date.parse(offer.expires_at) - serverNow_ms();
    const timer = setTimeout(() => dropOffer(offer.id), Math.max(left_ms, 0));
    return () => clearTimeout(timer);
  }, [offer?.id]);
  if (!offer) return null;
  const answer = async (what: "accept" | "keep"): Promise<void> => {
    // The pressed button goes: who is on it goes on from the heading.
    const held = card.current?.contains(document.activeElement);
    try {
      await answerOffer(what);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) {
        trouble.value = errorText(t.value, error);
        return;
      }
      dropOffer(offer.id);
      announce(lt.value.offerGone);
    }
    if (held) document.querySelector<HTMLElement>(".panel h1")?.focus({ preventScroll: true });
  };
  return (
    <section class="offer" aria-label={lt.value.offer} ref={card}>
      <p lang={lang}>{offer.text}</p>
      {session.value?.own && (
        <div class="button-row">
          <button class="button primary" onClick={() => void answer("accept")}>{lt.value.switchCounter}</button>
          <button class="button" onClick={() => void answer("keep")}>{lt.value.keepCounter}</button>
        </div>
      )}
      <p class="trouble" role="alert">{trouble.value}</p>
    </section>
  );
}
