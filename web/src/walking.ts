/** Starts, follows, changes and ends the guided walk on the page. */

import type { DemoSession, End } from "./api";
import { ordinalOf, showStorey, venue } from "./building";
import { NOTHING_YET, type Guided } from "./guided";
import { after } from "./hearing";
import { LiveStream } from "./live";
import { renewMap } from "./renewing";
import { connection, demo, following, guided, loadDemo, session, type Session } from "./session";
import { sessionApi, type VisitNews, type VisitWish } from "./sessionapi";
import { lang, profile } from "./settings";

let stream: LiveStream | null = null;

/** Pick whom to watch: somebody else than now, and who is guided in our language if there is one. */
export function pickVisitor(sessions: readonly DemoSession[], language: string, not: string): DemoSession | null {
  const others = sessions.filter((each) => each.session !== not);
  return others.find((each) => each.lang === language) ?? others[0] ?? sessions[0] ?? null;
}

/** Watch a demo visitor; returns false when nobody is walking. */
export async function watchVisitor(): Promise<boolean> {
  const before = session.peek()?.ticket.session ?? "";
  await loadDemo();
  const chosen = pickVisitor(demo.value, lang.value, before);
  if (!chosen) return false;
  follow({ ticket: chosen, own: false, who: chosen.labels });
  return true;
}

export async function startGuidance(from: End | null, to: End): Promise<void> {
  const place = venue.value;
  if (!place) return;
  const ticket = await sessionApi.start(place.id, from, to, profile.value, lang.value);
  follow({ ticket, own: true, who: {} });
}

export async function startVisit(from: End, visit: VisitWish, to: End | null): Promise<void> {
  const venueId = venue.value?.id;
  if (!venueId) return;
  const ticket = await sessionApi.startVisit(venueId, from, visit, to, profile.value, lang.value);
  follow({ ticket, own: true, who: {} });
}

export async function tellVisit(news: VisitNews): Promise<void> {
  const current = session.peek();
  if (current?.own) await sessionApi.tellVisit(current.ticket, news);
}

/** Go on with a walk of this tab that was interrupted: what was known is shown until the server says what is so. */
export function resumeSession(resumed: Session, known: Guided): void {
  follow(resumed);
  guided.value = known;
}

function follow(next: Session): void {
  stream?.close();
  guided.value = NOTHING_YET;
  connection.value = "connecting";
  following.value = true;
  session.value = next;
  listen(next);
}

function listen(to: Session): void {
  stream = new LiveStream(to.ticket, lang.peek(), {
    onEvent: (event) => {
      guided.value = after(guided.peek(), event);
      void renewMap(guided.peek().revision);
      const fix = guided.peek().fix;
      if (following.peek() && fix) void showStorey(ordinalOf(fix.level_id));
      if (guided.peek().ended) stream?.close();
    },
    onConnection: (state) => (connection.value = state),
  });
}

export function leaveSession(): void {
  const left = session.peek();
  stream?.close();
  stream = null;
  session.value = null;
  guided.value = NOTHING_YET;
  // The server ends an abandoned session by itself; nobody has to wait for this.
  if (left?.own) sessionApi.end(left.ticket).catch(() => undefined);
}

export async function reportPosition(end: End): Promise<void> {
  const current = session.peek();
  if (current?.own) await sessionApi.iAmHere(current.ticket, end);
}

/** Go to the counter that was offered, or keep the present one: either way the offer is answered and goes. */
export async function answerOffer(answer: "accept" | "keep"): Promise<void> {
  const [current, { offer }] = [session.peek(), guided.peek()];
  if (!current?.own || !offer) return;
  await sessionApi.answerOffer(current.ticket, offer.id, answer);
  dropOffer(offer.id);
}

export function dropOffer(id: string): void {
  if (guided.peek().offer?.id === id) guided.value = { ...guided.peek(), offer: null };
}

/** Tell the server what changed, and listen anew so that every sentence comes in the new language. */
export async function speakLanguage(next: string): Promise<void> {
  const current = session.peek();
  if (!current) return;
  if (current.own) await sessionApi.change(current.ticket, { lang: next });
  stream?.close();
  listen(current);
}

export async function changeProfile(next: string): Promise<void> {
  const current = session.peek();
  if (current?.own) await sessionApi.change(current.ticket, { profile: next });
}
