/** The sheets of a form, and the button that prints them. */

import type { ComponentChildren } from "preact";
import { printWords } from "./words";

export function Sheets({ count, children }: { count: number; children: ComponentChildren }) {
  const say = printWords.value;
  return (
    <>
      <div class="print-bar screen-only">
        <button type="button" class="button primary" disabled={!count} onClick={() => window.print()}>{say.print}</button>
        <p role="status">{say.sheets(count)}</p>
      </div>
      <div class="sheets">{children}</div>
    </>
  );
}
