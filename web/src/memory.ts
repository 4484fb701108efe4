/** What this phone remembers of its person, and forgets by itself: on the phone only, never sent anywhere. */

export interface Kept<T> {
  readonly at_ms: number;
  readonly what: T;
}

const PREFIX = "beeline.kept.";

/** Remember something; a browser that refuses storage, or whose storage is full, just forgets. */
export function keep<T>(name: string, what: T | null, store: Storage, now_ms = Date.now()): void {
  try {
    if (what === null) store.removeItem(PREFIX + name);
    else store.setItem(PREFIX + name, JSON.stringify({ at_ms: now_ms, what } satisfies Kept<T>));
  } catch {
    // Nothing that the page needs.
  }
}

/** Return what was remembered no longer ago than `age_ms`; what is older, or cannot be read, is forgotten. */
export function recall<T>(name: string, age_ms: number, store: Storage, now_ms = Date.now()): Kept<T> | null {
  try {
    const kept = JSON.parse(store.getItem(PREFIX + name) ?? "null") as Kept<T> | null;
    if (kept && Math.abs(now_ms - kept.at_ms) <= age_ms) return kept;
    store.removeItem(PREFIX + name);
  } catch {
    // Storage is refused, or holds what is not ours.
  }
  return null;
}
