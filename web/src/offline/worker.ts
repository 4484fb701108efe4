/** The service worker: the page and its maps, also where there is no network. It knows nothing of people. */

import { answer, type Means } from "./keeping";
import { keyOf, shelfOf, SHELF_NAMES, type Shelf } from "./shelves";

declare const self: ServiceWorkerGlobalScope;

/** What a page that has been loaded asks to keep: its own files and its floors. */
interface Keep {
  readonly keep: readonly string[];
}

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(clearOldShelves()));

self.addEventListener("fetch", (event) => {
  const shelf = shelfOf(event.request, self.location.origin);
  if (shelf) event.respondWith(meansOf(shelf).then((means) => answer(event.request, means)));
});

self.addEventListener("message", (event) => event.waitUntil(keepAll((event.data as Keep).keep)));

async function meansOf(shelf: Shelf): Promise<Means> {
  return {
    shelf: await caches.open(SHELF_NAMES[shelf]),
    fetch: (request) => fetch(request),
    wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  };
}

/** Keep what a page has loaded before there was a worker, and let go of the files of older pages. */
async function keepAll(urls: readonly string[]): Promise<void> {
  const wanted = urls.filter((url) => shelfOf({ method: "GET", url }, self.location.origin));
  const code = await caches.open(SHELF_NAMES.code);
  await Promise.all(
    wanted.map(async (url) => {
      const shelf = await caches.open(SHELF_NAMES[shelfOf({ method: "GET", url }, self.location.origin)!]);
      if (await shelf.match(keyOf(url))) return;
      const response = await fetch(url);
      if (response.ok) await shelf.put(keyOf(url), response);
    }),
  );
  const keys = new Set(wanted.map(keyOf));
  const old = (await code.keys()).filter(({ url }) => !keys.has(url));
  await Promise.all(old.map((request) => code.delete(request)));
}

async function clearOldShelves(): Promise<void> {
  const known = new Set(Object.values(SHELF_NAMES));
  const old = (await caches.keys()).filter((name) => name.startsWith("beeline-") && !known.has(name));
  await Promise.all(old.map((name) => caches.delete(name)));
}
