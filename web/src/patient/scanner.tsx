/** The camera, looking for a sign: only while it is open, and no picture leaves the phone. */

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { codeOf, makeReader } from "../scan";
import { findSign, type Sign } from "../signs";
import { announce } from "../ui/announce";
import { lt } from "../ui/later/words";

/** Often enough to feel instant, seldom enough for a cheap phone [ms]. */
const EVERY_MS = 150;

export function Scanner({ onSign, onGiveUp }: { onSign: (sign: Sign) => void; onGiveUp: () => void }) {
  const video = useRef<HTMLVideoElement>(null);
  const trouble = useSignal("");
  useEffect(() => {
    let stream: MediaStream | null = null;
    let timer = 0;
    let over = false;
    const look = async (read: Awaited<ReturnType<typeof makeReader>>): Promise<void> => {
      const text = await read(video.current!).catch(() => null);
      if (over) return;
      const sign = text === null ? null : await findSign(codeOf(text)).catch(() => null);
      if (over) return;
      if (sign) return onSign(sign);
      if (text !== null) trouble.value = lt.peek().scanOther;
      timer = window.setTimeout(() => void look(read), EVERY_MS);
    };
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      if (over || !video.current) return stop();
      video.current.srcObject = stream;
      await video.current.play();
      video.current.scrollIntoView({ block: "center" });
      announce(lt.peek().scanHint);
      await look(await makeReader());
    };
    const stop = (): void => stream?.getTracks().forEach((track) => track.stop());
    begin().catch(() => {
      if (!over) trouble.value = lt.peek().noCamera;
    });
    return () => {
      over = true;
      clearTimeout(timer);
      stop();
    };
  }, []);
  return (
    <div class="scanner">
      <video ref={video} muted playsInline aria-label={lt.value.scanHint} hidden={trouble.value === lt.value.noCamera} />
      <p class={trouble.value ? "trouble" : "quiet"} role="status">{trouble.value || lt.value.scanHint}</p>
      {trouble.value && <button class="button" onClick={onGiveUp}>{lt.value.scanType}</button>}
    </div>
  );
}
