/** What can be printed: signs, floor maps, ways. Its sheets stand below its form, as they will be on paper. */

import { signal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import { opening, venue } from "../building";
import { Shell } from "../staff/shell";
import { shellWords } from "../staff/words";
import { Maps } from "./maps";
import { Signs } from "./signs";
import { Ways } from "./ways";
import { printWords } from "./words";

type Kind = "signs" | "maps" | "ways";
const KINDS: Readonly<Record<Kind, () => ComponentChildren>> = { signs: () => <Signs />, maps: () => <Maps />, ways: () => <Ways /> };
const kind = signal<Kind>("signs");

export function PrintPage() {
  const say = printWords.value;
  const ready = opening.value.kind === "ready" && venue.value !== null;
  return (
    <Shell page="print">
      {ready ? (
        <div class="printing">
          <h1 class="unseen">{shellWords.value.pages.print}</h1>
          <nav class="kinds screen-only" aria-label={shellWords.value.pages.print}>
            {(Object.keys(KINDS) as Kind[]).map((each) => (
              <button key={each} type="button" class="button" aria-pressed={each === kind.value} onClick={() => (kind.value = each)}>{say[each]}</button>
            ))}
          </nav>
          {KINDS[kind.value]()}
        </div>
      ) : (
        <p class="staff-trouble">{opening.value.kind === "loading" ? "" : shellWords.value.noVenue}</p>
      )}
    </Shell>
  );
}
