/** A part of the board with a heading, how much it holds, and its rows as a file. */

import type { ComponentChildren } from "preact";
import { saveCsv } from "./csv";
import { words } from "./words";

interface Has {
  title: string;
  /** How many it lists, where that says something; with none there is nothing to save. */
  count?: number;
  rows: () => readonly (readonly (string | number | null)[])[];
  children: ComponentChildren;
}

export function Section({ title, count, rows, children }: Has) {
  const say = words.value;
  return (
    <section class="board-section" aria-label={title}>
      <div class="board-head">
        <h2>{title} {count !== undefined && <span class="count">{count}</span>}</h2>
        {count !== 0 && <button type="button" class="quiet-button" aria-label={say.csvOf(title)} onClick={() => saveCsv(title, rows())}>{say.csv}</button>}
      </div>
      {children}
    </section>
  );
}
