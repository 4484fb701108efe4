/** The venue that a page of staff is about: `?venue=` of its address, else the first there is. */

import { signal } from "@preact/signals";
import { api, type VenueInfo, type VenueSummary } from "../api";

export const venues = signal<readonly VenueSummary[]>([]);
export const venue = signal<VenueInfo | null>(null);

/** Fetch the venues and open the one that the address asks for. */
export async function openVenue(): Promise<void> {
  venues.value = await api.venues();
  const asked = new URLSearchParams(location.search).get("venue") ?? venues.value[0]?.id;
  if (asked !== undefined) venue.value = await api.venue(asked);
}

/** The address of another page, about the same venue. */
export function pageOf(page: string, venueId = venue.value?.id): string {
  return `/${page}${venueId === undefined ? "" : `?venue=${encodeURIComponent(venueId)}`}`;
}
