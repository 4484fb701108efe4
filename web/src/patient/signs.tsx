/** Saying where one is by a "you are here" sign: scanned with the camera, or by the code that is printed under it. */

import { useSignal } from "@preact/signals";
import type { Sign } from "../signs";
import { t } from "../ui/i18n";
import { lt } from "../ui/later/words";
import { CodeForm } from "./codeform";
import { Choice } from "./place";
import { Scanner } from "./scanner";

/** A page that did not come over a secure connection has no camera. */
const hasCamera = (): boolean => "mediaDevices" in navigator;

export function SignChoices({ onSign }: { onSign: (sign: Sign) => void }) {
  const open = useSignal<"scan" | "type" | null>(null);
  const toggle = (which: "scan" | "type") => () => (open.value = open.value === which ? null : which);
  return (
    <>
      {hasCamera() && <Choice icon="qr" text={lt.value.scan} expanded={open.value === "scan"} act={toggle("scan")} />}
      {open.value === "scan" && <li><Scanner onSign={onSign} onGiveUp={toggle("type")} /></li>}
      <Choice icon="search" text={t.value.typeCode} expanded={open.value === "type"} act={toggle("type")} />
      {open.value === "type" && <li><CodeForm onSign={onSign} /></li>}
    </>
  );
}
