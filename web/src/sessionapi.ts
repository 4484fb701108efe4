/** The HTTP contract (v1) of guided walks. */

import { get, id, post, send, type End, type Landmark, type SessionTicket } from "./api";
import type { Step } from "./steps/pedometer";

/** Stops and rules as the server takes them. */
export interface VisitWish {
  readonly stops: readonly { readonly id: string; readonly places: readonly string[] }[];
  readonly rules?: readonly { readonly rule: string; readonly stop: string; readonly earliest_at?: string; readonly latest_at?: string }[];
}

export type VisitNews = { readonly done: string } | { readonly skip: string } | { readonly go_on: true };

export const sessionApi = {
  start: (venue: string, from: End | null, to: End, profile: string, lang: string) =>
    post<SessionTicket>("/v1/sessions", { venue, profile, lang, to, ...(from ? { from } : {}) }, { lang }),
  startVisit: (venue: string, from: End, visit: VisitWish, to: End | null, profile: string, lang: string) =>
    post<SessionTicket>("/v1/sessions", { venue, profile, lang, from, visit, ...(to ? { to } : {}) }, { lang }),
  tellVisit: (ticket: SessionTicket, news: VisitNews) =>
    send(`/v1/sessions/${id(ticket.session)}/visit`, { method: "POST", body: news, token: ticket.token }),
  stepped: (ticket: SessionTicket, steps: readonly Step[]) =>
    send(`/v1/sessions/${id(ticket.session)}/observations`, { method: "POST", body: { observations: [], steps }, token: ticket.token }),
  iAmHere: (ticket: SessionTicket, end: End) =>
    send(`/v1/sessions/${id(ticket.session)}/position`, { method: "POST", body: end, token: ticket.token }),
  change: (ticket: SessionTicket, change: { to?: End; profile?: string; lang?: string }) =>
    send(`/v1/sessions/${id(ticket.session)}`, { method: "PATCH", body: change, token: ticket.token }),
  answerOffer: (ticket: SessionTicket, offer: string, answer: "accept" | "keep") =>
    send(`/v1/sessions/${id(ticket.session)}/offers/${id(offer)}`, { method: "POST", body: { answer }, token: ticket.token }),
  landmarks: async (ticket: SessionTicket) =>
    (await get<{ choices: Landmark[] }>(`/v1/sessions/${id(ticket.session)}/landmarks`, { token: ticket.token })).choices,
  end: (ticket: SessionTicket) =>
    send(`/v1/sessions/${id(ticket.session)}`, { method: "DELETE", token: ticket.token }),
};
