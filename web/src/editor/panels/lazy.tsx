/** A panel that is fetched when it is opened first: most people never open it. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";
import { editorWords } from "../words";

export function Lazy<T>({ load, show }: { load: () => Promise<T>; show: (loaded: T) => ComponentChildren }) {
  const loaded = useSignal<T | null>(null);
  const hasFailed = useSignal(false);
  const fetchIt = (): void => {
    hasFailed.value = false;
    load().then((each) => (loaded.value = each), () => (hasFailed.value = true));
  };
  useEffect(fetchIt, []);
  const words = editorWords.value;
  if (loaded.value) return <>{show(loaded.value)}</>;
  if (hasFailed.value) return <p class="trouble" role="alert">{words.saved.offline} <button type="button" class="button" onClick={fetchIt}>{words.retry}</button></p>;
  return <p class="quiet" role="status">{words.opening}</p>;
}
