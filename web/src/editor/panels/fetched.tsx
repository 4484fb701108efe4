/** Parts of the page that are fetched when they are first shown. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { FunctionComponent } from "preact";

/** A part that shows nothing until it has come; one that did not come is asked for again when next shown. */
export function fetched<Props extends object>(load: () => Promise<FunctionComponent<Props>>): FunctionComponent<Props> {
  const part = signal<{ readonly Shown: FunctionComponent<Props> } | null>(null);
  return function Fetched(props) {
    useEffect(() => {
      if (!part.value) load().then((Shown) => (part.value = { Shown }), () => {});
    }, []);
    const { Shown } = part.value ?? {};
    return Shown ? <Shown {...props} /> : null;
  };
}
