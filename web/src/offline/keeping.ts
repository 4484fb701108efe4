/** How the worker answers: from the shelf what never changes, else from the network while there is one. */

import { isForEver, keyOf, PATIENCE_MS } from "./shelves";

/** A shelf and a network: the browser's, or a test's. */
export interface Means {
  readonly shelf: Pick<Cache, "match" | "put">;
  fetch(request: Request): Promise<Response>;
  wait(ms: number): Promise<void>;
}

/** Answer a request; what the network gave is kept in any case. */
export async function answer(request: Request, means: Means): Promise<Response> {
  const key = keyOf(request.url);
  const kept = await means.shelf.match(key);
  if (kept && isForEver(request.url)) return kept;
  const fresh = fetchAndKeep(request, key, means);
  if (!kept) return fresh;
  const inTime = fresh.then((response) => (response.status < 500 ? response : kept)).catch(() => kept);
  return Promise.race([inTime, means.wait(PATIENCE_MS).then(() => kept)]);
}

async function fetchAndKeep(request: Request, key: string, means: Means): Promise<Response> {
  const response = await means.fetch(request);
  if (response.ok) await means.shelf.put(key, response.clone());
  return response;
}
