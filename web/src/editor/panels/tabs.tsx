/** Several panels in one place: one is shown, the arrow keys go from one to the next. */

import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";

export interface Tab {
  readonly name: string;
  readonly title: string;
  readonly count?: number;
  readonly panel: () => ComponentChildren;
}

export function Tabs({ tabs, label }: { tabs: readonly Tab[]; label: string }) {
  const chosen = useSignal(tabs[0]!.name);
  const at = tabs.findIndex((each) => each.name === chosen.value);
  const go = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    chosen.value = tabs[(at + step + tabs.length) % tabs.length]!.name;
    document.getElementById(`tab-${chosen.value}`)?.focus();
  };
  return (
    <section class="panel tabs">
      <div role="tablist" aria-label={label} onKeyDown={go}>
        {tabs.map(({ name, title, count }) => (
          <button key={name} id={`tab-${name}`} type="button" role="tab" aria-selected={name === chosen.value} aria-controls={name === chosen.value ? `panel-${name}` : undefined}
            tabIndex={name === chosen.value ? 0 : -1} onClick={() => (chosen.value = name)}>
            {title}{count ? <span class="count">{count}</span> : null}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`panel-${chosen.value}`} aria-labelledby={`tab-${chosen.value}`} tabIndex={0}>{tabs[at]!.panel()}</div>
    </section>
  );
}
