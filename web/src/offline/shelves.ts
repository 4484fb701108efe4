/** What the worker keeps for a phone without a network, and for how long it waits for the network first. */

export type Shelf = "code" | "maps";

/** A request as the rules see it. */
export interface Wanted {
  readonly method: string;
  readonly mode: string;
  readonly url: string;
}

export const SHELF_NAMES: Readonly<Record<Shelf, string>> = { code: "beeline-code-1", maps: "beeline-maps-1" };
/** A network that has not answered by then is as good as none while something is kept [ms]. */
export const PATIENCE_MS = 3000;

/** The page, its venues and their floors: never a session, a wait or a search. */
const MAPS = /^\/v1\/venues(?:\/[^/]+(?:\/plans\/.+)?)?$/;

/** Return where the answer to a request is kept, or null where it is not. */
export function shelfOf({ method, url }: Pick<Wanted, "method" | "url">, origin: string): Shelf | null {
  const address = new URL(url);
  if (method !== "GET" || address.origin !== origin) return null;
  if (address.pathname === "/" || address.pathname === "/icon.svg" || address.pathname.startsWith("/assets/")) return "code";
  return MAPS.test(address.pathname) ? "maps" : null;
}

/** Return under which address an answer is kept: the page is one, whatever its link asks for. */
export function keyOf(url: string): string {
  const { origin, pathname, search } = new URL(url);
  return origin + pathname + (pathname === "/" ? "" : search);
}

/** Files whose name holds the digest of their content are the same for ever. */
export const isForEver = (url: string): boolean => new URL(url).pathname.startsWith("/assets/");
