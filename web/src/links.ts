/** What the address asks for beside a place: where somebody stands, the stops of a visit, or what the hospital signed. */

import { signal } from "@preact/signals";
import { api, ApiError, post, type End, type Hit } from "./api";
import { openVenue, venue } from "./building";
import { programme } from "./programme";
import type { VisitWish } from "./sessionapi";
import { lang, profile } from "./settings";
import { findSign } from "./signs";
import { addStop, chooseDestination, chooseStart, endAt, stops } from "./trip";

interface Signed {
  readonly venue: string;
  readonly from?: End;
  readonly to?: End;
  readonly visit?: VisitWish;
  readonly profile?: string;
}

/** Why the link did not open, by the server's code; null when it did, or there was none. */
export const linkTrouble = signal<"link-invalid" | "link-expired" | "at" | "failed" | null>(null);

/** Do what the address asks for. */
export async function followLink(): Promise<void> {
  const token = /^#link=([\w.-]+)$/.exec(location.hash)?.[1];
  const asked = new URLSearchParams(location.search);
  try {
    if (token) await openSigned(token);
    const [at, places] = [asked.get("at"), asked.get("stops")];
    if (at) await standAt(at);
    if (places) for (const place of places.split(",").slice(0, 12)) addStop(await find(place));
  } catch (error) {
    const code = error instanceof ApiError ? error.code : "";
    linkTrouble.value = code === "link-invalid" || code === "link-expired" ? code : "failed";
  }
}

const find = (place: string): Promise<Hit> => api.place(venue.peek()!.id, place, lang.peek());

async function openSigned(token: string): Promise<void> {
  const signed = await post<Signed>("/v1/links/open", { token });
  if (signed.venue !== venue.peek()?.id) await openVenue(signed.venue);
  if (signed.profile && venue.peek()?.profiles.includes(signed.profile)) profile.value = signed.profile;
  if (signed.from && "place" in signed.from) {
    const { label, level_id, x_m, y_m } = await find(signed.from.place);
    chooseStart({ end: signed.from, name: label, levelId: level_id, at: [x_m, y_m] });
  }
  if (signed.visit) {
    const hits = await Promise.all(signed.visit.stops.map(({ places }) => find(places[0]!)));
    stops.value = hits;
    programme.value = { visit: signed.visit, to: signed.to ?? null };
  } else if (signed.to && "place" in signed.to) chooseDestination(await find(signed.to.place));
  // Opened once: what is done from here on is the person's own.
  history.replaceState(null, "", location.pathname + location.search);
}

/** Begin at a sign. */
export async function standAt(code: string, name = ""): Promise<void> {
  const sign = await findSign(code);
  if (sign) chooseStart({ end: endAt(sign.at, sign.levelId), name: name || sign.code, levelId: sign.levelId, at: sign.at, sign: sign.code });
  else linkTrouble.value = "at";
}
