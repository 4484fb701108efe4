/** "Are you still there?", before a kiosk begins anew. */

import { useEffect, useRef } from "preact/hooks";
import { leaving_s, startOver, stay } from "../kiosk";
import { lt } from "../ui/later/words";

export function StillThere() {
  const dialog = useRef<HTMLDialogElement>(null);
  const asking = leaving_s.value !== null;
  useEffect(() => {
    if (asking) dialog.current?.showModal();
    else dialog.current?.close();
  }, [asking]);
  return (
    <dialog ref={dialog} class="still-there" aria-labelledby="still-there-title" onCancel={stay}>
      <h2 id="still-there-title">{lt.value.stillThere}</h2>
      <p>{leaving_s.value !== null && lt.value.stillThereIn(leaving_s.value)}</p>
      <div class="button-row">
        <button class="button primary" onClick={stay}>{lt.value.stillThereYes}</button>
        <button class="button" onClick={startOver}>{lt.value.stillThereNo}</button>
      </div>
    </dialog>
  );
}
