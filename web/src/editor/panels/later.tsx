/** A panel that is fetched when it is first opened, so that the page need not wait for it. */

import { useSignal } from "@preact/signals";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { editorWords } from "../words";

export function Later<Props extends object>({ load, with: props }: { load: () => Promise<{ default: ComponentType<Props> }>; with: Props }) {
  const Panel = useSignal<ComponentType<Props> | null>(null);
  const isLost = useSignal(false);
  useEffect(() => {
    load().then(({ default: loaded }) => (Panel.value = loaded), () => (isLost.value = true));
  }, []);
  if (isLost.value) return <p class="trouble" role="alert">{editorWords.value.saved.offline}</p>;
  const Loaded = Panel.value;
  return Loaded ? <Loaded {...props} /> : null;
}
