/** A QR code, drawn sharp at any size. */

import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";

/** The quiet zone that readers need, in modules. */
const BORDER = 4;

export function QrCode({ text, label }: { text: string; label: string }) {
  const path = useSignal<{ d: string; side: number } | null>(null);
  useEffect(() => {
    void import("qr").then(({ default: encode }) => {
      const modules = encode(text, "raw", { border: BORDER, ecc: "medium" });
      const dark = modules.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
      path.value = { d: dark.join(""), side: modules.length };
    });
  }, [text]);
  if (!path.value) return null;
  return (
    <figure class="qr">
      <svg viewBox={`0 0 ${path.value.side} ${path.value.side}`} role="img" aria-label={label} shape-rendering="crispEdges">
        <rect width="100%" height="100%" fill="#fff" />
        <path d={path.value.d} fill="#000" />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
