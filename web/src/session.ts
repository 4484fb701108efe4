/** The guided walk on the page: one's own, or a demo visitor's that is only watched. */

import { computed, signal } from "@preact/signals";
import { api, type DemoSession, type End, type Labels, type SessionTicket } from "./api";
import { ordinalOf, showStorey, venue } from "./building";
import { after, NOTHING_YET, type Guided } from "./guided";
import { LiveStream, type Connection } from "./live";
import { lang, profile } from "./settings";

export interface Session {
  readonly ticket: SessionTicket;
  readonly own: boolean;
  readonly who: Labels;
}

export const session = signal<Session | null>(null);
export const guided = signal<Guided>(NOTHING_YET);
export const connection = signal<Connection>("connecting");
/** The shown floor goes with the position until the person looks at another. */
export const following = signal(true);
export const demo = signal<readonly DemoSession[]>([]);

export const dotOrdinal = computed(() => (guided.value.fix ? ordinalOf(guided.value.fix.level_id) : null));

let stream: LiveStream | null = null;

export async function loadDemo(): Promise<void> {
  try {
    demo.value = (await api.demo()).filter((each) => each.venue === venue.value?.id);
  } catch {
    demo.value = [];
  }
}

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
  const ticket = await api.startSession(place.id, from, to, profile.value, lang.value);
  follow({ ticket, own: true, who: {} });
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
      if (following.peek() && dotOrdinal.peek() !== null) void showStorey(dotOrdinal.peek()!);
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
  if (left?.own) api.endSession(left.ticket).catch(() => undefined);
}

export async function reportPosition(end: End): Promise<void> {
  const current = session.peek();
  if (current?.own) await api.iAmHere(current.ticket, end);
}

/** Tell the server what changed, and listen anew so that every sentence comes in the new language. */
export async function speakLanguage(next: string): Promise<void> {
  const current = session.peek();
  if (!current) return;
  if (current.own) await api.changeSession(current.ticket, { lang: next });
  stream?.close();
  listen(current);
}

export async function changeProfile(next: string): Promise<void> {
  const current = session.peek();
  if (current?.own) await api.changeSession(current.ticket, { profile: next });
}
